namespace Footnote.Knowledge.Reading;

/// <summary>What an external program wrote, as it wrote it.</summary>
internal sealed record ProgramBytes(int ExitCode, ReadOnlyMemory<byte> Bytes, string Errors, bool IsCut)
{
    /// <summary>The shell's and prlimit's way of saying that the program does not exist.</summary>
    public bool IsMissing => ExitCode == 127 || Errors.Contains("failed to execute", StringComparison.Ordinal);
}
