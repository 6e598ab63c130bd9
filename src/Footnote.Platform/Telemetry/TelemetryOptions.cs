using System.ComponentModel.DataAnnotations;

namespace Footnote.Platform.Telemetry;

/// <summary>Footnote:Telemetry - where traces, metrics and logs are sent. Nothing is sent until an endpoint is named.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    /// <summary>Base address of an OTLP collector over HTTP, such as http://localhost:4318; empty sends nothing.</summary>
    public string? OtlpEndpoint { get; set; }

    /// <summary>The name under which traces and metrics appear.</summary>
    [StringLength(100, MinimumLength = 1, ErrorMessage = "must have 1 to 100 characters")]
    public string ServiceName { get; set; } = "footnote";

    /// <summary>Share of traces that are kept when the caller has not decided.</summary>
    [Range(0.0, 1.0, ErrorMessage = "must be between 0 and 1")]
    public double SampleRatio { get; set; } = 1.0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(OtlpEndpoint)
            && !(Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return new ValidationResult("must be an http or https address", [nameof(OtlpEndpoint)]);
        }
    }
}
