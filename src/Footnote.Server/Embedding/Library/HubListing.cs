namespace Footnote.Server.Embedding.Library;

/// <summary>The files of a model at a hub that are needed, at one revision.</summary>
internal sealed record HubListing(string Name, string Revision, IReadOnlyList<string> Files)
{
    public const string Latest = "main";

    /// <summary>Whether the revision is a commit, whose files never change.</summary>
    public bool IsFixed => Revision != Latest;
}
