using System.CommandLine;

namespace Footnote.Cli.Verbs;

/// <summary><c>footnote documents</c>: what the server has, versions, who may see it, and what was deleted.</summary>
internal static class DocumentsVerb
{
    public static Command Create() => new("documents", "List, replace, restore and explain documents of the running server.")
    {
        DocumentsListVerb.Create(), DocumentsVersionsVerb.Create(), DocumentsReplaceVerb.Create(), DocumentsRestoreVerb.Create(),
        DocumentsAccessVerb.Create(),
    };

    public static Argument<Guid> Id() => new("id") { Description = "The document's id.", HelpName = "ID" };
}
