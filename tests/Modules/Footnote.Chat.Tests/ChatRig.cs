using System.Net.Http.Json;
using System.Text.Json;
using Footnote.Simulators;
using Footnote.Testing;
using Npgsql;

namespace Footnote.Chat.Tests;

/// <summary>A server with a few documents in it, answering from them alone or with a simulated model.</summary>
public sealed class ChatRig : IAsyncDisposable
{
    public const string RagText =
        "Retrieval-augmented generation (RAG) is a way of answering questions in which a system first looks up passages in a set of "
            + "documents "
        + "and then writes the answer from those passages.\n\nIt works in three stages. First, the documents are cut into chunks and "
        + "indexed. When "
        + "someone asks a question, the retriever finds the passages that match it best. A language model then writes an answer that "
        + "cites them.";

    public const string FreezeText =
        "You can freeze a card at any time in the app.\n\nFreezing a card is free of charge. A frozen card declines every payment until "
            + "it is "
        + "unfrozen. To freeze a card, open Cards, choose the card and tap Freeze.";

    public const string TransferText =
        "An international transfer costs 1.5 percent of the amount, at least 3 dollars. International transfers arrive within two "
            + "working days. "
        + "Domestic transfers are free and arrive the same day.";

    private ChatRig(FootnoteApp app, OpenAiSimulator? model)
    {
        App = app;
        SimulatedModel = model;
    }

    public FootnoteApp App { get; }

    /// <summary>The primary model of the server; only with one.</summary>
    public OpenAiSimulator Model => SimulatedModel ?? throw new InvalidOperationException("This rig has no model.");

    public SignedIn Person { get; private set; } = null!;

    private OpenAiSimulator? SimulatedModel { get; }

    public static async Task<ChatRig> StartAsync(bool withModel, Action<Dictionary<string, string?>>? configure = null)
    {
        OpenAiSimulator? model = withModel ? await OpenAiSimulator.StartAsync() : null;
        FootnoteApp app = await FootnoteApp.StartAsync(options =>
        {
            if (model is not null)
            {
                options.Settings["Footnote:Models:Primary:BaseUrl"] = model.BaseUrl;
                options.Settings["Footnote:Models:Primary:Model"] = "simulated";
                options.Settings["Footnote:Models:MaxRetries"] = "0";
            }

            configure?.Invoke(options.Settings);
        });
        var rig = new ChatRig(app, model);
        rig.Person = await app.RegisterAsync();
        await rig.UploadAsync("What is RAG?", RagText);
        await rig.UploadAsync("Freezing a card", FreezeText);
        await rig.UploadAsync("Transfer fees", TransferText);
        return rig;
    }

    public Task<HttpResponseMessage> PostAsync(object body, HttpClient? http = null, string path = "/chat/message") =>
        (http ?? Person.Http).PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);

    public async Task<JsonElement> AskAsync(object body)
    {
        using HttpResponseMessage response = await PostAsync(body);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<JsonElement> GetAsync(string path) =>
        await Person.Http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>The events of a streamed answer.</summary>
    public async Task<IReadOnlyList<SseRecord>> StreamAsync(object body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/chat/message") { Content = JsonContent.Create(body) };
        using HttpResponseMessage response = await Person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken);
        return await SseRecord.ReadAllAsync(response);
    }

    public async Task<IReadOnlyList<SseRecord>> ResumeAsync(string session, string message, int after)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"/chats/{session}/messages/{message}/stream");
        request.Headers.Add("Last-Event-ID", after.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using HttpResponseMessage response = await Person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken);
        return await SseRecord.ReadAllAsync(response);
    }

    /// <summary>The answers of a conversation once none is open any more.</summary>
    public async Task<IReadOnlyList<JsonElement>> WaitForAnswersAsync(string session, int count)
    {
        while (true)
        {
            JsonElement list = await GetAsync($"/chats/{session}/messages?limit=100");
            List<JsonElement> answers = [.. list.GetProperty("data").EnumerateArray()
                .Where(message => message.Text("role") == "assistant")];
            if (answers.Count == count && answers.TrueForAll(answer => answer.Text("status") is "completed" or "failed"))
            {
                return answers;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = await App.OpenDatabaseAsync();
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = "set footnote.system = 'on'; " + sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks for a stream and leaves after the first event.</summary>
    public async Task<SseRecord> ReadFirstAsync(string question)
    {
        using HttpRequestMessage request = new(HttpMethod.Post,
            "/chat/message")
        { Content = JsonContent.Create(new { message = question, stream = true }) };
        using HttpResponseMessage response = await Person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken);
        await foreach (SseRecord record in SseRecord.ReadAsync(response))
        {
            return record;
        }

        throw new InvalidOperationException("The stream was empty.");
    }

    /// <summary>Goes on as somebody who has no conversations yet.</summary>
    public async Task ChangePersonAsync() => Person = await App.RegisterAsync();

    /// <summary>Signs in again after the server was restarted.</summary>
    public async Task SignInAgainAsync() => Person = await App.SignInAsync(Person.Email);

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (SimulatedModel is not null)
        {
            await SimulatedModel.DisposeAsync();
        }
    }

    private async Task UploadAsync(string title, string text)
    {
        using HttpResponseMessage response = await Person.Http.PostAsJsonAsync("/documents", new { title, text });
        response.EnsureSuccessStatusCode();
        JsonElement accepted = await response.Content.ReadFromJsonAsync<JsonElement>();
        for (string status = "pending"; status is "pending" or "processing"; status = (await GetAsync($"/documents/{accepted.Text("id")}"))
            .Text("status"))
        {
            await Task.Delay(30);
        }
    }
}
