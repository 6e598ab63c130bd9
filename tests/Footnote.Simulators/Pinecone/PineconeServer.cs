using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Footnote.Simulators.Pinecone;

/// <summary>What both planes of the simulated service have in common.</summary>
internal static class PineconeServer
{
    public static WebApplication Create(PineconeFaults faults, bool isControl, string key)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.Use(async (context, next) =>
        {
            try
            {
                await faults.MeetAsync(context, key);
                await next(context);
            }
            catch (PineconeRefusal refusal)
            {
                await RefuseAsync(context, refusal, isControl);
            }
            catch (Exception fault) when (fault is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
            {
                await RefuseAsync(context, PineconeRefusal.Invalid(fault.Message), isControl);
            }
        });
        app.UseRouting();
        return app;
    }

    public static async Task StopAsync(WebApplication app)
    {
        using var quick = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await app.StopAsync(quick.Token);
        await app.DisposeAsync();
    }

    private static Task RefuseAsync(HttpContext context, PineconeRefusal refusal, bool isControl)
    {
        context.Response.StatusCode = refusal.Status;
        object body = isControl
            ? new { status = refusal.Status, error = new { code = refusal.Name, message = refusal.Message } }
            : new { code = refusal.RpcCode, message = refusal.Message, details = Array.Empty<object>() };
        return context.Response.WriteAsJsonAsync(body, context.RequestAborted);
    }
}
