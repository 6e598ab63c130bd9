namespace Footnote.Knowledge.Sources.Web;

/// <summary>Addresses in the one form under which a page is known.</summary>
internal static class PageAddress
{
    public const int MaximumLength = 2000;

    /// <summary>Without fragment; host in lower case and default port left out; null when it is none that is fetched.</summary>
    public static Uri? Normalize(Uri address)
    {
        if (!PageFetcher.IsFetchable(address) || address.OriginalString.Length > MaximumLength)
        {
            return null;
        }

        var text = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped);
        return new Uri(text.TrimEnd('?'));
    }

    /// <summary>Name for the readers: the last part of the path, with an ending that fits the media type.</summary>
    public static string FileName(Uri address, string mediaType)
    {
        var last = Uri.UnescapeDataString(address.AbsolutePath.TrimEnd('/').Split('/')[^1]);
        var name = string.Concat(last.Where(letter => !char.IsControl(letter) && letter is not ('/' or '\\'))).Trim();
        var ending = mediaType switch
        {
            "text/html" or "application/xhtml+xml" => ".html",
            "application/pdf" => ".pdf",
            "text/markdown" => ".md",
            "text/plain" => ".txt",
            _ => string.Empty,
        };
        name = name.Length == 0 ? "index" : name[..Math.Min(name.Length, 200)];
        return ending.Length == 0 || Path.GetExtension(name).Equals(ending, StringComparison.OrdinalIgnoreCase) ? name : name + ending;
    }
}
