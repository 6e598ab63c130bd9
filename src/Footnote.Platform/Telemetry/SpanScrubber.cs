using System.Diagnostics;
using OpenTelemetry;

namespace Footnote.Platform.Telemetry;

/// <summary>Removes from spans what could hold what people wrote: query strings and addresses.</summary>
internal sealed class SpanScrubber : BaseProcessor<Activity>
{
    private static readonly string[] Private =
    [
        "url.query", "url.full", "client.address", "network.peer.address", "exception.message", "exception.stacktrace",
    ];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Private)
        {
            data.SetTag(tag, null);
        }
    }
}
