create table tenants (
    id uuid not null primary key,
    name text not null,
    registration text not null default 'default' check (registration in ('default', 'open', 'closed')),
    created_at timestamptz not null
);

create table users (
    id uuid not null primary key,
    email text not null,
    normalized_email text not null unique,
    password_hash text,
    security_stamp text not null,
    concurrency_stamp text not null,
    is_system boolean not null default false,
    disabled_at timestamptz,
    created_at timestamptz not null
);

create table memberships (
    tenant_id uuid not null references tenants on delete cascade,
    user_id uuid not null references users on delete cascade,
    roles text[] not null default '{}',
    created_at timestamptz not null,
    primary key (tenant_id, user_id)
);
create index on memberships (user_id);
alter table memberships enable row level security;
alter table memberships force row level security;
create policy tenant on memberships using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id));

-- A sign-in. Browsers hold its token in a cookie; API clients hold an access token that names it, and a refresh token.
create table sessions (
    id uuid not null primary key,
    tenant_id uuid not null references tenants on delete cascade,
    user_id uuid not null references users on delete cascade,
    cookie_hash bytea unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_reason text
);
create index on sessions (user_id);
create index on sessions (expires_at);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy tenant on sessions using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id));

-- A refresh token works once. Seeing a used one again means that somebody copied it: the session ends.
create table refresh_tokens (
    hash bytea not null primary key,
    session_id uuid not null references sessions on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);
create index on refresh_tokens (session_id);

-- Counted attempts per address and account. The key is a keyed hash: neither can be read from it.
create table attempts (
    key bytea not null primary key,
    window_start timestamptz not null,
    count integer not null
);
create index on attempts (window_start);

-- One-time codes by which the first administrator of a server registers.
create table setup_codes (
    hash bytea not null primary key,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
