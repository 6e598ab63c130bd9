using System.Text.Json;

namespace Footnote.Simulators;

/// <summary>A file that arrived at the simulated parsing service, and the options that came with it.</summary>
public sealed record SimulatedUpload(string FileName, byte[] Content, JsonElement Configuration);
