namespace Footnote.Knowledge.Documents;

/// <summary>The answer to an upload: where to watch it.</summary>
internal sealed record AcceptedDocument(Guid Id, string Title, string Status, long Position, string StatusUrl,
    IReadOnlyList<string> Warnings);
