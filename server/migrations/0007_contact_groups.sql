-- Contact groups: colleagues of a company who share tickets, with a role each.

create table contact_groups (
  id int generated always as identity primary key,
  company_id int not null references companies (id),
  name text not null check (length(name) between 1 and 100),
  icon text not null default 'people' check (length(icon) between 1 and 40),
  tags text[] not null default '{}',
  search tsvector not null default '', -- words of the name, written by the server
  active boolean not null default true,
  deleted_at timestamptz(3),
  deleted_by int references accounts (id),
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index contact_groups_name_key on contact_groups (company_id, lower(name)) where deleted_at is null;
create index contact_groups_company on contact_groups (company_id, lower(name), id);
create index contact_groups_list on contact_groups (lower(name), id);
create index contact_groups_search on contact_groups using gin (search);
create index contact_groups_deleted_by on contact_groups (deleted_by) where deleted_by is not null;

create table contact_group_members (
  group_id int not null references contact_groups (id) on delete cascade,
  contact_id int not null references contacts (id) on delete cascade,
  role text not null check (role in ('manager', 'regular', 'guest', 'approver')),
  added_by int references accounts (id),
  created_at timestamptz(3) not null default now(),
  primary key (group_id, contact_id)
);
create index contact_group_members_contact on contact_group_members (contact_id, group_id);
create index contact_group_members_added_by on contact_group_members (added_by) where added_by is not null;

-- A ticket is somebody's own, or belongs to one group of its company.
alter table tickets add column contact_group_id int references contact_groups (id);
create index tickets_group_public on tickets (contact_group_id, public_at desc, id desc) where archived_at is null and contact_group_id is not null;
create index tickets_group on tickets (contact_group_id) where contact_group_id is not null;
