namespace Footnote.Platform.Hosting;

/// <summary>What a startup step needs of its surroundings: the clock and the operator's console.</summary>
public sealed record StartupContext(TextWriter Console, TimeProvider Time);
