using System.Globalization;
using System.Text.Json;
using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Footnote.Knowledge.Dictionary;

/// <summary>PUT /dictionary {groups}: replaces the organisation's acronyms and synonyms, for administrators.</summary>
internal static class PutDictionary
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/dictionary", HandleAsync)
            .WithName("PutDictionary")
            .WithSummary("Replaces the organisation's acronyms and synonyms.")
            .Produces<DictionaryResponse>();

    private static async Task<IResult> HandleAsync(
        Request request,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        TenantDictionaries dictionaries,
        IOptions<KnowledgeOptions> options,
        CancellationToken cancellationToken)
    {
        if (!principal.IsAdministrator)
        {
            return Error.Forbidden("Only an administrator may change the dictionary.").Problem();
        }

        var groups = (request.Groups ?? []).Select(group => (group ?? []).Select(e => e?.Trim() ?? string.Empty).ToArray()).ToArray();
        if (Check(request.Groups, groups, options.Value) is { Any: true } faults)
        {
            return faults.ToError().Problem();
        }

        const string Sql = """
            insert into dictionaries (tenant_id, groups, version, updated_at, updated_by)
            values (@TenantId, @Groups::jsonb, 1, @Now, @UserId)
            on conflict (tenant_id) do update set
                groups = excluded.groups, version = dictionaries.version + 1, updated_at = excluded.updated_at, updated_by = @UserId
            """;
        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var now = dictionaries.Now;
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new { principal.TenantId, Groups = JsonSerializer.Serialize(groups), now, principal.UserId },
            cancellationToken: cancellationToken));
        dictionaries.Forget(principal.TenantId);
        return Results.Ok(new DictionaryResponse(groups, now));
    }

    private static FieldErrors Check(IReadOnlyList<IReadOnlyList<string?>?>? given, string[][] groups, KnowledgeOptions limits)
    {
        var faults = new FieldErrors();
        faults.AddIf(given is null, "groups", "is required; send an empty list to remove all");
        faults.AddIf(groups.Length > limits.DictionaryGroups, "groups", Limit(limits.DictionaryGroups, "groups"));
        for (var i = 0; i < groups.Length && i < limits.DictionaryGroups; i++)
        {
            CheckGroup(string.Create(CultureInfo.InvariantCulture, $"groups[{i}]"), groups[i], limits, faults);
        }

        return faults;
    }

    private static void CheckGroup(string field, string[] group, KnowledgeOptions limits, FieldErrors faults)
    {
        faults.AddIf(group.Distinct(StringComparer.OrdinalIgnoreCase).Count() < 2, field, "must hold two different expressions or more");
        faults.AddIf(group.Length > limits.DictionaryExpressions, field, Limit(limits.DictionaryExpressions, "expressions"));
        faults.AddIf(Array.Exists(group, expression => expression.Length == 0), field, "must not hold an empty expression");
        faults.AddIf(
            Array.Exists(group, expression => expression.Length > limits.DictionaryExpressionLength),
            field,
            $"must hold expressions of {limits.DictionaryExpressionLength.ToString(CultureInfo.InvariantCulture)} characters at most");
        faults.AddIf(
            Array.Exists(group, expression => expression.Any(char.IsControl) || HasLoneSurrogate(expression)),
            field,
            "must not hold control characters or halves of characters");
    }

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar);

    private static string Limit(int most, string what) => string.Create(CultureInfo.InvariantCulture, $"must hold {most} {what} at most");

    internal sealed record Request
    {
        public IReadOnlyList<IReadOnlyList<string?>?>? Groups { get; init; }
    }
}
