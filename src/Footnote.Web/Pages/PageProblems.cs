using Footnote.Client;
using Footnote.Web.Pages.Accounts;
using Microsoft.AspNetCore.Http;

namespace Footnote.Web.Pages;

/// <summary>Turns a refusal of the API into a page: sign-in for visitors, a readable problem otherwise.</summary>
internal sealed class PageProblems : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (FootnoteApiException exception) when (exception.Problem.Status == StatusCodes.Status401Unauthorized)
        {
            return SeeOther.To(SignInAddress.For(context.HttpContext.Request));
        }
        catch (FootnoteApiException exception)
        {
            var parameters = new PageParameters { [nameof(ProblemPage.Problem)] = exception.Problem };
            return PageResult.Of<ProblemPage>(parameters, exception.Problem.Status);
        }
    }
}
