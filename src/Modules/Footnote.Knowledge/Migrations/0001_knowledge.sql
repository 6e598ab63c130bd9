create table collections (
    id uuid primary key,
    tenant_id uuid not null,
    name text not null,
    kind text not null default 'standard' check (kind in ('standard', 'sample')),
    owner_id uuid not null,
    created_at timestamptz not null,
    unique (tenant_id, name)
);

create table documents (
    id uuid primary key,
    tenant_id uuid not null,
    collection_id uuid references collections (id),
    owner_id uuid not null,
    title text not null,
    -- a title given at upload stays; one found in the file replaces the name of the file
    is_title_given boolean not null,
    file_name text,
    media_type text not null,
    category text,
    tags text[] not null default '{}',
    restricted boolean not null,
    -- access keys of the principals that may read it: "tenant:<id>", "user:<id>", "role:<name>"
    readers text[] not null,
    status text not null check (status in ('pending', 'processing', 'completed', 'failed', 'needs_ocr')),
    progress real not null default 0,
    error_code text,
    error_message text,
    warnings text[] not null default '{}',
    size_bytes bigint not null,
    content_hash bytea not null,
    object_key text not null,
    pages int,
    chunks int,
    language text,
    -- the latest entry of the change log about it
    position bigint not null,
    current_version_id uuid,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- deleted documents answer nothing from this moment; their rows and files are removed later
    deleted_at timestamptz
);
create index documents_of_tenant on documents (tenant_id, id) where deleted_at is null;
create index documents_of_collection on documents (collection_id) where deleted_at is null;
create index documents_deleted on documents (deleted_at) where deleted_at is not null;

create table document_versions (
    id uuid primary key,
    tenant_id uuid not null,
    document_id uuid not null references documents (id) on delete cascade,
    number int not null,
    text text not null,
    -- UTF-16 offsets into text: page n is [page_starts[n], page_starts[n + 1])
    page_starts int[] not null default '{}',
    created_at timestamptz not null,
    unique (document_id, number)
);

create table chunks (
    -- the id in the indexes: small, dense, never reused
    ordinal int generated always as identity primary key,
    id uuid not null unique,
    tenant_id uuid not null,
    document_id uuid not null references documents (id) on delete cascade,
    version_id uuid not null references document_versions (id) on delete cascade,
    number int not null,
    text text not null,
    start_offset int not null,
    end_offset int not null,
    page int,
    heading_path text[] not null,
    tokens int not null,
    unique (version_id, number)
);
create index chunks_of_document on chunks (document_id);

-- beside the chunks so that a second model's embeddings can be built next to the first's
create table embeddings (
    model_id text not null,
    ordinal int not null references chunks (ordinal) on delete cascade,
    tenant_id uuid not null,
    -- little-endian float32
    vector bytea not null,
    primary key (model_id, ordinal)
);
create index embeddings_of_chunk on embeddings (ordinal);

-- The last position given. Who writes takes this row's lock and keeps it until the transaction is visible, so positions become visible in order.
create table change_head (
    singleton boolean primary key default true check (singleton),
    position bigint not null
);
insert into change_head (position) values (0);

create table changes (
    position bigint primary key,
    tenant_id uuid not null,
    document_id uuid not null,
    kind text not null check (kind in ('created', 'published', 'failed', 'access', 'deleted', 'restored')),
    version_id uuid,
    created_at timestamptz not null
);

create table ingestion_jobs (
    id uuid primary key,
    tenant_id uuid not null,
    document_id uuid not null references documents (id) on delete cascade,
    state text not null check (state in ('queued', 'running', 'done', 'dead')),
    priority int not null default 0,
    attempts int not null default 0,
    available_at timestamptz not null,
    lease_owner uuid,
    lease_until timestamptz,
    error text,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index ingestion_jobs_open on ingestion_jobs (priority, available_at, id) where state in ('queued', 'running');
create index ingestion_jobs_of_document on ingestion_jobs (document_id);

create table idempotency_keys (
    tenant_id uuid not null,
    user_id uuid not null,
    key text not null,
    request_hash bytea not null,
    document_id uuid not null references documents (id) on delete cascade,
    created_at timestamptz not null,
    primary key (tenant_id, user_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
create index idempotency_keys_of_document on idempotency_keys (document_id);

do $$
declare
    name text;
begin
    foreach name in array array[
        'collections', 'documents', 'document_versions', 'chunks', 'embeddings', 'changes', 'ingestion_jobs', 'idempotency_keys']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy tenant on %I using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id))', name);
    end loop;
end
$$;

create function append_only() returns trigger
    language plpgsql
    as $$
    begin
        raise exception 'the change log is append-only';
    end
    $$;
create trigger append_only before update on changes for each row execute function append_only();
