using System.Text.Json;

namespace Footnote.Simulators.Pinecone;

/// <summary>A vector as it was written last.</summary>
public sealed record PineconeVector(string Id, float[] Values, JsonElement Metadata);
