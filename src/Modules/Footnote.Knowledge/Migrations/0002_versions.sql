-- the rows of every tenant are copied below
select set_config('footnote.system', 'on', true);

-- A document's content as it arrived: version n of a document. What was read from it is a row of document_versions.
create table originals (
    tenant_id uuid not null,
    document_id uuid not null references documents (id) on delete cascade,
    number int not null,
    file_name text,
    media_type text not null,
    size_bytes bigint not null,
    content_hash bytea not null,
    object_key text not null,
    -- pending: being read; published: answers; superseded: a later one took its place; failed: could not be read
    status text not null check (status in ('pending', 'published', 'superseded', 'failed')),
    error_code text,
    error_message text,
    created_by uuid not null,
    created_at timestamptz not null,
    published_at timestamptz,
    primary key (document_id, number)
);
alter table originals enable row level security;
alter table originals force row level security;
create policy tenant on originals using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id));

insert into originals (tenant_id, document_id, number, file_name, media_type, size_bytes, content_hash, object_key, status,
    error_code, error_message, created_by, created_at, published_at)
select tenant_id, id, 1, file_name, media_type, size_bytes, content_hash, object_key,
    case when current_version_id is not null then 'published' when status in ('failed', 'needs_ocr') then 'failed' else 'pending' end,
    error_code, error_message, owner_id, created_at, case when current_version_id is not null then updated_at end
from documents;

-- Objects that no row names any more: removed by housekeeping, so that a crash between the commit and the removal loses none.
create table obsolete_objects (
    object_key text primary key,
    tenant_id uuid not null,
    created_at timestamptz not null
);
alter table obsolete_objects enable row level security;
alter table obsolete_objects force row level security;
create policy tenant on obsolete_objects using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id));

alter table documents
    -- the number of the original that answers; until one has been published, the first
    add column version int not null default 1,
    -- the number of the newest original, which may be waiting, read at this moment, or have failed
    add column latest_version int not null default 1,
    -- counts the edits by people and sources (content, metadata, readers): the ETag
    add column revision int not null default 1,
    add column source text not null default 'upload'
        check (source in ('upload', 'web', 'api', 'manual', 'folder', 's3', 'git', 'sync')),
    -- for documents that a synchronised source keeps: that source, and the document's name there
    add column source_id uuid,
    add column source_ref text,
    -- the date the document itself bears
    add column document_date date,
    add column custom jsonb not null default '{}' check (jsonb_typeof(custom) = 'object');
create unique index documents_of_source on documents (tenant_id, source_id, source_ref)
    where source_ref is not null and deleted_at is null;

-- the original a job reads; null: the one that answers
alter table ingestion_jobs add column version int;

alter table changes drop constraint changes_kind_check;
alter table changes add constraint changes_kind_check
    check (kind in ('created', 'replaced', 'published', 'failed', 'updated', 'access', 'deleted', 'restored'));
