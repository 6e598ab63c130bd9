using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Footnote.Platform.Http;

/// <summary>The edge where exceptions end: known faults become their problem, the rest INTERNAL_ERROR and a log entry.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, ILogger<FaultMiddleware> logger)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = context.Response.HasStarted ? context.Response.StatusCode : ClientClosedRequest;
        }
        catch (Exception fault)
        {
            await AnswerAsync(context, fault);
        }
    }

    private Task AnswerAsync(HttpContext context, Exception fault)
    {
        var known = RequestFaults.Translate(fault);
        if (known is null)
        {
            Log.RequestFailed(logger, fault, context.GetRequestId());
        }
        else if (known.Status >= StatusCodes.Status500InternalServerError)
        {
            Log.RequestRefused(logger, known.Code, context.GetRequestId());
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.Clear();
        var error = known
            ?? new Error(
                ErrorCodes.InternalError,
                $"Something went wrong on the server. Give its administrator the request id {context.GetRequestId()}.",
                500);
        return error.Problem().ExecuteAsync(context);
    }
}
