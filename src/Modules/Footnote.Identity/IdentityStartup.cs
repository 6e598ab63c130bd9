using Dapper;
using Footnote.Identity.Access;
using Footnote.Identity.Authentication;
using Footnote.Platform.Data;
using Footnote.Platform.Hosting;
using Footnote.Platform.Modules;
using Microsoft.Extensions.Options;

namespace Footnote.Identity;

/// <summary>
/// Makes sure that the organisation and the operator's user exist, and prints the first administrator's code where one is needed.
/// </summary>
internal sealed class IdentityStartup(
    ModuleDatabase<IdentitySchema> database,
    OperatorIdentity localOperator,
    RegistrationPolicy registration,
    IOptions<IdentityOptions> options,
    StartupContext startup) : IStartupStep
{
    private const string OperatorName = "operator@localhost";

    public int Order => 10;

    public string Name => "accounts";

    public async Task RunAsync(CancellationToken ct)
    {
        var principal = await EnsureAsync(ct);
        localOperator.Begin(principal);
        if (await registration.RenewSetupCodeAsync(ct) is { } code)
        {
            startup.Console.WriteLine(
                $"This server can be reached from other machines and has no administrator yet. "
                + $"Sign up with this code to become it: {code}");
        }
    }

    private async Task<Principal> EnsureAsync(CancellationToken ct)
    {
        var now = startup.Time.GetUtcNow();
        await using var connection = await database.OpenSystemAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into tenants (id, name, created_at)
            select @tenant, @name, @now where not exists (select from tenants);
            insert into users (id, email, normalized_email, security_stamp, concurrency_stamp, is_system, created_at)
            select @user, @email, @normalized, '', '', true, @now where not exists (select from users where is_system)
            on conflict do nothing;
            insert into memberships (tenant_id, user_id, roles, created_at)
            select t.id, u.id, array['admin', 'operator'], @now
            from (select id from tenants order by created_at limit 1) t, users u where u.is_system
            on conflict do nothing
            """,
            new
            {
                tenant = Guid.CreateVersion7(now),
                user = Guid.CreateVersion7(now),
                name = options.Value.OrganizationName,
                email = OperatorName,
                normalized = Users.EmailAddress.Normalize(OperatorName),
                now,
            },
            transaction,
            cancellationToken: ct));
        var (userId, tenantId) = await connection.QuerySingleAsync<(Guid, Guid)>(new CommandDefinition(
            "select u.id, m.tenant_id from users u join memberships m on m.user_id = u.id where u.is_system order by m.created_at limit 1",
            transaction: transaction,
            cancellationToken: ct));
        await transaction.CommitAsync(ct);
        HashSet<string> roles = [Principal.AdministratorRole, Principal.OperatorRole];
        return new Principal(userId, tenantId, userId, OperatorName, roles);
    }
}
