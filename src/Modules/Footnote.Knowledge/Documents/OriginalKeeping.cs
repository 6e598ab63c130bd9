using Footnote.Knowledge.Storage;
using Npgsql;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// Keeps an original and the rows that name it together. A lost connection or a cancelled wait says nothing about a transaction: the server
/// may have committed. The original is then kept, since a document without its file is worse than a file without a document, which
/// <c>footnote doctor</c> finds and removes.
/// </summary>
internal static class OriginalKeeping
{
    /// <summary>
    /// Makes the original durable, then writes its rows. The original is removed again when the rows do not name it, or when the server
    /// itself reported an error other than the end of the session (class 57), which means that everything was rolled back.
    /// </summary>
    public static async Task<T> KeepAsync<T>(
        IObjectStore store, PendingObject original, Func<Task<T>> write, Func<T, bool> isNamed, CancellationToken cancellationToken)
    {
        await original.CommitAsync(cancellationToken);
        var isOrphan = false;
        try
        {
            var result = await write();
            isOrphan = !isNamed(result);
            return result;
        }
        catch (PostgresException fault) when (!fault.SqlState.StartsWith("57", StringComparison.Ordinal))
        {
            isOrphan = true;
            throw;
        }
        finally
        {
            if (isOrphan)
            {
                await store.DeleteAsync(original.Key, CancellationToken.None);
            }
        }
    }
}
