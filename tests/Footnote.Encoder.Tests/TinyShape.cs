namespace Footnote.Encoder.Tests;

/// <summary>Sizes and kinds of a tiny model; the defaults are odd on purpose, so that no dimension is a multiple of a vector.</summary>
public sealed record TinyShape
{
    public bool Roberta { get; init; }

    public bool FirstToken { get; init; }

    public string Type { get; init; } = "F32";

    public string Activation { get; init; } = "gelu";

    public int Hidden { get; init; } = 30;

    public int Heads { get; init; } = 3;

    public int Layers { get; init; } = 2;

    public int Intermediate { get; init; } = 53;

    public int Positions { get; init; } = 40;
}
