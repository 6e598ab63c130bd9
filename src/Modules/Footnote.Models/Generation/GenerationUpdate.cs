namespace Footnote.Models.Generation;

/// <summary>A piece of a generation. The last one carries the summary.</summary>
public sealed record GenerationUpdate
{
    /// <summary>More text of the answer.</summary>
    public string Text { get; init; } = "";

    /// <summary>What was said so far does not count: another model starts over.</summary>
    public bool StartsOver { get; init; }

    public GenerationSummary? Summary { get; init; }
}
