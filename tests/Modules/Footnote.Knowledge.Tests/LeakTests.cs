using System.Globalization;
using Dapper;
using Footnote.Client.Documents;
using Footnote.Identity;
using Footnote.Knowledge.Indexing;
using Footnote.Knowledge.Searching;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests;

/// <summary>
/// Random operations, each followed by a query of somebody: what is found is compared with a model of who may see what. The number of pairs
/// is small by default; FOOTNOTE_LEAK_PAIRS sets another.
/// </summary>
public sealed class LeakTests(KnowledgeApp server) : IClassFixture<KnowledgeApp>
{
    private const int Documents = 12;
    private const int DefaultPairs = 150;

    [Fact]
    public async Task Random_operations_leave_no_stale_and_no_leaked_result()
    {
        var pairs = int.Parse(
            Environment.GetEnvironmentVariable("FOOTNOTE_LEAK_PAIRS") ?? DefaultPairs.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (owner, people) = await PeopleAsync();
        var models = new List<Model>();
        var newest = 0L;
        for (var i = 0; i < Documents; i++)
        {
            var document = await KnowledgeApp.AddAsync(owner, $"D{i}", $"The zorilla dossier number{i} revision0.");
            models.Add(new Model(document.Id, i).OwnedBy(owner));
            newest = document.Position ?? newest;
        }

        for (var pair = 0; pair < pairs; pair++)
        {
            var model = models[random.Next(models.Count)];
            // an operation that changes nothing answers with the document's old position
            newest = Math.Max(newest, await OperateAsync(owner, people, model, random) ?? newest);
            var person = people[random.Next(people.Count)];
            long? demanded = random.Next(2) == 0 ? null : newest;
            await CheckAsync(person, models, demanded, string.Create(CultureInfo.InvariantCulture, $"seed {seed}, pair {pair}"));
        }
    }

    private async Task CheckAsync(Principal person, List<Model> models, long? position, string context)
    {
        var search = server.App.Services.GetRequiredService<ISearch>();
        var query = new SearchQuery("zorilla dossier", 50) { MinPosition = position };
        var result = (await search.SearchAsync(person, query, KnowledgeApp.Token)).Value;
        var passages = result.Passages;
        foreach (var passage in passages)
        {
            var model = models.Single(model => model.Id == passage.DocumentId);
            Assert.True(model.IsSeenBy(person), $"{context}: leaked {model}");
            Assert.True(passage.Text.EndsWith($"revision{model.Revision}.", StringComparison.Ordinal), $"{context}: stale {passage.Text}");
        }

        if (position is not null)
        {
            var missing = models.FirstOrDefault(model =>
                model.IsSeenBy(person) && passages.All(passage => passage.DocumentId != model.Id));
            var trace = string.Join(", ", result.Trace.Stages);
            Assert.True(missing is null, $"{context}: missing {missing}; {await DescribeAsync(missing)}; {trace}");
        }
    }

    /// <summary>What the index and the tables hold of a document, for the message of a failure.</summary>
    private async Task<string> DescribeAsync(Model? model)
    {
        if (model is null)
        {
            return string.Empty;
        }

        var host = server.App.Services.GetRequiredService<IndexHost>();
        var indexed = host.Catalog.Find(model.Id);
        const string Sql = """
            select string_agg(c.ordinal || case when c.version_id = d.current_version_id then ' current' else ' old' end, ', ')
                || '; ' || array_to_string(max(d.readers), ',') || ' at ' || max(d.position)
            from knowledge.documents d left join knowledge.chunks c on c.document_id = d.id where d.id = @Id
            """;
        await using var connection = await server.App.OpenDatabaseAsync();
        var stored = await connection.QuerySingleAsync<string?>(Sql, new { model.Id });
        var held = indexed is null ? "nothing" : $"{string.Join(", ", indexed.Ordinals)}; {string.Join(",", indexed.Readers)}";
        return string.Create(CultureInfo.InvariantCulture, $"index at {host.Position.Value}: {held}; tables: {stored}");
    }

    /// <summary>Does something to a document; the position from which the index must know it, when the operation is complete.</summary>
    private static async Task<long?> OperateAsync(SignedIn owner, IReadOnlyList<Principal> people, Model model, Random random)
    {
        var documents = owner.Client.Documents;
        if (model.IsDeleted)
        {
            var restored = await documents.RestoreAsync(model.Id, KnowledgeApp.Token);
            model.IsDeleted = false;
            return restored.Position;
        }

        switch (random.Next(5))
        {
            case 0:
                var deleted = await documents.DeleteAsync(model.Id, KnowledgeApp.Token);
                model.IsDeleted = true;
                return deleted.Position;
            case 1:
                model.Revision++;
                var text = $"The zorilla dossier number{model.Number} revision{model.Revision}.";
                await documents.ReplaceAsync(model.Id, text, cancellationToken: KnowledgeApp.Token);
                return (await documents.WaitAsync(model.Id, cancellationToken: KnowledgeApp.Token)).Position;
            case 2:
                model.Readers = new() { Roles = ["handler"] };
                break;
            case 3:
                model.Readers = new() { Users = [people[random.Next(people.Count - 1)].UserId] };
                break;
            default:
                model.Readers = new() { Everyone = random.Next(2) == 0 };
                break;
        }

        return (await documents.SetReadersAsync(model.Id, model.Readers, cancellationToken: KnowledgeApp.Token)).Position;
    }

    /// <summary>The owner, a member, one with a role, an administrator, and last one of another tenant who has that role too.</summary>
    private async Task<(SignedIn Owner, List<Principal> People)> PeopleAsync()
    {
        var signedIn = new List<SignedIn>();
        for (var i = 0; i < 4; i++)
        {
            signedIn.Add(await server.App.RegisterAsync());
        }

        await using var connection = await server.App.OpenDatabaseAsync();
        await connection.ExecuteAsync(
            "update identity.memberships set roles = array['handler'] where user_id = @UserId", new { signedIn[2].UserId });
        var tenant = signedIn[0].TenantId;
        return (signedIn[0],
        [
            PrincipalOf(signedIn[0], tenant), PrincipalOf(signedIn[1], tenant), PrincipalOf(signedIn[2], tenant, "handler"),
            PrincipalOf(signedIn[3], tenant, "admin"), PrincipalOf(signedIn[3], Guid.CreateVersion7(), "admin", "handler"),
        ]);
    }

    private static Principal PrincipalOf(SignedIn person, Guid tenant, params string[] roles) =>
        new(person.UserId, tenant, Guid.NewGuid(), person.Email, roles.ToHashSet(StringComparer.Ordinal));

    /// <summary>What a document is, as far as queries may tell. The first person owns all of them.</summary>
    private sealed class Model(Guid id, int number)
    {
        private Guid? _tenant;
        private Guid? _owner;

        public Guid Id => id;

        public int Number => number;

        public int Revision { get; set; }

        public bool IsDeleted { get; set; }

        public DocumentReaders Readers { get; set; } = new() { Everyone = true };

        public bool IsSeenBy(Principal person)
        {
            return !IsDeleted && person.TenantId == _tenant
                && (Readers.Everyone || person.UserId == _owner || Readers.Users.Contains(person.UserId)
                    || Readers.Roles.Any(person.Roles.Contains));
        }

        public Model OwnedBy(SignedIn owner)
        {
            (_tenant, _owner) = (owner.TenantId, owner.UserId);
            return this;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"document {number}, revision {Revision}");
    }
}
