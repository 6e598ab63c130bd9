using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Footnote.Knowledge.Storage.S3;

/// <summary>Reads the failures of the SDK: what is worth another attempt, what is missing, what the operator is told.</summary>
internal static class S3Faults
{
    /// <summary>Whether the exception came from the store or from the way to it, and not from this machine's disk or a bug.</summary>
    public static bool IsFault(Exception exception) => exception switch
    {
        AmazonServiceException or AmazonClientException => true,
        HttpRequestException or HttpIOException => true,
        TimeoutRejectedException or BrokenCircuitException => true,
        IOException { InnerException: System.Net.Sockets.SocketException } => true,
        _ => false,
    };

    public static bool IsTransient(Exception? exception) => exception switch
    {
        AmazonServiceException { ErrorCode: "RequestTimeout" or "SlowDown" or "Throttling" or "RequestTimeTooSkewed" } => true,
        AmazonServiceException { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout } => true,
        AmazonServiceException fault => fault.StatusCode >= HttpStatusCode.InternalServerError || !Enum.IsDefined(fault.StatusCode),
        TimeoutRejectedException => true,
        BrokenCircuitException => false,
        null => false,
        _ => IsFault(exception),
    };

    /// <summary>An object that is not there; a bucket that is not there is a fault.</summary>
    public static bool IsMissing(AmazonServiceException fault) =>
        fault.StatusCode == HttpStatusCode.NotFound && fault.ErrorCode != "NoSuchBucket";

    public static bool IsChanged(AmazonServiceException fault) => fault.StatusCode == HttpStatusCode.PreconditionFailed;

    /// <summary>What the store asks to wait, if it says so in seconds.</summary>
    public static TimeSpan? RetryAfterOf(Exception? exception)
    {
        var response = ((exception as AmazonServiceException)?.InnerException as HttpErrorResponseException)?.Response;
        return int.TryParse(response?.GetHeaderValue("Retry-After"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    public static ObjectStoreException Translate(Exception exception)
    {
        var code = CodeOf(exception);
        var fault = exception switch
        {
            AmazonServiceException { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => ObjectStoreFault.Denied,
            _ when IsTransient(exception) || exception is BrokenCircuitException => ObjectStoreFault.Unavailable,
            AmazonServiceException => ObjectStoreFault.Wrong,
            _ => ObjectStoreFault.Unavailable,
        };
        var message = fault switch
        {
            ObjectStoreFault.Denied => $"The object store refuses the access key, or the key lacks the right ({code}).",
            ObjectStoreFault.Wrong => $"The object store refuses the request ({code}); look at its bucket, region and address.",
            _ => $"The object store does not answer ({code}).",
        };
        return new ObjectStoreException(fault, message, exception);
    }

    /// <summary>A short word for logs; the store's own messages may name keys.</summary>
    public static string CodeOf(Exception exception) => exception switch
    {
        AmazonServiceException { ErrorCode.Length: > 0 } fault => fault.ErrorCode,
        AmazonServiceException fault => string.Create(CultureInfo.InvariantCulture, $"status {(int)fault.StatusCode}"),
        BrokenCircuitException => "left alone after repeated failures",
        TimeoutRejectedException => "timed out",
        _ => "connection failed",
    };
}
