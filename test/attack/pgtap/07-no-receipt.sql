-- role: public
-- each: select v as access from (select '' as v union all select '00' union all select repeat('00', 32) union all select left(access, 62) from known.tips union all select encode(sha256(decode(access, 'hex')), 'hex') from known.tips) f
-- Without a receipt, or with one that is none, nobody reads a line.

select tap.is_empty('select id from conversations', 'no talk');
select tap.is_empty('select id from events', 'no message');
select tap.is_empty('select id from deliveries', 'no answer');
select tap.is_empty('select id from tips', 'no tip');
select tap.is_empty('select 1 from audit', 'no look');
