using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Footnote.Web.Api;

/// <summary>Notes the entry of the pipeline when the host builds it.</summary>
internal sealed class PipelineCapture(Pipeline pipeline) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(entry =>
        {
            pipeline.Entry = entry;
            return entry;
        });
        next(app);
    };
}
