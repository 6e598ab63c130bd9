namespace Footnote.Platform.Modules;

/// <summary>
/// Proves that one thing about a module's stored data holds, and mends it where that is safe. Unlike a health check it may read everything
/// and take long; it is run by operators.
/// </summary>
public interface IDiagnosticCheck
{
    /// <summary>A short name, such as "chunks".</summary>
    string Name { get; }

    /// <param name="repair">Whether what is found may be mended.</param>
    /// <param name="ct">Stops the check.</param>
    Task<DiagnosticResult> RunAsync(bool repair, CancellationToken ct);
}
