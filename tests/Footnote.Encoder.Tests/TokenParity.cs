namespace Footnote.Encoder.Tests;

internal static class TokenParity
{
    public static void Check(
        List<string> texts, List<(int[] Ids, (int Start, int End)[] Offsets)> golden, Func<string, TokenizedText> tokenize)
    {
        Assert.Equal(golden.Count, texts.Count);
        var faults = new List<string>();
        for (int i = 0; i < texts.Count; i++)
        {
            TokenizedText tokens = tokenize(texts[i]);
            int[] codePoints = GoldenFiles.CodePointsAt(texts[i]);
            (int, int)[] offsets = [.. tokens.Starts.Zip(tokens.Ends, (start, end) => (codePoints[start], codePoints[end]))];
            if (!tokens.Ids.AsSpan().SequenceEqual(golden[i].Ids))
            {
                faults.Add($"text {i}: ids {First(golden[i].Ids, tokens.Ids)}");
            }
            else if (!offsets.AsSpan().SequenceEqual(golden[i].Offsets))
            {
                faults.Add($"text {i}: offsets {First(golden[i].Offsets, offsets)}");
            }
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private static string First<T>(T[] expected, T[] actual)
    {
        for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            if (!EqualityComparer<T>.Default.Equals(expected[i], actual[i]))
            {
                return $"at {i}: expected {expected[i]}, got {actual[i]}";
            }
        }

        return $"expected {expected.Length}, got {actual.Length}";
    }
}
