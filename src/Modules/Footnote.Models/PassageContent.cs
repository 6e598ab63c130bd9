using Microsoft.Extensions.AI;

namespace Footnote.Models;

/// <summary>A retrieved passage travelling as a content item of the user's message. Every chat model reads passages from here.</summary>
public sealed class PassageContent : AIContent
{
    /// <summary>The number the answer cites it by, from 1.</summary>
    public required int Index { get; init; }

    public required string Title { get; init; }

    public required string Text { get; init; }

    public IReadOnlyList<string> HeadingPath { get; init; } = [];
}
