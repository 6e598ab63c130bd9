-- How far an index outside the servers has been written, for each embedding model.
create table vector_feeds (
    model_id text primary key,
    dimensions int not null,
    -- where the index is, without secrets; at another place everything is written anew
    place text not null,
    -- filling: all chunks are being written; current: follows the log; retired: another model is searched, its vectors are removed later
    state text not null check (state in ('filling', 'current', 'retired')),
    -- the last entry of the change log that the index holds; while filling the one it began at
    position bigint not null,
    -- while filling: the last chunk that was written
    ordinal int not null default -1,
    -- what keeps the feed from going on; null when nothing does
    trouble text,
    updated_at timestamptz not null
);

-- Every chunk that may be in the index: noted before it is written there, forgotten after it was removed there.
create table vector_feed_rows (
    model_id text not null references vector_feeds (model_id) on delete cascade,
    ordinal int not null,
    tenant_id uuid not null,
    document_id uuid not null,
    primary key (model_id, ordinal)
);
create index vector_feed_rows_of_document on vector_feed_rows (document_id);

alter table vector_feed_rows enable row level security;
alter table vector_feed_rows force row level security;
create policy tenant on vector_feed_rows using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id));
