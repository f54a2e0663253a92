-- assignments.assignUnit
insert into "assignments" ("id", "tip_id", "unit_code", "role", "reason", "note", "assigned_by") values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing;

-- assignments.endCommuneAssignments
update "assignments" set "ended_at" = now() where "tip_id" = $1 and "ended_at" is null and "unit_code" in (select "code" from "units" where "level" = $2);

-- assignments.endAssignment
update "assignments" set "ended_at" = now() where "tip_id" = $1 and "unit_code" = $2 and "ended_at" is null;

-- assignments.listHolders
select "id", "unit_code", "role", "reason", "note" from "assignments" where "tip_id" = $1 and "ended_at" is null order by "assigned_at";

-- audit.writeAudit
insert into "audit" ("action", "officer_id", "unit_code", "object_id", "detail") values ($1, $2, $3, $4, $5);

-- conversations.findAccessible
select "id", "channel", "bot_id", "sender_key", "created_at" from "conversations";

-- conversations.findConversation
select "id", "channel" from "conversations" where "id" = $1;

-- conversations.lockConversation
select "id", "channel", "bot_id", "state", "receipt_mac" from "conversations" where "id" = $1 for no key update;

-- conversations.saveState
update "conversations" set "state" = $1, "updated_at" = now() where "id" = $2;

-- conversations.setReceipt
update "conversations" set "receipt_mac" = $1 where "id" = $2 and ("receipt_mac" is null or "receipt_mac" = $3) returning "id";

-- decisions.listDecidedKinds
select distinct "kind" from "decisions" where "tip_id" = $1;

-- decisions.listDecisions
select "d"."id", "d"."kind", "d"."before", "d"."after", "d"."note", "o"."number", "d"."unit_code", "d"."decided_at" from "decisions" as "d" left join "officers" as "o" on "o"."id" = "d"."officer_id" where "d"."tip_id" = $1 order by "d"."decided_at";

-- decisions.recordDecision
insert into "decisions" ("id", "tip_id", "officer_id", "unit_code", "kind", "before", "after", "note") values ($1, $2, $3, $4, $5, $6, $7, $8);

-- deliveries.findDelivery
select "conversation_id", "status", "tip_id" from "deliveries" where "id" = $1;

-- deliveries.listCollectable
select "id", "author", "body", "status", "created_at" from "deliveries" where "conversation_id" = $1 order by "created_at", "seq";

-- deliveries.listDeliveriesOfTip
select "d"."id", "d"."author", "o"."number", "d"."body", "d"."status", "d"."error", "d"."created_at", "d"."sent_at" from "deliveries" as "d" left join "officers" as "o" on "o"."id" = "d"."officer_id" where "d"."tip_id" = $1 order by "d"."created_at", "d"."seq";

-- deliveries.markSent
update "deliveries" set "status" = $1, "sent_at" = clock_timestamp(), "platform_message_id" = $2, "error" = $3 where "id" = $4;

-- deliveries.noteDeliveryError
update "deliveries" set "error" = $1 where "id" = $2;

-- deliveries.parkDelivery
update "deliveries" set "status" = $1, "error" = $2 where "id" = $3 and "status" = $4;

-- deliveries.tryTakeSending
select pg_try_advisory_xact_lock(hashtextextended($1, 1)) as taken;

-- deliveries.findOldestPending
select "d"."id", "d"."conversation_id", "c"."channel", "d"."body" from "deliveries" as "d" inner join "conversations" as "c" on "c"."id" = "d"."conversation_id" where "d"."conversation_id" = $1 and "d"."status" = $2 and "d"."body" is not null order by "d"."created_at", "d"."seq" limit $3;

-- deliveries.writeDelivery
insert into "deliveries" ("id", "conversation_id", "tip_id", "cause", "seq", "author", "officer_id", "body") values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing;

-- events.acceptEvents
with input as ( select * from unnest( $1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::text[], $8::bytea[], $9::bytea[], $10::boolean[], $11::bytea[], $12::timestamptz[], $13::timestamptz[] ) with ordinality as t (id, outbox_id, channel, bot_id, sender_key, update_key, conversation_id, content, identity, is_contact, receipt_mac, sent_at, received_at, ord) ), fresh as ( -- One of each update, and none known: a redelivery, in an earlier batch or in this one, burns no sequence and -- gives a new conversation no id whose identity is then not stored. The constraint on update_key stays the judge. select distinct on (update_key) * from input i where not exists (select 1 from events e where e.update_key = i.update_key) order by update_key, ord ), spoken as ( insert into conversations (id, channel, bot_id, sender_key, next_sequence, receipt_mac) select min(conversation_id), min(channel), min(bot_id), sender_key, 1 + count(*), (array_agg(receipt_mac))[1] from fresh group by sender_key order by sender_key on conflict (sender_key) do update set next_sequence = conversations.next_sequence + excluded.next_sequence - 1, updated_at = now() returning id, sender_key, next_sequence ), placed as ( select f.*, s.id as conversation, s.next_sequence - count(*) over (partition by f.sender_key) + row_number() over (partition by f.sender_key order by f.ord) - 1 as sequence from fresh f join spoken s using (sender_key) ), stored as ( insert into events (id, conversation_id, sequence, channel, update_key, content, sent_at, received_at) select id, conversation, sequence, channel, update_key, content, sent_at, received_at from placed on conflict (update_key) do nothing returning id ), known as ( insert into identities (event_id, conversation_id, sealed) select distinct on (p.conversation, p.is_contact) p.id, p.conversation, p.identity from placed p join stored using (id) where p.is_contact or p.conversation = p.conversation_id ), queued as ( insert into outbox (id, topic, ref) select p.outbox_id, 'event', p.id from placed p join stored using (id) ) select id, pg_notify('outbox', '') from stored;

-- events.attachToTip
update "events" set "tip_id" = $1 where "id" in ($2);

-- events.countBetween
select count(*) as "count" from "events" where "conversation_id" = $1 and "received_at" >= $2 and "received_at" <= $3;

-- events.destroyContents
update "events" set "content" = $1 where "id" in ($2);

-- events.findByUpdate
select "id", "conversation_id" from "events" where "update_key" = $1;

-- events.findConversationOf
select "conversation_id" from "events" where "id" = $1;

-- events.findFirstReceived
select min("received_at") as "at" from "events" where "id" in ($1);

-- events.findNextWaiting
select "id", "conversation_id", "channel", "content", "sent_at", "received_at" from "events" where "conversation_id" = $1 and "processed_at" is null order by "sequence" limit $2;

-- events.keepDeadLetter
insert into "dead_letters" ("id", "channel", "update_key", "reason", "sealed", "received_at") values ($1, $2, $3, $4, $5, $6) on conflict do nothing;

-- events.listEventsOfConversation
select "id", "conversation_id", "content", "sent_at", "received_at" from "events" where "conversation_id" = $1 order by "sequence";

-- events.listEventsOfTip
select "id", "conversation_id", "content", "sent_at", "received_at" from "events" where "tip_id" = $1 order by coalesce(sent_at, received_at), "sequence";

-- events.markProcessed
update "events" set "processed_at" = now(), "tip_id" = $1 where "id" = $2;

-- findings.listFindings
select "stage", "stage_version", "tip_version", "confidence", "body", "created_at" from "findings" where "tip_id" = $1 order by "tip_version", "created_at";

-- findings.saveFinding
insert into "findings" ("tip_id", "tip_version", "stage", "stage_version", "confidence", "body") values ($1, $2, $3, $4, $5, $6) on conflict ("tip_id", "tip_version", "stage", "stage_version") do nothing;

-- identities.findAddress
select "event_id", "sealed" from "identities" where "conversation_id" = $1 order by "created_at" limit $2;

-- officers.endSession
delete from "sessions" using "officers" where "officers"."id" = "sessions"."officer_id" and "token_hash" = $1 returning "officers"."id", "officers"."unit_code";

-- officers.findCurrentOfficer
select c.officer_id as id, c.unit_code, c.role::text as role, o.number from current_officer() c join officers o on o.id = c.officer_id;

-- officers.findForLogin
select "id", "unit_code", "password_hash", "disabled_at" from "officers" where "login" = $1;

-- officers.openSession
insert into "sessions" ("token_hash", "officer_id", "ends_at") values ($1, $2, $3);

-- officers.touchSession
update "sessions" set "seen_at" = now() where "token_hash" = $1 and "seen_at" < now() - interval '1 minute' and "seen_at" > now() - interval '30 minutes';

-- outbox.countAttempts
select "attempts" from "outbox" where "id" = $1;

-- outbox.countOutbox
select count(*) filter (where parked_at is null) as "waiting", count(*) filter (where parked_at is not null) as "parked" from "outbox";

-- outbox.findNextDue
select min("available_at") as "at" from "outbox" where "parked_at" is null and "queued_at" is null;

-- outbox.finishOutbox
delete from "outbox" where "topic" = $1 and "ref" = $2;

-- outbox.parkOutbox
update "outbox" set "parked_at" = now(), "error" = $1 where "id" = $2;

-- outbox.postponeOutbox
insert into "outbox" ("id", "topic", "ref", "available_at") values ($1, $2, $3, $4) on conflict ("topic", "ref") do update set "available_at" = $5, "queued_at" = $6;

-- outbox.releaseOutbox
update "outbox" set "queued_at" = $1 where "id" in ($2);

-- outbox.retryOutbox
update "outbox" set "attempts" = "attempts" + $1, "available_at" = clock_timestamp() + $2 * interval '1 millisecond', "queued_at" = $3, "error" = $4 where "id" = $5;

-- outbox.reviveOutbox
update "outbox" set "parked_at" = $1, "attempts" = $2, "available_at" = clock_timestamp(), "queued_at" = $3, "error" = $4 where "topic" = $5 and "ref" = $6 and "parked_at" is not null;

-- outbox.takeDue
update outbox set queued_at = clock_timestamp() where id in ( select id from outbox where parked_at is null and available_at <= clock_timestamp() and (queued_at is null or queued_at < clock_timestamp() - $1 * interval '1 millisecond') order by available_at limit $2 for update skip locked ) returning id, topic, ref;

-- outbox.writeOutbox
insert into "outbox" ("id", "topic", "ref") values ($1, $2, $3) on conflict do nothing;
select pg_notify('outbox', '');

-- tips.changeTip
update "tips" set "category" = $1, "updated_at" = now() where "id" = $2;

-- tips.createTip
insert into "tips" ("id", "conversation_id", "channel", "mode", "status", "kind", "urgency", "call_now", "received_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- tips.findCopy
select "id" from "tips" where "copy_key" = $1 and "id" != $2 and "received_at" >= $3 and (received_at, id) < ($4, $5) order by "received_at" limit $6;

-- tips.findInbox closed
select * from "tips" where "closed_at" is not null and "unit_code" is not null order by array_position(array['critical', 'high', 'normal', 'low'], urgency), opened_at is not null, "received_at" desc limit $1 offset $2;

-- tips.findInbox open
select * from "tips" where "closed_at" is null and "unit_code" is not null order by array_position(array['critical', 'high', 'normal', 'low'], urgency), opened_at is not null, "received_at" desc limit $1 offset $2;

-- tips.findPublicTip
select "status", "received_at" from "tips" where "conversation_id" = $1 order by "received_at" desc limit $2;

-- tips.findTip
select * from "tips" where "id" = $1;

-- tips.lockTip
select * from "tips" where "id" = $1 for no key update;

-- tips.raiseVersion
update "tips" set "version" = "version" + $1, "updated_at" = now() where "id" = $2 returning "version";

-- tips.reopenTip
update "tips" set "status" = $1, "closed_at" = $2, "updated_at" = now() where "id" = $3 and "closed_at" is not null;

-- tips.takeNumber
insert into "tip_numbers" ("province", "day", "last_number") values ($1, $2, $3) on conflict ("province", "day") do update set "last_number" = tip_numbers.last_number + 1 returning "last_number";

-- units.listUnits
select "code", "name", "kind", "level", "province", "role", "parent", "place_names", "area", "duty_phone" from "units" where "valid_from" <= $1 and ("valid_to" is null or "valid_to" > $2) order by "code";
