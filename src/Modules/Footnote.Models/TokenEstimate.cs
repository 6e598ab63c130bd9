using Microsoft.Extensions.AI;

namespace Footnote.Models;

/// <summary>How many tokens a text has, roughly: for budgets, where no provider has counted.</summary>
public static class TokenEstimate
{
    private const double CharactersPerToken = 4;

    public static int Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int wide = text.Count(c => c >= '\u2e80');
        return (int)Math.Ceiling(((text.Length - wide) / CharactersPerToken) + wide);
    }

    internal static int Of(AIContent content) => content switch
    {
        TextContent text => Of(text.Text),
        PassageContent passage => Of(passage.Text) + Of(passage.Title),
        _ => 0,
    };
}
