namespace Footnote.Knowledge.Sources.Managing;

/// <summary>Who reads the documents of a source, beside its owner.</summary>
internal sealed record SourceReaders(bool Everyone, IReadOnlyList<Guid> Users, IReadOnlyList<string> Roles);
