namespace Footnote.Platform.Errors;

/// <summary>Makes results where the implicit conversions do not apply (interfaces, and operations without a value).</summary>
public static class Result
{
    public static Result<Unit> Ok { get; } = new(default, null);

    public static Result<T> Success<T>(T value) => new(value, null);

    public static Result<T> Failure<T>(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new Result<T>(default, error);
    }
}
