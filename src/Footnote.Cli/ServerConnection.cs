using System.Net.Http.Headers;
using System.Text.Json;
using Footnote.Client;
using Footnote.Platform.Hosting;

namespace Footnote.Cli;

/// <summary>
/// How a command reaches the running server: FOOTNOTE_URL with FOOTNOTE_TOKEN, or as the local operator through the files the server
/// keeps in its data folder.
/// </summary>
internal sealed class ServerConnection : IDisposable
{
    private readonly HttpClient _http;

    private ServerConnection(Uri address, string token)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Client = new FootnoteClient(_http);
    }

    public FootnoteClient Client { get; }

    public static ServerConnection Open(DataFolder folder)
    {
        var url = Environment.GetEnvironmentVariable("FOOTNOTE_URL");
        var token = Environment.GetEnvironmentVariable("FOOTNOTE_TOKEN");
        if (!string.IsNullOrEmpty(url))
        {
            if (string.IsNullOrEmpty(token))
            {
                throw new UsageException(
                    "FOOTNOTE_URL is set but FOOTNOTE_TOKEN is not; set it to an access token.", ExitCode.NotAuthorised);
            }

            return new ServerConnection(ParseAddress(url), token);
        }

        if (!File.Exists(folder.ServerInfo) || !File.Exists(folder.OperatorToken))
        {
            throw new UsageException(
                $"no server runs on the data folder {folder.Root}. Start one with 'footnote serve', name its folder with --data, or set "
                    + "FOOTNOTE_URL and FOOTNOTE_TOKEN.",
                ExitCode.ServerUnreachable);
        }

        using var info = JsonDocument.Parse(File.ReadAllText(folder.ServerInfo));
        return new ServerConnection(
            ParseAddress(info.RootElement.GetProperty("url").GetString() ?? ""), token ?? File.ReadAllText(folder.OperatorToken).Trim());
    }

    public void Dispose() => _http.Dispose();

    private static Uri ParseAddress(string text)
    {
        if (!Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"'{text}' is not an http or https address.");
        }

        return address;
    }
}
