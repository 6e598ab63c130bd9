using Dapper;
using Footnote.Knowledge.Changes;
using Footnote.Platform.Data;
using Footnote.Platform.Modules;
using Npgsql;

namespace Footnote.Knowledge.Diagnosis;

/// <summary>
/// The change log has no gap between its first entry and its head. A gap is mended by cutting the log off behind it: indexes that stand
/// before it then see that they have to be built anew.
/// </summary>
internal sealed class LogCheck(ModuleDatabase<KnowledgeSchema> database, TimeProvider timeProvider) : IDiagnosticCheck
{
    public string Name => "change log";

    public async Task<DiagnosticResult> RunAsync(bool repair, CancellationToken ct)
    {
        await using var connection = await database.OpenSystemAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);

        // nobody appends while this looks
        var head = await connection.QuerySingleAsync<long>(Command(transaction, "select position from change_head for update", ct));
        const string Sql = """
            select count(*) as entries, coalesce(min(position), 0) as first, coalesce(max(position), 0) as last from changes
            """;
        var log = await connection.QuerySingleAsync<Extent>(Command(transaction, Sql, ct));
        var missing = log.Entries == 0 ? 0 : log.Last - log.First + 1 - log.Entries;
        var lost = Math.Max(0, head - log.Last);
        var beyond = Math.Max(0, log.Last - head);
        if (missing + lost + beyond == 0)
        {
            return new DiagnosticResult($"{log.Entries} entries without a gap up to {head}");
        }

        var found = missing + lost + beyond;
        if (repair)
        {
            await RepairAsync(transaction, lost > 0, ct);
            await transaction.CommitAsync(ct);
        }

        return new DiagnosticResult(
            $"{missing} entries are missing between {log.First} and {log.Last}, {lost} before the head {head}, {beyond} are beyond it",
            found, repair ? found : 0)
        {
            Advice = repair ? "restart the servers: their indexes are built anew where they need it" : Examples.RepairAdvice,
        };
    }

    private async Task RepairAsync(NpgsqlTransaction transaction, bool isCutShort, CancellationToken ct)
    {
        const string Sql = """
            update change_head set position = greatest(position, (select coalesce(max(position), 0) from changes));
            delete from changes where position < (
                select max(next) from (
                    select position as next, position - lag(position) over (order by position) as step from changes) steps
                where step > 1);
            """;
        await Connection(transaction).ExecuteAsync(Command(transaction, Sql, ct));
        if (isCutShort)
        {
            // an entry behind the lost ones shows followers that something is missing
            var entry = new ChangeEntry(Guid.Empty, Guid.Empty, ChangeKind.Embedded, VersionId: null, timeProvider.GetUtcNow());
            await ChangeLog.AppendAsync(transaction, entry, ct);
            await Connection(transaction).ExecuteAsync(Command(
                transaction, "delete from changes where position < (select position from change_head)", ct));
        }
    }

    private static CommandDefinition Command(NpgsqlTransaction transaction, string sql, CancellationToken ct) =>
        new(sql, transaction: transaction, commandTimeout: 0, cancellationToken: ct);

    private static NpgsqlConnection Connection(NpgsqlTransaction transaction) =>
        transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");

    private sealed class Extent
    {
        public long Entries { get; init; }

        public long First { get; init; }

        public long Last { get; init; }
    }
}
