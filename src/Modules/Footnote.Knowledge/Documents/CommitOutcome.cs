using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// Whether a transaction that ended with an exception has left anything behind. A lost connection or a cancelled wait says nothing about
/// it: the server may have committed. An original is then kept, since a document without its file is worse than a file without a document,
/// which <c>footnote doctor</c> finds and removes.
/// </summary>
internal static class CommitOutcome
{
    /// <summary>
    /// True when the server itself reported the error and is not ending the session (class 57): everything was rolled back.
    /// </summary>
    public static bool IsRolledBack(PostgresException fault) => !fault.SqlState.StartsWith("57", StringComparison.Ordinal);
}
