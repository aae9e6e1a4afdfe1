-- Sign-in log, sessions and impersonation.

-- Who of the staff stood in for somebody, and why he said he did; a person's entries are found without reading the log.
alter table sign_in_attempts
  add column by_account_id int references accounts (id) on delete set null,
  add column note text check (length(note) <= 500);
create index sign_in_attempts_account on sign_in_attempts (account_id, id desc) where account_id is not null;
create index sign_in_attempts_by on sign_in_attempts (by_account_id) where by_account_id is not null;

-- Browsers that got in with an address before: the first sign-in from another one is told by mail.
create table known_browsers (
  email_key text not null,
  browser_hash text not null,
  first_seen_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  primary key (email_key, browser_hash)
);
create index known_browsers_last_seen on known_browsers (last_seen_at);
insert into known_browsers (email_key, browser_hash, first_seen_at, last_seen_at)
  select email_key, browser_hash, min(consumed_at), max(consumed_at)
  from sign_in_challenges where consumed_at is not null and browser_hash is not null group by 1, 2;

-- Why a session is over, for the page that is still open.
alter table sessions add column end_reason text;

-- A staff member who looks at the client portal as a contact does, in a tab of its own, below a path of its own.
create table impersonations (
  id int generated always as identity primary key,
  token_hash text not null unique,
  staff_id int not null references accounts (id) on delete cascade,
  session_id int references sessions (id) on delete set null,
  contact_id int not null references accounts (id) on delete cascade,
  reason text not null check (length(reason) between 1 and 500),
  read_only boolean not null,
  started_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
create index impersonations_staff on impersonations (staff_id, id desc);
create index impersonations_contact on impersonations (contact_id, id desc);
create index impersonations_session on impersonations (session_id) where ended_at is null;
