using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Testing;

namespace Footnote.Server.Tests;

/// <summary>One server for the tests that only look.</summary>
public sealed class ServerApp : IAsyncLifetime
{
    public FootnoteApp App { get; private set; } = null!;

    public HttpClient Anonymous => App.Anonymous;

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();

    public async ValueTask InitializeAsync() => App = await FootnoteApp.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
