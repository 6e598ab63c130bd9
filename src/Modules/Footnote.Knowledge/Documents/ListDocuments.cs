using Dapper;
using Footnote.Identity;
using Footnote.Platform.Data;
using Footnote.Platform.Errors;
using Footnote.Platform.Paging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Footnote.Knowledge.Documents;

/// <summary>
/// GET /documents: what the caller may read, newest first, narrowed by metadata. With deleted=true what the caller may restore: own
/// documents, for an administrator all.
/// </summary>
internal static class ListDocuments
{
    private const int MaximumItems = 50;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/documents", HandleAsync)
            .WithName("ListDocuments")
            .WithSummary("Lists the documents the caller may read, or those that can be restored.")
            .WithDescription("Custom fields: custom.name=value, custom.name.from=, custom.name.to= (numbers or dates).")
            .Produces<PagedList<DocumentResponse>>();

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        Principal principal,
        ModuleDatabase<KnowledgeSchema> database,
        DeletedDocuments deleted,
        [AsParameters] Query query,
        CancellationToken cancellationToken)
    {
        var page = PageRequest.Create(query.Limit, query.After);
        if (!page.IsSuccess)
        {
            return page.Error.Problem();
        }

        var faults = Check(query);
        var custom = CustomQuery.Read(context.Request.Query, faults);
        if (faults.Any)
        {
            return faults.ToError().Problem();
        }

        await using var connection = await database.OpenAsync(principal.TenantId, cancellationToken);
        var rows = await connection.QueryAsync<DocumentRow>(new CommandDefinition(
            query.Deleted == true ? DeletedSql : ReadableSql,
            Parameters(principal, page.Value, query, custom, deleted.Since),
            cancellationToken: cancellationToken));
        return Results.Ok(page.Value.ToPage(rows.AsList(), row => row.Id).Select(row => row.ToResponse()));
    }

    private static FieldErrors Check(Query query)
    {
        var faults = new FieldErrors();
        faults.AddIf(query.Status is { } status && !DocumentStatus.IsKnown(status),
            "status", "must be pending, processing, completed, failed or needs_ocr");
        faults.AddIf(query.Source?.All(DocumentSource.IsKnown) == false, "source", DocumentSource.KnownText);
        faults.AddIf(query.Tags?.Length > MaximumItems, "tags", $"must be at most {MaximumItems}");
        faults.AddIf(query.DateFrom > query.DateTo, "date_from", "must not be after date_to");
        faults.AddIf(query.DocumentDateFrom > query.DocumentDateTo, "document_date_from", "must not be after document_date_to");
        return faults;
    }

    private static object Parameters(
        Principal principal, PageRequest page, Query query, CustomQuery custom, DateTimeOffset since) => new
        {
            principal.TenantId,
            principal.UserId,
            principal.IsAdministrator,
            Keys = principal.AccessKeys.ToArray(),
            Since = since,
            page.After,
            page.Fetch,
            query.CollectionId,
            query.Status,
            query.Category,
            Tags = (query.Tags ?? []).Select(tag => tag.Trim().ToLowerInvariant()).ToArray(),
            Sources = query.Source is { Length: > 0 } sources ? sources : null,
            query.DateFrom,
            query.DateTo,
            query.DocumentDateFrom,
            query.DocumentDateTo,
            EqualNames = custom.Equal.Keys.ToArray(),
            EqualValues = custom.Equal.Values.ToArray(),
            BoundNames = custom.Bounds.Select(bound => bound.Name).ToArray(),
            BoundLower = custom.Bounds.Select(bound => bound.IsLower ? "lower" : "upper").ToArray(),
            BoundNumbers = custom.Bounds.Select(bound => bound.Number).ToArray(),
            BoundDates = custom.Bounds.Select(bound => bound.Date).ToArray(),
        };

    private const string ReadableSql = $"""
        select {DocumentRow.Columns} from documents
        where tenant_id = @TenantId and deleted_at is null and readers && @Keys and {Filter}
        order by id desc limit @Fetch
        """;

    private const string DeletedSql = $"""
        select {DocumentRow.Columns} from documents
        where tenant_id = @TenantId and deleted_at >= @Since and (@IsAdministrator or owner_id = @UserId) and {Filter}
        order by id desc limit @Fetch
        """;

    private const string Filter = """
        (@After::uuid is null or id < @After)
            and (@CollectionId::uuid is null or collection_id = @CollectionId)
            and (@Status::text is null or status = @Status)
            and (@Category::text is null or lower(category) = lower(@Category))
            and @Tags <@ array(select lower(tag) from unnest(tags) as tag)
            and (@Sources::text[] is null or source = any(@Sources))
            and (@DateFrom::date is null or (created_at at time zone 'UTC')::date >= @DateFrom)
            and (@DateTo::date is null or (created_at at time zone 'UTC')::date <= @DateTo)
            and (@DocumentDateFrom::date is null or document_date >= @DocumentDateFrom)
            and (@DocumentDateTo::date is null or document_date <= @DocumentDateTo)
            and not exists (
                select 1 from unnest(@EqualNames, @EqualValues) as wanted (name, value)
                where custom ->> wanted.name is distinct from wanted.value)
            and not exists (
                select 1 from unnest(@BoundNames, @BoundLower, @BoundNumbers, @BoundDates) as bound (name, side, number, day)
                where not case
                    when bound.day is null and jsonb_typeof(custom -> bound.name) = 'number' then
                        case bound.side when 'lower' then (custom ->> bound.name)::float8 >= bound.number
                        else (custom ->> bound.name)::float8 <= bound.number end
                    when bound.day is not null and custom ->> bound.name ~ '^\d{4}-\d\d-\d\d$' then
                        case bound.side when 'lower' then custom ->> bound.name >= bound.day else custom ->> bound.name <= bound.day end
                    else false end)
        """;

    internal sealed class Query
    {
        public int? Limit { get; init; }

        public string? After { get; init; }

        [FromQuery(Name = "collection_id")]
        public Guid? CollectionId { get; init; }

        public string? Status { get; init; }

        public string? Category { get; init; }

        /// <summary>A document must carry all of them; may be repeated.</summary>
        public string[]? Tags { get; init; }

        /// <summary>A document must come from one of them; may be repeated.</summary>
        public string[]? Source { get; init; }

        /// <summary>The first day of creation (UTC).</summary>
        [FromQuery(Name = "date_from")]
        public DateOnly? DateFrom { get; init; }

        [FromQuery(Name = "date_to")]
        public DateOnly? DateTo { get; init; }

        /// <summary>The first day of the date the document itself bears.</summary>
        [FromQuery(Name = "document_date_from")]
        public DateOnly? DocumentDateFrom { get; init; }

        [FromQuery(Name = "document_date_to")]
        public DateOnly? DocumentDateTo { get; init; }

        /// <summary>Deleted documents that can be restored, instead of those that can be read.</summary>
        public bool? Deleted { get; init; }
    }
}
