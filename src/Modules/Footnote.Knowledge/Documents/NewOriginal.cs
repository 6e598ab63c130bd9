namespace Footnote.Knowledge.Documents;

/// <summary>Which version of which document a file becomes, and when it arrived.</summary>
internal sealed record NewOriginal(Guid DocumentId, int Number, DateTimeOffset Now);
