using System.Net;

namespace Footnote.Client;

/// <summary>The server refused a request. <see cref="Exception.Message"/> is the server's own sentence and fit to be shown.</summary>
public sealed class FootnoteApiException : Exception
{
    /// <summary>Creates the exception from a parsed problem.</summary>
    /// <param name="problem">What the server said.</param>
    /// <param name="retryAfter">The Retry-After header, when present.</param>
    public FootnoteApiException(ApiProblem problem, TimeSpan? retryAfter = null)
        : base(Describe(problem))
    {
        Problem = problem;
        RetryAfter = retryAfter;
    }

    /// <summary>The whole problem.</summary>
    public ApiProblem Problem { get; }

    /// <summary>Stable code such as <c>VALIDATION_FAILED</c>; <c>HTTP_&lt;status&gt;</c> when the server sent no problem body.</summary>
    public string Code => Problem.Code;

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status => (HttpStatusCode)Problem.Status;

    /// <summary>Faults by field of the request (JSON names); empty unless a validation failed.</summary>
    public IReadOnlyDictionary<string, string[]> Details => Problem.Details ?? EmptyDetails;

    /// <summary>What to quote when asking an operator about it; null when the answer carried none.</summary>
    public string? RequestId => Problem.RequestId;

    /// <summary>How long the server asks to wait before another attempt.</summary>
    public TimeSpan? RetryAfter { get; }

    private static IReadOnlyDictionary<string, string[]> EmptyDetails { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    private static string Describe(ApiProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return problem.Message ?? problem.Detail ?? problem.Title ?? $"The server answered with status {problem.Status}.";
    }
}
