namespace Footnote.Evaluation.Fitting;

/// <summary>One query with the signals its weights may follow, and what each weight would have brought.</summary>
/// <param name="Set">The collection it is from.</param>
/// <param name="Row">The signals, in the order of the fusion's signals.</param>
/// <param name="Ndcg">nDCG@10 for each dense share 0, 1/20, ... 1.</param>
internal sealed record FusionExample(string Set, double[] Row, double[] Ndcg)
{
    /// <summary>The steps of the dense share.</summary>
    public const int Steps = 20;

    /// <summary>The nDCG@10 at a dense share, between the measured ones by straight lines.</summary>
    public double NdcgAt(double dense)
    {
        var place = Math.Clamp(dense, 0, 1) * Steps;
        var below = Math.Min((int)place, Steps - 1);
        return Ndcg[below] + ((place - below) * (Ndcg[below + 1] - Ndcg[below]));
    }
}
