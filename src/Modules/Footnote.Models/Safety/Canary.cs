using System.Security.Cryptography;

namespace Footnote.Models.Safety;

/// <summary>
/// A random word that stands in the system instructions and nowhere else: an answer in which it appears gives the instructions away.
/// Lets an answer through piece by piece, holding back what could be the beginning of the word. Not thread-safe: one per call.
/// </summary>
public sealed class Canary
{
    private const int Bytes = 8;

    private string _held = "";

    public string Word { get; } = "fn-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether the word has appeared. From then on nothing is let through.</summary>
    public bool IsLeaked { get; private set; }

    public string Push(string delta)
    {
        string text = _held + delta;
        IsLeaked |= text.Contains(Word, StringComparison.OrdinalIgnoreCase);
        if (IsLeaked)
        {
            _held = "";
            return "";
        }

        int kept = Math.Min(Word.Length - 1, text.Length);
        while (kept > 0 && !Word.StartsWith(text[^kept..], StringComparison.OrdinalIgnoreCase))
        {
            kept--;
        }

        _held = text[^kept..];
        return text[..^kept];
    }

    public string Complete()
    {
        string rest = _held;
        _held = "";
        return IsLeaked ? "" : rest;
    }
}
