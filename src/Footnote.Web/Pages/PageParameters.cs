namespace Footnote.Web.Pages;

/// <summary>Values of a page's parameters by name.</summary>
internal sealed class PageParameters() : Dictionary<string, object?>(StringComparer.Ordinal);
