using Footnote.Platform.Paging;

namespace Footnote.Platform.Tests.Paging;

public sealed class CursorTests
{
    [Fact]
    public void Cursor_of_an_id_decodes_to_the_id()
    {
        var id = Guid.Parse("0192f1a0-0000-7000-8000-00000000abcd");

        Assert.True(Cursor.TryDecode(Cursor.Encode(id), out var decoded));
        Assert.Equal(id, decoded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Cursor_of_other_text_is_refused(string text) => Assert.False(Cursor.TryDecode(text, out _));

    [Fact]
    public void PageRequest_with_a_row_too_many_has_a_next_page_after_its_last_row()
    {
        var page = PageRequest.Create(2, after: null).Value;
        Guid[] rows = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];

        var list = page.ToPage(rows, row => row);

        Assert.Equal(rows[..2], list.Data);
        Assert.True(list.HasMore);
        Assert.Equal(rows[1], PageRequest.Create(2, list.Next).Value.After);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(-5)]
    public void PageRequest_out_of_range_is_a_fault_of_limit(int limit) =>
        Assert.Contains("limit", PageRequest.Create(limit, after: "???").Error.Details!.Keys);
}
