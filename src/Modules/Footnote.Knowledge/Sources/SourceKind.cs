using Footnote.Knowledge.Documents;

namespace Footnote.Knowledge.Sources;

/// <summary>The kinds of sources, as stored and sent.</summary>
internal static class SourceKind
{
    public const string Folder = "folder";
    public const string Website = "website";
    public const string Bucket = "s3";
    public const string Repository = "git";

    public static bool IsKnown(string? kind) => kind is Folder or Website or Bucket or Repository;

    /// <summary>What its documents name as their origin.</summary>
    public static string OriginOf(string kind) => kind switch
    {
        Folder => DocumentSource.Folder,
        Website => DocumentSource.Web,
        Bucket => DocumentSource.S3,
        Repository => DocumentSource.Git,
        _ => DocumentSource.Sync,
    };
}
