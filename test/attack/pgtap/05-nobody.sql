-- role: desk
-- each: select v as token, v as forged from (select '' as v union all select 'x' union all select id from known.officers union all select unit from known.officers union all select encode(sha256(convert_to(token, 'UTF8')), 'hex') from known.officers union all select token || ' ' from known.officers union all select upper(token) from known.officers union all select $$' or true --$$) f
-- A token that is none shows no row of any table but the public ones.

select tap.is_empty('select id from tips', 'tips');
select tap.is_empty('select id from events', 'messages');
select tap.is_empty('select tip_id from findings', 'findings');
select tap.is_empty('select id from assignments', 'assignments');
select tap.is_empty('select id from decisions', 'decisions');
select tap.is_empty('select id from deliveries', 'answers');
select tap.is_empty('select id from media', 'files');
select tap.is_empty('select id from uncoverings', 'reasons');
select tap.is_empty('select id from unseal_requests', 'requests to open an identity');
select tap.is_empty('select id from unseal_decisions', 'decisions on them');
select tap.is_empty('select id from tip_exclusions', 'who is kept from a tip');
select tap.is_empty('select id from returns', 'tips given back');
select tap.is_empty('select id from slips', 'slips');
select tap.is_empty('select id from incidents', 'incidents');
select tap.is_empty('select tip_id from incident_members', 'their voices');
select tap.is_empty('select id from incident_suggestions', 'what may be one');
select tap.is_empty('select id from incident_acts', 'what was done with them');
select tap.is_empty('select tip_id from series_marks', 'traces');
select tap.is_empty('select id from series', 'series');
select tap.is_empty('select id from series_alerts', 'what units were told of series');
select tap.is_empty($$ select * from series_numbers(decode(md5('fraud'), 'hex')) $$, 'nor how many stand in one');
select tap.is_empty($$ select * from series_communes(decode(md5('fraud'), 'hex')) $$, 'nor where');
select tap.is_empty('select tip_id from route_facts', 'by what tips were routed');
select tap.is_empty($$ select * from routing_facts('-infinity') $$, 'nor how many');
select tap.is_empty('select id from officers', 'officers');
select tap.is_empty('select code from unit_versions', 'what units were');
select tap.is_empty('select id from audit', 'audit');
select tap.is_empty('select * from current_officer()', 'nobody is signed in');
select tap.is_empty('select * from hidden_waiting()', 'nothing waits for nobody');
select tap.is(may_read_restricted(), false, 'and nobody is named for restricted tips');
