-- The same picture sent again is a sign that two tips tell of one event. Pictures are compared by fingerprints of 64 bits,
-- which tell something of what is to be seen: they lie sealed, are found again by HMACs of their parts, and exist of no tip
-- that is restricted or may complain about police (sexual offences, children, trafficking: no hash of any picture). The
-- tables say so, not only the program: the bytes of every other tip's files stay out of the worker's reach.

alter table outbox drop constraint outbox_topic_check;
alter table outbox add constraint outbox_topic_check
  check (topic in ('event', 'quiet', 'tip', 'link', 'known', 'series', 'photo', 'delivery', 'media', 'forget'));

-- True once triage has read all of it and found it to be a report that is neither restricted nor may complain about police,
-- while it is open: what is closed lies under the key of its class, and nothing is added to it.
-- What was put before a person because triage failed has no facts of its routing.
create function may_hash_photos(tip text) returns boolean language sql stable
  begin atomic
    select exists (select from tips t where t.id = may_hash_photos.tip and t.triaged_at is not null
        and t.kind not in ('question', 'out-of-scope', 'greeting', 'spam')
        and not t.restricted and not t.about_police and not t.police_doubted
        and t.status <> 'closed' and t.erased_at is null)
      and exists (select from route_facts r where r.tip_id = may_hash_photos.tip)
      and not exists (select from outbox o where o.topic = 'tip' and o.ref = may_hash_photos.tip);
  end;
revoke all on function may_hash_photos(text) from public;
grant execute on function may_hash_photos(text) to tinbao_worker;

create table tip_photos (
  media_id text constraint tip_photos_pkey primary key constraint tip_photos_media_fkey references media (id),
  number integer generated always as identity constraint tip_photos_number_key unique,
  tip_id text not null constraint tip_photos_tip_fkey references tips (id),
  -- Sealed. Null: no picture, or one that no decoder of ours reads.
  fingerprint bytea,
  hashed_at timestamptz not null default clock_timestamp()
);
create index tip_photos_tip_index on tip_photos (tip_id);
create index tip_photos_hashed_index on tip_photos (hashed_at);

-- The first four bytes of the HMAC of each part of a fingerprint, and the number of the picture: the newest of a key are
-- read from the index alone. They go with their picture.
create table photo_traces (
  key integer not null,
  number integer not null
    constraint photo_traces_photo_fkey references tip_photos (number) on delete cascade
);
create index photo_traces_key_index on photo_traces (key, number);
create index photo_traces_number_index on photo_traces (number);

do $$
declare name text;
begin
  foreach name in array array['tip_photos', 'photo_traces'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('create policy backup_%1$s on %1$I for select to tinbao_backup using (true)', name);
    execute format('grant select on %I to tinbao_backup', name);
  end loop;
end $$;
create policy worker_photos_read on tip_photos for select to tinbao_worker using (true);
create policy worker_photos_add on tip_photos for insert to tinbao_worker with check (may_hash_photos(tip_id)
  and exists (select from media m join events e on e.id = m.event_id
    where m.id = media_id and m.state = 'kept' and e.tip_id = tip_photos.tip_id));
-- Sealed anew under another key.
create policy worker_photos_wrap on tip_photos for update to tinbao_worker using (true) with check (true);
-- No look-up reaches so far back.
create policy worker_photos_drop on tip_photos for delete to tinbao_worker
  using (hashed_at < now() - interval '30 days');
grant select, insert (media_id, tip_id, fingerprint), update (fingerprint), delete on tip_photos to tinbao_worker;
create policy worker_photo_traces on photo_traces for select to tinbao_worker using (true);
create policy worker_photo_traces_add on photo_traces for insert to tinbao_worker with check (true);
grant select, insert on photo_traces to tinbao_worker;

-- The worker reads back the pieces of files of such tips and of no others; it adds pieces of any. Whoever deletes must
-- see what goes: that a file is destroyed is said in its row, and its pieces and fingerprint go by that, whoever says it.
drop policy worker_media_chunks on media_chunks;
create policy worker_chunks_add on media_chunks for insert to tinbao_worker with check (true);
create policy worker_chunks_read on media_chunks for select to tinbao_worker
  using (exists (select from media m join events e on e.id = m.event_id
    where m.id = media_id and m.state = 'kept' and may_hash_photos(e.tip_id)));
revoke delete on media_chunks from tinbao_worker;
grant select (sealed) on media_chunks to tinbao_worker;

create function destroy_file() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    delete from public.media_chunks c where c.media_id = new.id;
    delete from public.tip_photos p where p.media_id = new.id;
    return null;
  end $$;
create trigger media_destroy_file after update of reason on media for each row
  when (new.reason = 'destroyed') execute function destroy_file();

-- A tip that becomes restricted, a complaint about police or no report loses its fingerprints with that word, and is
-- compared with others anew, without them.
create function drop_photos() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  declare
    had_any boolean;
  begin
    with gone as (delete from public.tip_photos p where p.tip_id = new.id returning p.fingerprint)
      select bool_or(g.fingerprint is not null) into had_any from gone g;
    -- Nor is it told any longer that its picture was like another's.
    update public.incident_suggestions s set reasons = array_remove(s.reasons, 'same-photo'),
        state = case when s.state = 'open' and s.reasons = array['same-photo'] then 'gone' else s.state end
      where 'same-photo' = any (s.reasons) and new.id in (s.tip_id, s.other_tip_id);
    update public.incident_members m set reasons = array_remove(m.reasons, 'same-photo')
      where 'same-photo' = any (m.reasons) and new.id in (m.tip_id, m.near_tip_id);
    if had_any and new.erased_at is null then
      insert into public.outbox (id, topic, lane, ref) values ('out_' || gen_random_uuid(), 'link', new.channel, new.id)
        on conflict do nothing;
    end if;
    return null;
  end $$;
create trigger tips_drop_photos after update of restricted, about_police, police_doubted, kind, erased_at on tips
  for each row when ((new.restricted and not old.restricted) or (new.about_police and not old.about_police)
    or (new.police_doubted and not old.police_doubted) or (new.kind <> old.kind
      and new.kind in ('question', 'out-of-scope', 'greeting', 'spam'))
    or (new.erased_at is not null and old.erased_at is null))
  execute function drop_photos();
revoke all on function destroy_file(), drop_photos() from public;

do $$
declare name text;
begin
  foreach name in array array['media_chunks', 'tip_photos'] loop
    execute format('create policy owner_%1$s_find on %1$I for select to tinbao_owner using (pg_trigger_depth() > 0)', name);
    execute format('create policy owner_%1$s_drop on %1$I for delete to tinbao_owner using (pg_trigger_depth() > 0)', name);
  end loop;
end $$;
create policy owner_outbox_link on outbox for insert to tinbao_owner
  with check (pg_trigger_depth() > 0 and topic = 'link');
