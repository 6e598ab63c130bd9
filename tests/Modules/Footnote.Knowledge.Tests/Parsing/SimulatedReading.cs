using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;
using Footnote.Simulators;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Parsing;

/// <summary>What the simulated service finds in a file: what our own readers find, page by page.</summary>
internal static class SimulatedReading
{
    public static async Task<IReadOnlyList<SimulatedPage>> ReadAsync(byte[] content, string name)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("upload");
        await File.WriteAllBytesAsync(path, content);
        var reader = new FileReader(new ReadingLimits(), new OcrSettings(), TimeProvider.System);
        var outcome = await reader.ReadAsync(path, name, password: null, CancellationToken.None);
        var document = outcome.Document;
        return document is null
            ? []
            : [.. document.Blocks.GroupBy(block => block.Page ?? 1).Select(page => new SimulatedPage(
                page.Key, string.Join("\n\n", page.Select(block => document.Text[block.Start..block.End]))))];
    }
}
