using Microsoft.AspNetCore.Http;

namespace Footnote.Web.Api;

/// <summary>The server's whole request pipeline, known once the host has been built.</summary>
internal sealed class Pipeline
{
    private RequestDelegate? _entry;

    public RequestDelegate Entry
    {
        get => _entry ?? throw new InvalidOperationException("The request pipeline has not been built yet.");
        set => _entry = value;
    }
}
