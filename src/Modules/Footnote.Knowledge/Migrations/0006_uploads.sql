-- Uploads that arrive in pieces (the tus protocol). The pieces are objects of the store, so that any server can go on with them.
create table uploads (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid not null,
    length bigint not null,
    received bigint not null default 0,
    -- the header Upload-Metadata as it was sent
    metadata text not null,
    -- set when the whole file has become a document
    document_id uuid,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index uploads_unfinished on uploads (tenant_id) where document_id is null;
create index uploads_expiry on uploads (expires_at);

create table upload_parts (
    upload_id uuid not null references uploads (id) on delete cascade,
    tenant_id uuid not null,
    start bigint not null,
    length bigint not null,
    object_key text not null,
    primary key (upload_id, start)
);

do $$
declare
    name text;
begin
    foreach name in array array['uploads', 'upload_parts']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy tenant on %I using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id))', name);
    end loop;
end
$$;
