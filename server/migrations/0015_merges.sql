-- Contacts that move to another company, records that turn out to be one and the same, and what is kept of a person.

-- A merged record stays as a disabled stub, so that old links lead on. Erased people have no personal data any more.
alter table accounts
  add column merged_into_id int references accounts (id) on delete set null,
  add column erased_at timestamptz(3);
create index accounts_merged_into on accounts (merged_into_id) where merged_into_id is not null;
alter table companies add column merged_into_id int references companies (id) on delete set null;
create index companies_merged_into on companies (merged_into_id) where merged_into_id is not null;

-- Whatever points at a person is found without reading a whole table.
create index tickets_contact on tickets (contact_id, id);
create index tickets_company on tickets (company_id, id);
create index tickets_created_by on tickets (created_by) where created_by is not null;
create index tickets_archived_by on tickets (archived_by) where archived_by is not null;
create index ticket_participants_added_by on ticket_participants (added_by) where added_by is not null;
create index comments_edited_by on comments (edited_by) where edited_by is not null;
create index comments_deleted_by on comments (deleted_by) where deleted_by is not null;
create index comment_revisions_replaced_by on comment_revisions (replaced_by) where replaced_by is not null;
create index ticket_timeline_author on ticket_timeline (author_id) where author_kind = 'contact';
create index attachments_added_by on attachments (added_by) where added_by is not null;
create index files_uploaded_by on files (uploaded_by) where uploaded_by is not null;
create index mails_to_address on mails (lower(to_address));
create index inbox_messages_to_address on inbox_messages (lower(to_address));
-- Likely duplicates: the same part before the @ within a company, the same first part of a domain, the same name without legal form.
create index accounts_local_part on accounts (company_id, split_part(email_key, '@', 1)) where kind = 'contact';
create index company_domains_label on company_domains (split_part(domain, '.', 1));
create index companies_plain_name on companies
  (regexp_replace(lower(name), '[^[:alnum:]]+|\m(gmbh|mbh|ag|kg|ohg|ug|se|inc|llc|ltd|limited|corp|co|sarl|sas|bv|nv|plc|pty)\M', '', 'g'));

create table relocations (
  id int generated always as identity primary key,
  contact_id int not null references accounts (id) on delete cascade,
  from_company_id int not null references companies (id),
  to_company_id int not null references companies (id),
  -- They go along, stay with the old company, or stay and get another owner there.
  tickets text not null check (tickets in ('move', 'stay', 'hand-over')),
  heir_id int references accounts (id) on delete set null,
  state text not null check (state in ('running', 'done', 'failed')),
  position int not null default 0, -- the last ticket that was moved
  counts jsonb not null default '{}',
  created_by int references accounts (id) on delete set null,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
create index relocations_contact on relocations (contact_id, id desc);
create unique index relocations_running on relocations (contact_id) where state = 'running';
create index relocations_from on relocations (from_company_id, id desc);
create index relocations_to on relocations (to_company_id, id desc);
create index relocations_heir on relocations (heir_id) where heir_id is not null;
create index relocations_author on relocations (created_by) where created_by is not null;

-- Two records that are one. What was moved is noted row by row, so that it can be undone for a while.
create table merges (
  id int generated always as identity primary key,
  kind text not null check (kind in ('contact', 'company')),
  loser_id int not null, -- accounts.id or companies.id
  winner_id int not null check (winner_id <> loser_id),
  company_ids int[] not null, -- who may see it: the companies of both
  state text not null check (state in ('running', 'done', 'undoing', 'undone', 'failed')),
  step int not null default 0,
  counts jsonb not null default '{}',
  kept jsonb not null default '{}', -- what an undo left where it was, because something happened to it since
  problem text,
  created_by int references accounts (id) on delete set null,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  undo_until timestamptz(3) not null,
  undone_by int references accounts (id) on delete set null,
  undone_at timestamptz(3)
);
create unique index merges_loser_once on merges (kind, loser_id) where state <> 'undone';
create index merges_loser on merges (kind, loser_id, id desc);
create index merges_winner on merges (kind, winner_id, id desc);
create index merges_author on merges (created_by) where created_by is not null;
create index merges_undone_by on merges (undone_by) where undone_by is not null;
create index merges_undo_until on merges (undo_until);
create table merge_rows (
  id bigint generated always as identity primary key,
  merge_id int not null references merges (id) on delete cascade,
  relation text not null, -- the table
  act text not null check (act in ('changed', 'removed')),
  key jsonb not null, -- the primary key of the row
  before jsonb not null, -- the columns that were changed, or the whole row
  after jsonb
);
create index merge_rows_merge on merge_rows (merge_id, id desc);

-- Everything that is kept of one person, as a file for a few days.
create table personal_exports (
  id int generated always as identity primary key,
  account_id int not null references accounts (id) on delete cascade,
  state text not null check (state in ('running', 'done', 'failed')),
  file_id int references files (id) on delete set null,
  size int,
  counts jsonb not null default '{}',
  created_by int references accounts (id) on delete set null,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3),
  expires_at timestamptz(3),
  downloads int not null default 0,
  downloaded_at timestamptz(3)
);
create index personal_exports_account on personal_exports (account_id, id desc);
create index personal_exports_file on personal_exports (file_id) where file_id is not null;
create index personal_exports_author on personal_exports (created_by) where created_by is not null;
create index personal_exports_expiry on personal_exports (expires_at) where expires_at is not null;

-- That somebody was erased, by whom and when; nothing about the person.
create table erasures (
  id int generated always as identity primary key,
  account_id int not null unique references accounts (id) on delete cascade,
  redact_texts boolean not null,
  state text not null check (state in ('running', 'done', 'failed')),
  step int not null default 0,
  counts jsonb not null default '{}',
  created_by int references accounts (id) on delete set null,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
create index erasures_author on erasures (created_by) where created_by is not null;
