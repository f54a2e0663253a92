-- What an officer or the machine says of complaints about police after a tip lies with a unit.

-- A message may complain about police, without a cue that says so. Never taken back: a person decides, by sending it on.
alter table tips add column police_doubted boolean not null default false;

-- A complaint about police leaves every unit below the province with the word that makes it one, whoever says it.
create function end_below_province() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    update public.assignments a set ended_at = now() where a.tip_id = new.id and a.ended_at is null
      and a.unit_code in (select u.code from public.units u where u.level = 'commune');
    return null;
  end $$;
create trigger tips_end_below_province after update of about_police on tips for each row
  when (new.about_police and not old.about_police) execute function end_below_province();

-- As `restrict_tip`: who says so may lose sight of it by that. None makes it less than a complaint.
alter policy owner_restrict on tips with check (restricted or about_police);
create function mark_complaint(tip text) returns void
  language sql volatile security definer set search_path = pg_catalog, public as $$
    update public.tips t set about_police = true, updated_at = now() where t.id = mark_complaint.tip and not t.about_police
  $$;
revoke all on function end_below_province(), mark_complaint(text) from public;
grant execute on function mark_complaint(text) to tinbao_desk;

-- That somebody asked whether it complains about police is itself no business of the units that may be meant.
alter policy desk_decisions on decisions using (exists (select 1 from tips t where t.id = tip_id)
  and (kind <> 'police' or may_hold_complaint(current_unit(), null)));
alter policy desk_corrections on corrections using (exists (select 1 from tips t where t.id = tip_id)
  and (field <> 'police' or may_hold_complaint(current_unit(), null)));
