namespace Footnote.Knowledge.Sources.Running;

/// <summary>What the database says about a run when its lease is renewed.</summary>
internal enum RunSigns
{
    Go,
    Cancel,

    /// <summary>The lease was lost or the source removed.</summary>
    Lost,
}
