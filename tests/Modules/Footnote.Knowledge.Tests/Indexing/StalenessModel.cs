using System.Globalization;
using Footnote.Identity;
using Footnote.Knowledge.Documents;
using Footnote.Knowledge.Searching;
using Footnote.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Footnote.Knowledge.Tests.Indexing;

/// <summary>
/// One organisation's random operations, each followed by a query of somebody on any node; counts what should not have been found and what
/// should have been. Organisations run side by side.
/// </summary>
internal sealed class StalenessModel
{
    private static readonly string[] Words = ["heron", "stork", "crane", "ibis", "egret", "bittern", "pelican", "osprey"];
    private readonly Random _random;
    private readonly IReadOnlyList<FootnoteApp> _nodes;
    private readonly DocumentOperations[] _operations;
    private readonly Principal[] _people;
    private readonly List<LiveDocument> _documents = [];
    private int _marker;

    public StalenessModel(int seed, IReadOnlyList<FootnoteApp> nodes)
    {
        _random = new Random(seed);
        _nodes = nodes;
        _operations = [.. nodes.Select(node => new DocumentOperations(node))];
        var tenant = Guid.NewGuid();
        _people = [Person(tenant), Person(tenant, "editor"), Person(tenant, "editor", "lawyer"), Person(tenant, "lawyer")];
    }

    public List<string> Faults { get; } = [];

    public int Found { get; private set; }

    public async Task RunAsync(int pairs)
    {
        for (var pair = 0; pair < pairs; pair++)
        {
            var (document, position) = await OperateAsync();
            await QueryAsync(document, position);
        }
    }

    private static Principal Person(Guid tenant, params string[] roles) =>
        new(Guid.NewGuid(), tenant, Guid.NewGuid(), "person", roles.ToHashSet(StringComparer.Ordinal));

    private async Task<(LiveDocument Document, long Position)> OperateAsync()
    {
        var operations = _operations[_random.Next(_operations.Length)];
        var document = _documents.Count == 0 ? null : _documents[_random.Next(_documents.Count)];
        var choice = _random.Next(100);
        if (document is null || choice < 12)
        {
            return await UploadAsync(operations);
        }

        if (document.IsDeleted)
        {
            document.IsDeleted = false;
            return (document, await operations.RestoreAsync(_people[0], document.Id));
        }

        if (choice < 40)
        {
            var position = await operations.DeleteAsync(_people[0], document.Id);
            document.IsDeleted = true;
            return (document, position);
        }

        if (choice < 80)
        {
            var readers = Readers();
            var position = await operations.PermitAsync(_people[0], document.Id, readers);
            document.Readers = readers.ToKeys(new DocumentOwner(_people[0].TenantId, _people[0].UserId));
            return (document, position);
        }

        var marker = NextMarker();
        var replaced = await operations.ReplaceAsync(_people[0], document.Id, Text(marker));
        document.Marker = marker;
        return (document, replaced);
    }

    private async Task<(LiveDocument Document, long Position)> UploadAsync(DocumentOperations operations)
    {
        var marker = NextMarker();
        var (id, position) = await operations.UploadAsync(_people[0], "Birds", Text(marker));
        var document = new LiveDocument(id) { Marker = marker, Readers = [$"tenant:{_people[0].TenantId:D}"] };
        _documents.Add(document);
        return (document, position);
    }

    private async Task QueryAsync(LiveDocument document, long position)
    {
        var person = _people[_random.Next(_people.Length)];
        var search = _nodes[_random.Next(_nodes.Count)].Services.GetRequiredService<ISearch>();
        var mustSee = _random.Next(2) == 0;
        var text = $"{Words[_random.Next(Words.Length)]} {document.Marker}";
        var query = new SearchQuery(text, 50) { MinPosition = mustSee ? position : null };
        var result = await search.SearchAsync(person, query, KnowledgeApp.Token);
        var passages = result.Value.Passages;
        Found += passages.Count;
        foreach (var passage in passages)
        {
            var known = _documents.Find(candidate => candidate.Id == passage.DocumentId);
            var fault = known switch
            {
                null => "of another organisation",
                { IsDeleted: true } => "deleted",
                _ when !IsVisible(known, person) => "forbidden",
                _ when !passage.Text.Contains(known.Marker, StringComparison.Ordinal) => "of an old version",
                _ => null,
            };
            if (fault is not null)
            {
                Faults.Add($"{passage.DocumentId} is {fault}");
            }
        }

        var isExpected = mustSee && !document.IsDeleted && IsVisible(document, person);
        if (isExpected && passages.All(passage => passage.DocumentId != document.Id))
        {
            Faults.Add($"{document.Id} was not found at position {position}");
        }
    }

    private static bool IsVisible(LiveDocument document, Principal person) => document.Readers.Intersect(person.AccessKeys).Any();

    private DocumentReaders Readers() => _random.Next(5) switch
    {
        0 => DocumentReaders.OfTenant,
        1 => new DocumentReaders { Roles = ["editor"] },
        2 => new DocumentReaders { Roles = ["lawyer"] },
        3 => new DocumentReaders { Users = [_people[_random.Next(_people.Length)].UserId] },
        _ => DocumentReaders.OwnerOnly,
    };

    private string NextMarker() => string.Create(CultureInfo.InvariantCulture, $"mark{_random.Next(1000)}x{++_marker}");

    private string Text(string marker) => $"The {Words[_random.Next(Words.Length)]} of {marker} stands by the water and waits.";
}
