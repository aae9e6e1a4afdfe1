-- Companies, accounts (every person in a role), techs, teams, and how they get in.

create table companies (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 200),
  identifier text check (length(identifier) <= 60),
  phone text, website text, notes text not null default '',
  locale text, time_zone text,
  active boolean not null default true,
  -- Strangers who were created automatically live here; they never see each other.
  is_catch_all boolean not null default false,
  search tsvector not null default ''::tsvector,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index companies_name_key on companies (lower(name));
create index companies_list on companies (lower(name), id);
create index companies_search on companies using gin (search);

create table company_domains (
  company_id int not null references companies (id) on delete cascade,
  domain text not null check (domain = lower(domain)),
  primary key (company_id, domain)
);
create index company_domains_domain on company_domains (domain);

-- The base row of every person in a role. contacts.id and techs.id are this id.
create table accounts (
  id int generated always as identity primary key,
  kind text not null check (kind in ('contact', 'tech')),
  company_id int references companies (id),
  email text, -- as written by its owner
  email_key text generated always as (lower(email)) stored,
  name text not null check (length(name) between 1 and 200),
  given_name text, surname text, title text, department text,
  phone text, mobile text, office text,
  time_zone text, locale text,
  picture_file_id int, -- references files, added with them
  active boolean not null default true,
  search tsvector not null default ''::tsvector,
  version int not null default 1,
  last_seen_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint accounts_company_check check ((kind = 'contact') = (company_id is not null))
);
create unique index accounts_contact_email_key on accounts (company_id, email_key) where kind = 'contact';
create unique index accounts_tech_email_key on accounts (email_key) where kind = 'tech';
create index accounts_email on accounts (email_key);
create index accounts_list on accounts (kind, lower(name), id);
create index accounts_company_list on accounts (company_id, lower(name), id) where kind = 'contact';
create index accounts_search on accounts using gin (search);

create table contacts (
  id int primary key references accounts (id) on delete cascade,
  is_manager boolean not null default false, -- company manager: sees all of the company's tickets
  is_vip boolean not null default false,
  is_approver boolean not null default false,
  notes text not null default ''
);

create table techs (
  id int primary key references accounts (id) on delete cascade,
  role text not null check (role in ('streamline', 'member', 'advanced', 'admin', 'master-admin')),
  availability text not null default 'available' check (availability in ('available', 'busy', 'away', 'dnd')),
  -- false = every queue / company; true = only those listed below, and none when the list is empty
  queues_restricted boolean not null default false,
  companies_restricted boolean not null default false
);
create table tech_companies (
  tech_id int not null references techs (id) on delete cascade,
  company_id int not null references companies (id) on delete cascade,
  primary key (tech_id, company_id)
);

create table teams (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  description text not null default '',
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index teams_name_key on teams (lower(name));
create table team_members (
  team_id int not null references teams (id) on delete cascade,
  tech_id int not null references techs (id) on delete cascade,
  is_lead boolean not null default false,
  primary key (team_id, tech_id)
);
create index team_members_tech on team_members (tech_id);

-- Access -----------------------------------------------------------------------------------------------------------

create table account_passwords (
  account_id int primary key references accounts (id) on delete cascade,
  hash text not null, -- argon2id
  set_by int references accounts (id) on delete set null,
  set_at timestamptz(3) not null
);

-- One try to get in by mail: a code and a link of the same life. Rows exist for unknown addresses too, so that nothing
-- (words, status, time) tells them apart.
create table sign_in_challenges (
  id text primary key,
  email_key text not null,
  code_hash text not null,
  link_hash text not null unique,
  attempts int not null default 0,
  return_path text,
  browser_hash text, -- the browser that asked; the code works only there
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  consumed_at timestamptz(3)
);
create index sign_in_challenges_email on sign_in_challenges (email_key, created_at);
create index sign_in_challenges_expiry on sign_in_challenges (expires_at);

create table sessions (
  id int generated always as identity primary key,
  token_hash text not null unique,
  email_key text not null,
  account_id int references accounts (id) on delete cascade, -- the chosen account; null until chosen
  ip text, user_agent text,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index sessions_email on sessions (email_key) where revoked_at is null;
create index sessions_account on sessions (account_id) where revoked_at is null;
create index sessions_expiry on sessions (expires_at);

-- What a session has shown about its holder. issuer: 'email' (subject = the address) or 'account:ID' (a password).
create table session_proofs (
  session_id int not null references sessions (id) on delete cascade,
  issuer text not null,
  method text not null check (method in ('email-code', 'email-link', 'password')),
  subject text not null,
  proven_at timestamptz(3) not null,
  primary key (session_id, issuer, method, subject)
);

-- When each account was last entered, to put the last used one first.
create table account_entries (
  account_id int primary key references accounts (id) on delete cascade,
  entered_at timestamptz(3) not null
);

create table sign_in_attempts (
  id bigint generated always as identity primary key,
  at timestamptz(3) not null,
  email_key text not null,
  account_id int references accounts (id) on delete set null,
  method text not null,
  result text not null check (result in ('ok', 'refused')),
  reason text,
  ip text, user_agent text
);
create index sign_in_attempts_email on sign_in_attempts (email_key, at desc);
create index sign_in_attempts_at on sign_in_attempts (at desc, id desc);

create table api_keys (
  id int generated always as identity primary key,
  account_id int not null references accounts (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  prefix text not null, -- shown in lists: pk_ab12…
  token_hash text not null unique,
  scopes text[] not null,
  may_act_as boolean not null default false,
  expires_at timestamptz(3),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  created_at timestamptz(3) not null
);
create index api_keys_account on api_keys (account_id);

-- Settings: one value per key and scope; the resolver goes through an ordered list of scopes.
create table settings (
  scope text not null check (scope in ('global', 'company', 'group', 'contact')),
  scope_id int not null default 0,
  key text not null,
  value jsonb not null,
  updated_at timestamptz(3) not null default now(),
  primary key (key, scope, scope_id)
);

-- What is who in another system (imports, PSA). Unique both ways.
create table external_links (
  system text not null,
  entity text not null,
  local_id int not null,
  external_id text not null,
  remote_version text,
  synced_at timestamptz(3) not null,
  primary key (system, entity, external_id)
);
create unique index external_links_local on external_links (system, entity, local_id);
