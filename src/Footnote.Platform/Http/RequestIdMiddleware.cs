using Microsoft.AspNetCore.Http;

namespace Footnote.Platform.Http;

internal sealed class RequestIdMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var id = context.GetRequestId();
        context.Response.OnStarting(
            static state =>
            {
                var (response, requestId) = ((HttpResponse, string))state;
                response.Headers[RequestId.Header] = requestId;
                return Task.CompletedTask;
            },
            (context.Response, id));
        return next(context);
    }
}
