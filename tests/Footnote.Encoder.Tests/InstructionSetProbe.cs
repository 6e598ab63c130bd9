using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Encoder.Tests;

/// <summary>
/// Proves within a process of <see cref="InstructionSetTests"/> that the switch had its effect; elsewhere, that nothing was switched.
/// </summary>
public sealed class InstructionSetProbe
{
    [Fact]
    public void Vectors_are_as_wide_as_the_parent_process_expects()
    {
        string? expected = Environment.GetEnvironmentVariable(InstructionSetTests.ExpectedVector);
        var isChild = expected is not null;
        var width = isChild ? int.Parse(expected!, CultureInfo.InvariantCulture) : Avx2.IsSupported ? 32 : 16;

        Assert.Equal(width, Vector<byte>.Count);
        Assert.False(isChild && Vector512.IsHardwareAccelerated);
    }
}
