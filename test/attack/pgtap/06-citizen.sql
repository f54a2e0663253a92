-- role: public
-- each: select access, conversation, id as tip from known.tips
-- A receipt opens the one talk that it was given for, in every table.

select tap.results_eq('select id from conversations', $$ select current_setting('tap.conversation') $$, 'the own talk');
select tap.results_eq('select distinct conversation_id from events', $$ select current_setting('tap.conversation') $$, 'its messages');
select tap.results_eq('select distinct conversation_id from deliveries', $$ select current_setting('tap.conversation') $$, 'its answers');
select tap.results_eq('select id from tips', $$ select current_setting('tap.tip') $$, 'its tip');
select tap.is_empty('select 1 from audit', 'no look of this week');
select tap.throws_ok('select unit_code from tips', '42501', null, 'not who answers for it');
select tap.throws_ok('select essence from tips', '42501', null, 'nor what it came to');
select tap.is_empty(
  $$ select relation from known.rights where role = 'public' and rights like '%select%'
     and relation not in ('conversations', 'events', 'deliveries', 'tips', 'audit', 'units', 'gazetteer_releases',
       'gazetteer_activations') $$,
  'every table the public pages read is looked at in this file');
