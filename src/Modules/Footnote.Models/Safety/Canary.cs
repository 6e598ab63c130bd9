using System.Security.Cryptography;

namespace Footnote.Models.Safety;

/// <summary>
/// Watches an answer for a random word that stands in the system instructions and nowhere else: where it appears, the instructions are
/// being given away. Holds back what could be the beginning of the word. Not thread-safe: one per answer.
/// </summary>
public sealed class Canary(string word)
{
    private const int Bytes = 8;

    private string _held = "";

    /// <summary>Whether the word has appeared. From then on nothing is let through.</summary>
    public bool IsLeaked { get; private set; }

    public static string NewWord() => "fn-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    public string Push(string delta)
    {
        string text = _held + delta;
        IsLeaked |= text.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (IsLeaked)
        {
            _held = "";
            return "";
        }

        int kept = Math.Min(word.Length - 1, text.Length);
        while (kept > 0 && !word.StartsWith(text[^kept..], StringComparison.OrdinalIgnoreCase))
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
