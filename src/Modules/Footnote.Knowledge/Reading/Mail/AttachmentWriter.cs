namespace Footnote.Knowledge.Reading.Mail;

/// <summary>Reads the attachments of a mail after its text, each below a heading; those it cannot read are named with the reason.</summary>
internal sealed class AttachmentWriter(ReadingContext context)
{
    private readonly List<(string Name, Func<ReadOnlyMemory<byte>> Content)> _attachments = [];

    /// <param name="name">As the mail names it.</param>
    /// <param name="content">Decodes it; asked once, when its turn comes.</param>
    public void Add(string name, Func<ReadOnlyMemory<byte>> content) => _attachments.Add((name, content));

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var unread = new List<string>();
        foreach (var (name, content) in _attachments)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await NestedFile.ReadAttachmentAsync(context, content(), name, cancellationToken) is { } failure)
            {
                unread.Add($"{name} ({Reason(failure)})");
            }
        }

        if (unread.Count > 0)
        {
            context.Builder.Paragraph("Attachments not read: " + string.Join(", ", unread));
            context.Warn("ATTACHMENTS_SKIPPED", $"{unread.Count} attachments are named but could not be read.");
        }
    }

    private static string Reason(NestedFailure failure) => failure switch
    {
        NestedFailure.NoText => "no text",
        NestedFailure.Encrypted => "protected by a password",
        NestedFailure.Damaged => "damaged",
        NestedFailure.TooLarge => "beyond the limits",
        NestedFailure.TooDeep => "nested too deeply",
        _ => "of a kind that is not read here",
    };
}
