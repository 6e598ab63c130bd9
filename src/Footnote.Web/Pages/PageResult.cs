using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Footnote.Web.Pages;

internal static class PageResult
{
    /// <summary>Renders a page on the server, once.</summary>
    public static IResult Of<TPage>(PageParameters parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
        => new RazorComponentResult<TPage>(parameters) { StatusCode = status };
}
