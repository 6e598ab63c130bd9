namespace Footnote.Simulators.S3;

/// <summary>An error document to answer with.</summary>
internal sealed class S3Refusal(int status, string code) : Exception(code)
{
    public int Status { get; } = status;

    public string Code { get; } = code;
}
