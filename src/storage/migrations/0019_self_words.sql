-- Of any tip the words are covered by which its sender may give themself away. Who has them shown says why, as for the
-- tale of a restricted tip; each is asked for by itself, so a row says which of the two it was.

alter table uncoverings add column part text not null default 'tale'
  constraint uncoverings_part_check check (part in ('tale', 'self-words'));
grant select (part), insert (part) on uncoverings to tinbao_desk;
