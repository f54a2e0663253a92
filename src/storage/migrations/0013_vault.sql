-- The vault is asked by the id of a delivery, not of a conversation, and sees for itself that this delivery still waits:
-- whoever steals the worker's voice learns no sender but of what is being sent, and no body of it.
create policy vault_deliveries on deliveries for select to tinbao_vault using (status = 'pending');
grant select (id, conversation_id, status) on deliveries to tinbao_vault;
