-- role: desk
-- each: select token, id as officer, unit from known.officers
-- What each officer sees of every table that hangs on tips is what was written down for them, tip by tip.

select tap.results_eq('select id from tips order by id',
  $$ select tip from known.expected where officer = current_setting('tap.officer') order by tip $$,
  'tips: those of the unit that this officer may open');
select tap.results_eq('select distinct tip_id from events order by tip_id', 'select id from tips order by id',
  'messages of no other tip');
select tap.results_eq('select distinct tip_id from findings order by tip_id', 'select id from tips order by id',
  'findings of no other tip');
select tap.results_eq('select distinct tip_id from decisions order by tip_id', 'select id from tips order by id',
  'decisions on no other tip');
select tap.is_empty('select id from corrections where tip_id not in (select id from tips)',
  'nothing said of what the machine understood of a tip they may not see');
select tap.is_empty(
  $$ select field from correction_counts() where (select role from current_officer())
     not in ('unit-commander', 'provincial-supervisor', 'administrator') $$,
  'figures of the whole line for those who answer for the models alone');
select tap.results_eq('select distinct tip_id from deliveries order by tip_id', 'select id from tips order by id',
  'answers to no other tip');
select tap.results_eq('select tip_id from assignments order by tip_id', 'select id from tips order by id',
  'of who holds a tip: the own unit, and no tip it cannot open');
select tap.is_empty($$ select 1 from assignments where unit_code <> current_setting('tap.unit') $$, 'no other unit''s hold');
select tap.is_empty('select id from uncoverings', 'nobody else''s reasons for opening one');
select tap.is_empty('select id from media', 'no file of others');
select tap.results_eq(
  $$ select count(*)::int from unseal_requests where requester = current_setting('tap.officer') $$,
  $$ select (exists (select 1 from known.expected where officer = current_setting('tap.officer')))::int $$,
  'their own request to open an identity');
select tap.is_empty(
  $$ select id from unseal_requests where requester <> current_setting('tap.officer')
     and (select role from current_officer()) not in ('custodian', 'auditor') $$,
  'nobody else''s request, but for custodians and auditors');
select tap.is_empty('select id from unseal_decisions where request_id not in (select id from unseal_requests)',
  'no decision on a request they may not see');
select tap.is_empty('select id from tip_exclusions where tip_id not in (select id from tips)',
  'nobody kept from a tip they may not see');

select tap.is_empty(
  $$ select code from unit_versions where (select role from current_officer()) is distinct from 'administrator'
     or province is distinct from (select u.province from units u where u.code = current_setting('tap.unit')) $$,
  'what units were, and who changed them, for administrators of their province');

select tap.is_empty('select tip_id from returns where tip_id not in (select id from tips)',
  'nothing given back that they may not see');
select tap.is_empty('select tip_id from slips where tip_id not in (select id from tips)',
  'no slip of a tip they may not see');
select tap.is_empty(
  $$ select tip_id from route_facts where not may_set_routing() or tip_id not in (select id from tips) $$,
  'by what a tip was routed, for who changes the rules and may open it');
select tap.is_empty($$ select count from routing_facts('-infinity') where not may_set_routing() $$,
  'how many went where, for who changes the rules');

select tap.results_eq('select tip_id from incident_members order by tip_id', 'select id from tips order by id',
  'voices of an incident: of tips they may see, and of no others');
select tap.results_eq('select count(*)::int from incidents',
  'select (exists (select 1 from tips))::int', 'an incident only by a voice they may see');
select tap.is_empty(
  $$ select id from incident_suggestions where tip_id not in (select id from tips) or other_tip_id not in (select id from tips) $$,
  'no suggestion that names a tip they may not see');
select tap.is_empty(
  $$ select id from incident_acts where tip_id not in (select id from tips) or other_tip_id not in (select id from tips) $$,
  'nothing done with a tip they may not see');

select tap.results_eq('select distinct tip_id from series_marks order by tip_id', 'select id from tips order by id',
  'traces of no other tip');
select tap.results_eq(
  $$ select topic from series order by topic $$,
  $$ select topic from (values ('fraud', false), ('trafficking', true)) t (topic, is_restricted)
     where exists (select 1 from known.officers o where o.id = current_setting('tap.officer') and o.sees_tips
       and o.unit in ('26743', '79-PC02', '79-TTR') and (o.is_cleared or not t.is_restricted)
       and (o.unit = '79-PC02' or exists (select 1 from tips where restricted or not t.is_restricted)))
     order by topic $$,
  'series of which they hold a tip or their unit was told, and restricted ones with the clearance');
select tap.is_empty($$ select id from series_alerts where unit_code <> current_setting('tap.unit')
     or (topic = 'trafficking' and not may_read_restricted()) $$, 'of what other units were told');
select tap.is_empty(
  $$ select n.tips from (select decode(md5(v), 'hex') as mark from (values ('fraud'), ('trafficking')) k (v)) m
     cross join lateral series_numbers(m.mark) n
     where m.mark = decode(md5('trafficking'), 'hex') and not may_read_restricted() $$,
  'of restricted series not even how many, without the clearance');
select tap.is_empty(
  $$ select commune from series_communes(decode(md5('fraud'), 'hex')) where current_setting('tap.unit') <> '79-PC02' $$,
  'where a series was, for the department that was told of it');

-- Whatever else there is that the desk reads: public, or the officer's colleagues, or nothing.
select tap.is((select count(*) from known.tips)::int, 30, 'the world is whole');
select tap.is_empty(
  $$ select relation from known.rights where role = 'desk' and rights like '%select%'
     and relation not in ('tips', 'events', 'findings', 'decisions', 'deliveries', 'assignments', 'uncoverings', 'media',
       'units', 'officers', 'audit', 'unseal_requests', 'unseal_decisions', 'tip_exclusions', 'corrections',
       'unit_versions', 'routing_versions', 'route_facts', 'returns', 'slips', 'incidents', 'incident_members',
       'incident_suggestions', 'incident_acts', 'series_marks',
       'series', 'series_alerts', 'gazetteer_releases', 'gazetteer_activations') $$,
  'every table the desk reads is looked at in this file');
select tap.is_empty($$ select 1 from audit where (select role from current_officer()) is distinct from 'auditor' $$,
  'the audit is for auditors');

-- Writing.
select tap.is_empty($$ with changed as (update tips set category = 'spam-prank' returning id)
    select id from changed where id not in (select tip from known.expected where officer = current_setting('tap.officer')) $$,
  'an update without a condition changes no tip of others');
select tap.throws_ok($$ update tips set restricted = false $$, '42501', null, 'a restricted tip stays one');
select tap.throws_ok($$ delete from tips $$, '42501', null, 'nothing is deleted');
select tap.is_empty(
  $$ select urgency from hidden_waiting() where exists (select 1 from known.officers o
     where o.id = current_setting('tap.officer') and (o.is_cleared or not o.sees_tips)) $$,
  'what waits behind a clearance is told to those of the unit without it alone');
