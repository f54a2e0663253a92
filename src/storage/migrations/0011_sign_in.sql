-- Who an officer is, proved twice over: by a passkey, or by a password and a code. A password alone opens nothing, an
-- administrator learns no secret, and what was used once is used up: codes, links, challenges.

alter table officers alter column password_hash drop not null;

-- How a session was opened, and when a person last proved, for one purpose, that they are still there.
alter table sessions add column method text not null default 'password-totp'
  constraint sessions_method_check check (method in ('passkey', 'password-totp', 'password-recovery'));
alter table sessions add column fresh_at timestamptz;
alter table sessions add column fresh_for text;
alter table sessions add column fresh_with text
  constraint sessions_fresh_with_check check (fresh_with in ('passkey', 'password-totp'));
create index sessions_officer_index on sessions (officer_id);

create table passkeys (
  -- As the authenticator names it, base64url.
  id text constraint passkeys_pkey primary key,
  officer_id text not null constraint passkeys_officer_fkey references officers (id) on delete cascade,
  -- COSE key, as WebAuthn gives it.
  public_key bytea not null,
  -- Of the last assertion taken. One that is not higher comes from a copy; 0 for authenticators that do not count.
  counter bigint not null default 0,
  transports text[] not null default '{}',
  -- True where the key lies with its maker's cloud as well.
  is_backed_up boolean not null,
  name text not null constraint passkeys_name_check check (length(name) between 1 and 60),
  -- Who made the link it was enrolled with; null where the officer added it, or the owner's command made the link.
  link_made_by text constraint passkeys_maker_fkey references officers (id),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkeys_officer_index on passkeys (officer_id);

create table totps (
  officer_id text constraint totps_pkey primary key constraint totps_officer_fkey references officers (id) on delete cascade,
  -- Sealed under a key of login.json, bound to the officer.
  secret bytea not null,
  -- The 30 seconds of the last code taken, counted from 1970: a code works once, and none before it works again.
  last_step bigint not null default 0,
  created_at timestamptz not null default now()
);

create table recovery_codes (
  officer_id text not null constraint recovery_codes_officer_fkey references officers (id) on delete cascade,
  -- HMAC under a key of login.json.
  code_mac bytea not null,
  used_at timestamptz,
  constraint recovery_codes_pkey primary key (officer_id, code_mac)
);

-- One-time links. The token itself is shown once to whoever made it and kept nowhere.
create table enrolments (
  token_hash bytea constraint enrolments_pkey primary key,
  officer_id text not null constraint enrolments_officer_fkey references officers (id) on delete cascade,
  -- Null for the owner's command.
  made_by text constraint enrolments_maker_fkey references officers (id),
  purpose text not null constraint enrolments_purpose_check check (purpose in ('new', 'recover')),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '24 hours'
    constraint enrolments_expiry_check check (expires_at <= made_at + interval '24 hours'),
  used_at timestamptz
);
create index enrolments_officer_index on enrolments (officer_id);

-- What an authenticator is asked to sign: once, within five minutes, for one purpose, by the browser that asked.
create table challenges (
  challenge bytea constraint challenges_pkey primary key,
  purpose text not null constraint challenges_purpose_check
    check (purpose in ('sign-in', 'enrol', 'add', 'step-up', 'act')),
  -- SHA-256 of the cookie: visitor's, enrolment's or session's.
  holder bytea not null,
  officer_id text constraint challenges_officer_fkey references officers (id) on delete cascade,
  -- Of an act: the challenge is SHA-256 of this and of the words of the act.
  random bytea,
  expires_at timestamptz not null default now() + interval '5 minutes'
);
create index challenges_expiry_index on challenges (expires_at);

do $$
declare name text;
begin
  foreach name in array array['passkeys', 'totps', 'recovery_codes', 'enrolments', 'challenges'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('revoke all on %I from public', name);
    execute format('create policy login_%1$s on %1$I to tinbao_login using (true) with check (true)', name);
  end loop;
end $$;
grant select, insert, update (counter, is_backed_up, name, last_used_at), delete on passkeys to tinbao_login;
grant select, insert, update (secret, last_step, created_at), delete on totps to tinbao_login;
grant select, insert, update (used_at), delete on recovery_codes to tinbao_login;
grant select, update (used_at) on enrolments to tinbao_login;
grant select, insert, delete on challenges to tinbao_login;
grant update (fresh_at, fresh_for, fresh_with) on sessions to tinbao_login;
create policy login_officers_password on officers for update to tinbao_login using (true) with check (true);
grant update (password_hash) on officers to tinbao_login;

-- The owner's commands make links and tell who has enrolled what; the keys of what is sealed lie elsewhere.
create policy owner_enrolments on enrolments to tinbao_owner using (true) with check (true);
create policy owner_passkeys on passkeys for select to tinbao_owner using (true);
create policy owner_totps on totps for select to tinbao_owner using (true);
-- The demonstration's officers are made with theirs.
create policy owner_totps_demo on totps for insert to tinbao_owner with check (true);

-- Whoever holds a session sees the row that says who they are, whatever their role.
create policy desk_self on officers for select to tinbao_desk
  using (id = (select o.officer_id from current_officer() o));

-- Administrators: of their province, or of all where their unit has none. Derived from the token alone, like all reach.
create function administers(unit text) returns boolean
  language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
      select 1 from public.current_officer() c
      join public.units own on own.code = c.unit_code
      join public.units other on other.code = administers.unit
      where c.role = 'administrator' and (own.province is null or own.province = other.province))
  $$;
-- The sub-select is asked once a statement; without it every row would cost everybody a question.
create policy desk_administered on officers for select to tinbao_desk
  using ((select c.role from current_officer() c) = 'administrator' and administers(unit_code));
create policy desk_officers_add on officers for insert to tinbao_desk with check (
  administers(unit_code) and password_hash is null and disabled_at is null);
-- Never themselves: nobody gives themself a role, and nobody locks themself out.
create policy desk_officers_change on officers for update to tinbao_desk
  using (administers(unit_code) and id <> (select o.officer_id from current_officer() o))
  with check (administers(unit_code));
grant insert (id, login, number, unit_code, role), update (unit_code, role, disabled_at) on officers to tinbao_desk;
create policy desk_enrolments on enrolments for insert to tinbao_desk with check (
  used_at is null and made_by = (select o.officer_id from current_officer() o)
  and exists (select 1 from officers o where o.id = enrolments.officer_id and o.id <> enrolments.made_by
    and administers(o.unit_code)));
grant insert (token_hash, officer_id, made_by, purpose) on enrolments to tinbao_desk;

-- What the administrator's page shows. A function, for the desk's own columns must not hold anybody's login.
create function administered_officers() returns table (
    id text, login text, number text, unit_code text, role text, clearances text[], disabled_at timestamptz,
    created_at timestamptz, passkeys bigint, has_password boolean, link_until timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, public as $$
  begin
    return query
      select o.id, o.login, o.number, o.unit_code, o.role, o.clearances, o.disabled_at, o.created_at,
        (select count(*) from public.passkeys p where p.officer_id = o.id),
        o.password_hash is not null and exists (select 1 from public.totps t where t.officer_id = o.id),
        (select max(e.expires_at) from public.enrolments e
          where e.officer_id = o.id and e.used_at is null and e.expires_at > now())
      from public.officers o where public.administers(o.unit_code)
      order by o.unit_code, o.login;
  end $$;

-- Named officers for restricted tips; the column is the next migration's. False where the caller may not.
create function set_clearances(officer text, list text[]) returns boolean
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    update public.officers o set clearances = list
      where o.id = officer and public.administers(o.unit_code)
        and o.id <> (select c.officer_id from public.current_officer() c);
    return found;
  end $$;

-- A newer link takes the place of an older one; and whoever is disabled has neither session nor link, also later when
-- they are enabled again.
create function supersede_enrolments() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    delete from public.enrolments e where e.officer_id = new.officer_id and e.used_at is null;
    return new;
  end $$;
create trigger enrolments_supersede before insert on enrolments
  for each row execute function supersede_enrolments();

-- There is always somebody who can add officers. The lock keeps two administrators from removing each other at once.
create function guard_officers() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    if old.role = 'administrator' and old.disabled_at is null
      and (new.role <> 'administrator' or new.disabled_at is not null) then
      perform pg_advisory_xact_lock(7301180114);
      if not exists (select 1 from public.officers o
        where o.role = 'administrator' and o.disabled_at is null and o.id <> old.id) then
        raise exception 'the last active administrator stays' using errcode = 'TB001';
      end if;
    end if;
    if new.disabled_at is not null and old.disabled_at is null then
      delete from public.sessions s where s.officer_id = new.id;
      delete from public.enrolments e where e.officer_id = new.id and e.used_at is null;
    end if;
    return new;
  end $$;
create trigger officers_guard before update on officers for each row execute function guard_officers();

revoke all on function administers(text), administered_officers(), set_clearances(text, text[]),
  supersede_enrolments(), guard_officers() from public;
grant execute on function administers(text), administered_officers(), set_clearances(text, text[]) to tinbao_desk;
