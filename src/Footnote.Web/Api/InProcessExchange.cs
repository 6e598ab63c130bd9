using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Footnote.Web.Api;

/// <summary>One request and its buffered response.</summary>
internal sealed class InProcessExchange : IHttpRequestBodyDetectionFeature, IDisposable
{
    private readonly FeatureCollection _features = new();
    private readonly MemoryStream _body = new();

    public InProcessExchange(IHttpRequestFeature request, IHttpConnectionFeature connection, CancellationToken cancellationToken)
    {
        CanHaveBody = request.Body.Length > 0;
        _features.Set(request);
        _features.Set(connection);
        _features.Set<IHttpRequestBodyDetectionFeature>(this);
        _features.Set<IHttpResponseFeature>(Response);
        _features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_body));
        _features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellationToken });
    }

    public InProcessResponse Response { get; } = new();

    public byte[] Body => _body.ToArray();

    public bool CanHaveBody { get; }

    public async Task RunAsync(RequestDelegate entry, IHttpContextFactory contexts)
    {
        var context = contexts.Create(_features);
        try
        {
            await entry(context);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            await Response.StartAsync();
        }
        finally
        {
            await Response.CompleteAsync();
            contexts.Dispose(context);
        }
    }

    public void Dispose() => _body.Dispose();
}
