using System.Text.Json;

namespace Footnote.Simulators;

/// <summary>A request that the simulator received.</summary>
public sealed record SimulatedRequest(string Path, string? Authorization, JsonElement Body);
