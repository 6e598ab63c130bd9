namespace Footnote.Knowledge.Ingestion;

/// <summary>
/// The order of jobs within a tenant, lower first; stored. Between tenants it only matters whether a job is background work, which waits
/// for everybody's other work.
/// </summary>
internal static class IngestionPriority
{
    /// <summary>Somebody has uploaded a document and waits for it.</summary>
    public const int Interactive = 0;

    /// <summary>One of many: bulk uploads, connected sources, everything that is tried again at once.</summary>
    public const int Bulk = 10;

    /// <summary>Documents that are searchable already: cut or embedded again.</summary>
    public const int Background = 20;
}
