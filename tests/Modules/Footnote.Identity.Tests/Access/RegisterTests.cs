using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Testing;

namespace Footnote.Identity.Tests.Access;

public sealed class RegisterTests
{
    [Fact]
    public async Task Register_new_address_answers_201_and_can_sign_in()
    {
        await using var app = await FootnoteApp.StartAsync();

        using var answer = await app.Anonymous.PostAsJsonAsync("/auth/register", new { email = "you@example.com", password = "YourSecurePassword123!" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("you@example.com", body.GetProperty("email").GetString());
        Assert.Equal("registered", body.GetProperty("status").GetString());
        var person = await app.SignInAsync("you@example.com", "YourSecurePassword123!");
        Assert.NotEqual(Guid.Empty, person.UserId);
    }
}
