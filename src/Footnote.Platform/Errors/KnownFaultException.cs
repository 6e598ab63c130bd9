namespace Footnote.Platform.Errors;

/// <summary>A failure of an outside part that knows the problem a caller should see when it ends a request.</summary>
public abstract class KnownFaultException(Error error, string message, Exception? inner) : Exception(message, inner)
{
    /// <summary>What the caller is told; the message of the exception is for the operator.</summary>
    public Error Error { get; } = error;
}
