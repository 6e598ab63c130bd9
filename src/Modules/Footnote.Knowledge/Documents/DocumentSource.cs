namespace Footnote.Knowledge.Documents;

/// <summary>The kinds of origin, as stored and sent.</summary>
internal static class DocumentSource
{
    public const string Upload = "upload";
    public const string Web = "web";
    public const string Api = "api";
    public const string Manual = "manual";
    public const string Folder = "folder";
    public const string S3 = "s3";
    public const string Git = "git";
    public const string Sync = "sync";

    public const string KnownText = "must each be upload, web, api, manual, folder, s3, git or sync";
    public const string GivenText = "must be upload, web, api or manual";

    /// <summary>Whether a person may name it; the others are set by synchronised sources alone.</summary>
    public static bool IsGiven(string source) => source is Upload or Web or Api or Manual;

    public static bool IsKnown(string source) => IsGiven(source) || source is Folder or S3 or Git or Sync;
}
