-- acronyms and synonyms of a tenant: groups of expressions that mean the same
create table dictionaries (
    tenant_id uuid primary key,
    groups jsonb not null,
    -- grows with every change; what other nodes compare
    version bigint not null,
    updated_at timestamptz not null,
    updated_by uuid not null
);
alter table dictionaries enable row level security;
alter table dictionaries force row level security;
create policy tenant on dictionaries
    using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id));
