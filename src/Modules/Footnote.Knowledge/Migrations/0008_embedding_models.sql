-- The model whose embeddings are searched; no name stands for the configured one. Who publishes embeddings shares this row's lock until its
-- transaction ends, who changes the models takes it alone and raises the revision.
create table embedding_model (
    singleton boolean primary key default true check (singleton),
    name text,
    revision int not null default 0
);
insert into embedding_model default values;

-- Changes of the model, one at a time: embeddings are built beside the present ones, then everybody switches.
create table reindexes (
    id uuid primary key,
    model_name text not null,
    model_id text not null,
    state text not null check (state in ('building', 'switched', 'cancelled', 'failed')),
    error text,
    -- the model that was searched until the switch; its embeddings are removed later
    replaced_model_id text,
    position bigint,
    started_at timestamptz not null,
    ended_at timestamptz
);
create unique index reindexes_one_at_a_time on reindexes (state) where state = 'building';

alter table changes drop constraint changes_kind_check;
alter table changes add constraint changes_kind_check check (kind in (
    'created', 'replaced', 'published', 'failed', 'updated', 'access', 'deleted', 'restored', 'embedded', 'model_switched'));
