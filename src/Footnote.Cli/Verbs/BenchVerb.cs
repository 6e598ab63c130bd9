using System.CommandLine;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote bench</c>: how fast the engine is on this machine.</summary>
internal static class BenchVerb
{
    public static Command Create() => new("bench", "Measure the speed of the engine on this machine; run it alone.")
    {
        BenchEncodeVerb.Create(),
        BenchIngestVerb.Create(),
        BenchLexicalVerb.Create(),
        BenchVectorsVerb.Create(),
    };
}
