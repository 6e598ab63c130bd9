namespace Footnote.Knowledge.Documents;

/// <summary>Which states of a document an edit is meant for, as ETags; null stands for any.</summary>
internal sealed record EditCondition(IReadOnlyList<string>? Tags)
{
    public static EditCondition None { get; } = new(Tags: null);

    public bool Allows(int revision) =>
        Tags is null || Tags.Contains("*", StringComparer.Ordinal) || Tags.Contains(EntityTag.Of(revision), StringComparer.Ordinal);
}
