using System.Text;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;
using Footnote.Knowledge.Tests.Reading.Compound;
using Footnote.Knowledge.Tests.Reading.Ocr;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Reading.Mail;

public sealed class AttachmentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Attached_files_are_read_by_their_content_below_their_names()
    {
        var outcome = await ReadAsync("mail.eml", Mail(
            ("report.pdf", new TestPdf().Text("The mooring fee is twelve euros.").Build()),
            ("fees.csv", "Account;Fee\nBasic;5\n"u8.ToArray())));
        var text = outcome.Document?.Text;
        Assert.Equal(ReadingStatus.Completed, outcome.Status);
        Assert.Contains("Please see the files.", text, StringComparison.Ordinal);
        Assert.Contains("Attachment: report.pdf\n\nThe mooring fee is twelve euros.", text, StringComparison.Ordinal);
        Assert.Contains("Account: Basic | Fee: 5", text, StringComparison.Ordinal);
        Assert.All(outcome.Document?.Blocks ?? [], block => Assert.Null(block.Page));
        Assert.Empty(outcome.Warnings);
    }

    [Fact]
    public async Task Attachments_that_cannot_be_read_are_named_with_the_reason()
    {
        var outcome = await ReadAsync("mail.eml", Mail(
            ("photo.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0, 0]), ("broken.pdf", "%PDF-1.4 nothing"u8.ToArray())));
        var text = outcome.Document?.Text;
        Assert.Contains("photo.png (of a kind that is not read here), broken.pdf (damaged)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Attachment: ", text, StringComparison.Ordinal);
        Assert.Contains(outcome.Warnings, warning => warning.Code == "ATTACHMENTS_SKIPPED");
    }

    [Fact]
    public async Task Mails_in_mails_are_followed_to_the_limit_of_depth()
    {
        var mail = Mail(("innermost.txt.csv", "word;innermost\n"u8.ToArray()));
        for (var i = 0; i < 6; i++)
        {
            mail = Mail(($"level{i}.eml", mail));
        }

        var outcome = await ReadAsync("mail.eml", mail);
        Assert.Equal(ReadingStatus.Completed, outcome.Status);
        Assert.Contains("Attachment: level3.eml", outcome.Document?.Text, StringComparison.Ordinal);
        Assert.Contains("nested too deeply", outcome.Document?.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("innermost", outcome.Document?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attachments_beyond_the_limit_of_size_are_left_out()
    {
        var big = Encoding.UTF8.GetBytes("name;value\n" + string.Concat(Enumerable.Repeat("a;b\n", 1000)));
        var outcome = await ReadAsync("mail.eml", Mail(("one.csv", big), ("two.csv", big)),
            new ReadingLimits { UnpackedBytes = big.Length + 10 });
        Assert.Contains("Attachment: one.csv", outcome.Document?.Text, StringComparison.Ordinal);
        Assert.Contains("two.csv (beyond the limits)", outcome.Document?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_saved_by_outlook_is_read_with_its_people_its_text_and_its_attachments()
    {
        var file = new TestCompoundFile();
        file.Stream(0, "__properties_version1.0", new byte[32])
            .Stream(0, "__substg1.0_0037001F", Wide("Mooring fees"))
            .Stream(0, "__substg1.0_0C1A001F", Wide("Ada Lovelace"))
            .Stream(0, "__substg1.0_5D01001F", Wide("ada@example.com"))
            .Stream(0, "__substg1.0_0E04001F", Wide("Harbour office"))
            .Stream(0, "__substg1.0_1000001F", Wide("The fees change in spring." + new string(' ', 3000) + "Ask the harbour office."));
        var attachment = file.Folder(0, "__attach_version1.0_#00000000");
        file.Stream(attachment, "__substg1.0_3707001F", Wide("report.pdf"))
            .Stream(attachment, "__substg1.0_37010102", new TestPdf().Text("The mooring fee is twelve euros.").Build());
        var nested = file.Folder(file.Folder(0, "__attach_version1.0_#00000001"), "__substg1.0_3701000D");
        file.Stream(nested, "__properties_version1.0", new byte[24])
            .Stream(nested, "__substg1.0_0037001E", "Earlier mail"u8.ToArray())
            .Stream(nested, "__substg1.0_1000001E", "Sent in autumn."u8.ToArray());
        var outcome = await ReadAsync("mail.msg", file.Build());
        Assert.Equal((ReadingStatus.Completed, FileFormat.OutlookMail), (outcome.Status, outcome.Format));
        Assert.Equal("Mooring fees", outcome.Document?.Title);
        string[] parts =
        [
            "From: Ada Lovelace <ada@example.com> | To: Harbour office", "The fees change in spring.", "Ask the harbour office.",
            "Earlier mail", "Sent in autumn.", "Attachment: report.pdf", "The mooring fee is twelve euros.",
        ];
        Assert.All(parts, part => Assert.Contains(part, outcome.Document?.Text, StringComparison.Ordinal));
    }

    private static byte[] Wide(string text) => Encoding.Unicode.GetBytes(text);

    private static byte[] Mail(params (string Name, byte[] Content)[] files)
    {
        var mail = new StringBuilder("From: a@example.com\r\nSubject: Files\r\nMIME-Version: 1.0\r\n");
        mail.Append("Content-Type: multipart/mixed; boundary=\"xyz\"\r\n\r\n")
            .Append("--xyz\r\nContent-Type: text/plain\r\n\r\nPlease see the files.\r\n");
        foreach (var (name, content) in files)
        {
            mail.Append($"--xyz\r\nContent-Type: application/octet-stream; name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n")
                .Append($"Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n")
                .Append(Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(mail.Append("--xyz--\r\n").ToString());
    }

    private async Task<ReadingOutcome> ReadAsync(string name, byte[] content, ReadingLimits? limits = null)
    {
        var path = _folder.Path(name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        var reader = new FileReader(limits ?? new ReadingLimits(), new OcrSettings(), TimeProvider.System);
        return await reader.ReadAsync(path, name, password: null, TestContext.Current.CancellationToken);
    }
}
