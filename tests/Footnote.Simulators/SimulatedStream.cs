using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Footnote.Simulators;

/// <summary>Writes one streamed reply, with the fault that was asked for.</summary>
internal sealed class SimulatedStream(HttpContext context, SimulatedReply reply, string text)
{
    public async Task WriteAsync()
    {
        context.Response.ContentType = "text/event-stream";
        await SendAsync(Part(new { role = "assistant", content = "" }, null));
        int sent = 0;
        foreach (char[] piece in text.Chunk(reply.PieceLength))
        {
            if (await BreaksAsync(sent++))
            {
                return;
            }

            await Task.Delay(reply.DelayPerPiece, context.RequestAborted);
            await SendAsync(Part(new { content = new string(piece) }, null));
        }

        if (await BreaksAsync(sent))
        {
            return;
        }

        await SendAsync(Part(new { }, reply.FinishReason));
        if (!reply.OmitUsage)
        {
            object[] none = [];
            await SendAsync(JsonSerializer.Serialize(
                new { id = "sim", choices = none, usage = new { prompt_tokens = 11, completion_tokens = 5, total_tokens = 16 } }));
        }

        await SendAsync("[DONE]");
    }

    private async Task<bool> BreaksAsync(int sent)
    {
        if (sent == reply.CutAfter)
        {
            // what was sent shall arrive: a reset would take it away from the client's buffers
            await Task.Delay(100, context.RequestAborted);
            context.Abort();
            return true;
        }

        if (sent == reply.FailAfter)
        {
            await SendAsync("""{"error":{"message":"simulated","type":"server_error","param":null,"code":null}}""");
            return true;
        }

        if (sent == reply.GarbleAfter)
        {
            await SendAsync("{ this is not");
            return true;
        }

        if (sent == reply.StallAfter)
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        return false;
    }

    private static string Part(object delta, string? finish) =>
        JsonSerializer.Serialize(
            new
            {
                id = "sim",
                @object = "chat.completion.chunk",
                created = 1,
                model = "simulated",
                choices = new[] { new { index = 0, delta, finish_reason = finish } }
            });

    private async Task SendAsync(string data)
    {
        await context.Response.WriteAsync($": keep-alive\ndata: {data}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
