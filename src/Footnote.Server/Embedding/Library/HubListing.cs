namespace Footnote.Server.Embedding.Library;

/// <summary>The files of a model at a hub that are needed, at one revision.</summary>
/// <param name="Name">Name of the model at the hub.</param>
/// <param name="Revision">The commit where the hub says it, else the branch or tag that was asked for.</param>
/// <param name="IsFixed">Whether the revision is a commit, whose files never change.</param>
/// <param name="Files">The files.</param>
internal sealed record HubListing(string Name, string Revision, bool IsFixed, IReadOnlyList<string> Files)
{
    public const string Latest = "main";
}
