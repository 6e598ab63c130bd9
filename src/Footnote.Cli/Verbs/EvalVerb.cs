using System.CommandLine;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote eval</c>: how good retrieval and answers are, on test collections and question files.</summary>
internal static class EvalVerb
{
    public static Command Create() => new("eval", "Measure the quality of retrieval and answers.")
    {
        EvalRetrievalVerb.Create(),
        EvalAnswersVerb.Create(),
        EvalFitVerbs.CreateGate(),
        EvalFitVerbs.CreateSecondLook(),
        EvalFitVerbs.CreateFusion(),
    };
}
