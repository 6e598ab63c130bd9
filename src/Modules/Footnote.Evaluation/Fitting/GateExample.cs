namespace Footnote.Evaluation.Fitting;

/// <summary>One question with the gate's inputs for it and whether what was retrieved answers it.</summary>
/// <param name="Set">The collection it is from.</param>
/// <param name="Kind">How its truth is known.</param>
/// <param name="Row">The inputs, in the order of the gate's features.</param>
/// <param name="IsAnswerable">The truth.</param>
internal sealed record GateExample(string Set, GateExampleKind Kind, double[] Row, bool IsAnswerable)
{
    /// <summary>Which question of its set it is made of, from 0.</summary>
    public int Question { get; init; }

    /// <summary>What a cross-encoder says of the chunks judged; empty without one.</summary>
    public IReadOnlyList<float> Scores { get; init; } = [];
}
