using Footnote.Knowledge.Documents;

namespace Footnote.Knowledge.Sources.Managing;

/// <summary>A description of a source that has been checked.</summary>
internal sealed record SourceDraft(string Name, string Kind, SourceSettings Settings)
{
    /// <summary>Null leaves stored secrets as they are.</summary>
    public SourceSecrets? Secrets { get; init; }

    public Guid? CollectionId { get; init; }

    public SourceSchedule Schedule { get; init; } = new(Every: null, DailyAt: null);

    public IReadOnlyList<string> Include { get; init; } = [];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Category { get; init; }

    public DocumentReaders Readers { get; init; } = DocumentReaders.OfTenant;

    public bool IsEnabled { get; init; } = true;
}
