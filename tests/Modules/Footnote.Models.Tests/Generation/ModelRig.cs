using Footnote.Models.Generation;
using Footnote.Models.OpenAi;
using Footnote.Simulators;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Models.Tests.Generation;

/// <summary>The module over one or two simulated model servers.</summary>
internal sealed class ModelRig : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ModelRig(OpenAiSimulator primary, OpenAiSimulator? cheaper, Action<ModelsOptions>? configure)
    {
        Primary = primary;
        Cheaper = cheaper;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddModels(new ConfigurationBuilder().Build().GetSection("Footnote:Models"));
        services.Configure<ModelsOptions>(options =>
        {
            options.Primary = new OpenAiModelOptions { BaseUrl = primary.BaseUrl, Model = "big", ApiKey = "key-1" };
            options.Cheaper = cheaper is null ? new() : new OpenAiModelOptions { BaseUrl = cheaper.BaseUrl, Model = "small" };
            options.MaxRetries = 1;
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
    }

    public OpenAiSimulator Primary { get; }

    public OpenAiSimulator? Cheaper { get; }

    public IChatModels Models => _services.GetRequiredService<IChatModels>();

    public static async Task<ModelRig> StartAsync(bool withCheaper = false, Action<ModelsOptions>? configure = null) =>
        new(await OpenAiSimulator.StartAsync(), withCheaper ? await OpenAiSimulator.StartAsync() : null, configure);

    /// <summary>Everything the generator says about a question; text before a new start is dropped.</summary>
    public async Task<(string Text, GenerationSummary Summary, int Starts)> AnswerAsync(GenerationRequest request)
    {
        string text = "";
        int starts = 1;
        GenerationSummary? summary = null;
        await foreach (GenerationUpdate update in _services.GetRequiredService<AnswerGenerator>()
            .GenerateAsync(request, TestContext.Current.CancellationToken))
        {
            text = update.StartsOver ? "" : text + update.Text;
            starts += update.StartsOver ? 1 : 0;
            summary = update.Summary ?? summary;
        }

        return (text, summary!, starts);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Primary.DisposeAsync();
        if (Cheaper is not null)
        {
            await Cheaper.DisposeAsync();
        }
    }
}
