namespace Footnote.Knowledge.Changes;

/// <summary>The kinds of entries, as stored.</summary>
internal static class ChangeKind
{
    public const string Created = "created";
    public const string Published = "published";
    public const string Failed = "failed";
    public const string Deleted = "deleted";
    public const string Restored = "restored";
}
