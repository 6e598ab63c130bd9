using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Footnote.Encoder.Tests;

/// <summary>Proves within a process of <see cref="InstructionSetTests"/> that the switch had its effect.</summary>
public sealed class InstructionSetProbe
{
    [Fact]
    public void Vectors_are_as_wide_as_the_parent_process_expects()
    {
        string? expected = Environment.GetEnvironmentVariable(InstructionSetTests.ExpectedVector);
        Assert.SkipWhen(expected is null, "Runs in a child process only.");

        Assert.Equal(int.Parse(expected, CultureInfo.InvariantCulture), Vector<byte>.Count);
        Assert.False(Vector512.IsHardwareAccelerated);
    }
}
