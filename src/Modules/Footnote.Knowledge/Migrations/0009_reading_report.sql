-- how well this content was read last time, whether or not it gave text
alter table originals add column report jsonb;
