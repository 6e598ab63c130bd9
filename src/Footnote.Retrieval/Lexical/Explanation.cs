using System.Globalization;
using System.Text;

namespace Footnote.Retrieval.Lexical;

/// <summary>How a score came about: a value, what it is, and the parts it is made of.</summary>
/// <param name="Value">The value.</param>
/// <param name="Description">What it is, with the figures that went in.</param>
/// <param name="Details">The parts; a sum adds them up.</param>
public sealed record Explanation(float Value, string Description, IReadOnlyList<Explanation> Details)
{
    /// <summary>True when the document is found by the query.</summary>
    public bool IsMatch => Value > 0;

    /// <summary>The whole tree, one line a node, indented by two blanks a level.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, 0);
        return text.ToString();
    }

    private void Append(StringBuilder text, int depth)
    {
        text.Append(' ', depth * 2).Append(CultureInfo.InvariantCulture, $"{Value:0.####} = {Description}\n");
        foreach (var detail in Details)
        {
            detail.Append(text, depth + 1);
        }
    }
}
