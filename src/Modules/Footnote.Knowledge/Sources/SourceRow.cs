using System.Text.Json;
using Footnote.Knowledge.Documents;

namespace Footnote.Knowledge.Sources;

/// <summary>A source as stored.</summary>
internal sealed class SourceRow
{
    public const string Columns = """
        s.id, s.tenant_id, s.owner_id, s.name, s.kind, s.collection_id, s.settings::text as settings, s.secrets, s.every_seconds,
        s.daily_minute, s.include, s.exclude, s.tags, s.category, s.readers::text as readers, s.is_enabled, s.next_run_at, s.requested,
        s.revision, s.created_at, s.updated_at
        """;

    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid OwnerId { get; init; }

    public string Name { get; init; } = string.Empty;

    public string Kind { get; init; } = string.Empty;

    public Guid? CollectionId { get; init; }

    public string Settings { get; init; } = "{}";

    public byte[]? Secrets { get; init; }

    public int? EverySeconds { get; init; }

    /// <summary>Minute of the day in UTC.</summary>
    public int? DailyMinute { get; init; }

    public string[] Include { get; init; } = [];

    public string[] Exclude { get; init; } = [];

    public string[] Tags { get; init; } = [];

    public string? Category { get; init; }

    public string Readers { get; init; } = "{}";

    public bool IsEnabled { get; init; }

    public DateTimeOffset? NextRunAt { get; init; }

    /// <summary>manual or forced when somebody asked for a run that has not ended yet.</summary>
    public string? Requested { get; init; }

    public int Revision { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DocumentOwner Owner => new(TenantId, OwnerId);

    public SourceSchedule Schedule => new(
        EverySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        DailyMinute is { } minute ? TimeOnly.MinValue.AddMinutes(minute) : null);

    public SourceSettings ReadSettings() => JsonSerializer.Deserialize<SourceSettings>(Settings) ?? new SourceSettings();

    public DocumentReaders ReadReaders() => JsonSerializer.Deserialize<DocumentReaders>(Readers) ?? DocumentReaders.OwnerOnly;
}
