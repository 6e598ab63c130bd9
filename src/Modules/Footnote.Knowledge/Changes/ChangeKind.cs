namespace Footnote.Knowledge.Changes;

/// <summary>The kinds of entries, as stored.</summary>
internal static class ChangeKind
{
    public const string Created = "created";

    /// <summary>New content has arrived; the old answers until it is published.</summary>
    public const string Replaced = "replaced";
    public const string Published = "published";
    public const string Failed = "failed";

    /// <summary>Metadata or collection have changed.</summary>
    public const string Updated = "updated";

    /// <summary>The readers have changed.</summary>
    public const string Access = "access";
    public const string Deleted = "deleted";
    public const string Restored = "restored";

    /// <summary>Chunks that were there got embeddings of the active model.</summary>
    public const string Embedded = "embedded";

    /// <summary>Another model is active from here on; about no document and no tenant.</summary>
    public const string ModelSwitched = "model_switched";
}
