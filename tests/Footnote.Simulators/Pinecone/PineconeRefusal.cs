namespace Footnote.Simulators.Pinecone;

/// <summary>A request that the service refuses, with the codes of both shapes of its errors.</summary>
internal sealed class PineconeRefusal(int status, int rpcCode, string name, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>Of the data plane.</summary>
    public int RpcCode => rpcCode;

    /// <summary>Of the control plane.</summary>
    public string Name => name;

    public static PineconeRefusal Invalid(string message) => new(400, 3, "INVALID_ARGUMENT", message);

    public static PineconeRefusal NotFound(string message) => new(404, 5, "NOT_FOUND", message);

    public static PineconeRefusal For(int status) => status switch
    {
        401 => new(401, 16, "UNAUTHENTICATED", "Invalid API key."),
        403 => new(403, 7, "FORBIDDEN", "Forbidden."),
        429 => new(429, 8, "RESOURCE_EXHAUSTED", "Request rate limit reached."),
        503 => new(503, 14, "UNAVAILABLE", "The service is unavailable."),
        _ => new(status, 2, "UNKNOWN", "Simulated."),
    };
}
