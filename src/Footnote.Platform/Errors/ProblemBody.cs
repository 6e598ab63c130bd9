using System.Text.Json.Serialization;

namespace Footnote.Platform.Errors;

/// <summary>The body of every error response: RFC 9457 members and the four that clients of this server read.</summary>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] IReadOnlyDictionary<string, string[]>? Details,
    string RequestId)
{
    public const string MediaType = "application/problem+json";

    public static ProblemBody From(Error error, string instance, string requestId)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new ProblemBody(
            $"urn:footnote:problem:{error.Code.ToLowerInvariant().Replace('_', '-')}",
            TitleOf(error.Code),
            error.Status,
            error.Message,
            instance,
            error.Code,
            error.Message,
            error.Details,
            requestId);
    }

    private static string TitleOf(string code)
    {
        var words = code.Replace('_', ' ').ToLowerInvariant();
        return string.Concat(words[..1].ToUpperInvariant(), words.AsSpan(1));
    }
}
