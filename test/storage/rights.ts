import type { RuntimeRole } from '../../src/storage/roles.ts'

/**
 * Who may do what, written by hand from the security reference. A word alone is the whole table; columns in brackets
 * are all there is. What is not listed is not allowed. Rows are the business of the policies.
 */
export const ALLOWED: Record<string, Partial<Record<RuntimeRole, string>>> = {
  channel_tokens: { worker: 'select insert update delete' },
  units: { intake: 'select', public: 'select', login: 'select', desk: 'select', worker: 'select' },
  officers: {
    login: 'select update(password_hash)',
    desk: 'select(id number role unit_code) insert(id login number role unit_code) update(disabled_at role unit_code)',
  },
  sessions: { login: 'select insert update(fresh_at fresh_for fresh_with seen_at) delete' },
  passkeys: {
    login:
      'select insert(counter id is_backed_up link_made_by name officer_id public_key transports) update(counter is_backed_up last_used_at name) delete',
    vault: 'select(created_at id officer_id public_key)',
  },
  totps: { login: 'select insert update(created_at last_step secret) delete' },
  recovery_codes: { login: 'select insert update(used_at) delete' },
  enrolments: { login: 'select update(used_at)', desk: 'insert(made_by officer_id purpose token_hash)' },
  challenges: { login: 'select insert delete' },
  conversations: {
    intake:
      'select(id next_sequence sender_key) insert(bot_id channel created_at id next_sequence receipt_mac sender_key updated_at) update(next_sequence updated_at)',
    public: 'select(bot_id channel created_at ended_at id receipt_mac sender_key)',
    worker: 'select insert update',
    vault: 'select(ended_at id)',
  },
  events: {
    intake: 'select(conversation_id id received_at sequence update_key) insert',
    public: 'select(content conversation_id id received_at sent_at sequence)',
    desk: 'select',
    worker: 'select insert update',
  },
  identities: { intake: 'insert', vault: 'select delete' },
  dead_letters: { intake: 'select(id update_key) insert', vault: 'select' },
  outbox: { intake: 'insert', desk: 'insert', worker: 'select insert update delete' },
  tips: {
    public: 'select(conversation_id id received_at restricted status triaged_at urgency)',
    desk: 'select update(category closed_at disposition handed_over_at hold opened_at province status unit_code updated_at urgency version)',
    worker: 'select insert update',
    vault: 'select(channel conversation_id id)',
  },
  findings: { desk: 'select', worker: 'select insert update' },
  assignments: { desk: 'select insert update(ended_at)', worker: 'select insert update' },
  uncoverings: {
    desk: 'select(id officer_id part tip_id uncovered_at) insert(id note officer_id part reason tip_id)',
    worker: 'select(id note tip_id) update(note)',
  },
  tip_exclusions: {
    desk: 'select insert(id note officer_id tip_id unit_code why)',
    worker: 'select(id note tip_id) update(note)',
  },
  unseal_requests: {
    desk: 'select(case_number category_group created_at decided_at expires_at id legal_article legal_basis opened_at reason requester requester_number state tip_code tip_id unit_code) insert(case_number category_group evidence id legal_article legal_basis reason tip_id)',
    vault:
      'select(created_at decided_at evidence expires_at id requester session_hash state tip_id unit_code) update(opening state)',
    worker: 'select(id reason) update(reason)',
  },
  unseal_decisions: {
    desk: 'select(decided_at decision id officer_id officer_number reason request_id unit_code) insert(decision evidence id reason request_id)',
    vault: 'select(decided_at decision evidence id officer_id request_id unit_code)',
    worker: 'select(id reason) update(reason)',
  },
  decisions: { desk: 'select insert', worker: 'select insert update' },
  corrections: {
    desk: 'select insert(after before decision_id field how id model officer_id restricted tip_id tip_version unit_code)',
    worker: 'select',
  },
  deliveries: {
    public: 'select(author body cause conversation_id created_at id officer_id seq status)',
    desk: 'select insert',
    worker: 'select insert update',
    vault: 'select(conversation_id id status)',
  },
  media: { desk: 'select', worker: 'select insert update' },
  media_chunks: { worker: 'select(media_id number) insert delete' },
  tip_numbers: { worker: 'select insert update' },
  audit: {
    public: 'select(action at object_id)',
    login: 'insert',
    desk: 'select insert',
    worker: 'insert',
    vault: 'insert',
  },
  audit_heads: {},
  deletions: { worker: 'select insert' },
  scope_counts: { worker: 'select insert update' },
}

/** Where a role reaches every row; everywhere else a policy asks whose row it is. */
export const ALL_ROWS: Record<RuntimeRole, string> = {
  intake: 'conversations dead_letters events identities(insert) outbox(insert) units(select)',
  public: 'units(select)',
  login:
    'audit(insert) challenges enrolments officers(select) officers(update) passkeys recovery_codes sessions totps units(select)',
  desk: 'units(select)',
  worker:
    'assignments channel_tokens conversations corrections(select) decisions deletions(insert) deletions(select) deliveries events findings media media_chunks outbox scope_counts tip_exclusions(select) tip_exclusions(update) tip_numbers tips uncoverings(select) uncoverings(update) units(select) unseal_decisions(select) unseal_decisions(update) unseal_requests(select) unseal_requests(update)',
  vault: 'dead_letters(select) identities passkeys(select) unseal_decisions(select) unseal_requests(select)',
}

/**
 * Every function of ours: whose rights it runs with, and which run-time roles may call it. `owner` is a role that is no
 * superuser, bypasses nothing and cannot sign in. A trigger's function is called by nobody.
 */
export const FUNCTIONS: Record<string, { runsAs: 'owner' | 'caller'; callers: string }> = {
  administered_officers: { runsAs: 'owner', callers: 'desk' },
  administers: { runsAs: 'owner', callers: 'desk' },
  audit_field: { runsAs: 'caller', callers: '' },
  audit_hash: { runsAs: 'caller', callers: '' },
  audit_reach: { runsAs: 'owner', callers: 'desk' },
  chain_audit: { runsAs: 'owner', callers: '' },
  content_key_id: { runsAs: 'caller', callers: 'worker' },
  correction_counts: { runsAs: 'owner', callers: 'desk' },
  count_active_officers: { runsAs: 'owner', callers: 'desk worker' },
  count_cleared_officers: { runsAs: 'owner', callers: 'desk worker' },
  current_access: { runsAs: 'caller', callers: 'public' },
  current_clearances: { runsAs: 'owner', callers: 'desk' },
  current_officer: { runsAs: 'owner', callers: 'desk' },
  current_officer_id: { runsAs: 'caller', callers: 'desk' },
  current_unit: { runsAs: 'caller', callers: 'desk' },
  decide_unseal_request: { runsAs: 'owner', callers: '' },
  end_below_province: { runsAs: 'owner', callers: '' },
  exclude_accused: { runsAs: 'owner', callers: '' },
  exclude_from_sight: { runsAs: 'owner', callers: '' },
  exclude_numbers: { runsAs: 'owner', callers: 'worker' },
  guard_officers: { runsAs: 'owner', callers: '' },
  guard_unseal_request: { runsAs: 'owner', callers: '' },
  has_reader: { runsAs: 'owner', callers: '' },
  hidden_waiting: { runsAs: 'owner', callers: 'desk' },
  is_excluded: { runsAs: 'owner', callers: '' },
  is_settled_passkey: { runsAs: 'owner', callers: '' },
  link_audit: { runsAs: 'caller', callers: '' },
  list_audit_heads: { runsAs: 'owner', callers: 'worker' },
  may_decide_on: { runsAs: 'owner', callers: '' },
  may_hold_complaint: { runsAs: 'caller', callers: 'desk' },
  may_read_restricted: { runsAs: 'caller', callers: 'desk' },
  may_see_figures: { runsAs: 'caller', callers: '' },
  open_unseal_request: { runsAs: 'owner', callers: '' },
  refusal_to_decide: { runsAs: 'owner', callers: '' },
  refusal_to_open: { runsAs: 'owner', callers: '' },
  mark_complaint: { runsAs: 'owner', callers: 'desk' },
  restrict_tip: { runsAs: 'owner', callers: 'desk' },
  sees_unsealing: { runsAs: 'owner', callers: 'desk' },
  set_clearances: { runsAs: 'owner', callers: 'desk' },
  set_excluder: { runsAs: 'owner', callers: '' },
  set_sight: { runsAs: 'owner', callers: '' },
  settle_unseal_request: { runsAs: 'owner', callers: '' },
  spread_sight: { runsAs: 'owner', callers: '' },
  supersede_enrolments: { runsAs: 'owner', callers: '' },
  unit_and_above: { runsAs: 'caller', callers: '' },
  why_not_decide: { runsAs: 'owner', callers: 'desk' },
}

/** What the owner of those functions may read and write of forced tables. */
export const OWNER_POLICIES = [
  'assignments INSERT',
  'assignments SELECT',
  'assignments UPDATE',
  'audit INSERT',
  'audit SELECT',
  'audit_heads INSERT',
  'audit_heads SELECT',
  'audit_heads UPDATE',
  'corrections SELECT',
  'enrolments ALL',
  'officers ALL',
  'passkeys SELECT',
  'sessions ALL',
  'tip_exclusions DELETE',
  'tip_exclusions INSERT',
  'tip_exclusions SELECT',
  'tips SELECT',
  'tips UPDATE',
  'totps INSERT',
  'totps SELECT',
  'units ALL',
  'unseal_decisions SELECT',
  'unseal_requests SELECT',
  'unseal_requests UPDATE',
]
