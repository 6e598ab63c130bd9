namespace Footnote.Simulators;

/// <summary>A fetch of a file from its byte number <paramref name="From"/> on.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="From">First byte asked for.</param>
public sealed record HubRequest(string File, long From);
