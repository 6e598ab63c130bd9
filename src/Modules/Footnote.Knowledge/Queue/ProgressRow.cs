using Footnote.Knowledge.Documents;

namespace Footnote.Knowledge.Queue;

/// <summary>A document on its way, or one whose way has ended, as the query for progress finds it.</summary>
internal sealed class ProgressRow
{
    private const double LeastProgress = 0.05;

    public Guid Id { get; init; }

    public string Title { get; init; } = string.Empty;

    public string Status { get; init; } = string.Empty;

    public float Progress { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public long Position { get; init; }

    /// <summary>Its place among the waiting jobs of the organisation, from 1; null when it does not wait.</summary>
    public long? Place { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <param name="perSecond">Documents that end per second; null when that is not known.</param>
    /// <param name="now">The present time.</param>
    public DocumentProgress ToProgress(double? perSecond, DateTimeOffset now) => new()
    {
        Id = Id,
        Title = Title,
        Status = Status,
        Progress = Math.Round(Progress, 3),
        EtaSeconds = Eta(perSecond, now) is { } eta ? Math.Ceiling(Math.Max(0, eta)) : null,
        Error = ErrorCode is null ? null : new DocumentFault(ErrorCode, ErrorMessage ?? string.Empty),
        Position = Position,
    };

    private double? Eta(double? perSecond, DateTimeOffset now) => Status switch
    {
        DocumentStatus.Pending when Place is { } place && perSecond is { } rate => place / rate,
        DocumentStatus.Processing when StartedAt is { } started && Progress >= LeastProgress =>
            (now - started).TotalSeconds / Progress * (1 - Progress),
        _ => null,
    };
}
