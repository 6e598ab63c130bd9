using System.Globalization;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// The ETag of a document: it counts the edits of its content, metadata and readers, and not the progress of reading it, so a client that
/// edits what it has seen is not refused because the document was published meanwhile.
/// </summary>
internal static class EntityTag
{
    public static void Write(HttpContext context, int revision) => context.Response.Headers.ETag = Of(revision);

    /// <summary>Reads If-Match, which is optional.</summary>
    public static Result<EditCondition> Read(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return EditCondition.None;
        }

        return EntityTagHeaderValue.TryParseStrictList([.. header.OfType<string>()], out var tags) && tags.Count > 0
            ? new EditCondition([.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString())])
            : Error.Validation("If-Match", "must be the ETag of the document, in quotes, or *");
    }

    public static string Of(int revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");
}
