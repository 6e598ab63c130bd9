-- Embeddings under the hash of tenant, model, purpose and text. No text is here, and losing the table costs time only.
create table embedding_cache (
    tenant_id uuid not null,
    key bytea not null check (octet_length(key) = 32),
    model_id text not null,
    -- little-endian float32; random bits, which compression would only slow down
    vector bytea not null,
    -- the beginning of the hash of key and vector
    seal bytea not null,
    used_at timestamptz not null,
    primary key (tenant_id, key)
);
alter table embedding_cache alter column vector set storage external;
create index embedding_cache_by_use on embedding_cache (used_at);

alter table embedding_cache enable row level security;
alter table embedding_cache force row level security;
create policy tenant on embedding_cache
    using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id));
