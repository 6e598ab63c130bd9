using Footnote.Client;
using Footnote.Client.Collections;

namespace Footnote.Cli;

/// <summary>Looks collections up across the pages of the list.</summary>
internal static class Collections
{
    public static async Task<Collection?> FindAsync(
        FootnoteClient client, Func<Collection, bool> predicate, CancellationToken cancellationToken)
    {
        PageRequest? request = null;
        while (true)
        {
            var page = await client.Collections.ListAsync(request, cancellationToken);
            if (page.Data.FirstOrDefault(predicate) is { } found)
            {
                return found;
            }

            if (!page.HasMore)
            {
                return null;
            }

            request = new PageRequest { After = page.Next };
        }
    }
}
