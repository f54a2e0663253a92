-- Officers say where it happened, as they say what it is: a decision like the others, with codes of communes alone.

alter table decisions drop constraint decisions_kind_check;
alter table decisions add constraint decisions_kind_check check (kind in
  ('category', 'urgency', 'kind', 'police', 'place', 'unit', 'status', 'disposition', 'answer', 'hold', 'handover'));
