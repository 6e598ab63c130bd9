-- Turns, priorities and pauses of the queue; when an attempt began.
alter table ingestion_jobs add column started_at timestamptz;

-- tenants and priorities with work are found by skipping through this index: a claim costs as much as there are tenants that wait
drop index ingestion_jobs_open;
create index ingestion_jobs_queued on ingestion_jobs (tenant_id, priority, available_at, id) where state = 'queued';
create index ingestion_jobs_running on ingestion_jobs (lease_until) where state = 'running';
create index ingestion_jobs_ended on ingestion_jobs (tenant_id, updated_at) where state = 'done';
create index ingestion_jobs_dead on ingestion_jobs (tenant_id, id) where state = 'dead';

-- what was documented before was a job of the one priority there was; embedding again is background work
update ingestion_jobs set priority = 20 where priority = 10;

create sequence ingestion_turns;
create table ingestion_tenants (
    tenant_id uuid primary key,
    -- grows with each job that is claimed: the lowest is next
    turn bigint not null default 0,
    paused_at timestamptz
);
alter table ingestion_tenants enable row level security;
alter table ingestion_tenants force row level security;
create policy tenant on ingestion_tenants
    using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id));

-- the operator's pause, for every tenant
create table ingestion_control (
    singleton boolean primary key default true check (singleton),
    paused_at timestamptz
);
insert into ingestion_control (paused_at) values (null);

-- what progress streams look for: documents on their way, and documents something has happened to
create index documents_open on documents (tenant_id, id) where deleted_at is null and status in ('pending', 'processing');
create index documents_of_position on documents (tenant_id, position);
