-- Who was told of a tip and now stands in for the unit that answers for it may decide in its place; who was told and now
-- answers for it has it as that. Of a unit that holds a tip already a new row changes nothing: what the row says of why
-- goes to the row that is there, whoever gives it.

create function keep_stand_in() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public as $$
  begin
    if new.role = 'primary' then
      update public.assignments a set role = new.role, reason = new.reason
        where a.tip_id = new.tip_id and a.unit_code = new.unit_code and a.ended_at is null and a.role <> new.role;
    elsif new.reason in ('no-active-officers', 'no-cleared-officers') then
      update public.assignments a set reason = new.reason
        where a.tip_id = new.tip_id and a.unit_code = new.unit_code and a.ended_at is null
          and a.reason not in ('no-active-officers', 'no-cleared-officers');
    end if;
    return new;
  end $$;
create trigger assignments_keep_stand_in before insert on assignments
  for each row execute function keep_stand_in();
revoke all on function keep_stand_in() from public;
