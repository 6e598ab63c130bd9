namespace Footnote.Platform.Postgres;

/// <summary>Where and how a private cluster runs.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The folder the cluster is kept in; created when missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of initdb and postgres; null searches the machine.</summary>
    public string? BinariesFolder { get; init; }

    /// <summary>The secret of the cluster's owner.</summary>
    public required string Password { get; init; }

    public int MaxConnections { get; init; } = 80;

    public int SharedBuffersMegabytes { get; init; } = 64;

    /// <summary>Trades durability for speed; for throw-away clusters of tests only.</summary>
    public bool IsThrowAway { get; init; }
}
