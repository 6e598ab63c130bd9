using System.Collections.Concurrent;

namespace Footnote.Simulators.S3;

/// <summary>An upload in parts that has not ended.</summary>
internal sealed record S3Upload(string Id, string Key, DateTimeOffset Initiated)
{
    public ConcurrentDictionary<int, S3StoredObject> Parts { get; } = new();
}
