namespace Footnote.Platform.Modules;

/// <summary>
/// Work between the migrations and the first request. Steps run one after the other by <see cref="Order"/>, lowest first.
/// </summary>
/// <remarks>Until all have finished every path but the health checks answers 503 STARTING. An exception ends the server.</remarks>
public interface IStartupStep
{
    int Order { get; }

    /// <summary>Shown while it runs and in the health details, such as "index" or "encoder".</summary>
    string Name { get; }

    Task RunAsync(CancellationToken ct);
}
