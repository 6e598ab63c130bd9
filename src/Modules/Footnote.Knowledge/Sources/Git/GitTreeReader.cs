using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Footnote.Knowledge.Sources.Git;

/// <summary>Reads the output of <c>git ls-tree -r -z --long</c>.</summary>
internal static class GitTreeReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The regular files; links and submodules are left out, as are names that are not UTF-8.</summary>
    public static async Task<IReadOnlyList<GitEntry>> ReadAsync(Stream output, int limit, CancellationToken cancellationToken)
    {
        var entries = new List<GitEntry>();
        var reader = PipeReader.Create(output);
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (buffer.PositionOf((byte)0) is { } end)
            {
                if (Parse(buffer.Slice(0, end).ToArray()) is { } entry)
                {
                    entries.Add(entry);
                }

                buffer = buffer.Slice(buffer.GetPosition(1, end));
                if (entries.Count > limit)
                {
                    throw new SourceException(SourceFailures.TooMany(limit));
                }
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                return entries;
            }
        }
    }

    private static GitEntry? Parse(byte[] line)
    {
        var tab = Array.IndexOf(line, (byte)'\t');
        var fields = Encoding.ASCII.GetString(line, 0, Math.Max(tab, 0)).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [("100644" or "100755"), "blob", var hash, var size]
            || !long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            return null;
        }

        try
        {
            return new GitEntry(Strict.GetString(line, tab + 1, line.Length - tab - 1), hash, bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
