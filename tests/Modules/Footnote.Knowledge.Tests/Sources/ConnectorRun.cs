using Footnote.Knowledge.Sources;

namespace Footnote.Knowledge.Tests.Sources;

/// <summary>Lists a connector to its end and opens what is new, as a run does.</summary>
internal sealed class ConnectorRun
{
    private readonly Dictionary<string, RememberedItem> _remembered = new(StringComparer.Ordinal);

    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Failures { get; } = new(StringComparer.Ordinal);

    public List<SourceItem> Items { get; } = [];

    /// <summary>References that were opened, in order.</summary>
    public List<string> Opened { get; } = [];

    public IEnumerable<string> References => Items.Where(item => item.Failure is null).Select(item => item.Reference);

    public bool HasGap => Items.Any(item => item.IsGap);

    public static async Task<ConnectorRun> OfAsync(ISourceConnector connector, CancellationToken token, ConnectorRun? earlier = null)
    {
        await using var held = connector;
        var run = new ConnectorRun();
        var memory = new SourceMemory(earlier?._remembered ?? []);
        await foreach (var item in connector.ListAsync(memory, token))
        {
            run.Items.Add(item);
            if (item.Failure is { } failure)
            {
                run.Failures[item.Reference] = failure.Code;
                continue;
            }

            run._remembered[item.Reference] = new RememberedItem(item.Reference, item.Version, item.Memo, Guid.NewGuid());
            if (memory.Find(item.Reference)?.Version != item.Version)
            {
                await run.OpenAsync(connector, item, token);
            }
        }

        return run;
    }

    /// <summary>As after a change of the source: everything is to be brought again.</summary>
    public ConnectorRun WithoutVersions()
    {
        foreach (var (reference, item) in _remembered.ToArray())
        {
            _remembered[reference] = item with { Version = string.Empty };
        }

        return this;
    }

    private async Task OpenAsync(ISourceConnector connector, SourceItem item, CancellationToken token)
    {
        Opened.Add(item.Reference);
        try
        {
            await using var content = await connector.OpenAsync(item, token);
            if (content is null)
            {
                Failures[item.Reference] = "GONE";
                return;
            }

            using var reader = new StreamReader(content.Stream, leaveOpen: true);
            Texts[item.Reference] = await reader.ReadToEndAsync(token);
        }
        catch (SourceException exception)
        {
            Failures[item.Reference] = exception.Failure.Code;
        }
    }
}
