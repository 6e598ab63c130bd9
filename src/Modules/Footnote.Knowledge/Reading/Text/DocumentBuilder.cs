using System.Text;
using Footnote.Retrieval.Chunking;

namespace Footnote.Knowledge.Reading.Text;

/// <summary>Collects the blocks of a document and the text they are spans of.</summary>
internal sealed class DocumentBuilder(int maximumCharacters)
{
    private readonly StringBuilder _text = new();
    private readonly List<Block> _blocks = [];
    private bool _startsTable;
    private bool _hasNoPages;

    /// <summary>The page that following blocks begin on; null where the format knows no pages.</summary>
    public int? Page { get; set; }

    public int Length => _text.Length;

    public int BlockCount => _blocks.Count;

    /// <summary>The limit was reached and something was left out.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>Runs of table rows so far.</summary>
    public int Tables { get; private set; }

    public string? FirstHeading { get; private set; }

    public void Heading(string text, int level)
    {
        var clean = TextCleaner.Collapse(text);
        FirstHeading ??= clean.Length > 0 ? clean : null;
        Append(BlockKind.Heading, clean, Math.Clamp(level, 1, 6));
    }

    public void Paragraph(string text) => Append(BlockKind.Paragraph, TextCleaner.Collapse(text), 0);

    public void ListItem(string text) => Append(BlockKind.ListItem, TextCleaner.Collapse(text), 0);

    public void TableRow(string text) => Append(BlockKind.TableRow, TextCleaner.Collapse(text), 0);

    public void Code(string text) => Append(BlockKind.Code, TextCleaner.KeepLines(text), 0);

    /// <summary>A table whose first row may name the columns: every other row then carries those names.</summary>
    public void Table(IReadOnlyList<IReadOnlyList<string>> rows, bool hasHeader)
    {
        if (rows.Count == 0)
        {
            return;
        }

        _startsTable = true;
        var header = hasHeader && rows.Count > 1 && rows[0].Count > 1 ? rows[0] : null;
        for (var i = 0; i < rows.Count; i++)
        {
            TableRow(TableRowText.Format(rows[i], i == 0 ? null : header));
        }
    }

    /// <summary>Until the scope ends blocks carry no page: those of a file within this one are not its own.</summary>
    public IDisposable WithoutPages()
    {
        var before = _hasNoPages;
        _hasNoPages = true;
        return new Scope(() => _hasNoPages = before);
    }

    /// <summary>Remembers where the text ends now.</summary>
    public (int Length, int Blocks) Mark() => (_text.Length, _blocks.Count);

    /// <summary>Takes back what was added since.</summary>
    public void Reset((int Length, int Blocks) mark)
    {
        _text.Length = mark.Length;
        _blocks.RemoveRange(mark.Blocks, _blocks.Count - mark.Blocks);
    }

    /// <summary>Takes over a block of another document.</summary>
    public void Copy(StructuredDocument document, Block block) => Append(block.Kind, document.Text[block.Start..block.End], block.Level);

    public StructuredDocument Build(string title) => new(title, _text.ToString(), _blocks);

    private void Append(BlockKind kind, string text, int level)
    {
        if (text.Length == 0)
        {
            return;
        }

        var separator = Separator(kind);
        if (_text.Length + separator.Length + text.Length > maximumCharacters)
        {
            IsTruncated = true;
            return;
        }

        Tables += kind == BlockKind.TableRow && (_blocks.Count == 0 || _blocks[^1].Kind != kind || _startsTable) ? 1 : 0;
        _startsTable = false;
        _text.Append(separator);
        var start = _text.Length;
        _text.Append(text);
        _blocks.Add(new Block(kind, start, _text.Length, level, _hasNoPages ? null : Page));
    }

    private string Separator(BlockKind kind)
    {
        if (_blocks.Count == 0)
        {
            return string.Empty;
        }

        var runsOn = kind is BlockKind.ListItem or BlockKind.TableRow && _blocks[^1].Kind == kind;
        return runsOn ? "\n" : "\n\n";
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
