using Footnote.Web.Pages;
using Footnote.Web.Pages.Documents;
using Footnote.Web.StaticFiles;

namespace Footnote.Web.Tests.Pages;

public class SmallPartsTests
{
    [Theory]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("/app/documents?after=x#passage", "/app/documents?after=x#passage")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData("/\t/evil.example", "/")]
    public void Local_address_never_leaves_the_server(string? address, string expected) => Assert.Equal(expected, LocalAddress.Of(address));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1 kB")]
    [InlineData(4096, "4.1 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1 MB")]
    [InlineData(52_428_800, "52 MB")]
    public void Byte_size_is_described_in_three_figures(long bytes, string expected) => Assert.Equal(expected, ByteSize.Describe(bytes));

    [Fact]
    public void Assets_are_embedded_and_import_only_each_other()
    {
        var store = new AssetStore();
        string[] names = ["app.css", "icon.svg", "footnote-chat.js", "footnote-upload.js", "footnote-documents.js", "confirm.js"];
        foreach (var name in names)
        {
            Assert.NotNull(store.Find(name));
            Assert.Equal($"/assets/{store.Fingerprint}/{name}", store.AddressOf(name));
        }

        Assert.Null(store.Find("../Footnote.Web.dll"));
    }
}
