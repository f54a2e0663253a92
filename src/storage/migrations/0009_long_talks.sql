-- A talk may be thousands of lines long, and each new line must cost what the first did: what is still to be sent, or
-- was given up, and the messages of its tips, are found without going through all that was said and sent before.

create index deliveries_unsent_index on deliveries (conversation_id, status, created_at, seq) where status <> 'sent';
create index events_filed_index on events (conversation_id, sequence) where tip_id is not null;
