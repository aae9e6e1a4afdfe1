/**
 * Every table of the database, and what is in it about a person: what an export hands out, and what an erasure does. A test compares
 * this with the database's own catalogue: a new table must be decided here before it can land.
 *
 * Texts are SQL of our own. `t` is the row, `$id` the account, `$addresses` its addresses in lower case, also the one a merge took away;
 * `$own` those that nobody else has (another company's contact, a tech), whose data must neither be handed out nor erased.
 */
export interface PersonalTable {
  /** The rows about the person. */
  readonly mine: string;
  /** The order in which rows are read. */
  readonly key: readonly string[];
  /** Never handed out: secrets, what belongs to others, what only search uses. */
  readonly without?: readonly string[];
  /** Not part of an export, because it repeats another table or is of the server's own making. */
  readonly notExported?: true;
  readonly erase:
    | 'delete'
    /** `while`: rows that still hold something. */
    | { readonly set: Readonly<Record<string, string>>; readonly while: string }
    /** Why the rows stay as they are. */
    | { readonly keep: string };
  /** Only when the texts the person wrote are to go as well. */
  readonly ifRedacting?: true;
}

const BY_ACCOUNT = 't.account_id = $id';
const BY_ADDRESS = 't.email_key = any($own)';
const secret = (mine: string, key: readonly string[], without: readonly string[] = []): PersonalTable => ({
  mine,
  key,
  without,
  erase: 'delete',
});
const SHAPE = 'says what was done in a ticket and when, by number; the number stands for nobody any more';

/** In the order in which they are erased: the account last, because the others are found by its address. */
export const PERSONAL: Readonly<Record<string, PersonalTable>> = {
  session_proofs: {
    mine: 't.session_id in (select s.id from sessions s where s.account_id = $id or (s.account_id is null and s.email_key = any($own)))',
    key: ['session_id', 'issuer', 'method', 'subject'],
    erase: 'delete',
  },
  sessions: { ...secret('(t.account_id = $id or (t.account_id is null and t.email_key = any($own)))', ['id'], ['token_hash']) },
  account_passwords: secret(BY_ACCOUNT, ['account_id'], ['hash']),
  account_totp: secret(BY_ACCOUNT, ['account_id'], ['sealed_secret']),
  account_recovery_codes: secret(BY_ACCOUNT, ['account_id', 'code_hash'], ['code_hash']),
  account_passkeys: secret(BY_ACCOUNT, ['id'], ['public_key']),
  passkey_challenges: { ...secret(BY_ACCOUNT, ['challenge_hash']), notExported: true },
  account_entries: secret(BY_ACCOUNT, ['account_id']),
  api_keys: secret(BY_ACCOUNT, ['id'], ['token_hash']),
  sign_in_challenges: { ...secret(BY_ADDRESS, ['id']), notExported: true },
  saml_assertions: { ...secret(BY_ADDRESS, ['provider_id', 'assertion_hash']), notExported: true },
  identity_transactions: { ...secret('lower(t.email_hint) = any($own)', ['key_hash']), notExported: true },
  known_browsers: secret(BY_ADDRESS, ['email_key', 'browser_hash'], ['browser_hash']),
  sign_in_attempts: secret('(t.account_id = $id or (t.account_id is null and t.email_key = any($own)))', ['id'], ['by_account_id']),
  impersonations: {
    mine: 't.contact_id = $id',
    key: ['id'],
    without: ['token_hash', 'session_id', 'staff_id'],
    erase: { set: { reason: "'–'" }, while: "t.reason <> '–'" },
  },
  primary_contacts: secret('t.contact_id = $id', ['email_key']),
  contact_tags: secret('t.contact_id = $id', ['contact_id', 'tag_id']),
  contact_group_tags: secret('t.contact_id = $id', ['contact_id', 'tag_id']),
  contact_group_members: secret('t.contact_id = $id', ['group_id', 'contact_id'], ['added_by']),
  settings: secret("t.scope = 'contact' and t.scope_id = $id", ['key', 'scope', 'scope_id']),
  scim_users: secret(BY_ACCOUNT, ['account_id']),
  scim_activities: {
    // A directory that was refused named the person before there was an account.
    mine: '(t.account_id = $id or (t.account_id is null and lower(t.subject) = any($own)))',
    key: ['id'],
    erase: { set: { subject: "''", detail: 'null' }, while: "t.subject <> '' or t.detail is not null" },
  },
  external_links: secret("t.entity = 'contact' and t.local_id = $id", ['system', 'entity', 'external_id']),
  contact_import_rows: {
    mine: "(t.contact_id = $id or lower(t.data ->> 'email') = any($own))",
    key: ['import_id', 'line'],
    erase: { set: { data: 'null' }, while: 't.data is not null' },
  },
  contact_imports: {
    // The first lines of the file; at another company only where the address can mean nobody else.
    mine: `(exists (select 1 from unnest($own) k where position(k in lower(t.sample::text)) > 0)
      or (t.company_id = (select a.company_id from accounts a where a.id = $id)
        and exists (select 1 from unnest($addresses) k where position(k in lower(t.sample::text)) > 0)))`,
    key: ['id'],
    notExported: true,
    erase: { set: { sample: "'[]'" }, while: "t.sample <> '[]'" },
  },
  notification_choices: secret(BY_ACCOUNT, ['account_id', 'topic']),
  notification_preferences: secret(BY_ACCOUNT, ['account_id']),
  notices: secret(BY_ACCOUNT, ['id']),
  drafts: secret(BY_ACCOUNT, ['account_id', 'key']),
  ticket_reads: secret(BY_ACCOUNT, ['account_id', 'ticket_id']),
  inbox_messages: {
    mine: '(t.mail_id in (select m.id from mails m where m.account_id = $id) or lower(t.to_address) = any($own))',
    key: ['id'],
    notExported: true,
    erase: 'delete',
  },
  mails: {
    mine: '(t.account_id = $id or (t.account_id is null and lower(t.to_address) = any($own)))',
    key: ['id'],
    without: ['sealed', 'dedupe_key'],
    erase: {
      set: {
        to_name: 'null',
        to_address: "'erased'",
        subject: "'–'",
        html: 'null',
        body_text: 'null',
        sealed: 'null',
        headers: "'{}'",
        last_error: 'null',
        state: "case when t.state in ('queued', 'sending') then 'suppressed' else t.state end",
      },
      while: "t.to_address <> 'erased'",
    },
  },
  merge_rows: {
    // The way back of a merge holds the person as it was.
    mine: `(t.merge_id in (select m.id from merges m where m.kind = 'contact' and $id in (m.loser_id, m.winner_id))
      or (t.merge_id in (select m.id from merges m where m.kind = 'company') and t.relation in ('accounts', 'contacts') and (t.key ->> 'id')::int = $id))`,
    key: ['id'],
    notExported: true,
    erase: 'delete',
  },
  comment_revisions: {
    mine: 't.comment_id in (select c.id from comments c where c.author_id = $id)',
    key: ['comment_id', 'version'],
    ifRedacting: true,
    erase: { set: { body_html: "''", body_text: "''" }, while: "t.body_text <> '' or t.body_html <> ''" },
  },
  comments: {
    mine: 't.author_id = $id',
    key: ['id'],
    ifRedacting: true,
    erase: { set: { body_html: "'<p>–</p>'", body_text: "'–'", version: 't.version + 1' }, while: "t.body_text <> '–'" },
  },
  tickets: {
    mine: '(t.contact_id = $id or t.created_by = $id)',
    key: ['id'],
    without: ['assignee_id', 'team_id', 'attributes', 'archived_by'],
    ifRedacting: true,
    erase: {
      set: { title: "'–'", description_html: "''", description_text: "''", version: 't.version + 1' },
      // What staff wrote on the person's behalf is staff's.
      while: "t.title <> '–' and t.created_by is not distinct from $id",
    },
  },
  attachments: {
    mine: 't.added_by = $id',
    key: ['id'],
    erase: { keep: 'files the person sent are parts of tickets; with the texts they go through the file store' },
  },
  files: {
    mine: "(t.uploaded_by = $id or (t.owner_kind = 'picture' and t.owner_id = $id))",
    key: ['id'],
    without: ['storage_key'],
    erase: { keep: 'picture and unsent uploads go through the file store, with their bytes' },
  },
  ticket_participants: { mine: BY_ACCOUNT, key: ['ticket_id', 'account_id', 'role'], without: ['added_by'], erase: { keep: SHAPE } },
  ticket_timeline: {
    mine: "t.author_id = $id and t.author_kind = 'contact'",
    key: ['ticket_id', 'seq'],
    without: ['via', 'change_id'],
    erase: { keep: SHAPE },
  },
  relocations: { mine: 't.contact_id = $id', key: ['id'], without: ['created_by'], erase: { keep: 'numbers, no names' } },
  merges: {
    mine: "t.kind = 'contact' and $id in (t.loser_id, t.winner_id)",
    key: ['id'],
    without: ['created_by', 'undone_by'],
    erase: { keep: 'numbers, no names' },
  },
  personal_exports: { mine: BY_ACCOUNT, key: ['id'], without: ['file_id', 'created_by'], erase: 'delete' },
  erasures: { mine: BY_ACCOUNT, key: ['id'], notExported: true, erase: { keep: 'that and when it was done, and nothing else' } },
  contacts: {
    mine: 't.id = $id',
    key: ['id'],
    erase: {
      set: { notes: "''", mail_nickname: 'null', links: "'[]'", is_manager: 'false', is_vip: 'false', is_approver: 'false' },
      while: "t.notes <> '' or t.mail_nickname is not null or t.links <> '[]' or t.is_manager or t.is_vip or t.is_approver",
    },
  },
  // Its name and the rest are blanked by the last step, which knows the words.
  accounts: { mine: 't.id = $id', key: ['id'], without: ['search'], erase: { keep: 'blanked by the last step' } },
};

/** Nothing about a contact: the workspace's own things, staff's, or what is made from other tables. */
export const NOT_PERSONAL: readonly string[] = [
  'categories',
  'companies',
  'company_domains',
  'company_sids',
  'company_statuses',
  'company_tags',
  'company_tenants',
  'company_types',
  'confirmed_public_domains',
  'contact_creation',
  'contact_groups',
  'departments',
  // Ids and numbers by contract; who did it is an id.
  'event_deliveries',
  'events',
  'file_variants',
  'group_tags',
  'handed_over_tickets',
  // Answers kept for a day, for whoever asked.
  'idempotency_keys',
  'identity_providers',
  'import_runs',
  'kernel_facts',
  'portal_access',
  'priorities',
  'queue_statuses',
  'queues',
  'rate_limits',
  'schedule_feeds',
  'scim_connections',
  'scim_groups',
  'scim_tokens',
  'service_types',
  'socket_io_attachments',
  'sources',
  'statuses',
  'tags',
  'team_members',
  'team_requests',
  'teams',
  'tech_busy_times',
  'tech_calendars',
  'tech_categories',
  'tech_companies',
  'tech_queues',
  'techs',
  // Words of tickets, made again when their names go.
  'ticket_documents',
  'ticket_tags',
];
