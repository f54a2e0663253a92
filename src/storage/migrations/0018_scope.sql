-- What is no report: its words are destroyed at once, and its row stays without them, so that whatever was accepted can
-- still be counted. Of how much that is, one number a day is kept for the whole country.

alter table events add column dropped_for text
  constraint events_dropped_for_check check (dropped_for in ('out-of-scope'));
-- What was dropped has no words, and nobody can give it any again.
alter table events add constraint events_dropped_check check (dropped_for is null or content is null);
create index events_dropped_index on events (conversation_id) where dropped_for is not null;

-- No place, no channel and no unit: nothing that could be told of anybody but all.
create table scope_counts (
  -- Of receipt, in Viet Nam.
  day date not null,
  what text not null constraint scope_counts_what_check check (what in ('out-of-scope', 'spam')),
  count bigint not null,
  constraint scope_counts_pkey primary key (day, what)
);
alter table scope_counts enable row level security;
alter table scope_counts force row level security;
revoke all on scope_counts from public;
create policy worker_scope_counts on scope_counts to tinbao_worker using (true) with check (true);
grant select, insert, update on scope_counts to tinbao_worker;
create policy backup_scope_counts on scope_counts for select to tinbao_backup using (true);
grant select on scope_counts to tinbao_backup;
