using System.Text.Json;
using Footnote.Knowledge.Sources.Running;
using Footnote.Platform.Http;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>A run as stored.</summary>
internal sealed class RunRow
{
    public const string Columns = """
        r.id, r.source_id, r.trigger, r.state, r.started_at, r.ended_at, r.seen, r.created, r.replaced, r.unchanged, r.skipped, r.deleted,
        r.failed, r.missing, r.error_code, r.error_message, r.failures::text as failures
        """;

    public Guid Id { get; init; }

    public Guid SourceId { get; init; }

    public string Trigger { get; init; } = string.Empty;

    public string State { get; init; } = string.Empty;

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public int Seen { get; init; }

    public int Created { get; init; }

    public int Replaced { get; init; }

    public int Unchanged { get; init; }

    public int Skipped { get; init; }

    public int Deleted { get; init; }

    public int Failed { get; init; }

    public int Missing { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public string Failures { get; init; } = "[]";

    public RunResponse ToResponse() => new()
    {
        Id = Id,
        SourceId = SourceId,
        Trigger = Trigger,
        State = State,
        StartedAt = StartedAt,
        EndedAt = EndedAt,
        Seen = Seen,
        Created = Created,
        Replaced = Replaced,
        Unchanged = Unchanged,
        Skipped = Skipped,
        Deleted = Deleted,
        Failed = Failed,
        Missing = Missing,
        Error = ErrorCode is null ? null : new SourceFailure(ErrorCode, ErrorMessage ?? string.Empty),
        Failures = JsonSerializer.Deserialize<ItemFailure[]>(Failures, JsonDefaults.Options) ?? [],
    };
}
