namespace Footnote.Retrieval.Lexical.Segments;

/// <summary>Numbers of the analyzers' languages in segments. Part of the file format: the list may only grow at its end.</summary>
internal static class Languages
{
    private static readonly string[] Codes = ["und", "en", "de", "fr", "es", "it", "pt", "nl", "ru", "ar", "zh", "ja", "ko", "th"];

    public static int Count => Codes.Length;

    public static byte NumberOf(string code) => (byte)Math.Max(0, Array.IndexOf(Codes, code));

    public static string CodeOf(int number) => number < Codes.Length ? Codes[number] : Codes[0];
}
