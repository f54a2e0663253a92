-- One event told by many is one incident with all its voices. Tips are found again by traces that tell nothing (HMACs),
-- compared by a sealed view, linked by the machine where that is measured, and otherwise by officers, whose every act can
-- be undone. An officer is shown the voices they may see and no hint of others.

alter table outbox drop constraint outbox_topic_check;
alter table outbox add constraint outbox_topic_check
  check (topic in ('event', 'quiet', 'tip', 'link', 'delivery', 'media', 'forget'));

create table incidents (
  id text constraint incidents_pkey primary key,
  -- Its first voice: the member that was received first.
  root_tip_id text not null constraint incidents_root_fkey references tips (id),
  -- By the newest voice that made it worse, of those that are neither restricted nor may complain about police: of the
  -- others nobody may learn by what became of an incident.
  urgency text constraint incidents_urgency_check check (urgency in ('critical', 'high', 'normal', 'low')),
  worsening text constraint incidents_worsening_check check (worsening in ('urgency', 'victim', 'weapon', 'fire', 'place')),
  worsened_at timestamptz,
  -- Rises with each act of an officer, and with nothing else.
  version integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  -- No voice is left.
  ended_at timestamptz
);
create index incidents_root_index on incidents (root_tip_id);

create table incident_members (
  tip_id text constraint incident_members_pkey primary key constraint incident_members_tip_fkey references tips (id),
  incident_id text not null constraint incident_members_incident_fkey references incidents (id),
  -- To the voice it was linked with; of the root it says nothing, whatever stands there.
  relation text not null
    constraint incident_members_relation_check check (relation in ('first', 'repeat', 'copy', 'witness', 'escalation')),
  near_tip_id text constraint incident_members_near_fkey references tips (id),
  linked_by text not null constraint incident_members_by_check check (linked_by in ('machine', 'officer')),
  score real,
  -- Codes of why.
  reasons text[] not null default '{}',
  worsening text
    constraint incident_members_worsening_check check (worsening in ('urgency', 'victim', 'weapon', 'fire', 'place')),
  worsened_urgency text
    constraint incident_members_urgency_check check (worsened_urgency in ('critical', 'high', 'normal', 'low')),
  worsened_at timestamptz,
  -- It made the incident worse and no officer has opened it since: it stands in the inbox by itself.
  raised boolean not null default false,
  linked_at timestamptz not null default clock_timestamp()
);
create index incident_members_incident_index on incident_members (incident_id);
-- Of ten thousand copies none has a view of its own.
create index incident_members_voices_index on incident_members (incident_id) where relation <> 'copy';
create index incident_members_near_index on incident_members (near_tip_id);

-- Two tips that may tell of one event: for an officer to confirm or to reject.
create table incident_suggestions (
  id text constraint incident_suggestions_pkey primary key,
  tip_id text not null constraint incident_suggestions_tip_fkey references tips (id),
  other_tip_id text not null constraint incident_suggestions_other_fkey references tips (id),
  relation text not null
    constraint incident_suggestions_relation_check check (relation in ('repeat', 'copy', 'witness', 'escalation')),
  score real not null,
  reasons text[] not null,
  -- Version of what compared them.
  model text not null,
  worsening text
    constraint incident_suggestions_worsening_check check (worsening in ('urgency', 'victim', 'weapon', 'fire', 'place')),
  worsened_urgency text
    constraint incident_suggestions_urgency_check check (worsened_urgency in ('critical', 'high', 'normal', 'low')),
  -- gone: what the tips say by now no longer suggests it, or they were linked otherwise.
  state text not null default 'open'
    constraint incident_suggestions_state_check check (state in ('open', 'confirmed', 'rejected', 'gone')),
  suggested_at timestamptz not null default clock_timestamp(),
  constraint incident_suggestions_pair_key unique (tip_id, other_tip_id),
  constraint incident_suggestions_two_check check (tip_id <> other_tip_id)
);
create index incident_suggestions_other_index on incident_suggestions (other_tip_id);

-- Pairs of tips that tell of two events, whatever the machine thinks.
create table incident_pins (
  tip_id text not null constraint incident_pins_tip_fkey references tips (id),
  other_tip_id text not null constraint incident_pins_other_fkey references tips (id),
  act_id text not null,
  constraint incident_pins_pkey primary key (tip_id, other_tip_id),
  constraint incident_pins_order_check check (tip_id < other_tip_id)
);
create index incident_pins_other_index on incident_pins (other_tip_id);

-- What officers did with incidents: never changed. Each row is written by the officer and carried out by the trigger.
create table incident_acts (
  id text constraint incident_acts_pkey primary key,
  number bigint generated always as identity,
  kind text not null
    constraint incident_acts_kind_check check (kind in ('confirm', 'reject', 'merge', 'split', 'move', 'undo')),
  tip_id text not null constraint incident_acts_tip_fkey references tips (id),
  other_tip_id text constraint incident_acts_other_fkey references tips (id),
  suggestion_id text constraint incident_acts_suggestion_fkey references incident_suggestions (id),
  -- Once. Without a foreign key: to keep one, the owner would need the right to change acts.
  undoes text constraint incident_acts_undoes_key unique,
  officer_id text not null constraint incident_acts_officer_fkey references officers (id),
  unit_code text not null,
  -- What a confirmed or rejected suggestion said: what the machine learns from.
  score real,
  model text,
  -- The restricted take no part in learning.
  restricted boolean not null,
  -- Of every tip touched its row of `incident_members`; pins and states of suggestions that changed.
  before jsonb not null,
  after jsonb not null,
  done_at timestamptz not null default clock_timestamp(),
  constraint incident_acts_other_check check ((other_tip_id is null) <= (kind in ('split', 'undo'))),
  constraint incident_acts_undo_check check ((undoes is not null) = (kind = 'undo'))
);
create index incident_acts_tip_index on incident_acts (tip_id);
create index incident_acts_other_index on incident_acts (other_tip_id);
create unique index incident_acts_number_index on incident_acts (number);

-- Everything of a tip that others are compared with, sealed. A copy has none: its root's stands for it.
create table tip_views (
  tip_id text constraint tip_views_pkey primary key constraint tip_views_tip_fkey references tips (id),
  number integer generated always as identity constraint tip_views_number_key unique,
  tip_version integer not null,
  at timestamptz not null,
  -- Under which its traces lie, to take them away again.
  slot smallint not null,
  keys integer[] not null,
  body bytea
);
create index tip_views_at_index on tip_views (at);

-- By what a tip can be found: pairs of the first four bytes of an HMAC and the running number of the tip's view, eight
-- bytes each, as they came. A row for each trace would cost 70 bytes with its index, and a million tips 1.8 GB; together in
-- rows by a part of the key they cost 20. Weeks go round: a part is emptied before its turn comes again, so that no
-- look-up walks through what it does not reach any more.
create table tip_traces (
  slot smallint not null,
  -- The lower bits of the keys in it.
  bucket integer not null,
  entries bytea not null
) partition by list (slot);
do $$
begin
  for slot in 0..7 loop
    execute format('create table tip_traces_%1$s partition of tip_traces for values in (%1$s)', slot);
    -- Room for the next version of each row on its page.
    execute format('alter table tip_traces_%s set (fillfactor = 65)', slot);
    execute format('alter table tip_traces_%s enable row level security', slot);
    execute format('alter table tip_traces_%s force row level security', slot);
    execute format('revoke all on tip_traces_%s from public', slot);
  end loop;
end $$;
create unique index tip_traces_key on tip_traces (slot, bucket);

-- Of a row that has grown long the newest 24 of each key: no look-up reads more of one (storage/tip-views.ts). Of short
-- ones nothing is looked at.
create function trim_traces(entries bytea) returns bytea language plpgsql immutable as $$
  begin
    if octet_length(entries) <= 1600 then return entries; end if;
    return (
      select string_agg(e.entry, '' order by e.place) from (
        select substring(entries from p * 8 + 1 for 8) as entry, p as place,
          row_number() over (partition by substring(entries from p * 8 + 1 for 4) order by p desc) as age
        from generate_series(0, octet_length(entries) / 8 - 1) p
      ) e where e.age <= 24);
  end $$;

create function drop_traces(entries bytea, numbers integer[]) returns bytea language sql immutable as $$
  select coalesce(string_agg(substring(entries from p * 8 + 1 for 8), '' order by p), '')
  from generate_series(0, octet_length(entries) / 8 - 1) p
  where not substring(entries from p * 8 + 5 for 4) = any (array(select int4send(n) from unnest(numbers) n))
$$;

-- Links are made one transaction after the other: what one reads of incidents stays so until it has written.
create function lock_incidents() returns void language sql volatile
  begin atomic
    select pg_advisory_xact_lock(727);
  end;

-- After voices came or went: who is first, and by what it became worse.
create function mend_incidents(ids text[]) returns void language sql volatile as $$
  update public.incidents i set root_tip_id = coalesce(m.root, i.root_tip_id), updated_at = clock_timestamp(),
    ended_at = case when m.root is null then coalesce(i.ended_at, clock_timestamp()) end,
    urgency = w.worsened_urgency, worsening = w.worsening, worsened_at = w.worsened_at
  from unnest(ids) as wanted (id)
  left join lateral (
    select n.tip_id as root from public.incident_members n join public.tips t on t.id = n.tip_id
    where n.incident_id = wanted.id order by t.received_at, t.id limit 1
  ) m on true
  left join lateral (
    select n.worsened_urgency, n.worsening, n.worsened_at
    from public.incident_members n join public.tips t on t.id = n.tip_id
    where n.incident_id = wanted.id and n.worsening is not null
      and not t.restricted and not t.about_police and not t.police_doubted
    order by n.worsened_at desc limit 1
  ) w on true
  where i.id = wanted.id
$$;

-- A voice that became restricted, or a complaint about police, no longer shows in what is told of the incident.
create function mend_worsening() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    perform public.mend_incidents(array_agg(m.incident_id)) from public.incident_members m
      where m.tip_id = new.id and m.worsening is not null having count(*) > 0;
    return null;
  end $$;
create trigger tips_mend_worsening after update of restricted, about_police, police_doubted on tips for each row
  when (old.restricted is distinct from new.restricted or old.about_police is distinct from new.about_police
    or old.police_doubted is distinct from new.police_doubted)
  execute function mend_worsening();

-- A tip, and the copies that came by it.
create function with_copies(tip text) returns text[] language sql stable as $$
  select array_append(array(
    select c.tip_id from public.incident_members c join public.incident_members m on m.incident_id = c.incident_id
    where m.tip_id = with_copies.tip and c.near_tip_id = m.tip_id and c.relation = 'copy' and c.tip_id <> m.tip_id
    order by c.tip_id), tip)
$$;

-- Rows of these tips, null for who is in no incident; instants written alike whoever asks.
create function members_state(tips text[]) returns jsonb language sql stable set timezone = 'UTC' as $$
  select coalesce(jsonb_object_agg(w.id, to_jsonb(m.*)), '{}') from unnest(tips) as w (id)
  left join public.incident_members m on m.tip_id = w.id
$$;

-- Where they are of it: what an undoing must find as the act left it.
create function members_places(state jsonb) returns jsonb language sql immutable as $$
  select coalesce(jsonb_object_agg(k, v -> 'incident_id'), '{}') from jsonb_each(state) as e (k, v)
$$;

create function pin_apart(tip text, other text, act text) returns void language sql volatile as $$
  insert into public.incident_pins (tip_id, other_tip_id, act_id)
  select least(tip, other), greatest(tip, other), act where tip <> other
  on conflict do nothing
$$;

-- Carries out what an officer wrote. It takes over nothing but what is meant: who, what was, and what becomes are worked
-- out here. What was true when the page was drawn and no longer is, fails.
create function carry_out_incident_act() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    mine public.incident_members;
    theirs public.incident_members;
    suggestion public.incident_suggestions;
    undone public.incident_acts;
    joining text := new.tip_id;
    moved text[] := '{}';
    touched text[] := '{}';
    target text;
    root text;
    pinned jsonb;
    states_before jsonb;
    states_after jsonb;
    changed text[];
  begin
    perform public.lock_incidents();
    select o.officer_id, o.unit_code into new.officer_id, new.unit_code from public.current_officer() o;
    if new.kind = 'undo' then
      select * into undone from public.incident_acts a where a.id = new.undoes;
      if undone.id is null or undone.kind = 'undo'
        or exists (select from public.incident_acts a where a.undoes = undone.id) then
        raise exception 'nothing-to-undo' using errcode = 'TB027';
      end if;
      new.tip_id := undone.tip_id;
      new.other_tip_id := undone.other_tip_id;
      new.suggestion_id := undone.suggestion_id;
    elsif new.kind in ('confirm', 'reject') then
      select * into suggestion from public.incident_suggestions s where s.id = new.suggestion_id;
      if suggestion.state is distinct from 'open' then raise exception 'changed' using errcode = 'TB027'; end if;
      new.tip_id := suggestion.tip_id;
      new.other_tip_id := suggestion.other_tip_id;
      new.score := suggestion.score;
      new.model := suggestion.model;
    else
      new.suggestion_id := null;
    end if;
    if not public.may_decide_on(new.officer_id, new.tip_id)
      and (new.kind not in ('confirm', 'reject') or not public.may_decide_on(new.officer_id, new.other_tip_id)) then
      raise exception 'not-holder' using errcode = 'TB027';
    end if;
    select bool_or(t.restricted) into new.restricted from public.tips t where t.id in (new.tip_id, new.other_tip_id);
    select * into mine from public.incident_members m where m.tip_id = new.tip_id;
    select * into theirs from public.incident_members m where m.tip_id = new.other_tip_id;

    if new.kind = 'undo' then
      select array_agg(k) into touched from jsonb_object_keys(undone.after -> 'members') k;
      if public.members_places(public.members_state(touched)) <> public.members_places(undone.after -> 'members') then
        raise exception 'changed' using errcode = 'TB027';
      end if;
      new.before := undone.after;
      new.after := undone.before;
      select array_agg(distinct v ->> 'incident_id') into changed
        from (select v from jsonb_each(undone.after -> 'members') as e (k, v)
          union all select v from jsonb_each(undone.before -> 'members') as e (k, v)) s
        where v ->> 'incident_id' is not null;
      delete from public.incident_members m where m.tip_id = any (touched);
      insert into public.incident_members
        select r.* from jsonb_populate_recordset(null::public.incident_members, (
          select coalesce(jsonb_agg(v), '[]') from jsonb_each(undone.before -> 'members') as e (k, v)
          where jsonb_typeof(v) = 'object')) r
        join public.tips t on t.id = r.tip_id and t.erased_at is null;
      delete from public.incident_pins p using jsonb_array_elements(undone.after -> 'pins') v
        where p.tip_id = v ->> 0 and p.other_tip_id = v ->> 1;
      insert into public.incident_pins (tip_id, other_tip_id, act_id)
        select v ->> 0, v ->> 1, new.id from jsonb_array_elements(undone.before -> 'pins') v on conflict do nothing;
      update public.incident_suggestions s set state = e.v #>> '{}'
        from jsonb_each(undone.before -> 'suggestions') as e (k, v) where s.id = e.k;
      update public.incidents i set version = i.version + 1 where i.id = any (changed);
      perform public.mend_incidents(changed);
      return new;
    end if;

    changed := array_remove(array[mine.incident_id, theirs.incident_id], null);
    case new.kind
      when 'reject' then null;
      when 'split' then
        if mine.tip_id is null then raise exception 'not-in-incident' using errcode = 'TB027'; end if;
        moved := public.with_copies(new.tip_id);
      when 'move' then
        if mine.incident_id = theirs.incident_id then raise exception 'same-incident' using errcode = 'TB027'; end if;
        moved := case when mine.tip_id is null then array[new.tip_id] else public.with_copies(new.tip_id) end;
      else
        if mine.incident_id = theirs.incident_id and new.kind = 'merge' then
          raise exception 'same-incident' using errcode = 'TB027';
        end if;
        if mine.incident_id = theirs.incident_id then
          moved := '{}';
        elsif theirs.tip_id is null and mine.tip_id is not null then
          -- Who is alone comes to those who are many.
          joining := new.other_tip_id;
          target := mine.incident_id;
          moved := array[joining];
        elsif mine.tip_id is null then
          moved := array[new.tip_id];
        else
          -- What holds of one voice holds of all that tell of its event.
          moved := array(select m.tip_id from public.incident_members m where m.incident_id = mine.incident_id order by 1);
        end if;
    end case;
    if cardinality(moved) > 0 then touched := moved || array_remove(array[new.tip_id, new.other_tip_id], null); end if;

    -- What an officer said before gives way to what one says now; the undoing brings it back.
    select coalesce(jsonb_agg(jsonb_build_array(p.tip_id, p.other_tip_id)), '[]') into pinned
      from public.incident_pins p where new.kind in ('confirm', 'merge', 'move') and (
        (p.tip_id = any (moved) and (p.other_tip_id = new.other_tip_id
          or p.other_tip_id in (select m.tip_id from public.incident_members m where m.incident_id = theirs.incident_id)))
        or (p.other_tip_id = any (moved) and (p.tip_id = new.other_tip_id
          or p.tip_id in (select m.tip_id from public.incident_members m where m.incident_id = theirs.incident_id))));
    -- Of the same question asked of other voices of the incident the answer is the same.
    select coalesce(jsonb_object_agg(s.id, s.state), '{}') into states_before
      from public.incident_suggestions s where s.id = new.suggestion_id or (
        s.state = 'open' and new.kind in ('confirm', 'reject', 'merge', 'move', 'split') and (
        (s.tip_id = any (array[new.tip_id, new.other_tip_id]) and s.other_tip_id = any (array[new.tip_id, new.other_tip_id]))
        or (s.tip_id = new.tip_id and s.other_tip_id in
          (select m.tip_id from public.incident_members m where m.incident_id = theirs.incident_id))
        or (s.other_tip_id = new.tip_id and s.tip_id in
          (select m.tip_id from public.incident_members m where m.incident_id = theirs.incident_id))));
    states_after := (select coalesce(jsonb_object_agg(k, case when k = new.suggestion_id
      then case new.kind when 'confirm' then 'confirmed' else 'rejected' end
      else case new.kind when 'reject' then 'rejected' else 'gone' end end), '{}') from jsonb_object_keys(states_before) k);
    new.before := jsonb_build_object('members', public.members_state(touched), 'pins', pinned, 'suggestions', states_before);

    delete from public.incident_pins p using jsonb_array_elements(pinned) v
      where p.tip_id = v ->> 0 and p.other_tip_id = v ->> 1;
    pinned := '[]';
    update public.incident_suggestions s set state = e.v #>> '{}' from jsonb_each(states_after) as e (k, v) where s.id = e.k;

    if new.kind = 'split' and cardinality(moved) = 1 then
      delete from public.incident_members m where m.tip_id = any (moved);
    elsif new.kind <> 'reject' and cardinality(moved) > 0 then
      target := coalesce(target, case when new.kind <> 'split' then theirs.incident_id end);
      if target is null then
        target := 'inc_' || gen_random_uuid();
        insert into public.incidents (id, root_tip_id) values (target, new.tip_id);
        if new.kind <> 'split' then
          insert into public.incident_members (tip_id, incident_id, relation, linked_by)
            values (new.other_tip_id, target, 'first', 'officer');
        end if;
        changed := array_append(changed, target);
      end if;
      update public.incident_members m set incident_id = target where m.tip_id = any (moved);
      insert into public.incident_members as m (tip_id, incident_id, relation, near_tip_id, linked_by, score, reasons,
          worsening, worsened_urgency, worsened_at, raised)
        select joining, target,
          case when joining = new.tip_id then coalesce(suggestion.relation, 'witness') else 'witness' end,
          case when joining = new.tip_id then new.other_tip_id else new.tip_id end,
          'officer', suggestion.score, coalesce(suggestion.reasons, '{}'),
          case when joining = new.tip_id then suggestion.worsening end,
          case when joining = new.tip_id then suggestion.worsened_urgency end,
          case when joining = new.tip_id and suggestion.worsening is not null then clock_timestamp() end, false
        where new.kind <> 'split'
        on conflict (tip_id) do update set relation = excluded.relation, near_tip_id = excluded.near_tip_id,
          linked_by = 'officer', score = excluded.score, reasons = excluded.reasons, linked_at = clock_timestamp(),
          worsening = coalesce(excluded.worsening, m.worsening),
          worsened_urgency = coalesce(excluded.worsened_urgency, m.worsened_urgency),
          worsened_at = coalesce(excluded.worsened_at, m.worsened_at);
    end if;
    if new.kind = 'reject' then
      perform public.pin_apart(new.tip_id, new.other_tip_id, new.id);
    elsif mine.incident_id is not null and new.kind in ('split', 'move') then
      -- Apart from who it was linked with, and from who is first of those it leaves.
      select m.tip_id into root from public.incident_members m join public.tips t on t.id = m.tip_id
        where m.incident_id = mine.incident_id and m.tip_id <> all (moved) order by t.received_at, t.id limit 1;
      perform public.pin_apart(new.tip_id, root, new.id);
      if mine.near_tip_id <> all (moved) and exists (select from public.incident_members m
        where m.tip_id = mine.near_tip_id and m.incident_id = mine.incident_id) then
        perform public.pin_apart(new.tip_id, mine.near_tip_id, new.id);
      end if;
    end if;
    select coalesce(jsonb_agg(jsonb_build_array(p.tip_id, p.other_tip_id)), '[]') into pinned
      from public.incident_pins p where p.act_id = new.id;
    update public.incidents i set version = i.version + 1 where i.id = any (changed);
    perform public.mend_incidents(changed);
    new.after := jsonb_build_object('members', public.members_state(touched), 'pins', pinned, 'suggestions', states_after);
    return new;
  end $$;
create trigger incident_acts_carry_out before insert on incident_acts
  for each row execute function carry_out_incident_act();

revoke all on function trim_traces(bytea), drop_traces(bytea, integer[]), lock_incidents(), mend_incidents(text[]), mend_worsening(), with_copies(text),
  members_state(text[]), members_places(jsonb), pin_apart(text, text, text), carry_out_incident_act() from public;
grant execute on function trim_traces(bytea), drop_traces(bytea, integer[]), lock_incidents(), mend_incidents(text[]) to tinbao_worker;

do $$
declare name text;
begin
  foreach name in array array['incidents', 'incident_members', 'incident_suggestions', 'incident_pins', 'incident_acts',
    'tip_views', 'tip_traces']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('create policy backup_%1$s on %1$I for select to tinbao_backup using (true)', name);
    execute format('grant select on %I to tinbao_backup', name);
  end loop;
  foreach name in array array['incidents', 'incident_members', 'incident_suggestions', 'incident_pins', 'incident_acts']
  loop
    -- Of the owner of the function above, and in it alone.
    execute format('create policy owner_%1$s on %1$I to tinbao_owner using (pg_trigger_depth() > 0)
      with check (pg_trigger_depth() > 0)', name);
  end loop;
  foreach name in array array['incidents', 'incident_members', 'incident_suggestions', 'incident_pins', 'tip_views',
    'tip_traces']
  loop
    execute format('create policy worker_%1$s on %1$I to tinbao_worker using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on %I to tinbao_worker', name);
  end loop;
end $$;
revoke update, delete, truncate on incident_acts from tinbao_owner;
revoke update on incident_pins from tinbao_worker;
create policy worker_incident_acts on incident_acts for select to tinbao_worker using (true);
grant select on incident_acts to tinbao_worker;

-- By assignments, as tips are: what a row of theirs gives no sight of is in no incident. What the desk reads of a member
-- it reads beside its tip.
create policy desk_incident_members on incident_members for select to tinbao_desk
  using (exists (select 1 from assignments a where a.tip_id = incident_members.tip_id and a.ended_at is null));
create policy desk_incident_opened on incident_members for update to tinbao_desk
  using (exists (select 1 from tips t where t.id = tip_id)) with check (not raised);
grant select (tip_id, incident_id, relation, linked_by, score, reasons, worsening, worsened_urgency, worsened_at, raised,
  linked_at), update (raised) on incident_members to tinbao_desk;
create policy desk_incidents on incidents for select to tinbao_desk
  using (exists (select 1 from incident_members m where m.incident_id = incidents.id));
grant select (id, urgency, worsening, worsened_at, version, created_at, ended_at) on incidents to tinbao_desk;
create policy desk_suggestions on incident_suggestions for select to tinbao_desk
  using (exists (select 1 from tips t where t.id = tip_id) and exists (select 1 from tips t where t.id = other_tip_id));
grant select on incident_suggestions to tinbao_desk;
create policy desk_acts on incident_acts for select to tinbao_desk
  using (exists (select 1 from tips t where t.id = tip_id)
    and (other_tip_id is null or exists (select 1 from tips t where t.id = other_tip_id)));
create policy desk_act on incident_acts for insert to tinbao_desk
  with check (exists (select 1 from tips t where t.id = tip_id)
    and (other_tip_id is null or exists (select 1 from tips t where t.id = other_tip_id)));
grant select (id, number, kind, tip_id, other_tip_id, suggestion_id, undoes, officer_id, unit_code, done_at),
  insert (id, kind, tip_id, other_tip_id, suggestion_id, undoes) on incident_acts to tinbao_desk;
