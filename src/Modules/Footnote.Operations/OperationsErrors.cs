using Footnote.Platform.Errors;

namespace Footnote.Operations;

/// <summary>What this module refuses, and how it says so.</summary>
internal static class OperationsErrors
{
    public static Error MetricsForbidden() => Error.Forbidden("Metrics are for this machine and for administrators.");
}
