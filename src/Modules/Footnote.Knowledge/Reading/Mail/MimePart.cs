namespace Footnote.Knowledge.Reading.Mail;

/// <summary>A part of a mail: its header fields and its body, still encoded.</summary>
internal sealed record MimePart(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    public MimeValue ContentType { get; } = MimeValue.Parse(Headers.GetValueOrDefault("content-type") ?? "text/plain");

    public MimeValue Disposition { get; } = MimeValue.Parse(Headers.GetValueOrDefault("content-disposition") ?? string.Empty);

    public string TransferEncoding { get; } = (Headers.GetValueOrDefault("content-transfer-encoding") ?? string.Empty).Trim().Trim('"')
        .ToLowerInvariant();

    /// <summary>The name of an attachment; null for a part without one.</summary>
    public string? FileName => Disposition.Parameter("filename") ?? ContentType.Parameter("name");

    public string Header(string name) => Headers.GetValueOrDefault(name) ?? string.Empty;
}
