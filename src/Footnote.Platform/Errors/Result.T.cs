using System.Diagnostics.CodeAnalysis;

namespace Footnote.Platform.Errors;

/// <summary>A value or the <see cref="Errors.Error"/> that prevented it: the only result type of the code base.</summary>
[SuppressMessage("Usage", "CA2225", Justification = "Result.Success and Result.Failure are the alternates.")]
[SuppressMessage("Performance", "CA1815:Override equals", Justification = "Results are looked into, not compared.")]
public readonly struct Result<T>
{
    private readonly T? _value;
    private readonly Error? _error;

    internal Result(T? value, Error? error)
    {
        _value = value;
        _error = error;
    }

    public bool IsSuccess => _error is null;

    /// <summary>The value; reading it from a failure is a bug and throws.</summary>
    public T Value => _error is null ? _value! : throw new InvalidOperationException($"The result is the failure {_error.Code}.");

    /// <summary>The failure; reading it from a success is a bug and throws.</summary>
    public Error Error => _error ?? throw new InvalidOperationException("The result is a success.");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => Result.Failure<T>(error);

    public TOut Match<TOut>(Func<T, TOut> success, Func<Error, TOut> failure)
    {
        ArgumentNullException.ThrowIfNull(success);
        ArgumentNullException.ThrowIfNull(failure);
        return _error is null ? success(_value!) : failure(_error);
    }
}
