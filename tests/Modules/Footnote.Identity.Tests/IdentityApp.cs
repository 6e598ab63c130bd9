using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Testing;

namespace Footnote.Identity.Tests;

/// <summary>One server for the tests that do not change what others see; each test brings its own people.</summary>
public sealed class IdentityApp : IAsyncLifetime
{
    public FootnoteApp App { get; private set; } = null!;

    public HttpClient Anonymous => App.Anonymous;

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>The code of the problem in an answer.</summary>
    public static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await JsonAsync(answer)).GetProperty("code").GetString();

    public async ValueTask InitializeAsync() => App = await FootnoteApp.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
