-- Work waits in lanes: one a channel, so that a flood or a platform that hangs delays only itself, and one for what
-- may be an emergency, from any channel. Media of a message is work of its own, for its address soon expires.

alter table outbox add column lane text;
update outbox o set lane = coalesce(
  (select e.channel from events e where o.topic = 'event' and e.id = o.ref),
  case when o.topic = 'quiet' then 'any' end,
  (select case when t.call_now then 'urgent' else t.channel end from tips t where o.topic = 'tip' and t.id = o.ref),
  (select c.channel from deliveries d join conversations c on c.id = d.conversation_id
    where o.topic = 'delivery' and d.id = o.ref),
  'urgent');
alter table outbox alter column lane set not null;

alter table outbox drop constraint outbox_topic_check;
alter table outbox add constraint outbox_topic_check check (topic in ('event', 'quiet', 'tip', 'delivery', 'media'));

-- What waits to be queued is found lane by lane, whatever lies in the queue; what the queue may have lost, by age.
drop index outbox_due_index;
create index outbox_fresh_index on outbox (topic, lane, available_at) where queued_at is null and parked_at is null;
create index outbox_queued_index on outbox (topic, lane, queued_at) where queued_at is not null and parked_at is null;
