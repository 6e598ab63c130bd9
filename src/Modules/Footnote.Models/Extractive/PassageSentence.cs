using Footnote.Models.Words;

namespace Footnote.Models.Extractive;

/// <summary>A sentence, list item or table row of a passage that an answer may use.</summary>
internal sealed class PassageSentence
{
    public required int PassageIndex { get; init; }

    /// <summary>Place of the passage among the passages, from 0.</summary>
    public required int Rank { get; init; }

    /// <summary>Place in the passage, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>Which paragraph of the passage it stands in; the items of a list share one.</summary>
    public required int Paragraph { get; init; }

    /// <summary>Which line of the passage it stands in: the sentences of one list item share it.</summary>
    public required int Item { get; init; }

    public required string Text { get; init; }

    public required bool IsListItem { get; init; }

    /// <summary>Whether the list is numbered; only of list items.</summary>
    public bool IsNumbered { get; init; }

    public required bool IsHeading { get; init; }

    /// <summary>Whether it is a row of a table.</summary>
    public bool IsRow { get; init; }

    public required IReadOnlyList<Word> Words { get; init; }

    public required IReadOnlySet<string> Terms { get; init; }

    /// <summary>Terms of the titles and headings above it, and of the question it answers in a list of questions and answers.</summary>
    public required IReadOnlySet<string> Context { get; init; }

    /// <summary>The title, and the heading or question it stands under, in words.</summary>
    public required string Lead { get; init; }

    public PassageSentence? Previous { get; init; }

    public bool IsQuestion => Text.AsSpan().TrimEnd(" \"'\u201d)").EndsWith("?");
}
