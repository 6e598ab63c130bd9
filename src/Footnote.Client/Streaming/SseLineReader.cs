using System.Text;

namespace Footnote.Client.Streaming;

/// <summary>
/// Splits a UTF-8 stream into lines ended by LF, CRLF or CR. Unlike <see cref="StreamReader.ReadLineAsync()"/> it returns a line
/// ended by CR without waiting for the next byte, and it does not return a last line that was never ended.
/// </summary>
internal sealed class SseLineReader(Stream stream)
{
    private readonly byte[] _bytes = new byte[4096];
    private readonly char[] _characters = new char[4096 + 1];
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private int _position;
    private int _count;
    private bool _skipLineFeed;
    private bool _started;

    public async ValueTask<string?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TakeLine() is { } line)
            {
                return line;
            }

            var read = await stream.ReadAsync(_bytes, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            Fill(read);
        }
    }

    private void Fill(int read)
    {
        _count = _decoder.GetChars(_bytes.AsSpan(0, read), _characters, flush: false);
        _position = 0;
        if (!_started && _count > 0)
        {
            _started = true;
            _position = _characters[0] == '\uFEFF' ? 1 : 0;
        }
    }

    private string? TakeLine()
    {
        if (_skipLineFeed && _position < _count)
        {
            _skipLineFeed = false;
            _position += _characters[_position] == '\n' ? 1 : 0;
        }

        var rest = _characters.AsSpan(_position, _count - _position);
        var end = rest.IndexOfAny('\r', '\n');
        if (end < 0)
        {
            _line.Append(rest);
            _position = _count;
            return null;
        }

        _skipLineFeed = rest[end] == '\r';
        _position += end + 1;
        var line = _line.Append(rest[..end]).ToString();
        _line.Clear();
        return line;
    }
}
