namespace Footnote.Server.Composition;

/// <summary>Marks the endpoints under /v1, which repeat those without the prefix.</summary>
internal sealed class VersionedCopy;
