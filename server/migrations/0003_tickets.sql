-- Service desk, catalogue, tickets, and what follows from them: notices and mail.

create table queues (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  description text not null default '',
  sort int not null default 0,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index queues_name_key on queues (lower(name));

create table tech_queues (
  tech_id int not null references techs (id) on delete cascade,
  queue_id int not null references queues (id) on delete cascade,
  primary key (tech_id, queue_id)
);

create table statuses (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  kind text not null check (kind in ('new', 'progress', 'waiting-you', 'waiting-other', 'approval', 'scheduled', 'resolved', 'closed')),
  is_closed boolean not null,
  sort int not null default 0,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index statuses_name_key on statuses (lower(name));

-- A soft list: the UI offers these first, search finds the others.
create table queue_statuses (
  queue_id int not null references queues (id) on delete cascade,
  status_id int not null references statuses (id) on delete cascade,
  sort int not null default 0,
  primary key (queue_id, status_id)
);
alter table queues
  add column default_status_id int references statuses (id),
  add column closed_status_id int references statuses (id),   -- closed by user
  add column reopened_status_id int references statuses (id), -- reopened by user
  add column updated_status_id int references statuses (id);  -- updated by user

create table priorities (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  level text not null check (level in ('urgent', 'high', 'normal', 'low')), -- decides the icon
  color text not null check (color ~ '^#[0-9a-fA-F]{6}$'),
  sort int not null default 0,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index priorities_name_key on priorities (lower(name));

create table sources (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  sort int not null default 0,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index sources_name_key on sources (lower(name));

create table categories (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  sort int not null default 0,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index categories_name_key on categories (lower(name));

create table service_types (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 120),
  description text not null default '',
  section text not null default '', -- heading that groups the cards
  icon text not null default 'help',
  queue_id int references queues (id),
  status_id int references statuses (id),
  priority_id int references priorities (id),
  category_id int references categories (id),
  source_id int references sources (id),
  title_template text not null default '',
  body_template text not null default '',
  published boolean not null default true,
  sort int not null default 0,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index service_types_name_key on service_types (lower(name));

create table tags (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 60)
);
create unique index tags_name_key on tags (lower(name));

-- Tickets ----------------------------------------------------------------------------------------------------------

create table tickets (
  id int generated always as identity primary key,
  number int not null, -- people, subjects and links use it; equals id when standalone
  title text not null check (length(title) between 1 and 300),
  description_html text not null default '',
  description_text text not null default '',
  body_format smallint not null default 1,
  company_id int not null references companies (id),
  contact_id int not null references accounts (id), -- owner
  service_type_id int references service_types (id),
  queue_id int not null references queues (id),
  status_id int not null references statuses (id),
  priority_id int not null references priorities (id),
  source_id int references sources (id),
  category_id int references categories (id),
  assignee_id int references techs (id),
  team_id int references teams (id),
  due_at timestamptz(3),
  is_closed boolean not null default false, -- copied from the status, so that lists have a fitting partial index
  created_by int references accounts (id),  -- who wrote it; differs from contact_id when raised on behalf
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null, -- any change
  public_at timestamptz(3) not null,  -- last change a contact can see; contacts' lists sort by it
  closed_at timestamptz(3),
  archived_at timestamptz(3),
  archived_by int references accounts (id),
  seq int not null default 0,        -- last timeline entry
  public_seq int not null default 0, -- last entry a contact can see
  quiet_seq int not null default 0,  -- entries up to here came by import: old news that is unread for nobody
  comment_count int not null default 0,
  public_comment_count int not null default 0,
  -- Plain words for contacts need to know who spoke last in public.
  last_public_by text check (last_public_by in ('contact', 'tech')),
  attributes jsonb not null default '{}', -- imported attributes and free metadata
  version int not null default 1
);
create unique index tickets_number_key on tickets (number);
create index tickets_open_updated on tickets (updated_at desc, id desc) where archived_at is null and not is_closed;
create index tickets_all_updated on tickets (updated_at desc, id desc) where archived_at is null;
create index tickets_created on tickets (created_at desc, id desc) where archived_at is null;
create index tickets_open_due on tickets (coalesce(due_at, 'infinity'::timestamptz), id) where archived_at is null and not is_closed;
create index tickets_assignee_updated on tickets (assignee_id, updated_at desc, id desc) where archived_at is null;
create index tickets_assignee_open on tickets (assignee_id, updated_at desc, id desc) where archived_at is null and not is_closed;
create index tickets_team_open on tickets (team_id) where archived_at is null and not is_closed;
create index tickets_queue_updated on tickets (queue_id, updated_at desc, id desc) where archived_at is null;
create index tickets_status on tickets (status_id) where archived_at is null;
create index tickets_contact_public on tickets (contact_id, public_at desc, id desc) where archived_at is null;
create index tickets_company_public on tickets (company_id, public_at desc, id desc) where archived_at is null;
create index tickets_company_updated on tickets (company_id, updated_at desc, id desc) where archived_at is null;

create table ticket_participants (
  ticket_id int not null references tickets (id) on delete cascade,
  account_id int not null references accounts (id),
  role text not null check (role in ('owner', 'watcher', 'cc')),
  added_by int references accounts (id),
  created_at timestamptz(3) not null,
  primary key (ticket_id, account_id, role)
);
create index ticket_participants_account on ticket_participants (account_id, ticket_id);

create table ticket_tags (
  ticket_id int not null references tickets (id) on delete cascade,
  tag_id int not null references tags (id),
  primary key (ticket_id, tag_id)
);
create index ticket_tags_tag on ticket_tags (tag_id, ticket_id);

-- Unread = there is a newer entry by somebody else that this person may see.
create table ticket_reads (
  account_id int not null references accounts (id) on delete cascade,
  ticket_id int not null references tickets (id) on delete cascade,
  seen_seq int not null,
  seen_at timestamptz(3) not null,
  primary key (account_id, ticket_id)
);

create table comments (
  id int generated always as identity primary key,
  ticket_id int not null references tickets (id) on delete cascade,
  author_id int references accounts (id),
  visibility text not null check (visibility in ('public', 'internal')),
  body_html text not null,
  body_text text not null,
  body_format smallint not null default 1,
  created_at timestamptz(3) not null,
  edited_at timestamptz(3),
  edited_by int references accounts (id),
  deleted_at timestamptz(3),
  deleted_by int references accounts (id),
  version int not null default 1
);
create index comments_ticket on comments (ticket_id, id);
create index comments_author on comments (author_id);

create table comment_revisions (
  comment_id int not null references comments (id) on delete cascade,
  version int not null,
  body_html text not null,
  body_text text not null,
  replaced_at timestamptz(3) not null,
  replaced_by int references accounts (id),
  primary key (comment_id, version)
);

-- One entry per change; comments are entries too. Written in the transaction that made the change.
create table ticket_timeline (
  ticket_id int not null references tickets (id) on delete cascade,
  seq int not null,
  kind text not null check (kind in ('created', 'comment', 'changed', 'closed', 'reopened', 'participants')),
  visibility text not null check (visibility in ('public', 'internal')),
  author_id int references accounts (id),
  author_kind text not null check (author_kind in ('contact', 'tech', 'system')),
  via jsonb, -- who really acted: key, import, job
  comment_id int references comments (id),
  changes jsonb not null default '{}', -- { field: [old, new] } by id
  change_id uuid not null,
  occurred_at timestamptz(3) not null,
  primary key (ticket_id, seq)
);
create index ticket_timeline_public on ticket_timeline (ticket_id, seq) where visibility = 'public';
create unique index ticket_timeline_comment on ticket_timeline (comment_id) where comment_id is not null;

create table attachments (
  id int generated always as identity primary key,
  file_id int not null unique references files (id),
  ticket_id int not null references tickets (id) on delete cascade,
  comment_id int references comments (id), -- null = belongs to the description
  visibility text not null check (visibility in ('public', 'internal')),
  is_inline boolean not null default false,
  added_by int references accounts (id),
  created_at timestamptz(3) not null
);
create index attachments_ticket on attachments (ticket_id, id);
create index attachments_comment on attachments (comment_id) where comment_id is not null;
alter table accounts add constraint accounts_picture_fkey foreign key (picture_file_id) references files (id) on delete set null;

-- What somebody was writing; survives a closed tab and another device.
create table drafts (
  account_id int not null references accounts (id) on delete cascade,
  key text not null check (length(key) between 1 and 100), -- ticket:12:reply, ticket:12:note, ticket:new
  body jsonb not null,
  updated_at timestamptz(3) not null,
  primary key (account_id, key)
);

-- One narrow search document per ticket and audience; a very long ticket continues in further parts, each of which repeats
-- the head (number, title, people), because a tsvector may not exceed 1 MB.
create table ticket_documents (
  ticket_id int not null references tickets (id) on delete cascade,
  audience text not null check (audience in ('public', 'staff')),
  part int not null default 0,
  head tsvector not null,
  vector tsvector not null,
  primary key (ticket_id, audience, part)
);
create index ticket_documents_public on ticket_documents using gin (vector) where audience = 'public';
create index ticket_documents_staff on ticket_documents using gin (vector) where audience = 'staff';

-- Reactions ---------------------------------------------------------------------------------------------------------

create table notices (
  id bigint generated always as identity primary key,
  account_id int not null references accounts (id) on delete cascade,
  change_id uuid not null, -- one notice per person, change and ticket, however many facts it has
  event_id bigint not null,
  kind text not null,
  ticket_id int references tickets (id) on delete cascade,
  subject jsonb not null, -- { key, values }
  lead jsonb not null,
  link text not null,
  created_at timestamptz(3) not null,
  read_at timestamptz(3),
  -- several tickets may change at once (bulk update): one notice for each
  constraint notices_once unique nulls not distinct (account_id, change_id, ticket_id)
);
create index notices_list on notices (account_id, id desc);
create index notices_unread on notices (account_id) where read_at is null;

create table mails (
  id int generated always as identity primary key,
  message_id text not null unique,
  dedupe_key text not null unique, -- the same fact never makes two mails to one person
  kind text not null, -- sign-in-code, ticket.commented, test
  account_id int references accounts (id) on delete set null,
  to_name text, to_address text not null,
  subject text not null,
  html text, body_text text, -- null when the content is sealed
  sealed text, -- sign-in codes: encrypted until sent, then erased
  headers jsonb not null default '{}',
  ticket_id int references tickets (id) on delete set null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed', 'suppressed')),
  attempts int not null default 0,
  last_error text,
  created_at timestamptz(3) not null,
  sent_at timestamptz(3),
  version int not null default 1
);
create index mails_list on mails (id desc);
create index mails_state on mails (state, id desc);
create index mails_account on mails (account_id, id desc);

-- The demo's mail server: what would have left the building. Only written when no SMTP server is configured.
create table inbox_messages (
  id int generated always as identity primary key,
  mail_id int references mails (id) on delete set null,
  message_id text not null unique,
  from_address text not null, to_address text not null,
  subject text not null, html text, body_text text,
  received_at timestamptz(3) not null
);
create index inbox_messages_list on inbox_messages (id desc);

create table import_runs (
  id int generated always as identity primary key,
  kind text not null,
  system text not null,
  file_hash text not null,
  state text not null check (state in ('running', 'stopped', 'done', 'failed')),
  position int not null default 0,
  counts jsonb not null default '{}',
  started_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
