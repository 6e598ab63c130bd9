using System.IO.Compression;
using System.Text;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;
using Footnote.Retrieval.Chunking;
using Footnote.Testing;

namespace Footnote.Knowledge.Tests.Reading;

public sealed class ReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _files;

    static ReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("windows-1251",
        "Договор аренды вступает в силу "
            + "после подписания сторонами и оплаты залога.")]
    [InlineData("koi8-r",
        "Договор аренды вступает в силу "
            + "после подписания сторонами и оплаты залога.")]
    [InlineData("shift_jis", "これは日本語の文章です。会議は来週の月曜日に行われます。")]
    [InlineData("gb18030", "这是一个中文的句子，会议在下个星期一的上午举行，我们都来了。")]
    [InlineData("windows-1252", "Der Mietvertrag für die Wohnung läuft über fünf Jahre, größere Änderungen natürlich möglich.")]
    [InlineData("utf-16", "Plain words in two bytes each.")]
    [InlineData("utf-8", "Žluťoučký kůň úpěl ďábelské ódy.")]
    public async Task Text_in_a_legacy_encoding_comes_out_as_it_was_written(string encoding, string text)
    {
        var bytes = Encoding.GetEncoding(encoding).GetBytes(text);
        byte[] mark = encoding == "utf-16" ? [0xFF, 0xFE] : [];
        var outcome = await ReadAsync("text.txt", [.. mark, .. bytes]);
        Assert.Equal(text, outcome.Document?.Text);
    }

    [Fact]
    public async Task Blocks_are_spans_of_the_text_in_order()
    {
        var outcome = await ReadAsync("page.html", """
            <html><head><title>Guide</title><script>var x = "secret";</script></head><body><nav>Home About</nav><main>
            <h1>Guide</h1><p>First <b>bold</b> paragraph with enough words to be the main content of this page,
                and some more of them so that
            nobody can doubt that this is what the page is about, which takes two hundred characters.</p>
            <ul><li>one</li><li>two</li></ul>
            <table><tr><th>Name</th><th>Fee</th></tr><tr><td>Basic</td><td>5</td></tr></table><pre>a  b
            c</pre></main><footer>Imprint</footer></body></html>
            """);
        var document = Assert.IsType<StructuredDocument>(outcome.Document);
        BlockKind[] kinds = [BlockKind.Heading, BlockKind.Paragraph, BlockKind.ListItem, BlockKind.ListItem, BlockKind.TableRow,
            BlockKind.TableRow, BlockKind.Code];
        Assert.Equal(kinds, document.Blocks.Select(block => block.Kind));
        Assert.Contains("Name: Basic | Fee: 5", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Imprint", document.Text, StringComparison.Ordinal);
        Assert.Equal(document.Blocks.OrderBy(block => block.Start), document.Blocks);
        Assert.All(document.Blocks, block =>
            Assert.Equal(document.Text[block.Start..block.End].Trim(), document.Text[block.Start..block.End]));
    }

    [Fact]
    public async Task Markup_nested_without_end_is_read_without_overflowing()
    {
        const int Depth = 20_000;
        var outcome = await ReadAsync("deep.html", "<html><body>" + string.Concat(Enumerable.Repeat("<div>", Depth))
            + "bottom</body></html>");
        Assert.Contains("bottom", outcome.Document?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_that_unpacks_beyond_the_limit_is_refused()
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var entry = zip.CreateEntry("word/document.xml", CompressionLevel.SmallestSize).Open();
            await entry.WriteAsync(new byte[3_000_000], TestContext.Current.CancellationToken);
        }

        var outcome = await ReadAsync("bomb.docx", memory.ToArray(), new ReadingLimits { UnpackedBytes = 1_000_000 });
        Assert.Equal((ReadingStatus.Failed, "CORRUPT"), (outcome.Status, outcome.ErrorCode));
    }

    [Fact]
    public async Task Text_beyond_the_limit_is_left_out_with_a_warning()
    {
        var outcome = await ReadAsync("long.txt", "short paragraph\n\n" + new string('x', 500), new ReadingLimits { Characters = 100 });
        Assert.Equal("short paragraph", outcome.Document?.Text);
        Assert.Contains(outcome.Warnings, warning => warning.Code == "TEXT_TRUNCATED");
    }

    [Fact]
    public async Task Values_separated_by_semicolons_carry_the_names_of_their_columns()
    {
        var outcome = await ReadAsync("fees.csv", "Account;Fee\nBasic;\"5; monthly\"\nGold;\"a \"\"b\"\"\"\n");
        Assert.Equal("Account | Fee\nAccount: Basic | Fee: 5; monthly\nAccount: Gold | Fee: a \"b\"", outcome.Document?.Text);
    }

    [Fact]
    public async Task Mail_is_decoded_and_its_plain_part_is_preferred()
    {
        var outcome = await ReadAsync("mail.eml", """
            From: =?utf-8?B?SsO8cmdlbg==?= <a@example.com>
            Subject: =?iso-8859-1?Q?Gr=FC=DFe?=
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="xyz"

            --xyz
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            The caf=C3=A9 opens at ni=
            ne.
            --xyz
            Content-Type: text/html

            <p>markup</p>
            --xyz--
            """);
        Assert.Contains("The café opens at nine.", outcome.Document?.Text, StringComparison.Ordinal);
        Assert.Contains("Jürgen", outcome.Document?.Text, StringComparison.Ordinal);
        Assert.Equal("Grüße", outcome.Document?.Title);
        Assert.DoesNotContain("markup", outcome.Document?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entities_of_an_xml_file_are_never_resolved()
    {
        var secret = _folder.Path("secret.txt");
        await File.WriteAllTextAsync(secret, "top secret", TestContext.Current.CancellationToken);
        var outcome = await ReadAsync("x.xml",
            $"<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY x SYSTEM \"file://{secret}\">]><r>before &x; after</r>");
        Assert.DoesNotContain("top secret", outcome.Document?.Text ?? string.Empty, StringComparison.Ordinal);
        Assert.Equal(ReadingStatus.Completed, outcome.Status);
    }

    [Fact]
    public async Task Reading_that_takes_too_long_ends_with_timeout()
    {
        var outcome = await ReadAsync("slow.txt", string.Concat(Enumerable.Repeat("word\n\n", 2_000_000)),
            new ReadingLimits { Time = TimeSpan.FromTicks(1) });
        Assert.Equal((ReadingStatus.Failed, "TIMEOUT"), (outcome.Status, outcome.ErrorCode));
    }

    private Task<ReadingOutcome> ReadAsync(string name, string content, ReadingLimits? limits = null) =>
        ReadAsync(name, Encoding.UTF8.GetBytes(content), limits);

    private async Task<ReadingOutcome> ReadAsync(string name, byte[] content, ReadingLimits? limits = null)
    {
        var path = _folder.Path($"{_files++}.bin");
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        var reader = new FileReader(limits ?? new ReadingLimits(), new OcrSettings(), TimeProvider.System);
        return await reader.ReadAsync(path, name, password: null, TestContext.Current.CancellationToken);
    }
}
