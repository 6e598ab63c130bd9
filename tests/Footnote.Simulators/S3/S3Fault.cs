namespace Footnote.Simulators.S3;

/// <summary>A fault on demand.</summary>
public sealed record S3Fault(S3FaultKind Kind)
{
    public int Status { get; init; } = 503;

    public string Code { get; init; } = "SlowDown";

    /// <summary>Seconds for the header Retry-After.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How many bytes of a body pass before it is cut.</summary>
    public int Bytes { get; init; }

    public static S3Fault SlowDown { get; } = new(S3FaultKind.Status);

    public static S3Fault Denied { get; } = new(S3FaultKind.Status) { Status = 403, Code = "AccessDenied" };
}
