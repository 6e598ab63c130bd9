using System.Text.Json;

namespace Footnote.Platform.Http;

/// <summary>A JSON string that is well formed as JSON but not acceptable as text; the message completes "field ...".</summary>
public sealed class InvalidTextException : JsonException
{
    public InvalidTextException()
    {
    }

    public InvalidTextException(string message)
        : base(message)
    {
    }

    public InvalidTextException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
