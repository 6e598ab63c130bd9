namespace Footnote.Knowledge.Resumable;

/// <summary>An upload that arrives in pieces.</summary>
internal sealed class UploadRow
{
    public Guid Id { get; init; }

    public Guid TenantId { get; init; }

    public Guid UserId { get; init; }

    public long Length { get; init; }

    public long Received { get; set; }

    public string Metadata { get; init; } = string.Empty;

    public Guid? DocumentId { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public bool IsWhole => Received == Length;
}
