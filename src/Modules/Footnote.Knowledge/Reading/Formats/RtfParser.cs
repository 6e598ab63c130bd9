using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Footnote.Knowledge.Reading.Text;

namespace Footnote.Knowledge.Reading.Formats;

/// <summary>Reads RTF from its bytes. Damaged files are read as far as they make sense.</summary>
internal sealed class RtfParser
{
    private const int MaximumDepth = 500;

    private static readonly FrozenSet<string> SkippedDestinations = FrozenSet.Create(
        StringComparer.Ordinal,
        "colortbl", "stylesheet", "info", "pict", "object", "objdata", "listtable", "listoverridetable", "rsidtbl", "generator",
            "themedata",
        "colorschememapping", "latentstyles", "datastore", "fldinst", "xmlnstbl", "filetbl", "revtbl", "nonshppict", "listtext", "pntext",
        "bkmkstart", "bkmkend", "template", "operator", "author");

    private static readonly FrozenDictionary<int, int> CharacterSets = new Dictionary<int, int>
    {
        [128] = 932,
        [129] = 949,
        [134] = 936,
        [136] = 950,
        [161] = 1253,
        [162] = 1254,
        [177] = 1255,
        [178] = 1256,
        [186] = 1257,
        [204] = 1251,
        [222] = 874,
        [238] = 1250,
    }.ToFrozenDictionary();

    private readonly byte[] _bytes;
    private readonly DocumentBuilder _builder;
    private readonly Stack<RtfState> _stack = new();
    private readonly Dictionary<int, int> _fontCodePages = [];
    private readonly StringBuilder _line = new();
    private readonly List<byte> _pending = [];
    private readonly List<string> _cells = [];
    private RtfState _state = new(IsSkipped: false, IsFontTable: false, Font: -1, FallbackLength: 1);
    private int _codePage = 1252;
    private int _toSkip;
    private int _position;

    public RtfParser(byte[] bytes, DocumentBuilder builder)
    {
        _bytes = bytes;
        _builder = builder;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
    }

    public void Read(CancellationToken cancellationToken)
    {
        while (_position < _bytes.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var c = (char)_bytes[_position++];
            switch (c)
            {
                case '{':
                    FlushBytes();
                    OpenGroup();
                    break;
                case '}':
                    FlushBytes();
                    _state = _stack.TryPop(out var outer) ? outer : _state;
                    break;
                case '\\':
                    ReadControl();
                    break;
                case '\r' or '\n':
                    break;
                default:
                    AppendByte((byte)c);
                    break;
            }
        }

        FlushBytes();
        EndParagraph();
    }

    private void OpenGroup()
    {
        if (_stack.Count >= MaximumDepth)
        {
            throw UnreadableFileException.Corrupt("The file is nested too deeply.");
        }

        _stack.Push(_state);
        _toSkip = 0;
    }

    private void ReadControl()
    {
        if (_position >= _bytes.Length)
        {
            return;
        }

        var c = (char)_bytes[_position];
        if (char.IsAsciiLetter(c))
        {
            ReadWord();
            return;
        }

        _position++;
        switch (c)
        {
            case '\'':
                ReadHexByte();
                break;
            case '*':
                _state = _state with { IsSkipped = true };
                break;
            case '~' or '_' or '-':
                AppendText(c == '~' ? " " : c == '_' ? "\u2011" : string.Empty);
                break;
            case '\\' or '{' or '}':
                AppendByte((byte)c);
                break;
            case '\r' or '\n':
                FlushBytes();
                EndParagraph();
                break;
        }
    }

    private void ReadHexByte()
    {
        if (_position + 2 > _bytes.Length)
        {
            _position = _bytes.Length;
            return;
        }

        var digits = Encoding.ASCII.GetString(_bytes, _position, 2);
        if (byte.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
        {
            _position += 2;
            AppendByte(value);
        }
    }

    private void ReadWord()
    {
        var start = _position;
        while (_position < _bytes.Length && char.IsAsciiLetter((char)_bytes[_position]))
        {
            _position++;
        }

        var word = Encoding.ASCII.GetString(_bytes, start, _position - start);
        var number = ReadNumber();
        if (_position < _bytes.Length && _bytes[_position] == ' ')
        {
            _position++;
        }

        Apply(word, number);
    }

    private int? ReadNumber()
    {
        var start = _position;
        if (_position < _bytes.Length && _bytes[_position] == '-')
        {
            _position++;
        }

        while (_position < _bytes.Length && char.IsAsciiDigit((char)_bytes[_position]))
        {
            _position++;
        }

        return int.TryParse(_bytes.AsSpan(start, _position - start), CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private void Apply(string word, int? number)
    {
        if (word != "u" && word != "uc")
        {
            FlushBytes();
        }

        switch (word)
        {
            case "u":
                AppendUnicode(number ?? 0);
                break;
            case "uc":
                _state = _state with { FallbackLength = Math.Clamp(number ?? 1, 0, 32) };
                break;
            case "f":
                _state = _state with { Font = number ?? -1 };
                break;
            case "fcharset" when _state.IsFontTable && number is { } set:
                _fontCodePages[_state.Font] = CharacterSets.GetValueOrDefault(set, 0);
                break;
            case "ansicpg":
                _codePage = number is > 0 and < 65000 ? number.Value : _codePage;
                break;
            case "bin":
                _position = (int)Math.Min((long)_position + Math.Max(number ?? 0, 0), _bytes.Length);
                break;
            case "fonttbl":
                _state = _state with { IsFontTable = true, IsSkipped = true };
                break;
            case "shptxt" or "footnote" or "annotation":
                _state = _state with { IsSkipped = false };
                break;
            default:
                ApplyLayout(word);
                break;
        }
    }

    private void ApplyLayout(string word)
    {
        if (SkippedDestinations.Contains(word))
        {
            _state = _state with { IsSkipped = true };
        }
        else if (_state.IsSkipped)
        {
            return;
        }
        else if (word is "par" or "sect" or "page")
        {
            EndParagraph();
        }
        else if (word is "cell" or "nestcell")
        {
            _cells.Add(_line.ToString());
            _line.Clear();
        }
        else if (word is "row" or "nestrow")
        {
            _builder.TableRow(TableRowText.Format(_cells, header: null));
            _cells.Clear();
        }
        else
        {
            AppendText(Symbol(word));
        }
    }

    private static string Symbol(string word) => word switch
    {
        "line" or "tab" => " ",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        _ => string.Empty,
    };

    private void AppendUnicode(int value)
    {
        FlushBytes();
        if (!_state.IsSkipped)
        {
            _line.Append((char)(ushort)value);
        }

        _toSkip = _state.FallbackLength;
    }

    private void AppendByte(byte value)
    {
        if (_toSkip > 0)
        {
            _toSkip--;
        }
        else if (!_state.IsSkipped)
        {
            _pending.Add(value);
        }
    }

    private void AppendText(string text)
    {
        if (!_state.IsSkipped)
        {
            FlushBytes();
            _line.Append(text);
        }
    }

    /// <summary>Bytes are decoded together: a character of an East Asian code page is two of them.</summary>
    private void FlushBytes()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        var page = _fontCodePages.GetValueOrDefault(_state.Font, 0);
        _line.Append(Decoder(page == 0 ? _codePage : page).GetString([.. _pending]));
        _pending.Clear();
    }

    private static Encoding Decoder(int codePage)
    {
        try
        {
            return Encoding.GetEncoding(codePage);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Encoding.GetEncoding(1252);
        }
    }

    private void EndParagraph()
    {
        if (_cells.Count > 0)
        {
            // a paragraph inside a cell does not end the cell
            _line.Append(' ');
            return;
        }

        _builder.Paragraph(_line.ToString());
        _line.Clear();
    }
}
