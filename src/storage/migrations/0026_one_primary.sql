-- One unit answers for a tip. Where an officer names another, and the one before keeps its sight because it stands in for
-- the new one or was stood in for, it is told of the tip from then on and no longer answers for it.

create or replace function keep_stand_in() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    -- Of what is over already nothing follows.
    if new.ended_at is not null then
      return new;
    end if;
    if new.role = 'primary' then
      update public.assignments a set role = 'information'
        where a.tip_id = new.tip_id and a.unit_code <> new.unit_code and a.ended_at is null and a.role = 'primary';
      update public.assignments a set role = new.role, reason = new.reason
        where a.tip_id = new.tip_id and a.unit_code = new.unit_code and a.ended_at is null and a.role <> new.role;
    elsif new.reason in ('no-active-officers', 'no-cleared-officers') then
      update public.assignments a set reason = new.reason
        where a.tip_id = new.tip_id and a.unit_code = new.unit_code and a.ended_at is null
          and a.reason not in ('no-active-officers', 'no-cleared-officers');
    end if;
    return new;
  end $$;
