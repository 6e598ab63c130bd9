using Microsoft.Extensions.Logging;

namespace Footnote.Models.Embeddings;

/// <summary>The time of the sweep, and what becomes of one that fails.</summary>
internal sealed class EmbeddingSweepClock(TimeProvider time, ILogger<EmbeddingSweep> logger)
{
    public TimeProvider Time => time;

    public void Failed(Exception failure) => Log.EmbeddingSweepFailed(logger, failure);
}
