/**
 * Rows as reports leave them, `n` of each: one conversation, event, identity, tip, assignment, delivery and audit row,
 * two findings. Told over the last hundred days; nothing waits. Their sealed parts open with no key.
 */
export const FILL_REPORTS = `
  begin;
  -- The rows belong together by construction: references need no checking, row by row.
  set local session_replication_role = replica;
  insert into conversations (id, channel, bot_id, sender_key, next_sequence, receipt_mac, created_at)
    select 'cnv_' || i, 'webform', 'b', sha256(('s' || i)::bytea), 2, sha256(('r' || i)::bytea), now() - i * interval '86 s'
    from generate_series(1, $n) i;
  insert into tips (id, code, conversation_id, channel, mode, status, kind, category, urgency, province, unit_code, essence,
      copy_key, received_at, triaged_at)
    select 'tip_' || i, 'TB-00-' || i, 'cnv_' || i, 'webform', 'anonymous', 'triaged', 'tip', null, 'normal', '79', '26743',
      'x', sha256(('c' || i)::bytea), now() - i * interval '86 s', now()
    from generate_series(1, $n) i;
  insert into events (id, conversation_id, sequence, channel, update_key, content, received_at, tip_id, processed_at)
    select 'evt_' || i, 'cnv_' || i, 1, 'webform', sha256(('u' || i)::bytea), repeat('x', 300)::bytea,
      now() - i * interval '86 s', 'tip_' || i, now()
    from generate_series(1, $n) i;
  insert into identities (event_id, conversation_id, sealed)
    select 'evt_' || i, 'cnv_' || i, 'x' from generate_series(1, $n) i;
  insert into findings (tip_id, tip_version, stage, stage_version, body)
    select 'tip_' || i, 1, stage, 1, 'x' from generate_series(1, $n) i, (values ('classify'), ('route')) s (stage);
  insert into assignments (id, tip_id, unit_code, role, reason)
    select 'req_' || i, 'tip_' || i, '26743', 'primary', 'x' from generate_series(1, $n) i;
  insert into deliveries (id, conversation_id, tip_id, cause, seq, author, body, status)
    select 'dlv_' || i, 'cnv_' || i, 'tip_' || i, 'evt_' || i, 0, 'assistant', 'x', 'sent' from generate_series(1, $n) i;
  commit;
`
