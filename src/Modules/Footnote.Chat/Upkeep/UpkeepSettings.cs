using Microsoft.Extensions.Options;

namespace Footnote.Chat.Upkeep;

/// <summary>The times the upkeep goes by.</summary>
internal sealed class UpkeepSettings(IOptions<ChatOptions> options, TimeProvider time)
{
    public TimeProvider Time => time;

    /// <summary>Often enough that a lease never runs out while its server lives.</summary>
    public TimeSpan Interval => options.Value.Lease / 4;

    public DateTimeOffset EventsBefore => time.GetUtcNow() - options.Value.EventRetention;

    public DateTimeOffset KeysBefore => time.GetUtcNow() - options.Value.IdempotencyRetention;
}
