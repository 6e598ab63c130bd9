namespace Footnote.Simulators.Pinecone;

/// <summary>A write that shows from a moment on; no vector means that it was deleted.</summary>
internal sealed record PineconeVersion(DateTimeOffset VisibleAt, PineconeVector? Vector);
