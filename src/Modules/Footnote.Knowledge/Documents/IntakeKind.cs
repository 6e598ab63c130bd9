namespace Footnote.Knowledge.Documents;

/// <summary>What a synchronised source's document led to.</summary>
internal enum IntakeKind
{
    /// <summary>There was no document of this name.</summary>
    Created,

    /// <summary>New content waits to be read; the old answers until then.</summary>
    Replaced,

    /// <summary>The content is the same, and metadata or readers have changed.</summary>
    Updated,

    /// <summary>Nothing differs; nothing was written.</summary>
    Unchanged,
}
