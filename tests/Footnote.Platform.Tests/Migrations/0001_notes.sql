create table notes (id uuid primary key, tenant_id uuid not null, text text not null, tags text[] not null, written_at timestamptz not null);
alter table notes enable row level security;
alter table notes force row level security;
create policy tenant on notes using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id));
