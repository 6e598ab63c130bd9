namespace Footnote.Cli;

/// <summary>
/// Reports on the calling thread, in order; <see cref="Progress{T}"/> posts to the pool and may report after the work has ended.
/// </summary>
internal sealed class DirectProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
