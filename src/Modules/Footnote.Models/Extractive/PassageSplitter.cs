using System.Text.RegularExpressions;
using Footnote.Models.Safety;
using Footnote.Models.Words;
using Footnote.Retrieval.Text;
using Word = Footnote.Models.Words.Word;

namespace Footnote.Models.Extractive;

/// <summary>Cuts passages into the sentences an answer can be made of.</summary>
internal static partial class PassageSplitter
{
    public static List<PassageSentence> Split(IReadOnlyList<PassageContent> passages)
    {
        var sentences = new List<PassageSentence>();
        for (int rank = 0; rank < passages.Count; rank++)
        {
            SplitOne(passages[rank], rank, sentences);
        }

        return sentences;
    }

    private static void SplitOne(PassageContent passage, int rank, List<PassageSentence> sentences)
    {
        HashSet<string> above = WordReader.ContentTerms(string.Join(' ', passage.HeadingPath.Prepend(passage.Title)));
        HashSet<string> context = above;
        string title = passage.Title.Length > 0 ? passage.Title + ". " : "";
        string lead = passage.HeadingPath.Count > 0 ? $"{title}{passage.HeadingPath[^1]}: " : title;
        PassageSentence? previous = null;
        int position = 0;
        int item = 0;
        foreach (TextBlock block in TextBlockReader.Read(passage.Text))
        {
            item++;
            bool isHeading = block.Kind == TextBlockKind.Heading;
            if (isHeading)
            {
                context = [.. above, .. WordReader.ContentTerms(block.Text)];
                lead = $"{title}{block.Text}: ";
            }

            foreach ((int start, int end) in block.Kind == TextBlockKind.Row ? [new TextSpan(0, block.Text.Length)]
                : Sentences.Of(block.Text))
            {
                string text = Clean(block.Text[start..end]);
                if (text.Length == 0 || InstructionFilter.IsInstruction(text))
                {
                    continue;
                }

                List<Word> words = WordReader.Read(text);
                var sentence = new PassageSentence
                {
                    PassageIndex = passage.Index,
                    Rank = rank,
                    Position = position++,
                    Paragraph = block.Group,
                    Item = item,
                    Text = text,
                    IsListItem = block.Kind is TextBlockKind.Bullet or TextBlockKind.Numbered,
                    IsNumbered = block.Kind == TextBlockKind.Numbered,
                    IsHeading = isHeading,
                    IsRow = block.Kind == TextBlockKind.Row,
                    Words = words,
                    Terms = words.Where(word => word.IsContent).Select(word => word.Term).ToHashSet(StringComparer.Ordinal),
                    Context = context,
                    Lead = lead,
                    Previous = previous,
                };
                sentences.Add(sentence);
                previous = sentence;
                lead = sentence.IsQuestion ? $"{title}{text} " : lead;
                context = sentence.IsQuestion ? [.. above, .. sentence.Terms] : context;
            }
        }
    }

    /// <summary>One line, without the marks that would read as our own footnotes.</summary>
    private static string Clean(string text) => Space().Replace(ReferenceMark().Replace(text, ""), " ").Trim();

    [GeneratedRegex(@"\s*[\[\u3010]\s*\^?\d{1,3}(?:\s*[,;\u2013-]\s*\d{1,3})*\s*[\]\u3011]", RegexOptions.CultureInvariant,
        Patterns.MatchLimit)]
    private static partial Regex ReferenceMark();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, Patterns.MatchLimit)]
    private static partial Regex Space();
}
