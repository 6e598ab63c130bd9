using Microsoft.AspNetCore.Http;

namespace Footnote.Web.Pages;

/// <summary>303: what follows a form, so that reloading the next page does not send the form again.</summary>
internal sealed class SeeOther(string address) : IResult
{
    public static IResult To(string address) => new SeeOther(address);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
