using System.Text.Json;

namespace Footnote.Simulators;

/// <summary>How the simulated model server answers one request: a text, and optionally one fault.</summary>
public sealed record SimulatedReply
{
    public string Text { get; init; } = "Hello.";

    /// <summary>Makes the text from the request's body instead.</summary>
    public Func<JsonElement, string>? TextFrom { get; init; }

    /// <summary>Characters of a stream part.</summary>
    public int PieceLength { get; init; } = 7;

    public TimeSpan DelayPerPiece { get; init; }

    public string FinishReason { get; init; } = "stop";

    public bool OmitUsage { get; init; }

    /// <summary>Anything but 200 answers with an error body.</summary>
    public int Status { get; init; } = 200;

    public string ErrorType { get; init; } = "server_error";

    public string? ErrorCode { get; init; }

    public string? ErrorParameter { get; init; }

    /// <summary>Sent as the Retry-After header.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Waits this long before the status line.</summary>
    public TimeSpan DelayBefore { get; init; }

    /// <summary>After so many parts the connection is dropped.</summary>
    public int? CutAfter { get; init; }

    /// <summary>After so many parts an error object comes instead of the next part.</summary>
    public int? FailAfter { get; init; }

    /// <summary>After so many parts something that is no JSON comes.</summary>
    public int? GarbleAfter { get; init; }

    /// <summary>After so many parts nothing more comes, and the connection stays open.</summary>
    public int? StallAfter { get; init; }

    /// <summary>Answers a request for a stream with a whole reply.</summary>
    public bool IgnoreStream { get; init; }
}
