namespace Footnote.Knowledge.Reading;

/// <summary>What an external program said.</summary>
internal sealed record ProgramOutput(int ExitCode, string Text, string Errors, bool IsCut)
{
    /// <summary>The shell's and prlimit's way of saying that the program does not exist.</summary>
    public bool IsMissing => ExitCode == 127 || Errors.Contains("failed to execute", StringComparison.Ordinal);
}
