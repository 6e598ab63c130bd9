using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Footnote.Identity.Tokens;
using Footnote.Platform.Hosting;
using Footnote.Testing;

namespace Footnote.Identity.Tests.Tokens;

public sealed class AccessTokensTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly AccessTokenClaims _claims = new(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
    private readonly IdentityKeys _keys;
    private readonly AccessTokens _tokens;

    public AccessTokensTests()
    {
        var data = new DataFolder(_folder.Path("data"));
        data.Create();
        _keys = new IdentityKeys(data);
        _tokens = new AccessTokens(_keys, Microsoft.Extensions.Options.Options.Create(new IdentityOptions()), _clock);
    }

    [Fact]
    public void Token_issued_is_valid_until_it_expires()
    {
        var token = _tokens.Issue(_claims, ["admin"]);

        Assert.Equal(_claims, _tokens.Validate(token).Value);
        _clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("TOKEN_EXPIRED", _tokens.Validate(token).Error.Code);
    }

    [Fact]
    public void Token_with_any_changed_character_is_refused()
    {
        var token = _tokens.Issue(_claims, []);
        for (var i = 0; i < token.Length; i++)
        {
            // The last character of a base64url part may carry unused bits.
            if (token[i] == '.' || i == token.Length - 1 || (i + 1 < token.Length && token[i + 1] == '.'))
            {
                continue;
            }

            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.False(_tokens.Validate(changed).IsSuccess, $"character {i}");
        }
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""")]
    [InlineData("""{"alg":"hs256","typ":"JWT"}""")]
    [InlineData("""{"alg":"RS256","typ":"JWT"}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","crit":["x"]}""")]
    [InlineData("""[]""")]
    public void Token_with_another_header_is_refused_although_it_is_signed(string header)
    {
        var payload = _tokens.Issue(_claims, []).Split('.')[1];

        Assert.False(_tokens.Validate(Sign(header, payload)).IsSuccess);
    }

    [Theory]
    [InlineData("""{"iss":"other","aud":"footnote","exp":99999999999,"iat":0}""")]
    [InlineData("""{"iss":"footnote","aud":"footnote","iat":0}""")]
    [InlineData("""{"iss":"footnote","aud":"footnote","exp":"soon","iat":0}""")]
    [InlineData("""{"iss":"footnote","aud":"footnote","exp":99999999999,"iat":99999999998}""")]
    [InlineData("""{"iss":"footnote","aud":"footnote","exp":99999999999,"iat":0,"sub":"me","sid":"x","tenant":"y"}""")]
    [InlineData("null")]
    public void Token_with_another_payload_is_refused_although_it_is_signed(string payload)
    {
        var header = """{"alg":"HS256","typ":"JWT"}""";

        Assert.False(_tokens.Validate(Sign(header, Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload)))).IsSuccess);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    public void Token_that_is_none_is_refused(string text) => Assert.False(_tokens.Validate(text).IsSuccess);

    public void Dispose() => _folder.Dispose();

    private string Sign(string header, string payload)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{payload}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(_keys.Signing, Encoding.ASCII.GetBytes(signed)))}";
    }
}
