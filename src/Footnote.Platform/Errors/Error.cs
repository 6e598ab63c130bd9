namespace Footnote.Platform.Errors;

/// <summary>A failure a caller can react to. <see cref="Code"/> is stable and UPPER_SNAKE; <see cref="Message"/> is safe to show.</summary>
public sealed record Error(string Code, string Message, int Status)
{
    /// <summary>Faults per field, by the field's name in JSON; null when the failure is not about fields.</summary>
    public IReadOnlyDictionary<string, string[]>? Details { get; init; }

    /// <summary>When trying again makes sense; sent as Retry-After, rounded up to seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Error Validation(IReadOnlyDictionary<string, string[]> details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var first = details.FirstOrDefault();
        var message = first.Value is { Length: > 0 } faults
            ? $"The request is not valid: {first.Key}: {faults[0]}"
            : "The request is not valid.";
        return new Error(ErrorCodes.ValidationFailed, message, 400) { Details = details };
    }

    public static Error Validation(string field, string message) =>
        Validation(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] });

    /// <summary>Also the answer for a thing that exists but that the caller may not see.</summary>
    public static Error NotFound(string what) => new(ErrorCodes.NotFound, $"There is no such {what}.", 404);

    public static Error Unauthenticated() =>
        new(ErrorCodes.Unauthenticated, "Sign in first: send an access token as 'Authorization: Bearer ...'.", 401);

    public static Error Forbidden(string message) => new(ErrorCodes.Forbidden, message, 403);

    public static Error Conflict(string message) => new(ErrorCodes.Conflict, message, 409);
}
