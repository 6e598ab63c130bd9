create table conversations (
    id uuid primary key,
    tenant_id uuid not null,
    owner_id uuid not null,
    title text not null,
    message_count int not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index conversations_of_owner on conversations (tenant_id, owner_id, updated_at desc, id desc);

-- partitioned by month once it pays: until then everything is in the default partition
create table messages (
    id uuid not null,
    tenant_id uuid not null,
    conversation_id uuid not null references conversations (id) on delete cascade,
    -- place in the conversation, from 1
    number int not null,
    role text not null check (role in ('user', 'assistant')),
    status text not null check (status in ('queued', 'generating', 'completed', 'failed')),
    content text not null default '',
    -- of a question: the form that was searched
    standalone text,
    sources jsonb,
    metadata jsonb,
    -- of a failed answer: code, message, status
    problem jsonb,
    -- the server that generates it, and until when that is to be believed
    lease_owner uuid,
    lease_until timestamptz,
    created_at timestamptz not null,
    completed_at timestamptz,
    primary key (id, created_at)
) partition by range (created_at);
create table messages_default partition of messages default;
create index messages_of_conversation on messages (conversation_id, number);
create index messages_open on messages (lease_until) where status in ('queued', 'generating');

create table citations (
    message_id uuid not null,
    number int not null,
    tenant_id uuid not null,
    conversation_id uuid not null references conversations (id) on delete cascade,
    -- the marker; 0 for a sentence without one that nothing bears
    passage_index int not null,
    document_id uuid,
    chunk_id uuid,
    -- the sentence in the answer, the quote in the document's text
    answer_start int not null,
    answer_end int not null,
    quote text not null,
    quote_start int not null,
    quote_end int not null,
    verdict text not null check (verdict in ('supported', 'partial', 'unsupported')),
    primary key (message_id, number)
);
create index citations_of_conversation on citations (conversation_id);
create index citations_of_document on citations (document_id);

-- what a stream has said; kept an hour so that it can be resumed from any server
create table message_events (
    message_id uuid not null,
    number int not null,
    tenant_id uuid not null,
    conversation_id uuid not null references conversations (id) on delete cascade,
    type text not null,
    data text not null,
    created_at timestamptz not null,
    primary key (message_id, number)
);
create index message_events_age on message_events (created_at);
create index message_events_of_conversation on message_events (conversation_id);

create table idempotency_keys (
    tenant_id uuid not null,
    user_id uuid not null,
    key text not null,
    request_hash bytea not null,
    conversation_id uuid not null references conversations (id) on delete cascade,
    message_id uuid not null,
    created_at timestamptz not null,
    primary key (tenant_id, user_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
create index idempotency_keys_of_conversation on idempotency_keys (conversation_id);

do $$
declare
    name text;
begin
    foreach name in array array['conversations', 'messages', 'citations', 'message_events', 'idempotency_keys']
    loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy tenant on %I using (platform.tenant_visible(tenant_id)) with check (platform.tenant_visible(tenant_id))', name);
    end loop;
end
$$;
