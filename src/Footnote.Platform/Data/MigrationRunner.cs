using Dapper;
using Npgsql;

namespace Footnote.Platform.Data;

/// <summary>
/// Brings every schema to the version of this build: in order, under an advisory lock, one transaction per file, forward only.
/// </summary>
public sealed class MigrationRunner
{
    private const long LockKey = 0x466f6f746e6f7465; // "Footnote" in ASCII
    private const string PlatformSchema = "platform";
    private readonly Database _database;
    private readonly ModuleSchema[] _schemas;
    private readonly TimeProvider _time;

    /// <summary>Applies the migrations of the schemas that were added with AddModuleDatabase.</summary>
    public MigrationRunner(IServiceProvider services, Database database, TimeProvider time)
    {
        _database = database;
        _time = time;
        _schemas =
        [
            new ModuleSchema(PlatformSchema, typeof(MigrationRunner).Assembly),
            .. (IEnumerable<ModuleSchema>)(services.GetService(typeof(IEnumerable<ModuleSchema>)) ?? Array.Empty<ModuleSchema>()),
        ];
    }

    /// <summary>Returns how many files were applied.</summary>
    /// <exception cref="MigrationException">The database is newer than this build, or a published file was changed.</exception>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var connection = await _database.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@LockKey)", new { LockKey }, cancellationToken: ct));
        try
        {
            var applied = 0;
            foreach (var schema in _schemas)
            {
                await PrepareAsync(connection, schema, ct);
                applied += await ApplyAsync(connection, schema, ct);
            }

            return applied;
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(@LockKey)", new { LockKey });
        }
    }

    private static async Task PrepareAsync(NpgsqlConnection connection, ModuleSchema schema, CancellationToken ct)
    {
        await RoleSetup.EnsureAsync(connection, schema.Role, ct);
        var grants = $"""
            create schema if not exists {schema.Name};
            grant usage on schema {schema.Name} to {schema.Role};
            alter default privileges in schema {schema.Name} grant select, insert, update, delete on tables to {schema.Role};
            alter default privileges in schema {schema.Name} grant usage, select on sequences to {schema.Role};
            """;
        var shared = schema.Name == PlatformSchema
            ? """
              create table if not exists platform.migrations (
                  schema_name text not null,
                  number integer not null,
                  name text not null,
                  checksum text not null,
                  applied_at timestamptz not null,
                  primary key (schema_name, number)
              )
              """
            : $"grant usage on schema platform to {schema.Role}";
        await connection.ExecuteAsync(new CommandDefinition(grants + shared, cancellationToken: ct));
    }

    private async Task<int> ApplyAsync(NpgsqlConnection connection, ModuleSchema schema, CancellationToken ct)
    {
        var files = Migration.ReadAll(schema.Migrations);
        var done = (await connection.QueryAsync<AppliedMigration>(new CommandDefinition(
            "select number, name, checksum from platform.migrations where schema_name = @Name order by number",
            new { schema.Name },
            cancellationToken: ct))).AsList();
        Check(schema.Name, files, done);
        foreach (var migration in files.Skip(done.Count))
        {
            await ApplyOneAsync(connection, schema.Name, migration, ct);
        }

        return files.Count - done.Count;
    }

    private static void Check(string schema, IReadOnlyList<Migration> files, List<AppliedMigration> done)
    {
        if (done.Count > files.Count)
        {
            throw new MigrationException(
                $"The database was written by a newer version of Footnote (schema {schema} is at {done[^1].Name}). "
                + "Start that version or a later one.");
        }

        for (var i = 0; i < done.Count; i++)
        {
            if (done[i].Checksum != files[i].Checksum)
            {
                throw new MigrationException(
                    $"The migration {files[i].Name} of schema {schema} differs from the one this database was built with. "
                    + "Restore the original file.");
            }
        }
    }

    private async Task ApplyOneAsync(NpgsqlConnection connection, string schema, Migration migration, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await connection.ExecuteAsync(
                new CommandDefinition($"set local search_path = {schema}", transaction: transaction, cancellationToken: ct));
            var command = new NpgsqlCommand(migration.Sql, connection, transaction) { CommandTimeout = 0 };
            await using (command)
            {
                await command.ExecuteNonQueryAsync(ct);
            }

            await connection.ExecuteAsync(new CommandDefinition(
                "insert into platform.migrations values (@schema, @Number, @Name, @Checksum, @now)",
                new { schema, migration.Number, migration.Name, migration.Checksum, now = _time.GetUtcNow() },
                transaction,
                cancellationToken: ct));
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException fault)
        {
            throw new MigrationException(
                $"The migration {migration.Name} of schema {schema} failed: {fault.MessageText} ({fault.SqlState}).", fault);
        }
    }

    private sealed record AppliedMigration(int Number, string Name, string Checksum);
}
