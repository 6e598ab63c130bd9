namespace Footnote.Simulators;

/// <summary>A page as the simulated parsing service reads it.</summary>
public sealed record SimulatedPage(int Number, string Markdown);
