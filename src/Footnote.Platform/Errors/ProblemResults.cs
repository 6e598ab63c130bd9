using Microsoft.AspNetCore.Http;

namespace Footnote.Platform.Errors;

/// <summary>Turns errors into RFC 9457 problem responses.</summary>
public static class ProblemResults
{
    public static IResult Problem(this Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new ProblemResult(error);
    }

    /// <summary>The problem of a failure, or what <paramref name="success"/> makes of the value.</summary>
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> success) => result.Match(success, Problem);
}
