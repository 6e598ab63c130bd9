using Footnote.Knowledge.Parsing.LlamaParse;
using Footnote.Knowledge.Reading;
using Footnote.Knowledge.Reading.Ocr;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Parsing;

/// <summary>Makes the parts of parsing from the options.</summary>
internal static class ParsingSetup
{
    public static ReadingLimits Limits(KnowledgeOptions options) =>
        new() { Time = options.ReadingTime, Characters = options.MaxCharacters };

    public static FileReader Reader(KnowledgeOptions options, TimeProvider timeProvider)
    {
        var ocr = new OcrSettings
        {
            IsEnabled = options.OcrEnabled,
            Program = options.OcrProgram,
            Languages = options.OcrLanguages,
            Dpi = options.OcrDpi,
            MaximumPages = options.OcrMaxPages,
            PageTime = options.OcrPageTime,
            Time = options.OcrTime,
        };
        return new FileReader(Limits(options), ocr, timeProvider);
    }

    public static LlamaParseApi Api(IServiceProvider provider)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false };
        return new LlamaParseApi(
            new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan },
            provider.GetRequiredService<LlamaParseOptions>(),
            provider.GetRequiredService<LlamaParsePipeline>(),
            provider.GetRequiredService<TimeProvider>());
    }
}
