namespace Footnote.Knowledge.Reading;

/// <summary>A program to run, what it reads and how much it may say.</summary>
internal sealed record ProgramCall(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Given to the program's standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Bytes of output; a program that says more is stopped.</summary>
    public int MaximumBytes { get; init; } = 1024 * 1024;
}
