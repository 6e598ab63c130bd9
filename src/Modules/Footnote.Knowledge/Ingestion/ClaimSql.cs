namespace Footnote.Knowledge.Ingestion;

/// <summary>The statement by which workers take jobs.</summary>
internal static class ClaimSql
{
    /// <summary>
    /// First, jobs whose worker has died are queued again. Then: which tenants have work of which priority (a skip scan, one step in the
    /// index for each pair); in which order they are served; the first job that nobody else is taking, looked for in that order by a nested
    /// loop that ends with the first row; and the tenant's new turn.
    /// </summary>
    public const string Text = """
        update ingestion_jobs set state = 'queued', available_at = @now, lease_owner = null, lease_until = null, updated_at = @now
        where id in (select id from ingestion_jobs where state = 'running' and lease_until < @now for update skip locked);
        with recursive waiting (tenant_id, priority) as (
            (select tenant_id, priority from ingestion_jobs where state = 'queued' order by tenant_id, priority limit 1)
            union all
            select n.tenant_id, n.priority from waiting w cross join lateral (
                select j.tenant_id, j.priority from ingestion_jobs j
                where j.state = 'queued' and (j.tenant_id, j.priority) > (w.tenant_id, w.priority)
                order by j.tenant_id, j.priority limit 1) n),
        turns as (
            select w.tenant_id, w.priority from waiting w left join ingestion_tenants t on t.tenant_id = w.tenant_id
            where t.paused_at is null and not exists (select from ingestion_control where paused_at is not null)
            order by (w.priority >= @background) <> @backgroundFirst, coalesce(t.turn, 0), w.tenant_id, w.priority),
        next as (
            select n.id, n.tenant_id from turns cross join lateral (
                select j.id, j.tenant_id from ingestion_jobs j
                where j.state = 'queued' and j.tenant_id = turns.tenant_id and j.priority = turns.priority and j.available_at <= @now
                order by j.available_at, j.id limit 1 for update skip locked) n
            limit 1),
        turn as (
            insert into ingestion_tenants as t (tenant_id, turn) select tenant_id, nextval('ingestion_turns') from next
            on conflict (tenant_id) do update set turn = greatest(t.turn, excluded.turn)),
        claimed as (
            update ingestion_jobs j
            set state = 'running', attempts = j.attempts + 1, lease_owner = @owner, lease_until = @until, started_at = @now,
                updated_at = @now
            from next where j.id = next.id
            returning j.id, j.tenant_id, j.document_id, j.version, j.attempts, j.lease_owner)
        select c.id, c.tenant_id, c.document_id, coalesce(o.number, d.version) as version, c.attempts, c.lease_owner, o.file_name,
            o.object_key, d.title, d.is_title_given, d.collection_id
        from claimed c
        join documents d on d.id = c.document_id
        left join originals o on o.document_id = d.id and o.number = coalesce(c.version, d.version)
        """;
}
