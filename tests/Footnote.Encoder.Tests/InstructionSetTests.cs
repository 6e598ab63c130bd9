using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace Footnote.Encoder.Tests;

/// <summary>
/// Runs the kernel and reference tests again in processes whose runtime does without some of the machine's instructions, so that the paths
/// of smaller processors are tested on larger ones.
/// </summary>
public sealed class InstructionSetTests
{
    internal const string ExpectedVector = "FOOTNOTE_TEST_VECTOR_BYTES";

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 32)]
    [InlineData("DOTNET_EnableAVX2", 16)]
    [InlineData("DOTNET_EnableHWIntrinsic", 16)]
    public async Task Kernels_without_an_instruction_set_give_what_the_scalar_reference_gives(string switchedOff, int vectorBytes)
    {
        Assert.SkipUnless(Avx2.IsSupported, "There is nothing to switch off here.");
        string[] classes = [nameof(KernelTests), nameof(ScalarReferenceTests), nameof(InstructionSetProbe)];
        var start = new ProcessStartInfo("dotnet", [typeof(InstructionSetTests).Assembly.Location, "-noLogo", .. classes.SelectMany(
            name => new[] { "-class", $"{typeof(InstructionSetTests).Namespace}.{name}" })])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[switchedOff] = "0";
        start.Environment[ExpectedVector] = vectorBytes.ToString(CultureInfo.InvariantCulture);

        using Process process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output + await errors);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }
}
