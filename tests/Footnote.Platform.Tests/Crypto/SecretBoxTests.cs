using System.Security.Cryptography;
using Footnote.Platform.Crypto;

namespace Footnote.Platform.Tests.Crypto;

public sealed class SecretBoxTests
{
    private readonly SecretBox _box = new(RandomNumberGenerator.GetBytes(SecretBox.KeyBytes));

    [Theory]
    [InlineData("")]
    [InlineData("a secret with ünïcode")]
    public void Secret_opens_with_its_key_and_purpose_only(string secret)
    {
        var sealedSecret = _box.Seal(secret, "source:1");

        Assert.Equal(secret, _box.Open(sealedSecret, "source:1"));
        Assert.Null(_box.Open(sealedSecret, "source:2"));
        Assert.Null(new SecretBox(RandomNumberGenerator.GetBytes(SecretBox.KeyBytes)).Open(sealedSecret, "source:1"));
    }

    [Fact]
    public void Secret_that_was_changed_does_not_open()
    {
        var sealedSecret = _box.Seal("a secret", "use");
        for (var at = 0; at < sealedSecret.Length; at++)
        {
            var changed = sealedSecret.ToArray();
            changed[at] ^= 1;
            Assert.Null(_box.Open(changed, "use"));
        }

        Assert.Null(_box.Open(sealedSecret[..^1], "use"));
        Assert.Null(_box.Open([], "use"));
    }

    [Fact]
    public void Same_secret_never_looks_the_same() =>
        Assert.NotEqual(_box.Seal("a secret", "use"), _box.Seal("a secret", "use"));
}
