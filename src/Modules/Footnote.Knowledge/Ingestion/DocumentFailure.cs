namespace Footnote.Knowledge.Ingestion;

/// <summary>How a document without text ends.</summary>
internal sealed record DocumentFailure(string Status, string Code, string Message)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The reading report, as its column holds it; null when nothing was read.</summary>
    public string? Report { get; init; }

    public int? Pages { get; init; }

    /// <summary>The server itself failed too often; an operator may try again.</summary>
    public bool IsGivenUp { get; init; }
}
