-- assignments.assignUnits
insert into "assignments" ("id", "tip_id", "unit_code", "role", "reason", "note", "assigned_by") values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing;

-- assignments.endCommuneAssignments
update "assignments" set "ended_at" = now() where "tip_id" in ($1) and "ended_at" is null and "unit_code" in (select "code" from "units" where "level" = $2);

-- assignments.endAssignments
update assignments a set ended_at = now() from unnest($1::text[], $2::text[]) as e (tip_id, unit_code) where a.tip_id = e.tip_id and a.unit_code = e.unit_code and a.ended_at is null;

-- assignments.listHolders
select "id", "tip_id", "unit_code", "role", "reason", "note" from "assignments" where "tip_id" in ($1) and "ended_at" is null order by "assigned_at";

-- auditChain.findExtent
select (select max(a.number) from audit a where a.chain = $1 and a.day = $2::date) as last_number, exists (select from audit a where a.chain = $3) as has_rows;

-- auditChain.findRowAfter
select a.id::text as id, a.chain, to_char(a.day::timestamp, 'YYYY-MM-DD') as day, a.number, encode(a.previous, 'hex') as previous, encode(a.hash, 'hex') as hash, (extract(epoch from a.at) * 1000000)::bigint::text as at_us, a.unit_code, a.officer_id, a.action, a.object_id, a.detail::text as detail from audit a where a.chain = $1 and (a.day, a.number) > ($2::date, $3) order by a.day, a.number limit 1;

-- auditChain.findRowBefore
select a.id::text as id, a.chain, to_char(a.day::timestamp, 'YYYY-MM-DD') as day, a.number, encode(a.previous, 'hex') as previous, encode(a.hash, 'hex') as hash, (extract(epoch from a.at) * 1000000)::bigint::text as at_us, a.unit_code, a.officer_id, a.action, a.object_id, a.detail::text as detail from audit a where a.chain = $1 and a.day < $2::date order by a.day desc, a.number desc limit 1;

-- auditChain.findRowHashes
select encode(a.hash, 'hex') as hash from unnest($1::text[], $2::date[], $3::integer[]) with ordinality as p (chain, day, number, place) left join audit a on a.chain = p.chain and a.day = p.day and a.number = p.number order by p.place;

-- auditChain.listChainRows
select a.id::text as id, a.chain, to_char(a.day::timestamp, 'YYYY-MM-DD') as day, a.number, encode(a.previous, 'hex') as previous, encode(a.hash, 'hex') as hash, (extract(epoch from a.at) * 1000000)::bigint::text as at_us, a.unit_code, a.officer_id, a.action, a.object_id, a.detail::text as detail from audit a where a.day >= $1::date and (a.chain, a.day, a.number, a.id) > ($2, $3::date, $4, $5::bigint) order by a.chain, a.day, a.number, a.id limit $6;

-- auditChain.listHeads
select h.chain, to_char(h.day::timestamp, 'YYYY-MM-DD') as day, h.number, encode(h.hash, 'hex') as hash, encode(h.previous, 'hex') as previous from audit_heads h where true and (h.chain, h.day) > ($1, $2::date) order by h.chain, h.day limit $3;

-- auditChain.listHeadsSince
select chain, to_char(day::timestamp, 'YYYY-MM-DD') as day, number, encode(hash, 'hex') as hash from list_audit_heads($1::date);

-- auditChain.lockCheckpoints
select pg_advisory_xact_lock(hashtextextended('audit checkpoints', 4));

-- auditLog.findTipOfCode
select "object_id" from "audit" where "action" = $1 and detail ->> 'code' = $2 limit $3;

-- auditLog.listAudit
select a.id::text as id, a.chain, to_char(a.day::timestamp, 'YYYY-MM-DD') as day, a.number, encode(a.previous, 'hex') as previous, encode(a.hash, 'hex') as hash, (extract(epoch from a.at) * 1000000)::bigint::text as at_us, a.unit_code, a.officer_id, a.action, a.object_id, a.detail::text as detail, a.at, o.number as officer_number, to_char(p.day::timestamp, 'YYYY-MM-DD') as prior_day, p.number as prior_number, encode(p.hash, 'hex') as prior_hash from audit a left join officers o on o.id = a.officer_id left join lateral (select b.day, b.number, b.hash from audit b where b.chain = a.chain and (b.day, b.number) < (a.day, a.number) order by b.day desc, b.number desc limit 1) p on true where true and a.chain = $1 and a.officer_id = any($2::text[]) and a.action = $3 and a.object_id = $4 and a.day = $5::date and a.id < $6::bigint order by a.id desc limit $7;

-- auditLog.listOfficersOfNumber
select "id" from "officers" where "number" = $1 order by "id";

-- auditLog.listOpenings
select to_char(w.week, 'YYYY-MM-DD') as monday, count(*) as count from (select t.id from tips t where t.conversation_id = $1 order by t.received_at desc limit 1) tip join audit a on a.object_id = tip.id cross join lateral (select date_trunc('week', a.at at time zone 'Asia/Ho_Chi_Minh') as week) w where a.action = 'tip.read' and (w.week + interval '14 days') at time zone 'Asia/Ho_Chi_Minh' <= now() group by w.week order by w.week;

-- auditLog.listTipCodes
select distinct on (object_id) object_id, detail ->> 'code' as code from audit where object_id = any($1::text[]) and action = 'tip.assigned' and detail ->> 'code' is not null order by object_id, at;

-- audit.writeAudit
insert into "audit" ("action", "officer_id", "unit_code", "object_id", "detail") values ($1, $2, $3, $4, $5);

-- conversations.findAccessible
select "id", "channel", "bot_id", "sender_key", "created_at" from "conversations";

-- conversations.findConversation
select "id", "channel" from "conversations" where "id" = $1;

-- conversations.lockConversations
select "id", "channel", "bot_id", "state", "receipt_mac" from "conversations" where "id" in ($1) order by "id" for no key update;

-- conversations.saveConversations
update conversations c set state = s.state, receipt_mac = coalesce(c.receipt_mac, s.receipt_mac), updated_at = now() from unnest($1::text[], $2::bytea[], $3::bytea[]) as s (id, state, receipt_mac) where c.id = s.id;

-- corrections.countReviews
select count(*) as "count" from "corrections" where "how" = 'blind';

-- corrections.isReviewed
select "id" from "corrections" where "tip_id" = $1 and how in ('blind', 'skipped');

-- corrections.listCorrectedTips
select "c"."tip_id", "t"."code", "c"."field", "c"."before", "c"."after", "c"."how", "c"."decided_at" from "corrections" as "c" inner join "tips" as "t" on "t"."id" = "c"."tip_id" where "c"."restricted" = $1 and "t"."restricted" = $2 and "c"."after" is not null and c.before is distinct from c.after order by "c"."decided_at" desc, "c"."id" desc limit $3;

-- corrections.listCorrectionCounts
select field, how, model, before, after, count from correction_counts() order by count desc, field, before, after, model, how;

-- corrections.listLearnable
select "c"."tip_id", "c"."officer_id", "c"."field", "c"."after", "t"."about_police", "t"."conversation_id", "u"."level", t.about_police or t.police_doubted or exists ( select 1 from assignments a where a.tip_id = t.id and a.reason in ('about-police', 'police-doubted') ) or exists ( select 1 from corrections p where p.tip_id = t.id and p.field = 'police' and p.after = 'yes' ) as "was_police_doubted", to_char(c.decided_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as "day" from "corrections" as "c" inner join "tips" as "t" on "t"."id" = "c"."tip_id" inner join "units" as "u" on "u"."code" = "c"."unit_code" where "c"."after" is not null and "c"."restricted" = $1 and "t"."restricted" = $2 and "t"."erased_at" is null and ("t"."disposition" is null or "t"."disposition" not in ($3)) order by "c"."decided_at", "c"."id";

-- corrections.recordCorrection
insert into "corrections" ("id", "tip_id", "tip_version", "officer_id", "unit_code", "field", "before", "after", "model", "how", "restricted", "decision_id") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- decisions.listDecidedKinds
select distinct "tip_id", "kind" from "decisions" where "tip_id" in ($1);

-- decisions.listDecisions
select "d"."id", "d"."kind", "d"."before", "d"."after", "d"."note", "o"."number", "d"."unit_code", "d"."decided_at" from "decisions" as "d" left join "officers" as "o" on "o"."id" = "d"."officer_id" where "d"."tip_id" = $1 order by "d"."decided_at";

-- decisions.listLastAnswers
select "tip_id", max("decided_at") as "at" from "decisions" where "tip_id" in ($1) and "kind" = $2 group by "tip_id";

-- decisions.recordDecision
insert into "decisions" ("id", "tip_id", "officer_id", "unit_code", "kind", "before", "after", "note") values ($1, $2, $3, $4, $5, $6, $7, $8);

-- deliveries.findDelivery
select "d"."conversation_id", "c"."channel", "d"."status", "d"."tip_id", "d"."body" from "deliveries" as "d" inner join "conversations" as "c" on "c"."id" = "d"."conversation_id" where "d"."id" = $1;

-- deliveries.listCollectable
select "id", "author", "body", "created_at", "seq", (extract(epoch from created_at) * 1000000)::bigint as "at_us" from "deliveries" where "conversation_id" = $1 and "created_at" > 'epoch'::timestamptz + $2::float8 * interval '1 microsecond' and (created_at, seq) < ('epoch'::timestamptz + $3::float8 * interval '1 microsecond', $4) order by "created_at" desc, "seq" desc limit $5;

-- deliveries.listDeliveriesOfTip
select "d"."id", "d"."author", "o"."number", "d"."body", "d"."status", "d"."error", "d"."created_at", "d"."sent_at" from "deliveries" as "d" left join "officers" as "o" on "o"."id" = "d"."officer_id" where "d"."tip_id" = $1 order by "d"."created_at", "d"."seq";

-- deliveries.markSent
update "deliveries" set "status" = $1, "sent_at" = clock_timestamp(), "platform_message_id" = $2, "error" = $3 where "id" = $4;

-- deliveries.noteDeliveryError
update "deliveries" set "error" = $1 where "id" = $2;

-- deliveries.parkDelivery
update deliveries d set status = 'parked', error = $1 from deliveries given_up where given_up.id = $2 and d.cause = given_up.cause and d.seq <= given_up.seq and d.status = 'pending';

-- deliveries.tryTakeSending
select pg_try_advisory_xact_lock(hashtextextended($1, 1)) as taken;

-- deliveries.findOldestPending
select "d"."id", "d"."conversation_id", "c"."channel", "d"."body", "t"."id" as "tip", "t"."unit_code" as "unit", "t"."version", "t"."restricted" from "deliveries" as "d" inner join "conversations" as "c" on "c"."id" = "d"."conversation_id" left join "tips" as "t" on "t"."id" = "d"."tip_id" where "d"."conversation_id" = $1 and "d"."status" = 'pending' and "d"."body" is not null order by "d"."created_at", "d"."seq" limit $2;

-- deliveries.isAnyParked
select exists ( select from deliveries where conversation_id = any($1::text[]) and status = 'parked' and error = $2 ) as "isAny";

-- deliveries.resumeParked
update deliveries d set status = 'pending', error = null from conversations c where c.id = d.conversation_id and d.conversation_id = any($1::text[]) and d.status = 'parked' and d.error = $2 returning d.id, c.channel;

-- deliveries.writeDeliveries
insert into "deliveries" ("id", "conversation_id", "tip_id", "cause", "seq", "author", "officer_id", "body") values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning "id";

-- events.acceptEvents
with input as ( select * from unnest( $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[], $9::text[], $10::bytea[], $11::bytea[], $12::boolean[], $13::bytea[], $14::timestamptz[], $15::timestamptz[] ) with ordinality as t (id, outbox_id, lane, media_outbox_id, channel, bot_id, sender_key, update_key, conversation_id, content, identity, is_contact, receipt_mac, sent_at, received_at, ord) ), fresh as ( -- One of each update, and none known: a redelivery, in an earlier batch or in this one, burns no sequence and -- gives a new conversation no id whose identity is then not stored. The constraint on update_key stays the judge. select distinct on (update_key) * from input i where not exists (select 1 from events e where e.update_key = i.update_key) order by update_key, ord ), spoken as ( insert into conversations (id, channel, bot_id, sender_key, next_sequence, receipt_mac) select min(conversation_id), min(channel), min(bot_id), sender_key, 1 + count(*), (array_agg(receipt_mac))[1] from fresh group by sender_key order by sender_key on conflict (sender_key) do update set next_sequence = conversations.next_sequence + excluded.next_sequence - 1, updated_at = now() returning id, sender_key, next_sequence ), placed as ( select f.*, s.id as conversation, s.next_sequence - count(*) over (partition by f.sender_key) + row_number() over (partition by f.sender_key order by f.ord) - 1 as sequence from fresh f join spoken s using (sender_key) ), stored as ( insert into events (id, conversation_id, sequence, channel, update_key, content, sent_at, received_at) select id, conversation, sequence, channel, update_key, content, sent_at, received_at from placed on conflict (update_key) do nothing returning id ), known as ( insert into identities (event_id, conversation_id, sealed) select distinct on (p.conversation, p.is_contact) p.id, p.conversation, p.identity from placed p join stored using (id) where p.is_contact or p.conversation = p.conversation_id ), queued as ( insert into outbox (id, topic, lane, ref) select w.id, w.topic, w.lane, p.id from placed p join stored using (id) cross join lateral ( values (p.outbox_id, 'event', p.lane), (p.media_outbox_id, 'media', p.channel) ) as w (id, topic, lane) where w.id is not null ) select id from stored;

-- events.destroyContents
update "events" set "content" = $1 where "id" in ($2);

-- events.findByUpdate
select "id", "conversation_id" from "events" where "update_key" = $1;

-- events.keepDeadLetter
insert into "dead_letters" ("id", "channel", "update_key", "reason", "sealed", "received_at") values ($1, $2, $3, $4, $5, $6) on conflict do nothing;

-- events.listEventsOfConversation
select "id", "conversation_id", "sequence", "content", "sent_at", "received_at" from "events" where "conversation_id" = $1 and "sequence" > $2 and "sequence" < $3 order by "sequence" desc limit $4;

-- events.listEventsOfTip
select "id", "conversation_id", "content", "sent_at", "received_at", "tip_id" from "events" where "tip_id" in ($1) order by coalesce(sent_at, received_at), "sequence";

-- events.listConversationsOf
select distinct "conversation_id" from "events" where "id" in ($1) order by "conversation_id";

-- events.listFiledOf
select "id", "tip_id", "content" from "events" where "conversation_id" = $1 and "tip_id" is not null and "content" is not null order by "sequence" desc limit $2;

-- events.listReceived
select "id", "received_at" from "events" where "id" in ($1);

-- events.listContents
select "id", "content" from "events" where "id" in ($1);

-- events.rewordEvents
update events e set content = s.content from unnest($1::text[], $2::bytea[]) as s (id, content) where e.id = s.id and e.content is not null;

-- events.listWaiting
select w.* from unnest($1::text[]) with ordinality as c (id, place) cross join lateral ( select e.id, e.conversation_id as "conversationId", e.content, e.received_at as "receivedAt", exists ( select 1 from events f where f.conversation_id = e.conversation_id and f.sequence = e.sequence - $2 and f.received_at >= e.received_at - interval '1 minute' ) as "isFlooding" from events e where e.conversation_id = c.id and e.processed_at is null order by e.sequence limit $3 ) w order by c.place;

-- events.settleEvents
update events e set tip_id = s.tip_id, processed_at = coalesce(e.processed_at, now()) from unnest($1::text[], $2::text[]) as s (id, tip_id) where e.id = s.id;

-- findings.listFindings
select "tip_id", "stage", "stage_version", "tip_version", "confidence", "body", "created_at" from "findings" where "tip_id" in ($1) order by "tip_version", "created_at";

-- findings.saveFindings
insert into "findings" ("tip_id", "tip_version", "stage", "stage_version", "confidence", "body") values ($1, $2, $3, $4, $5, $6) on conflict ("tip_id", "tip_version", "stage", "stage_version") do nothing;

-- gazetteer.addActivation
insert into "gazetteer_activations" ("release_id") values ($1);

-- gazetteer.addRelease
insert into gazetteer_releases (id, valid_from, number, checksum, is_valid, counts, sources, findings, body) select $1::text || '.' || n.next, $2::date, n.next, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8 from (select coalesce(max(number), 0) + 1 as next from gazetteer_releases where valid_from = $9::date) n returning id;

-- gazetteer.findActiveRelease
select "release_id" from "gazetteer_activations" order by "number" desc limit $1;

-- gazetteer.findReleaseOf
select "id", "is_valid" from "gazetteer_releases" where "checksum" = $1;

-- gazetteer.listReleases
select r.id, r.valid_from, r.checksum, r.is_valid, r.counts, r.imported_at, a.activated_at, coalesce(a.number = (select max(number) from gazetteer_activations), false) as is_active from gazetteer_releases r left join lateral ( select number, activated_at from gazetteer_activations where release_id = r.id order by number desc limit 1 ) a on true order by r.imported_at desc, r.id desc;

-- gazetteer.loadActiveRelease
select "id", "body" from "gazetteer_releases" where "id" = (select "release_id" from "gazetteer_activations" order by "number" desc limit $1);

-- gazetteer.loadRelease
select "id", "body" from "gazetteer_releases" where "id" = $1;

-- gazetteer.lockGazetteer
select pg_advisory_xact_lock(hashtextextended('gazetteer', 4));

-- identities.findAddressOf
select "i"."event_id", "i"."sealed" from "deliveries" as "d" inner join "identities" as "i" on "i"."conversation_id" = "d"."conversation_id" where "d"."id" = $1 and "d"."status" = $2 order by "i"."created_at" limit $3;

-- identities.listVaultKeyIds
select distinct convert_from(substring(sealed from 14 for get_byte(sealed, 12)), 'LATIN1') as id from (select sealed from identities union all select sealed from dead_letters) as rows where length(sealed) > 13;

-- media.addChunk
insert into "media_chunks" ("media_id", "number", "sealed") values ($1, $2, $3);

-- media.destroyMedia
update "media" set "state" = $1, "reason" = $2, "file" = $3, "kept_at" = $4 where "event_id" in ($5);

-- media.failMedia
update "media" set "state" = $1, "reason" = $2 where "event_id" = $3 and "state" = $4 and "number" = $5;

-- media.findMediaEvent
select "conversation_id", "channel", "content", "received_at" from "events" where "id" = $1;

-- media.isMediaWaiting
select "id" from "media" where "id" = $1 and "state" = $2;

-- media.listKeptSince
select "m".* from "media" as "m" inner join "events" as "e" on "e"."id" = "m"."event_id" where "e"."conversation_id" = $1 and "e"."received_at" >= $2 and "m"."state" != $3;

-- media.listMedia
select * from "media" where "event_id" in ($1) order by "number";

-- media.markKept
update "media" set "state" = $1, "file" = $2, "kept_at" = $3 where "id" = $4 and "state" = $5 returning "id";

-- media.tryTakeFetching
select pg_try_advisory_xact_lock(hashtextextended($1, 2)) as taken;

-- media.writeMedia
insert into "media" ("id", "number", "state", "reason", "event_id") values ($1, $2, $3, $4, $5) on conflict ("event_id", "number") do nothing;

-- mapTips.findLatestFindings
select distinct on (tip_id) tip_id, tip_version, body from findings where tip_id = any($1::text[]) and stage = $2 order by tip_id, tip_version desc, created_at desc;

-- mapTips.findMapTips
select id from tips where closed_at is null and unit_code is not null and ($1::text[] is null or urgency = any($2::text[])) and ($3::timestamptz is null or received_at >= $4::timestamptz) order by array_position(array['critical', 'high', 'normal', 'low'], urgency), received_at desc, id limit $5;

-- returns.countReturns
select count(*) as "count" from "returns" where "tip_id" = $1;

-- returns.recordReturn
insert into "returns" ("id", "tip_id", "number", "from_unit", "to_unit", "stand_in", "reason", "went_up", "officer_id", "unit_code") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- routing.activateRouting
update "routing_versions" set "active_from" = now() where "number" = $1;

-- routing.addRouting
insert into "routing_versions" ("body", "note") values ($1, $2) returning "number";

-- routing.countAllRouteFacts
select "facts", count(*) as "count" from "route_facts" where "routed_at" >= $1 group by "facts";

-- routing.countRouteFacts
select facts, count from routing_facts($1);

-- routing.findActiveRouting
select * from "routing_versions" where "active_from" is not null order by "active_from" desc limit $1;

-- routing.findRouting
select * from "routing_versions" where "number" = $1;

-- routing.listOwnRouteFacts
select "f"."tip_id", "t"."code", "f"."facts" from "route_facts" as "f" inner join "tips" as "t" on "t"."id" = "f"."tip_id" where "f"."routed_at" >= $1 order by "f"."routed_at" desc limit $2;

-- routing.listRoutings
select "number", "note", "made_by", "made_at", "active_from" from "routing_versions" order by "number" desc limit $1;

-- routing.saveRouteFacts
insert into "route_facts" ("tip_id", "rules", "facts") values ($1, $2, $3) on conflict ("tip_id") do update set "rules" = "excluded"."rules", "facts" = "excluded"."facts";

-- series.addMarks
insert into series_marks (tip_id, mark, topic, kind, conversation_id, event, held_on, province, commune, at) select t.id, w.mark, w.topic, w.kind, t.conversation_id, series_event(t.id, w.held_on), w.held_on, t.province, w.commune, t.received_at from unnest($1::text[], $2::bytea[], $3::text[], $4::text[], $5::date[], $6::text[]) as w (id, mark, topic, kind, held_on, commune) join tips t on t.id = w.id on conflict do nothing;

-- series.addSeriesAlerts
insert into "series_alerts" ("id", "series_id", "topic", "unit_code") values ($1, $2, $3, $4) on conflict ("series_id", "unit_code") do nothing returning "series_id", "unit_code";

-- series.beginSeries
insert into series (id, mark, topic, kind, last_at) select w.id, w.mark, min(m.topic), min(m.kind), max(m.at) from unnest($1::text[], $2::bytea[]) as w (id, mark) join series_marks m on m.mark = w.mark group by w.id, w.mark having count(distinct m.event) >= $3 and count(distinct m.conversation_id) >= $4 on conflict do nothing;

-- series.dropMarks
delete from "series_marks" where "tip_id" in ($1) returning "mark";

-- series.dropOldMarks
delete from series_marks where mark in ( select mark from series_marks group by mark having max(at) < $1);

-- series.endEmptySeries
delete from "series" where not exists (select from "series_marks" where "series_marks"."mark" = "series"."mark") returning "id";

-- series.endThinSeries
delete from series s where s.mark = any($1::bytea[]) and (select count(distinct m.event) < $2 or count(distinct m.conversation_id) < $3 from series_marks m where m.mark = s.mark);

-- series.listJoinable
select t.id from unnest($1::text[], $2::text[]) as w (id, topic) join tips t on t.id = w.id where may_stand_in_series(t, w.topic);

-- series.listSeriesParts
select s.id as "seriesId", s.topic, s.kind, m.province, mode() within group (order by t.category) as category, count(*)::int as tips from series s join series_marks m on m.mark = s.mark join tips t on t.id = m.tip_id where s.mark = any($1::bytea[]) and m.province is not null group by s.id, m.province order by s.id, m.province;

-- series.lockSeries
select pg_advisory_xact_lock(hashtextextended($1, $2));

-- series.touchSeries
update series s set last_at = n.last_at from (select m.mark, max(m.at) as last_at from series_marks m where m.mark = any($1::bytea[]) group by m.mark) n where s.mark = n.mark and s.last_at <> n.last_at;

-- seriesLook.findSeries
select s.id, s.mark, s.topic, s.kind, s.began_at as "beganAt", n.tips::int, n.events::int, n.senders::int, n.provinces::int, n.first_at as "firstAt", n.last_at as "lastAt", exists (select from series_alerts a where a.series_id = s.id and a.read_at is null) as "isNew" from series s cross join lateral series_numbers(s.mark) n where s.id = $1 and n.last_at >= $2;

-- seriesLook.listNewSeries
select s.id, s.mark, s.topic, s.kind, s.began_at as "beganAt", n.tips::int, n.events::int, n.senders::int, n.provinces::int, n.first_at as "firstAt", n.last_at as "lastAt", exists (select from series_alerts a where a.series_id = s.id and a.read_at is null) as "isNew" from ( select a.series_id, a.alerted_at from series_alerts a where a.read_at is null order by a.alerted_at desc, a.id limit $1 ) told join series s on s.id = told.series_id cross join lateral series_numbers(s.mark) n where n.last_at >= $2 order by told.alerted_at desc, s.id;

-- seriesLook.listSeries
select s.id, s.mark, s.topic, s.kind, s.began_at as "beganAt", n.tips::int, n.events::int, n.senders::int, n.provinces::int, n.first_at as "firstAt", n.last_at as "lastAt", exists (select from series_alerts a where a.series_id = s.id and a.read_at is null) as "isNew" from ( select s.* from series s where s.last_at >= $1 and (s.mark in ( select m.mark from assignments a join series_marks m on m.tip_id = a.tip_id where a.ended_at is null) or s.id in (select a.series_id from series_alerts a)) order by s.last_at desc, s.id limit $2 ) s cross join lateral series_numbers(s.mark) n where n.last_at >= $3 order by s.last_at desc, s.id;

-- seriesLook.listSeriesCommunes
select commune, events::int from series_communes($1) order by events desc, commune;

-- seriesLook.listSeriesTips
select "mark", "event", "commune", "tip_id" from "series_marks" where "mark" in ($1) order by "at", "tip_id";

-- seriesLook.markSeriesRead
update "series_alerts" set "read_at" = $1 where "series_id" = $2 and "read_at" is null;

-- slips.listOverdueSlips
select s.tip_id as "tipId", t.code, s.body, s.state, s.due_at as "dueAt" from slips s join tips t on t.id = s.tip_id where s.state in ('proposed', 'confirmed') and s.due_at < $1 and t.closed_at is null and (t.unit_code = $2 or exists ( select 1 from assignments a where a.tip_id = t.id and a.ended_at is null and a.unit_code = $3 and a.reason in ('no-active-officers', 'no-cleared-officers'))) order by s.due_at limit $4;

-- slips.listSlips
select * from "slips" where "tip_id" = $1 order by "proposed_at", "id";

-- slips.moveSlip
update "slips" set "state" = $1, "summary" = $2 where "id" = $3;

-- slips.proposeSlips
insert into "slips" ("id", "tip_id", "body", "due_at") values ($1, $2, $3, $4) on conflict ("tip_id", "body") do nothing returning "id";

-- officers.endSession
delete from "sessions" using "officers" where "officers"."id" = "sessions"."officer_id" and "token_hash" = $1 returning "officers"."id", "officers"."unit_code";

-- officers.findCurrentOfficer
select c.officer_id as id, c.unit_code as "unitCode", c.role::text as role, o.number, may_read_restricted() as "isCleared" from current_officer() c join officers o on o.id = c.officer_id;

-- officers.findForLogin
select "id", "unit_code", "password_hash", "disabled_at" from "officers" where "login" = $1;

-- officers.openSession
insert into "sessions" ("token_hash", "officer_id", "ends_at", "method") values ($1, $2, $3, $4);

-- officers.touchSession
update "sessions" set "seen_at" = now() where "token_hash" = $1 and "seen_at" < now() - interval '1 minute' and "seen_at" > now() - interval '30 minutes';

-- outbox.countAttempts
select "attempts" from "outbox" where "id" = $1;

-- outbox.countOutbox
select count(*) filter (where parked_at is null) as "waiting", count(*) filter (where parked_at is not null) as "parked" from "outbox";

-- outbox.findNextDueMs
select (extract(epoch from min(n.at) - clock_timestamp()) * 1000)::float8 as "waitMs" from unnest($1::text[], $2::text[]) as w (topic, lane) cross join lateral ( select o.available_at as at from outbox o where o.topic = w.topic and o.lane = w.lane and o.queued_at is null and o.parked_at is null and o.available_at > statement_timestamp() order by o.available_at limit 1 ) n;

-- outbox.finishOutbox
delete from "outbox" where "topic" = $1 and "ref" in ($2);

-- outbox.hastenOutbox
update "outbox" set "lane" = $1, "queued_at" = $2 where "topic" = $3 and "ref" in ($4) and "lane" != $5;

-- outbox.parkOutbox
update "outbox" set "parked_at" = now(), "error" = $1 where "id" = $2;

-- outbox.postponeOutbox
insert into "outbox" ("id", "topic", "lane", "ref", "available_at") values ($1, $2, $3, $4, $5) on conflict ("topic", "ref") do update set "available_at" = $6, "queued_at" = $7;

-- outbox.releaseLost
update outbox set queued_at = null where id in ( select id from outbox where queued_at < clock_timestamp() - $1 * interval '1 millisecond' and parked_at is null for update skip locked );

-- outbox.releaseOutbox
update "outbox" set "queued_at" = $1 where "id" in ($2);

-- outbox.retryOutbox
update "outbox" set "attempts" = "attempts" + $1, "available_at" = clock_timestamp() + $2 * interval '1 millisecond', "queued_at" = $3, "error" = $4 where "id" = $5;

-- outbox.reviveOutbox
update "outbox" set "parked_at" = $1, "attempts" = $2, "available_at" = clock_timestamp(), "queued_at" = $3, "error" = $4 where "topic" = $5 and "ref" in ($6) and "parked_at" is not null;

-- outbox.takeDue
with wanted as ( select * from unnest($1::text[], $2::text[], $3::integer[]) with ordinality as w (topic, lane, concurrency, place) ), due as ( select w.*, b.queued, d.ids, coalesce(cardinality(d.ids), 0) as found, b.queued < w.concurrency or cardinality(d.ids) >= $4 or (d.oldest < statement_timestamp() - $5 * interval '1 millisecond') as is_ripe from wanted w cross join lateral ( select count(*) as queued from ( select from outbox q where q.topic = w.topic and q.lane = w.lane and q.queued_at is not null and q.parked_at is null limit $6 ) s ) b cross join lateral ( select array_agg(f.id) as ids, min(f.available_at) as oldest from ( select o.id, o.available_at from outbox o where o.topic = w.topic and o.lane = w.lane and o.queued_at is null and o.parked_at is null and o.available_at <= statement_timestamp() order by o.available_at limit $7 - b.queued ) f ) d ), taken as ( update outbox o set queued_at = clock_timestamp() where o.id = any(array( select r.id from outbox r where r.id = any(array(select unnest(ids) from due where is_ripe)) and r.queued_at is null and r.parked_at is null for update skip locked )) returning o.id, o.topic, o.lane, o.ref, o.available_at ) select d.topic, d.lane, d.found = $8 - d.queued or not d.is_ripe as "isBacklogged", coalesce(json_agg(json_build_object('id', t.id, 'ref', t.ref) order by t.available_at, t.id) filter (where t.id is not null), '[]') as works from due d left join taken t using (topic, lane) where d.found > 0 or d.queued >= $9 group by d.topic, d.lane, d.found, d.queued, d.is_ripe, d.place order by d.place;

-- outbox.writeOutbox
insert into "outbox" ("id", "topic", "lane", "ref") values ($1, $2, $3, $4) on conflict do nothing;

-- tips.changeTip
update "tips" set "category" = $1, "updated_at" = now() where "id" = $2;

-- tips.createTips
insert into "tips" ("id", "conversation_id", "channel", "mode", "status", "kind", "urgency", "call_now", "police_doubted", "restricted", "received_at") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- copies.findCopies
with wanted as ( select * from unnest($1::text[], $2::bytea[], $3::timestamptz[], $4::timestamptz[]) with ordinality as w (id, copy_key, received_at, since, place) ) select o.id as original, coalesce(s.about_police, false) as about_police, coalesce(s.police_doubted, false) as police_doubted, coalesce(s.restricted, false) as restricted, s.accused from wanted w left join lateral ( select e.id from ( (select t.id, t.received_at from tips t where t.copy_key = w.copy_key and t.id <> w.id and t.received_at >= w.since and (t.received_at, t.id) < (w.received_at, w.id) order by t.received_at, t.id limit 1) union all (select v.id, v.received_at from wanted v where v.copy_key = w.copy_key and v.id <> w.id and v.received_at >= w.since and (v.received_at, v.id) < (w.received_at, w.id) order by v.received_at, v.id limit 1) ) e order by e.received_at, e.id limit 1 ) o on true left join lateral ( select bool_or(e.about_police) as about_police, bool_or(e.police_doubted) as police_doubted, bool_or(e.restricted) as restricted, array_agg(distinct e.accused_unit) filter (where e.about_police and e.accused_unit is not null) as accused from ( (select r.about_police, r.police_doubted, r.restricted, r.accused_unit from tips r where r.id = o.id) union all (select n.about_police, n.police_doubted, n.restricted, n.accused_unit from tips n where n.copy_key = w.copy_key and n.id <> w.id and n.received_at >= w.since and (n.received_at, n.id) < (w.received_at, w.id) order by n.received_at desc limit $5) ) e ) s on o.id is not null order by w.place;

-- known.findKnownLinks
select t.id as "tipId", t.conversation_id as "conversationId", coalesce(l.incident_id, l.other_id) as event, l.incident_id as "incidentId", l.other_id as "otherTipId" from tips t join conversations c on c.id = t.conversation_id cross join lateral ( select s.* from ( select m.incident_id, null::text as other_id, 0 as place, 1::real as score from incident_members m where m.tip_id = t.id and (m.linked_by = 'officer' or m.relation = 'copy' or m.score >= $1::real) union all select o.incident_id, case when o.tip_id is null then g.other_tip_id end, 1, g.score from incident_suggestions g left join incident_members o on o.tip_id = g.other_tip_id where g.tip_id = t.id and g.state = 'open' and g.score >= $2::real and not exists (select from incident_members m where m.tip_id = t.id) ) s order by s.place, s.score desc limit 1 ) l where t.id = any($3::text[]) and t.received_at > $4 and t.closed_at is null and t.erased_at is null and c.ended_at is null and exists ( select from ( select n.tip_id from incident_members n where n.incident_id = l.incident_id union all select l.other_id ) v join tips b on b.id = v.tip_id where b.conversation_id <> t.conversation_id and (b.received_at, b.id) < (t.received_at, t.id) and b.received_at > t.received_at - $5 * interval '1 millisecond' ) and not exists ( select from tips b left join incident_members n on n.tip_id = b.id where b.conversation_id = t.conversation_id and b.id <> t.id and (b.id = l.other_id or n.incident_id = l.incident_id) and (b.received_at, b.id) < (t.received_at, t.id) ) order by t.id;

-- known.listVoiceGroups
with asked as ( select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as a (event, tip_id, incident_id, other_id) ), voices as ( select event, tip_id from asked union select event, other_id from asked where other_id is not null union select i.event, m.tip_id from (select distinct event, incident_id from asked where incident_id is not null) i join incident_members m on m.incident_id = i.incident_id ) select g.*, exists (select from decisions d where d.tip_id = g."tipId" and d.kind = 'category') as "isDecided" from ( select v.event, min(t.id) as "tipId", t.version, t.category, bool_or(t.restricted or t.about_police or t.police_doubted or t.erased_at is not null or coalesce(t.disposition = any($5::text[]), false)) as "isHidden" from voices v join tips t on t.id = v.tip_id group by v.event, t.copy_key, case when t.copy_key is null then t.id end, t.version, t.category ) g order by g.event, g."tipId";

-- scope.countSpam
insert into scope_counts (day, what, count) select (received_at at time zone 'Asia/Ho_Chi_Minh')::date, 'spam', count(*) from events where id = any($1::text[]) group by 1 order by 1 on conflict (day, what) do update set count = scope_counts.count + excluded.count;

-- scope.dropOutOfScope
with dropped as ( update events set content = null, dropped_for = 'out-of-scope' where id = any($1::text[]) and tip_id is null and dropped_for is null returning received_at ) insert into scope_counts (day, what, count) select (received_at at time zone 'Asia/Ho_Chi_Minh')::date, 'out-of-scope', count(*) from dropped group by 1 order by 1 on conflict (day, what) do update set count = scope_counts.count + excluded.count;

-- scope.hasOpenTip
select "id" from "tips" where "conversation_id" = $1 and "status" != 'closed' limit $2;

-- scope.listDroppedAlone
select "c"."id" from "conversations" as "c" where "c"."ended_at" is null and "c"."updated_at" < $1 and exists (select from events e where e.conversation_id = c.id and e.dropped_for is not null) and not exists (select from tips t where t.conversation_id = c.id and t.erased_at is null) and not exists (select from events e where e.conversation_id = c.id and e.processed_at is null) order by "c"."id" limit $2;

-- scope.markTipsOutOfScope
with marked as ( update events e set dropped_for = 'out-of-scope' from tips t where t.id = any($1::text[]) and t.disposition = 'out-of-scope' and e.tip_id = t.id and e.content is null and e.dropped_for is null returning t.id, t.received_at ) insert into scope_counts (day, what, count) select (received_at at time zone 'Asia/Ho_Chi_Minh')::date, 'out-of-scope', count(distinct id) from marked group by 1 order by 1 on conflict (day, what) do update set count = scope_counts.count + excluded.count;

-- scope.sumScopeCounts
select "what", sum("count") as "count" from "scope_counts" where "day" >= $1 group by "what";

-- incidentInbox.findInbox closed
with seen as materialized ( select t.* from tips t where t.closed_at is not null and t.unit_code is not null ), listed as ( select t.id, t.received_at, t.opened_at is null as is_unopened, m.incident_id, m.relation, coalesce(m.raised, false) as raised, m.worsened_at, array_position(array['critical', 'high', 'normal', 'low'], t.urgency) as rank, array_position(array['critical', 'high', 'normal', 'low'], m.worsened_urgency) as worsened_rank from seen t left join incident_members m on m.tip_id = t.id ), piled as ( select l.*, count(*) over pile as voices, count(*) filter (where relation = 'copy') over pile as copies, count(*) filter (where is_unopened and relation <> 'copy') over pile as unopened, bool_or(is_unopened) over line as is_new, min(least(rank, worsened_rank)) over line as top, row_number() over (line order by worsened_at desc nulls last, received_at, id) as place from listed l window pile as (partition by coalesce(incident_id, id)), line as (partition by coalesce(incident_id, id), case when raised then id end) ), page as ( select id, incident_id, relation, raised, voices::int, copies::int, unopened::int, row_number() over (order by top, not is_new, received_at desc, id) as at from piled where place = 1 order by at limit $1 offset $2 ) select t.*, p.incident_id, p.relation, p.raised, p.voices, p.copies, p.unopened from page p join seen t on t.id = p.id order by p.at;

-- incidentInbox.findInbox open
with seen as materialized ( select t.* from tips t where t.closed_at is null and t.unit_code is not null ), listed as ( select t.id, t.received_at, t.opened_at is null as is_unopened, m.incident_id, m.relation, coalesce(m.raised, false) as raised, m.worsened_at, array_position(array['critical', 'high', 'normal', 'low'], t.urgency) as rank, array_position(array['critical', 'high', 'normal', 'low'], m.worsened_urgency) as worsened_rank from seen t left join incident_members m on m.tip_id = t.id ), piled as ( select l.*, count(*) over pile as voices, count(*) filter (where relation = 'copy') over pile as copies, count(*) filter (where is_unopened and relation <> 'copy') over pile as unopened, bool_or(is_unopened) over line as is_new, min(least(rank, worsened_rank)) over line as top, row_number() over (line order by worsened_at desc nulls last, received_at, id) as place from listed l window pile as (partition by coalesce(incident_id, id)), line as (partition by coalesce(incident_id, id), case when raised then id end) ), page as ( select id, incident_id, relation, raised, voices::int, copies::int, unopened::int, row_number() over (order by top, not is_new, received_at desc, id) as at from piled where place = 1 order by at limit $1 offset $2 ) select t.*, p.incident_id, p.relation, p.raised, p.voices, p.copies, p.unopened from page p join seen t on t.id = p.id order by p.at;

-- incidentInbox.listWorsened
select id, worsening, urgency, worsened_at as at from incidents where id = any($1::text[]) and worsening is not null;

-- incidentDesk.addAct
insert into "incident_acts" ("id", "kind", "tip_id", "other_tip_id", "suggestion_id", "undoes") values ($1, $2, $3, $4, $5, $6);

-- incidentDesk.countVoices
select count(*)::int as "voiceCount", count(*) filter (where m.relation = 'copy')::int as "copyCount", coalesce(( select t.id from incident_members v join tips t on t.id = v.tip_id where v.incident_id = $1 and v.relation <> 'copy' order by t.received_at, t.id limit 1 ), min(m.tip_id)) as "rootTipId" from incident_members m where m.incident_id = $2 having count(*) > 0;

-- incidentDesk.findIncident
select "id", "version", "urgency", "worsening", "worsened_at" as "worsenedAt" from "incidents" where "id" = $1;

-- incidentDesk.findMember
select m.tip_id as "tipId", m.incident_id as "incidentId", m.relation, m.linked_by as "linkedBy", m.score, m.reasons, m.worsening, m.worsened_urgency as "worsenedUrgency", m.worsened_at as "worsenedAt" from incident_members m where m.tip_id = $1;

-- incidentDesk.findPair of a suggestion
select "tip_id", "other_tip_id" from "incident_suggestions" where "id" = $1;

-- incidentDesk.findPair of an act
select "tip_id", "other_tip_id" from "incident_acts" where "id" = $1;

-- incidentDesk.listActs
select a.id, a.kind, a.tip_id as "tipId", a.other_tip_id as "otherTipId", o.number as "officerNumber", a.unit_code as "unitCode", a.done_at as at, a.undoes, exists (select from incident_acts u where u.undoes = a.id) as "isUndone" from incident_acts a left join officers o on o.id = a.officer_id where a.tip_id = any($1::text[]) or a.other_tip_id = any($2::text[]) order by a.number desc limit $3;

-- incidentDesk.listCopies
with newest as materialized ( select m.tip_id, m.relation from incident_members m where m.incident_id = $1 and m.relation = 'copy' order by m.tip_id desc limit $2 ) select t.id as "tipId", t.code, t.received_at as "receivedAt", n.relation from newest n join tips t on t.id = n.tip_id order by t.received_at desc, t.id;

-- incidentDesk.listSuggestions
select s.id, s.tip_id as "tipId", s.other_tip_id as "otherTipId", s.relation, s.score, s.reasons, s.worsening, s.worsened_urgency as "worsenedUrgency", s.suggested_at as "suggestedAt", array[m.incident_id, n.incident_id] as "incidentIds" from incident_suggestions s left join incident_members m on m.tip_id = s.tip_id left join incident_members n on n.tip_id = s.other_tip_id where s.state = 'open' and (s.tip_id = any($1::text[]) or s.other_tip_id = any($2::text[])) and (m.incident_id is distinct from n.incident_id or m.incident_id is null) order by s.score desc, s.id limit $3;

-- incidentDesk.listVoices
select m.tip_id as "tipId", m.incident_id as "incidentId", m.relation, m.linked_by as "linkedBy", m.score, m.reasons, m.worsening, m.worsened_urgency as "worsenedUrgency", m.worsened_at as "worsenedAt" from incident_members m join tips t on t.id = m.tip_id where m.incident_id = $1 and m.relation <> 'copy' order by t.received_at, t.id limit $2;

-- incidentDesk.noteVoiceOpened
update "incident_members" set "raised" = $1 where "tip_id" = $2 and "raised" = $3;

-- incidents.addIncidents
insert into "incidents" ("id", "root_tip_id") values ($1, $2);

-- incidents.addMembers
insert into "incident_members" ("tip_id", "incident_id", "relation", "near_tip_id", "linked_by", "score", "reasons") values ($1, $2, $3, $4, $5, $6, $7) on conflict ("tip_id") do nothing returning "tip_id";

-- incidents.dropSuggestions
update incident_suggestions s set state = 'gone' where s.tip_id = any($1::text[]) and s.state = 'open' and not exists ( select from unnest($2::text[], $3::text[]) as b (tip, other) where b.tip = s.tip_id and b.other = s.other_tip_id);

-- incidents.findLastAct
select max("number") as "number" from "incident_acts";

-- incidents.listMemberships
select "m"."tip_id" as "tipId", "i"."id" as "incidentId", "i"."root_tip_id" as "rootTipId", "r"."received_at" as "rootReceivedAt" from "incident_members" as "m" inner join "incidents" as "i" on "i"."id" = "m"."incident_id" inner join "tips" as "r" on "r"."id" = "i"."root_tip_id" where "m"."tip_id" in ($1);

-- incidents.listPinned
select p.tip, p.other, m.incident_id as incident from ( select tip_id as tip, other_tip_id as other from incident_pins where tip_id = any($1::text[]) union all select other_tip_id, tip_id from incident_pins where other_tip_id = any($2::text[]) ) p left join incident_members m on m.tip_id = p.other;

-- incidents.listTipHolders
select a.unit_code as unit, t.id as tip, t.version, t.restricted as "isRestricted" from tips t join assignments a on a.tip_id = t.id and a.ended_at is null and a.sight <> 'nobody' where t.id = any($1::text[]);

-- incidents.listVoiceHolders
select distinct on (m.incident_id, a.unit_code) m.incident_id as "incidentId", a.unit_code as unit, t.id as tip, t.version, t.restricted as "isRestricted" from incident_members m join tips t on t.id = m.tip_id join assignments a on a.tip_id = t.id and a.ended_at is null and a.sight <> 'nobody' where m.incident_id = any($1::text[]) order by m.incident_id, a.unit_code, m.raised desc, m.worsened_at desc nulls last, t.received_at;

-- incidents.lockIncidents
select lock_incidents();

-- incidents.mendIncidents
select mend_incidents($1::text[]);

-- incidents.saveSuggestions
insert into incident_suggestions as s (id, tip_id, other_tip_id, relation, score, reasons, model, worsening, worsened_urgency) select $1, $2, $3, $4, $5::real, $6::text[], $7, $8, $9 where not exists (select from incident_suggestions r where r.tip_id = $10 and r.other_tip_id = $11 and r.state <> 'gone') on conflict (tip_id, other_tip_id) do update set relation = excluded.relation, score = excluded.score, reasons = excluded.reasons, model = excluded.model, worsening = excluded.worsening, worsened_urgency = excluded.worsened_urgency, state = 'open' where s.state in ('open', 'gone') returning id;

-- incidents.touchIncidents
update "incidents" set "updated_at" = clock_timestamp(), "ended_at" = $1 where "id" in ($2);

-- incidents.worsenMembers
update "incident_members" set "worsening" = $1, "worsened_urgency" = $2, "worsened_at" = $3, "raised" = $4 where "tip_id" = $5;

-- tipViews.findCandidates
select entries from tip_traces where slot = any($1::smallint[]) and bucket = any($2::integer[]);

-- tipViews.findLastViewNumber
select max("number") as "number" from "tip_views";

-- tipViews.hasNewSharing
select exists ( select from tip_views where number > $1 and at >= $2 and body is not null and keys && string_to_array($3, ',')::integer[] ) as found;

-- tipViews.listOwnTips
select o.* from unnest($1::text[]) as c (id) cross join lateral ( select v.tip_id as "tipId", v.number, v.tip_version as "tipVersion", v.at, t.conversation_id as "conversationId", v.body from tips t join tip_views v on v.tip_id = t.id where t.conversation_id = c.id and t.received_at >= $2 and v.body is not null and t.erased_at is null order by t.received_at desc limit $3 ) o;

-- tipViews.listTipViews
select v.tip_id as "tipId", v.number, v.tip_version as "tipVersion", v.at, t.conversation_id as "conversationId", v.body from tip_views v join tips t on t.id = v.tip_id where v.tip_id = any($1::text[]) and v.body is not null;

-- pairAnswers.listPairAnswers
select s.* from ( select distinct on (least(a.tip_id, a.other_tip_id), greatest(a.tip_id, a.other_tip_id)) a.number as number_, a.officer_id as "officerId", to_char(a.done_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') as day, a.kind = 'confirm' as "isSame", a.tip_id as "tipId", a.other_tip_id as "otherTipId", v.number, w.number as "otherNumber", t.conversation_id = u.conversation_id as "isSameSender", v.body, w.body as "otherBody" from incident_acts a join tip_views v on v.tip_id = a.tip_id join tip_views w on w.tip_id = a.other_tip_id join tips t on t.id = a.tip_id join tips u on u.id = a.other_tip_id where a.kind in ('confirm', 'reject') and not a.restricted and v.body is not null and w.body is not null and not exists (select from incident_acts b where b.undoes = a.id) and not (t.restricted or u.restricted or t.about_police or u.about_police or t.police_doubted or u.police_doubted) and t.erased_at is null and u.erased_at is null and (t.disposition is null or t.disposition <> all($1::text[])) and (u.disposition is null or u.disposition <> all($2::text[])) order by least(a.tip_id, a.other_tip_id), greatest(a.tip_id, a.other_tip_id), a.number desc ) s order by s.number_;

-- tipViews.listVoiceViews
select i.id as "incidentId", o.* from incidents i cross join lateral ( select v.tip_id as "tipId", v.number, v.tip_version as "tipVersion", v.at, t.conversation_id as "conversationId", v.body from ( select i.root_tip_id as tip_id union select m.tip_id from incident_members m where m.incident_id = i.id and m.relation <> 'copy' ) m join tip_views v on v.tip_id = m.tip_id join tips t on t.id = m.tip_id where v.body is not null and t.erased_at is null order by m.tip_id <> i.root_tip_id, v.number desc limit $1 ) o where i.id = any($2::text[]);

-- tipViews.saveTipViews
select "tip_id" from "tip_views" where "tip_id" in ($1);
insert into tip_views (tip_id, tip_version, at, slot, keys, body) select n.tip_id, n.tip_version, n.at, n.slot, string_to_array(n.keys, ',')::integer[], n.body from unnest($1::text[], $2::integer[], $3::timestamptz[], $4::smallint[], $5::text[], $6::bytea[]) with ordinality as n (tip_id, tip_version, at, slot, keys, body, place) order by n.place on conflict (tip_id) do update set tip_version = excluded.tip_version, at = excluded.at, slot = excluded.slot, keys = excluded.keys, body = excluded.body returning tip_id as id, number;

-- traces.addTraces
insert into tip_traces as t (slot, bucket, entries) select n.slot, n.bucket, n.entries from unnest($1::smallint[], $2::integer[], $3::bytea[]) as n (slot, bucket, entries) order by n.slot, n.bucket on conflict (slot, bucket) do update set entries = trim_traces(t.entries || excluded.entries);

-- traces.clearOldTraces
delete from tip_traces where slot = $1 and ctid = any(array( select ctid from tip_traces where slot = $2 limit $3));

-- traces.dropTraces
with gone as ( select v.slot, k & $1::integer as bucket, array_agg(distinct v.number) as numbers from tip_views v cross join unnest(v.keys) k where v.tip_id = any($2::text[]) group by 1, 2 ), held as ( select t.slot, t.bucket, g.numbers from tip_traces t join gone g on g.slot = t.slot and g.bucket = t.bucket order by t.slot, t.bucket for no key update of t ) update tip_traces t set entries = drop_traces(t.entries, h.numbers) from held h where t.slot = h.slot and t.bucket = h.bucket;

-- traces.findSharing
select entries from tip_traces where slot = any($1::smallint[]) and bucket = any($2::integer[]);

-- tips.findPublicTip
select "status", "received_at" from "tips" where "conversation_id" = $1 order by "received_at" desc limit $2;

-- tips.findTip
select * from "tips" where "id" = $1;

-- tips.findTips
select * from "tips" where "id" in ($1) order by "id";

-- tips.lockTips
select * from "tips" where "id" in ($1) order by "id" for no key update;

-- tips.raiseVersion
update "tips" set "version" = "version" + $1, "updated_at" = now() where "id" = $2 returning "version";

-- tips.reviseTips
update tips t set version = t.version + 1, updated_at = now(), closed_at = null, status = case when t.closed_at is null then t.status else 'reopened' end from (select id from tips where id = any($1::text[]) order by id for no key update) as l where t.id = l.id;

-- tips.saveTriaged
update tips t set code = s.code, status = s.status, kind = s.kind, category = s.category, urgency = s.urgency, call_now = s.call_now, about_police = s.about_police, police_doubted = s.police_doubted, restricted = s.restricted, accused_unit = s.accused_unit, province = s.province, unit_code = s.unit_code, essence = s.essence, duplicate_of = s.duplicate_of, triaged_at = s.triaged_at, copy_key = s.copy_key, updated_at = now() from unnest( $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::boolean[], $9::boolean[], $10::boolean[], $11::text[], $12::text[], $13::text[], $14::bytea[], $15::text[], $16::timestamptz[], $17::bytea[] ) as s (id, code, status, kind, category, urgency, call_now, about_police, police_doubted, restricted, accused_unit, province, unit_code, essence, duplicate_of, triaged_at, copy_key) where t.id = s.id;

-- tip-numbers.takeNumbers
insert into "tip_numbers" ("province", "day", "last_number") values ($1, $2, $3) on conflict ("province", "day") do update set "last_number" = tip_numbers.last_number + excluded.last_number returning "last_number";

-- units.countActiveOfficers
select count_active_officers(u.code) as count from unnest($1::text[]) with ordinality as u (code, place) order by u.place;

-- units.countClearedOfficers
select count_cleared_officers(u.code) as count from unnest($1::text[]) with ordinality as u (code, place) order by u.place;

-- photos.dropOldPhotos
delete from "tip_photos" where "hashed_at" < $1;

-- photos.findPhotosLike
select p.media_id, p.tip_id, p.fingerprint from ( select distinct n.number from unnest($1::integer[]) as k (key) cross join lateral ( select t.number from photo_traces t where t.key = k.key order by t.number desc limit $2 ) n ) f join tip_photos p on p.number = f.number join tips t on t.id = p.tip_id where p.tip_id <> $3 and t.received_at >= $4 and p.fingerprint is not null and not (t.closed_at is not null and t.disposition = any($5::text[])) order by p.number desc;

-- photos.findPiece
select "sealed" from "media_chunks" where "media_id" = $1 and "number" = $2;

-- photos.listNewPhotos
select "m"."id", "m"."file" from "events" as "e" inner join "media" as "m" on "m"."event_id" = "e"."id" where "e"."tip_id" in ($1) and "m"."state" = $2 and not exists (select from tip_photos p where p.media_id = m.id) and may_hash_photos(e.tip_id) order by "m"."id";

-- photos.listPhotosOf
select "media_id", "tip_id", "fingerprint" from "tip_photos" where "tip_id" in ($1) and "fingerprint" is not null order by "number";

-- photos.listTipsWithNewPhotos
select distinct "e"."tip_id" from "events" as "e" inner join "media" as "m" on "m"."event_id" = "e"."id" where "e"."tip_id" in ($1) and "m"."state" = $2 and not exists (select from tip_photos p where p.media_id = m.id) and may_hash_photos(e.tip_id) order by "e"."tip_id";

-- photos.lockKept
select "id" from "media" where "id" in ($1) and "state" = $2 order by "id" for no key update;

-- photos.lockTipOf
select "id" from "tips" where "id" = (select "tip_id" from "events" where "id" = $1) for no key update;

-- photos.savePhoto
with added as ( insert into tip_photos (media_id, tip_id, fingerprint) values ($1, $2, $3) on conflict do nothing returning number ) insert into photo_traces (key, number) select k.key, a.number from added a cross join unnest($4::integer[]) as k (key);

-- restricted.countReaders
select count(*)::int as active, (count(*) filter (where 'restricted' = any (clearances)))::int as cleared from officers where disabled_at is null and role in ('duty-officer', 'unit-commander', 'provincial-supervisor');

-- restricted.findUncoveredUntil
select "uncovered_at" from "uncoverings" where "tip_id" = $1 and "officer_id" = $2 and "part" = $3 and "uncovered_at" > now() - $4::float8 * interval '1 millisecond' order by "uncovered_at" desc limit $5;

-- restricted.listHiddenWaiting
select urgency, open, unopened from hidden_waiting() order by array_position(array['critical', 'high', 'normal', 'low'], urgency);

-- restricted.recordUncovering
insert into "uncoverings" ("id", "tip_id", "officer_id", "part", "reason", "note") values ($1, $2, $3, $4, $5, $6);

-- restricted.restrictTip
select restrict_tip($1);

-- restricted.markComplaint
select mark_complaint($1);

-- restricted.doubtPolice
update "tips" set "police_doubted" = $1 where "id" in ($2) and "police_doubted" = $3;

-- restricted.restrictTips
update "tips" set "restricted" = $1 where "id" in ($2) and "restricted" = $3;

-- administer.addAdministered
insert into "officers" ("id", "login", "number", "unit_code", "role") values ($1, $2, $3, $4, $5) on conflict do nothing;

-- administer.changeAdministered
update "officers" set "unit_code" = $1, "role" = $2 where "id" = $3;

-- administer.findAdministers
select administers($1) as may;

-- administer.listAdministered
select * from administered_officers();

-- administer.saveClearances
select set_clearances($1, $2::text[]) as done;

-- administer.setStanding
update "officers" set "disabled_at" = now() where "id" = $1;

-- challenges.keepChallenge
delete from "challenges" where ("expires_at" < now() or ("holder" = $1 and "purpose" = $2));
insert into "challenges" ("challenge", "purpose", "holder", "officer_id", "random") values ($1, $2, $3, $4, $5);

-- challenges.takeChallenge
delete from "challenges" where "challenge" = $1 and "purpose" = $2 and "holder" = $3 and "expires_at" > now() returning "officer_id", "random";

-- enrolments.addEnrolment
insert into "enrolments" ("token_hash", "officer_id", "made_by", "purpose") values ($1, $2, $3, $4);

-- enrolments.findEnrolment
select "officers"."id", "officers"."login", "officers"."number", "officers"."unit_code", "officers"."role", "officers"."password_hash", "enrolments"."purpose", "enrolments"."made_by" from "enrolments" inner join "officers" on "officers"."id" = "enrolments"."officer_id" where "token_hash" = $1 and "used_at" is null and "expires_at" > now() and "officers"."disabled_at" is null;

-- enrolments.spendEnrolment
update "enrolments" set "used_at" = now() where "token_hash" = $1 and "used_at" is null and "expires_at" > now();

-- officers.findByLogin
select "id", "unit_code", "role", "disabled_at" from "officers" where "login" = $1;

-- officers.findStanding
select "id", "login", "unit_code", "disabled_at" from "officers" where "id" = $1;

-- officers.listOfficers
select "id", "login", "number", "unit_code", "role", "disabled_at", "password_hash", (select count(*) as "count" from "passkeys" where "passkeys"."officer_id" = "officers"."id") as "passkeys", exists (select "totps"."officer_id" from "totps" where "totps"."officer_id" = "officers"."id") as "has_totp" from "officers" order by "unit_code", "login";

-- officers.lockOfficer
select "password_hash" from "officers" where "id" = $1 for update;

-- passkeys.addPasskey
insert into "passkeys" ("id", "officer_id", "public_key", "counter", "transports", "is_backed_up", "name", "link_made_by") values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict ("id") do nothing;

-- passkeys.advanceCounter
update "passkeys" set "counter" = $1, "is_backed_up" = $2, "last_used_at" = now() where "id" = $3 and (counter < $4 or (counter = 0 and $5::bigint = 0));

-- passkeys.findPasskey
select "passkeys".*, "officers"."unit_code", "officers"."disabled_at" from "passkeys" inner join "officers" on "officers"."id" = "passkeys"."officer_id" where "passkeys"."id" = $1;

-- passkeys.listPasskeys
select * from "passkeys" where "officer_id" = $1 order by "created_at";

-- passkeys.removePasskeys
delete from "passkeys" where "officer_id" = $1 and "id" = $2;

-- passkeys.renamePasskey
update "passkeys" set "name" = $1 where "id" = $2 and "officer_id" = $3;

-- secondFactors.addRecoveryCodes
insert into "recovery_codes" ("officer_id", "code_mac") values ($1, $2);

-- secondFactors.countRecoveryCodes
select count(*) as "count" from "recovery_codes" where "officer_id" = $1 and "used_at" is null;

-- secondFactors.findTotp
select "secret", "created_at" from "totps" where "officer_id" = $1;

-- secondFactors.giveTotp
insert into "totps" ("officer_id", "secret") values ($1, $2) on conflict ("officer_id") do nothing;

-- secondFactors.removeRecoveryCodes
delete from "recovery_codes" where "officer_id" = $1;

-- secondFactors.removeTotp
delete from "totps" where "officer_id" = $1;

-- secondFactors.savePassword
update "officers" set "password_hash" = $1 where "id" = $2;

-- secondFactors.saveTotp
insert into "totps" ("officer_id", "secret", "last_step", "created_at") values ($1, $2, $3, now()) on conflict ("officer_id") do update set "secret" = $4, "last_step" = $5, "created_at" = now();

-- secondFactors.takeRecoveryCode
update "recovery_codes" set "used_at" = now() where "officer_id" = $1 and "code_mac" = $2 and "used_at" is null;

-- secondFactors.takeStep
update "totps" set "last_step" = $1 where "officer_id" = $2 and "last_step" < $3;

-- sessions.endSessions
delete from "sessions" where "officer_id" = $1 and "token_hash" <> $2;

-- sessions.findFresh
select "fresh_with" from "sessions" where "token_hash" = $1 and "fresh_for" = $2 and "fresh_at" > now() - make_interval(mins => $3);

-- sessions.findSessionOfficer
select "officers"."id", "officers"."login", "officers"."number", "officers"."unit_code", "officers"."role" from "sessions" inner join "officers" on "officers"."id" = "sessions"."officer_id" where "token_hash" = $1 and "disabled_at" is null and "ends_at" > now() and "seen_at" > now() - interval '30 minutes';

-- sessions.listSessions
select "token_hash", "created_at", "seen_at", "method" from "sessions" where "officer_id" = $1 and "ends_at" > now() and "seen_at" > now() - interval '30 minutes' order by "created_at" desc;

-- sessions.markFresh
update "sessions" set "fresh_at" = now(), "fresh_for" = $1, "fresh_with" = $2 where "token_hash" = $3;

-- units.listUnits
select * from units_on($1::date) order by code;

-- unitRecords.checkUnitAreas
set constraints unit_areas_alone immediate;

-- unitRecords.insertUnitRecords
insert into units (code, name, kind, level, province, role, parent, areas, hours, duty_phones, channels, valid_from, valid_to, successor, document, reason) select n.code, n.name, n.kind, n.level, n.province, n.role, n.parent, n.areas, n.hours, n.duty_phones, n.channels, n.valid_from, n.valid_to, n.successor, n.document, n.reason from jsonb_to_recordset($1::jsonb) as n (code text, name text, kind text, level text, province text, role text, parent text, areas text[], hours jsonb, duty_phones text[], channels text[], valid_from date, valid_to date, successor text, document text, reason text);

-- unitRecords.listUnitRecords
select "code", "name", "kind", "level", "province", "role", "parent", "areas", "hours", "duty_phones", "channels", "valid_from", "valid_to", "successor", "document", "version" as "number" from "units" order by "code";

-- unitRecords.listUnitVersions
select "v"."code", "v"."name", "v"."kind", "v"."level", "v"."province", "v"."role", "v"."parent", "v"."areas", "v"."hours", "v"."duty_phones", "v"."channels", "v"."valid_from", "v"."valid_to", "v"."successor", "v"."document", "v"."number", "v"."reason", "v"."made_by", "v"."made_at", "o"."number" as "made_by_number" from "unit_versions" as "v" left join "officers" as "o" on "o"."id" = "v"."made_by" where "v"."code" = $1 order by "v"."number" desc;

-- unitRecords.lockUnits
select pg_advisory_xact_lock(hashtextextended('units', 4));

-- unitRecords.updateUnitRecords
update units u set name = n.name, parent = n.parent, areas = n.areas, hours = n.hours, duty_phones = n.duty_phones, channels = n.channels, valid_from = n.valid_from, valid_to = n.valid_to, successor = n.successor, document = n.document, reason = n.reason from jsonb_to_recordset($1::jsonb) as n (code text, name text, kind text, level text, province text, role text, parent text, areas text[], hours jsonb, duty_phones text[], channels text[], valid_from date, valid_to date, successor text, document text, reason text) where u.code = n.code;
