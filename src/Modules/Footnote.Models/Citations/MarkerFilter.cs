using System.Globalization;
using System.Text;

namespace Footnote.Models.Citations;

/// <summary>
/// Lets an answer through piece by piece and takes out every marker that names no passage. A marker that is cut across pieces is held
/// back until it is whole. "[1, 2]", "[1-3]", "[^1]" and the full-width form leave as "[1][2]". Not thread-safe: one per answer.
/// </summary>
public sealed class MarkerFilter(IReadOnlySet<int> known)
{
    private const int LongestMarker = 48;
    private const int WidestRange = 20;

    private readonly StringBuilder _space = new();
    private readonly StringBuilder _marker = new();
    private bool _justRemoved;
    private bool _openTail;

    /// <summary>What may be shown now of all that was pushed.</summary>
    public string Push(string delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        var output = new StringBuilder(delta.Length + _marker.Length);
        foreach (char c in delta)
        {
            Step(c, output);
        }

        return output.ToString();
    }

    /// <summary>What was still held back. An unfinished marker at the very end is dropped.</summary>
    public string Complete()
    {
        var output = new StringBuilder();
        if (_marker.Length > 0 && !_marker.ToString().Any(char.IsAsciiDigit))
        {
            Emit(_space.Append(_marker).ToString(), output);
        }

        _space.Clear();
        _marker.Clear();
        return output.ToString();
    }

    private void Step(char c, StringBuilder output)
    {
        if (_marker.Length == 0)
        {
            Outside(c, output);
        }
        else if (c is ']' or '\u3011')
        {
            Close(c, output);
        }
        else if (!MayStandInMarker(c))
        {
            FlushLiterally(output);
            Outside(c, output);
        }
        else
        {
            _marker.Append(c);
            if (_marker.Length > LongestMarker)
            {
                _marker[0] = '(';
                FlushLiterally(output);
            }
        }
    }

    private bool MayStandInMarker(char c) =>
        char.IsAsciiDigit(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '-' or '\u2013' or '^'
            || (_marker[0] == '\u3010' && (char.IsAsciiLetter(c) || c is '\u2020' or ':'));

    private void Outside(char c, StringBuilder output)
    {
        if (c is '[' or '\u3010')
        {
            _marker.Append(c);
            return;
        }

        if (c is ' ' or '\u00a0' or '\t')
        {
            if (!_justRemoved || _space.Length == 0)
            {
                _space.Append(c);
            }

            return;
        }

        bool closesUp = _justRemoved && c is '.' or ',' or ';' or ':' or '!' or '?' or ')' or '\n';
        if (closesUp)
        {
            _space.Clear();
        }

        Emit(_space.Append(c).ToString(), output);
        _space.Clear();
        _justRemoved = false;
    }

    private void Close(char c, StringBuilder output)
    {
        List<int>? numbers = Numbers(_marker.ToString(1, _marker.Length - 1));
        if (numbers is null)
        {
            _marker.Append(c);
            FlushLiterally(output);
            return;
        }

        List<int> resolved = [.. numbers.Where(known.Contains).Distinct()];
        _marker.Clear();
        if (resolved.Count == 0)
        {
            _justRemoved = true;
            if (_openTail)
            {
                Emit("\u2026", output);
            }

            return;
        }

        Emit(_space + string.Concat(resolved.Select(number => string.Create(CultureInfo.InvariantCulture, $"[{number}]"))), output);
        _space.Clear();
        _justRemoved = false;
    }

    /// <summary>The numbers of a marker, or null when it is none.</summary>
    private static List<int>? Numbers(string inner)
    {
        string text = inner.Split('\u2020')[0].Replace("^", "", StringComparison.Ordinal);
        var numbers = new List<int>();
        foreach (string part in text.Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split(['-', '\u2013'], StringSplitOptions.TrimEntries);
            if (ends.Length > 2 || !ends.All(end => end.Length > 0 && end.All(char.IsAsciiDigit)))
            {
                return null;
            }

            // a number too large to read names no passage
            int first = int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int low) ? low : int.MaxValue;
            int last = int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int high) ? high : int.MaxValue;
            int count = last >= first ? (int)Math.Min((long)last - first, WidestRange) + 1 : 1;
            numbers.AddRange(Enumerable.Range(0, count).Where(i => first <= int.MaxValue - i).Select(i => first + i));
        }

        return numbers;
    }

    private void FlushLiterally(StringBuilder output)
    {
        Emit(_space.Append(_marker).ToString(), output);
        _space.Clear();
        _marker.Clear();
        _justRemoved = false;
    }

    /// <summary>Remembers whether what left ends in an opened bracket that digits alone would turn into a marker.</summary>
    private void Emit(string text, StringBuilder output)
    {
        foreach (char c in text)
        {
            _openTail = c == '['
                || (_openTail && (char.IsAsciiDigit(c) || char.IsWhiteSpace(c) || c is ',' or ';' or '-' or '\u2013' or '^'));
        }

        output.Append(text);
    }
}
