-- The second wall of tenancy: every table with a tenant_id has a policy that calls this function.
create function platform.tenant_visible(tenant uuid) returns boolean
    language sql stable parallel safe
    as $$
        select coalesce(current_setting('footnote.system', true) = 'on', false)
            or tenant = nullif(current_setting('footnote.tenant_id', true), '')::uuid
    $$;

-- Facts about this installation that no module owns, such as its id.
create table platform.installation (
    id uuid not null primary key,
    created_at timestamptz not null
);
