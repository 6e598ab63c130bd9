-- how the documents of a collection are cut; all null: as the server's settings say
alter table collections
    add column chunking_strategy text check (chunking_strategy in ('structure', 'sentence', 'page', 'row', 'fixed')),
    add column chunking_tokens int,
    add column chunking_overlap int,
    add constraint collections_chunking check (num_nulls(chunking_strategy, chunking_tokens, chunking_overlap) in (0, 3));

-- how the text of this version was cut, as strategy/tokens/overlap; null: before this was kept
alter table document_versions add column chunking text;
