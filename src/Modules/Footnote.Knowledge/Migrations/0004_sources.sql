-- Places outside that documents are kept in step with.
create table sources (
    id uuid primary key,
    tenant_id uuid not null,
    -- who made it; its documents belong to this person
    owner_id uuid not null,
    name text not null,
    kind text not null check (kind in ('folder', 'website', 's3', 'git')),
    -- no foreign key: when the collection goes, the next run fails and says so
    collection_id uuid,
    settings jsonb not null,
    -- sealed with a key outside the database
    secrets bytea,
    every_seconds int,
    daily_minute int check (daily_minute between 0 and 1439),
    include text[] not null default '{}',
    exclude text[] not null default '{}',
    tags text[] not null default '{}',
    category text,
    readers jsonb not null,
    is_enabled boolean not null,
    -- stays in the past while a run goes on, so that a run that dies is due again
    next_run_at timestamptz,
    requested text check (requested in ('manual', 'forced')),
    cancel_requested boolean not null default false,
    lease_run uuid,
    lease_until timestamptz,
    revision int not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (tenant_id, name)
);
create index sources_due on sources (next_run_at) where next_run_at is not null;

-- What the runs know of the items: version and memory of each, and the document it became.
create table source_items (
    source_id uuid not null references sources (id) on delete cascade,
    tenant_id uuid not null,
    reference text not null,
    version text not null,
    memo text,
    -- null for items that cannot be read
    document_id uuid,
    primary key (source_id, reference)
);

create table source_runs (
    id uuid primary key,
    tenant_id uuid not null,
    source_id uuid not null references sources (id) on delete cascade,
    trigger text not null check (trigger in ('schedule', 'manual', 'forced')),
    state text not null check (state in ('running', 'completed', 'failed', 'suspicious', 'cancelled', 'interrupted')),
    started_at timestamptz not null,
    ended_at timestamptz,
    seen int not null default 0,
    created int not null default 0,
    replaced int not null default 0,
    unchanged int not null default 0,
    skipped int not null default 0,
    deleted int not null default 0,
    failed int not null default 0,
    -- documents the source did not name and that were kept
    missing int not null default 0,
    error_code text,
    error_message text,
    -- [{reference, code, message}], the first hundred
    failures jsonb not null default '[]'
);
create index source_runs_of_source on source_runs (source_id, id);

do $$
declare
    name text;
begin
    foreach name in array array['sources', 'source_items', 'source_runs']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy tenant on %I using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id))', name);
    end loop;
end
$$;
