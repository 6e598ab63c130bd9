namespace Footnote.Knowledge.Searching;

/// <summary>Whether the indexes hold what a search insists on.</summary>
internal enum SearchReach
{
    /// <summary>All of them do.</summary>
    Reached,

    /// <summary>The lexical index does; the vector index is being filled or cannot be written at present.</summary>
    WordsOnly,

    /// <summary>Not yet.</summary>
    NotReached,
}
