using Footnote.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Footnote.Platform.Tests.Http;

public sealed class RequestIdTests
{
    [Theory]
    [InlineData("abc-123", true)]
    [InlineData("with blank", false)]
    [InlineData("", false)]
    [InlineData("ü", false)]
    public void RequestId_given_by_the_caller_is_kept_when_it_is_visible_ascii(string given, bool isKept)
    {
        var context = new DefaultHttpContext { TraceIdentifier = "own" };
        context.Request.Headers["X-Request-ID"] = given;

        Assert.Equal(isKept, context.GetRequestId() == given);
    }

    [Fact]
    public void RequestId_longer_than_128_characters_is_replaced() => Assert.False(RequestId.IsUsable(new string('a', 129)));
}
