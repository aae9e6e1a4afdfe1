-- Accounts from other people's directories (SCIM 2.0): who may send them, with which token, and which accounts and groups are theirs.

create table scim_connections (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  -- Whose accounts it manages; never changed after creation, because links name the row.
  audience text not null check (audience in ('staff', 'company')),
  company_id int references companies (id) on delete cascade,
  enabled boolean not null default true,
  -- May take over accounts and groups that are there already.
  may_adopt boolean not null,
  -- What becomes of an account that the directory deletes.
  on_delete text not null default 'disable' check (on_delete in ('disable', 'keep')),
  -- Of techs it makes; null for a company's.
  tech_role text check (tech_role in ('member', 'advanced', 'admin', 'master-admin')),
  manages_admins boolean not null default false,
  last_used_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  check ((audience = 'company') = (company_id is not null)),
  check ((audience = 'staff') = (tech_role is not null)),
  check (manages_admins or coalesce(tech_role, 'member') in ('member', 'advanced'))
);
create index scim_connections_company on scim_connections (company_id, id);

-- Two while the directory changes over from one to the next.
create table scim_tokens (
  id int generated always as identity primary key,
  connection_id int not null references scim_connections (id) on delete cascade,
  token_hash text not null unique,
  prefix text not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3), -- null: until it is renewed
  last_used_at timestamptz(3)
);
create index scim_tokens_connection on scim_tokens (connection_id);

-- The accounts that a connection made or took over: it can see and touch no other. One account has one directory.
create table scim_users (
  account_id int primary key references accounts (id) on delete cascade,
  connection_id int not null references scim_connections (id) on delete cascade,
  user_name text not null check (length(user_name) between 1 and 254),
  user_key text generated always as (lower(user_name)) stored,
  external_id text check (length(external_id) <= 254),
  version int not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3) -- the directory deleted it; kept so that it can come back
);
create unique index scim_users_name_key on scim_users (connection_id, user_key) where removed_at is null;
create index scim_users_list on scim_users (connection_id, account_id) where removed_at is null;
create index scim_users_external on scim_users (connection_id, external_id) where removed_at is null;
create index scim_users_connection on scim_users (connection_id);

-- The same for groups: contact groups of the company, or teams.
create table scim_groups (
  id int generated always as identity primary key,
  connection_id int not null references scim_connections (id) on delete cascade,
  contact_group_id int unique references contact_groups (id) on delete cascade,
  team_id int unique references teams (id) on delete cascade,
  external_id text check (length(external_id) <= 254),
  version int not null default 1,
  created_at timestamptz(3) not null,
  removed_at timestamptz(3),
  check ((contact_group_id is null) <> (team_id is null))
);
create index scim_groups_list on scim_groups (connection_id, id) where removed_at is null;
create index scim_groups_connection on scim_groups (connection_id);

-- What connections did and what was refused to them, for the people who set them up; forgotten after 30 days.
create table scim_activities (
  id int generated always as identity primary key,
  connection_id int not null references scim_connections (id) on delete cascade,
  at timestamptz(3) not null,
  action text not null,
  account_id int references accounts (id) on delete set null,
  subject text not null default '', -- the name the directory gave, as far as it said one
  status int not null,
  code text, -- null: it was done
  detail text,
  trace_id text not null
);
create index scim_activities_list on scim_activities (connection_id, id desc);
create index scim_activities_refused on scim_activities (connection_id, id desc) where code is not null;
create index scim_activities_at on scim_activities (at);
create index scim_activities_account on scim_activities (account_id) where account_id is not null;
