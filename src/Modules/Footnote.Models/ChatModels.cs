using Footnote.Models.Extractive;
using Footnote.Models.OpenAi;
using Footnote.Retrieval.Reranking;
using Microsoft.Extensions.Options;

namespace Footnote.Models;

/// <summary>Builds the chain of models from the options.</summary>
internal sealed class ChatModels : IChatModels, IDisposable
{
    public ChatModels(IOptions<ModelsOptions> options, TimeProvider time, IEnumerable<ICrossEncoder> crossEncoders)
    {
        var chain = new List<ChatModel>();
        foreach (OpenAiModelOptions model in (OpenAiModelOptions[])[options.Value.Primary, options.Value.Cheaper])
        {
            if (model.IsConfigured)
            {
                chain.Add(new ChatModel(model.Model, "openai", Create(model, options.Value, time)));
            }
        }

        chain.Add(new ChatModel(ExtractiveAnswerer.Name, ExtractiveAnswerer.Name, new ExtractiveAnswerer(crossEncoders.LastOrDefault())));
        Chain = chain;
    }

    public ChatModel Primary => Chain[0];

    public IReadOnlyList<ChatModel> Chain { get; }

    public void Dispose()
    {
        foreach (ChatModel model in Chain)
        {
            model.Client.Dispose();
        }
    }

    private static OpenAiChatClient Create(OpenAiModelOptions model, ModelsOptions options, TimeProvider time)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false };
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var transport = new OpenAiTransport(http, model, ProviderPipeline.Create(options, time), time);
        return new OpenAiChatClient(http, model, transport, options.IdleTimeout);
    }
}
