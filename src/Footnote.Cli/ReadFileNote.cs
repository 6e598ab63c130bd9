namespace Footnote.Cli;

/// <summary>A warning or an error about a file that was read.</summary>
internal sealed record ReadFileNote(string Code, string Message);
