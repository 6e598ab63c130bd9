namespace Footnote.Simulators;

/// <summary>A fetch of a file from its byte number <paramref name="From"/> on.</summary>
public sealed record HubRequest(string File, long From);
