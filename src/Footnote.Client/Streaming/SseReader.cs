using System.Runtime.CompilerServices;
using System.Text;

namespace Footnote.Client.Streaming;

/// <summary>Reads a <c>text/event-stream</c> as the HTML standard defines it (WHATWG HTML, section "Server-sent events").</summary>
public static class SseReader
{
    /// <summary>
    /// Yields each complete event as soon as its blank line has arrived. Comments (keep-alives) are skipped; an event that the end of
    /// the stream cuts off is dropped. The stream is read to its end and not disposed.
    /// </summary>
    /// <param name="stream">UTF-8, with or without a byte order mark.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The events in order.</returns>
    public static async IAsyncEnumerable<SseEvent> ReadAsync(
        Stream stream,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var lines = new SseLineReader(stream);
        var fields = new SseFields();
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
            {
                fields.Add(line);
            }
            else if (fields.Complete() is { } item)
            {
                yield return item;
            }
        }
    }

    private sealed class SseFields
    {
        private readonly StringBuilder _data = new();
        private string _id = "";
        private string _type = "";
        private bool _hasData;

        public void Add(string line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? line : line[..colon];
            var value = colon < 0 ? "" : line[(colon + 1)..];
            Set(name, value.StartsWith(' ') ? value[1..] : value);
        }

        public SseEvent? Complete()
        {
            var item = _hasData ? new SseEvent(_id, _type.Length == 0 ? "message" : _type, _data.ToString()) : null;
            _data.Clear();
            _hasData = false;
            _type = "";
            return item;
        }

        private void Set(string name, string value)
        {
            switch (name)
            {
                case "id" when !value.Contains('\0', StringComparison.Ordinal):
                    _id = value;
                    break;
                case "event":
                    _type = value;
                    break;
                case "data":
                    _data.Append(_hasData ? "\n" : "").Append(value);
                    _hasData = true;
                    break;
                default:
                    break;
            }
        }
    }
}
