namespace Footnote.Retrieval.Chunking;

/// <summary>
/// Cuts a document into chunks by the strategy of the options. Whatever the strategy, every chunk is one exact span of the text, is within
/// the budget, and carries the page it begins on and the headings it stands under. Thread-safe when the counter is.
/// </summary>
public sealed class DocumentChunker
{
    private readonly ChunkingOptions _options;
    private readonly Func<string, int> _countTokens;

    /// <param name="options">Strategy and sizes.</param>
    /// <param name="countTokens">Counts the tokens of a text; must be at least 1 for a text that is not blank.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public DocumentChunker(ChunkingOptions options, Func<string, int> countTokens)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(countTokens);
        if (options.Fault() is { } fault)
        {
            throw new ArgumentOutOfRangeException(nameof(options), fault);
        }

        _options = options;
        _countTokens = countTokens;
    }

    /// <summary>Returns the chunks in text order; none for a blank text.</summary>
    /// <exception cref="ArgumentException">Blocks overlap, are out of order or leave the text.</exception>
    public IReadOnlyList<Chunk> Chunk(StructuredDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var blocks = document.Blocks.Count > 0 ? document.Blocks : [new Block(BlockKind.Paragraph, 0, document.Text.Length, 0, null)];
        var units = new TextUnitReader(document.Text, _options.TargetTokens, _countTokens).Read(blocks);
        return _options.Strategy switch
        {
            ChunkingStrategy.Sentence => Pack(document.Text, [[.. units.Select(WithoutStructure)]], WithoutSections()),
            ChunkingStrategy.Page => ByPage(document.Text, units),
            ChunkingStrategy.Row => Pack(document.Text, ByRow(units), _options),
            ChunkingStrategy.Fixed => new WindowCutter(document.Text, _options, _countTokens).Cut(blocks, units),
            _ => Pack(document.Text, [units], _options),
        };
    }

    private IReadOnlyList<Chunk> ByPage(string text, IReadOnlyList<TextUnit> units)
    {
        if (units.All(unit => unit.Page is null))
        {
            return Pack(text, [units], _options);
        }

        var pages = Groups(units, (before, unit) => unit.Page is { } page && page != before.Page);
        return Pack(text, pages, WithoutSections());
    }

    private static IEnumerable<IReadOnlyList<TextUnit>> ByRow(IReadOnlyList<TextUnit> units) =>
        Groups(units, (before, unit) => unit.IsRow != before.IsRow || (unit.IsRow && unit.StartsBlock));

    private List<Chunk> Pack(string text, IEnumerable<IReadOnlyList<TextUnit>> groups, ChunkingOptions options)
    {
        var chunks = new List<Chunk>();
        foreach (var group in groups)
        {
            new UnitPacker(text, options, _countTokens).Pack(group, chunks);
        }

        return chunks;
    }

    /// <summary>A section is never worth a chunk of its own while there is room.</summary>
    private ChunkingOptions WithoutSections() => new()
    {
        TargetTokens = _options.TargetTokens,
        OverlapTokens = _options.OverlapTokens,
        MinimumTokens = _options.TargetTokens,
    };

    private static TextUnit WithoutStructure(TextUnit unit) => unit with { IsHeading = false, StartsBlock = false };

    private static IEnumerable<IReadOnlyList<TextUnit>> Groups(
        IReadOnlyList<TextUnit> units, Func<TextUnit, TextUnit, bool> startsGroup)
    {
        var group = new List<TextUnit>();
        foreach (var unit in units)
        {
            if (group.Count > 0 && startsGroup(group[^1], unit))
            {
                yield return group;
                group = [];
            }

            group.Add(unit);
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
