using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Footnote.Knowledge.Vectors;

/// <summary>Section Footnote:Knowledge:Vectors - which index searches by meaning.</summary>
public sealed class VectorOptions : IValidatableObject
{
    /// <summary>Engine keeps the vectors in each process; Pgvector and Pinecone in one index outside that all servers share.</summary>
    public VectorKind Kind { get; set; } = VectorKind.Engine;

    /// <summary>Pgvector: the database with the extension; empty takes the server's own.</summary>
    [StringLength(4000)]
    public string ConnectionString { get; set; } = "";

    /// <summary>Pgvector: the schema of the tables; made when it is missing.</summary>
    [RegularExpression("[a-z_][a-z0-9_]{0,40}", ErrorMessage = "must be a name of lower-case letters, digits and _")]
    public string Schema { get; set; } = "footnote_vectors";

    /// <summary>Pgvector: candidates kept during a search of the graph; more finds more and takes longer.</summary>
    [Range(10, 1000)]
    public int EfSearch { get; set; } = 100;

    /// <summary>Pinecone: the key of the project; better given by FOOTNOTE__Knowledge__Vectors__ApiKey_FILE.</summary>
    [StringLength(4000)]
    public string ApiKey { get; set; } = "";

    /// <summary>Pinecone: the name of the index before the number of dimensions; made when it is missing.</summary>
    [RegularExpression("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?", ErrorMessage = "must have at most 40 lower-case letters, digits and -")]
    public string Index { get; set; } = "footnote";

    /// <summary>Pinecone: where indexes are looked up and made.</summary>
    [StringLength(2000)]
    public string ControlUrl { get; set; } = "https://api.pinecone.io";

    /// <summary>Pinecone: the cloud of an index that is made.</summary>
    [RegularExpression("[a-z]{1,20}", ErrorMessage = "must be a cloud such as aws")]
    public string Cloud { get; set; } = "aws";

    /// <summary>Pinecone: the region of an index that is made.</summary>
    [RegularExpression("[a-z0-9-]{1,40}", ErrorMessage = "must be a region such as us-east-1")]
    public string Region { get; set; } = "us-east-1";

    /// <summary>Up to this many chunks that a search may find are named to the index outside; above, it gets their properties.</summary>
    [Range(0, 10_000)]
    public int NamedChunks { get; set; } = 1000;

    /// <summary>How long a search waits for the index outside before it goes by words alone.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan SearchTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long one request that writes may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Attempts of a writing request after the first one when the index is overloaded or does not answer.</summary>
    [Range(0, 20)]
    public int MaxRetries { get; set; } = 4;

    /// <summary>The first pause before another attempt; it doubles.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause before another attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long searches leave a failing index alone.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Pinecone: how long a write is waited for until reading shows it; then it counts as done.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan VisibilityWait { get; set; } = TimeSpan.FromSeconds(20);

    internal bool IsOutside => Kind != VectorKind.Engine;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind == VectorKind.Pgvector && !IsConnectionString(ConnectionString))
        {
            yield return new ValidationResult("must be a connection string of PostgreSQL", [nameof(ConnectionString)]);
        }

        if (Kind != VectorKind.Pinecone)
        {
            yield break;
        }

        if (ApiKey.Length == 0)
        {
            yield return new ValidationResult("is required when Kind is Pinecone", [nameof(ApiKey)]);
        }

        if (!Uri.TryCreate(ControlUrl, UriKind.Absolute, out var address) || address.UserInfo.Length > 0
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            yield return new ValidationResult("must be an https address (http only for this machine itself)", [nameof(ControlUrl)]);
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
