using Dapper;
using Npgsql;

namespace Footnote.Platform.Data;

/// <summary>
/// Creates a module's role and lets the login role act as it. Roles belong to the cluster, so another database may do the same just now.
/// </summary>
internal static class RoleSetup
{
    private const int Attempts = 20;
    private const string ConcurrentUpdate = "XX000"; // "tuple concurrently updated" has no code of its own

    public static async Task EnsureAsync(NpgsqlConnection connection, string role, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await connection.ExecuteAsync(new CommandDefinition(Sql(role), cancellationToken: ct));
                return;
            }
            catch (PostgresException fault) when (attempt < Attempts && IsRace(fault))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), ct);
            }
        }
    }

    private static bool IsRace(PostgresException fault) =>
        fault.SqlState is ConcurrentUpdate or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateObject;

    private static string Sql(string role) => $"""
        do $$
        begin
            if not exists (select from pg_roles where rolname = '{role}') then
                create role {role} nologin;
            end if;
            if not pg_has_role(current_user, '{role}', 'member') then
                grant {role} to current_user;
            end if;
        end
        $$
        """;
}
