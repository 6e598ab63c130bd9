namespace Footnote.Knowledge.Sources.Web;

/// <summary>Bounds of one fetch.</summary>
internal sealed record FetchLimits(long Bytes, TimeSpan Time)
{
    public string UserAgent { get; init; } = "FootnoteBot/1.0";

    public int Redirects { get; init; } = 5;
}
