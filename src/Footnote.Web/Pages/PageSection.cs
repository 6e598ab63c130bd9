namespace Footnote.Web.Pages;

/// <summary>The part of the site a page belongs to; marked in the navigation.</summary>
public enum PageSection
{
    None,
    Chat,
    Documents,
    Sources,
}
