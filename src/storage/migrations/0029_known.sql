-- That an event all can see is known already is told to those who report it again: a task of its own, after the link, so
-- that it delays neither link nor receipt. An officer who confirms a link asks for it too.

alter table outbox drop constraint outbox_topic_check;
alter table outbox add constraint outbox_topic_check
  check (topic in ('event', 'quiet', 'tip', 'link', 'known', 'series', 'delivery', 'media', 'forget'));

alter policy desk_outbox on outbox with check (topic in ('delivery', 'tip', 'series', 'known'));
