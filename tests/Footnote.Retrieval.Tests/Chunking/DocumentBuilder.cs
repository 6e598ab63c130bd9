using System.Text;
using Footnote.Retrieval.Chunking;

namespace Footnote.Retrieval.Tests.Chunking;

internal sealed class DocumentBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<Block> _blocks = [];

    public DocumentBuilder Add(BlockKind kind, string text, int level = 0, int? page = null)
    {
        if (_text.Length > 0)
        {
            _text.Append("\n\n");
        }

        _blocks.Add(new Block(kind, _text.Length, _text.Length + text.Length, level, page));
        _text.Append(text);
        return this;
    }

    public StructuredDocument Build() => new("Title", _text.ToString(), _blocks);
}
