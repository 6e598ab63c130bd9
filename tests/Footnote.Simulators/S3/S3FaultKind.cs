namespace Footnote.Simulators.S3;

/// <summary>What goes wrong with a request.</summary>
public enum S3FaultKind
{
    /// <summary>An error document with a status.</summary>
    Status,

    /// <summary>The connection ends before anything was done.</summary>
    Drop,

    /// <summary>It is done, but the connection ends before the answer.</summary>
    DropAnswer,

    /// <summary>The body ends early: of the answer to a get, of the request otherwise.</summary>
    Cut,

    /// <summary>Nothing is answered until the caller gives up.</summary>
    Silence,

    /// <summary>Status 200 with an error document, as the protocol allows for the end of an upload in parts.</summary>
    ErrorInside,
}
