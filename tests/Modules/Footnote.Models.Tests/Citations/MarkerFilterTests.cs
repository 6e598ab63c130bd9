using System.Text.RegularExpressions;
using Footnote.Models.Citations;

namespace Footnote.Models.Tests.Citations;

public sealed class MarkerFilterTests
{
    [Theory]
    [InlineData("Fees are low [1].", "Fees are low [1].")]
    [InlineData("Fees are low [9].", "Fees are low.")]
    [InlineData("Fees [9] are low.", "Fees are low.")]
    [InlineData("Fees are low [1, 2].", "Fees are low [1][2].")]
    [InlineData("Fees are low [1-3].", "Fees are low [1][2][3].")]
    [InlineData("Fees are low [2; 9].", "Fees are low [2].")]
    [InlineData("Fees are low [^1].", "Fees are low [1].")]
    [InlineData("Fees are low\u30101\u2020source\u3011.", "Fees are low[1].")]
    [InlineData("An array[x] and [] stay, [see below] too.", "An array[x] and [] stay, [see below] too.")]
    [InlineData("Fees are low [01].", "Fees are low [1].")]
    [InlineData("Fees are low [99999999999999999999].", "Fees are low.")]
    [InlineData("It ends inside a marker [1", "It ends inside a marker")]
    [InlineData("It was on [2024-01-05].", "It was on [2024-01-05].")]
    [InlineData("[9]", "")]
    public void Markers_that_name_a_passage_stay_and_others_go(string answer, string expected)
    {
        var filter = new MarkerFilter(new HashSet<int> { 1, 2, 3 });

        Assert.Equal(expected, filter.Push(answer) + filter.Complete());
    }

    [Fact]
    public void A_marker_cut_across_pieces_is_held_back_until_it_is_whole()
    {
        var filter = new MarkerFilter(new HashSet<int> { 12 });

        Assert.Equal("Yes", filter.Push("Yes ["));
        Assert.Equal("", filter.Push("1"));
        Assert.Equal(" [12].", filter.Push("2]."));
    }

    [Fact]
    public void No_answer_leaves_with_a_marker_that_names_nothing_however_it_is_cut()
    {
        const string Alphabet = "[]][[1234905,- ^\u3010\u3011;.ab\n";
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++)
        {
            string answer = new([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            HashSet<int> known = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(1, 6))];
            string whole = Filter(answer, known, answer.Length);
            string cut = Filter(answer, known, random.Next(1, 4));

            Assert.True(whole == cut, $"seed {seed}: '{answer}' gives '{whole}' at once and '{cut}' in pieces");
            foreach (Match marker in Regex.Matches(whole,
                @"\[\s*\^?(\d+)(?:\s*[\u2013-]\s*\d+)?(\s*[,;]\s*\d+(?:\s*[\u2013-]\s*\d+)?)*\s*\]"))
            {
                bool resolves = int.TryParse(marker.Groups[1].Value, out int index) && known.Contains(index) && !marker.Groups[2].Success;
                Assert.True(resolves, $"seed {seed}: '{answer}' leaves as '{whole}' with {string.Join(',', known)} known");
            }
        }
    }

    private static string Filter(string answer, IReadOnlySet<int> known, int piece)
    {
        var filter = new MarkerFilter(known);
        return string.Concat(answer.Chunk(piece).Select(part => filter.Push(new string(part)))) + filter.Complete();
    }
}
