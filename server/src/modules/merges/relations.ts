/**
 * Everything in the database that points at a contact or a company, and what a merge does with it. A test compares this with the
 * database's own catalogue: a new foreign key must be decided here before it can land.
 */
export interface Relation {
  readonly table: string;
  readonly column: string;
  /** The primary key, by which an undo finds the row again. */
  readonly key: readonly string[];
  /** With this column unique: a row whose twin the winner has already goes, the winner's stays. */
  readonly twin?: readonly string[];
  /** Only these rows, in SQL; `t` is the row. */
  readonly only?: string;
  /** Only where both contacts are of one company, or are about to be. */
  readonly inOneCompany?: true;
  /** Columns that say with the changed one where the row belongs: where one of them is another since, an undo leaves the row. */
  readonly beside?: readonly string[];
  /** The row has a version, which people's open pages are compared with. */
  readonly versioned?: boolean;
}

const ID = ['id'];

/** These follow the winner. */
export const CONTACT_FOLLOWS: readonly Relation[] = [
  { table: 'ticket_participants', column: 'account_id', key: ['ticket_id', 'account_id', 'role'], twin: ['ticket_id', 'role'] },
  { table: 'ticket_participants', column: 'added_by', key: ['ticket_id', 'account_id', 'role'] },
  { table: 'tickets', column: 'contact_id', key: ID, versioned: true, beside: ['company_id'] },
  { table: 'tickets', column: 'created_by', key: ID },
  { table: 'tickets', column: 'archived_by', key: ID },
  { table: 'ticket_reads', column: 'account_id', key: ['account_id', 'ticket_id'], twin: ['ticket_id'] },
  { table: 'comments', column: 'author_id', key: ID, versioned: true },
  { table: 'comments', column: 'edited_by', key: ID },
  { table: 'comments', column: 'deleted_by', key: ID },
  { table: 'comment_revisions', column: 'replaced_by', key: ['comment_id', 'version'] },
  { table: 'ticket_timeline', column: 'author_id', key: ['ticket_id', 'seq'], only: "t.author_kind = 'contact'" },
  { table: 'attachments', column: 'added_by', key: ID },
  { table: 'files', column: 'uploaded_by', key: ID },
  { table: 'drafts', column: 'account_id', key: ['account_id', 'key'], twin: ['key'] },
  { table: 'notices', column: 'account_id', key: ID, twin: ['change_id', 'ticket_id'] },
  // What still waits was written to the loser's address: it is judged by the loser, which is disabled, and goes nowhere.
  { table: 'mails', column: 'account_id', key: ID, only: "t.state = 'sent'" },
  { table: 'contact_tags', column: 'contact_id', key: ['contact_id', 'tag_id'], twin: ['tag_id'] },
  // Rights over others in one company are no rights in another.
  { table: 'contact_group_tags', column: 'contact_id', key: ['contact_id', 'tag_id'], twin: ['tag_id'], inOneCompany: true },
  { table: 'contact_group_members', column: 'contact_id', key: ['group_id', 'contact_id'], twin: ['group_id'], inOneCompany: true },
  { table: 'contact_group_members', column: 'added_by', key: ['group_id', 'contact_id'] },
  { table: 'contact_groups', column: 'deleted_by', key: ID },
  { table: 'contact_import_rows', column: 'contact_id', key: ['import_id', 'line'] },
];

export const COMPANY_FOLLOWS: readonly Relation[] = [
  { table: 'accounts', column: 'company_id', key: ID, versioned: true, only: "t.kind = 'contact'" },
  { table: 'contact_groups', column: 'company_id', key: ID, versioned: true },
  { table: 'tickets', column: 'company_id', key: ID, versioned: true, beside: ['contact_id'] },
  { table: 'company_domains', column: 'company_id', key: ['company_id', 'domain'], twin: ['domain'] },
  { table: 'confirmed_public_domains', column: 'company_id', key: ['company_id', 'domain'], twin: ['domain'] },
  { table: 'company_tenants', column: 'company_id', key: ['company_id', 'tenant_id'], twin: ['tenant_id'] },
  { table: 'company_sids', column: 'company_id', key: ['company_id', 'sid'], twin: ['sid'] },
  { table: 'company_tags', column: 'company_id', key: ['company_id', 'tag_id'], twin: ['tag_id'] },
  { table: 'tech_companies', column: 'company_id', key: ['tech_id', 'company_id'], twin: ['tech_id'] },
  { table: 'contact_imports', column: 'company_id', key: ID },
];

/** These stay with the stub, and why. */
export const CONTACT_STAYS: Readonly<Record<string, string>> = {
  'contacts.id': 'the record itself',
  'techs.id': 'techs are never merged',
  'account_passwords.account_id': 'opens the loser only, which is disabled; never the winner',
  'account_totp.account_id': 'a second factor is the account’s own',
  'account_recovery_codes.account_id': 'as the second factor',
  'account_entries.account_id': 'when the loser was entered',
  'sessions.account_id': 'ended with the merge',
  'api_keys.account_id': 'act as the loser, which is disabled',
  'account_passkeys.account_id': 'open the loser only, which is disabled; never the winner',
  'passkey_challenges.account_id': 'half a minute of a ceremony that opens the loser only',
  'impersonations.contact_id': 'a log: who was stood in for',
  'sign_in_attempts.account_id': 'a log: who signed in',
  'primary_contacts.contact_id': 'says which contact of the loser’s address is meant, and counts only while it has that address',
  'relocations.contact_id': 'the history of the loser',
  'relocations.heir_id': 'the history of the loser',
  'accounts.merged_into_id': 'earlier stubs lead on over this one',
  'personal_exports.account_id': 'a file about the loser as it was',
  'erasures.account_id': 'who is erased is not merged',
  'scim_users.account_id': 'a directory reaches the loser no more while it is a stub; an undo gives it back',
  'scim_activities.account_id': 'a log: what a directory did with the loser',
  // Only staff does these.
  'account_passwords.set_by': 'staff',
  'confirmed_public_domains.confirmed_by': 'staff',
  'contact_imports.created_by': 'staff',
  'impersonations.staff_id': 'staff',
  'sign_in_attempts.by_account_id': 'staff',
  'schedule_feeds.account_id': 'staff',
  'notification_choices.account_id': 'what the loser wanted to hear of; the winner’s own choices hold',
  'notification_preferences.account_id': 'as its choices',
  'team_requests.decided_by': 'staff',
  'relocations.created_by': 'staff',
  'merges.created_by': 'staff',
  'merges.undone_by': 'staff',
  'personal_exports.created_by': 'staff',
  'erasures.created_by': 'staff',
};
export const COMPANY_STAYS: Readonly<Record<string, string>> = {
  'companies.merged_into_id': 'earlier stubs lead on over this one',
  'identity_providers.company_id': 'vouches for the loser’s people; the winner’s must not be opened by it, so it is switched off',
  'scim_connections.company_id': 'as its sign-in services: switched off, or it would manage people who are the winner’s now',
  'contact_creation.catch_all_company_id': 'the company of strangers is never merged',
  'relocations.from_company_id': 'history',
  'relocations.to_company_id': 'history',
};
