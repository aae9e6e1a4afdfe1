-- Who may come in at all: types and statuses of companies, which of them open the client portal, and how many people that may be.

create table company_types (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 60),
  position int not null,
  -- No type opened = every type may come in.
  opens_portal boolean not null default false
);
create unique index company_types_name_key on company_types (lower(name));
insert into company_types (name, position)
  values ('Customer', 1), ('Trial', 2), ('Prospect', 3), ('Partner', 4), ('Supplier', 5), ('Own company', 6);

create table company_statuses (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 60),
  position int not null,
  opens_portal boolean not null default false
);
create unique index company_statuses_name_key on company_statuses (lower(name));
insert into company_statuses (name, position) values ('Active', 1), ('Onboarding', 2), ('On hold', 3), ('Former', 4);

-- One row: the version guards the page as a whole.
create table portal_access (
  id int primary key check (id = 1),
  -- Only reported, never enforced.
  contact_limit int check (contact_limit > 0),
  version int not null default 1,
  updated_at timestamptz(3) not null default now()
);
insert into portal_access (id) values (1);

alter table companies add column type_id int references company_types (id);
alter table companies add column status_id int references company_statuses (id);
create index companies_type on companies (type_id);
create index companies_status on companies (status_id);
update companies set
  type_id = (select id from company_types order by position limit 1),
  status_id = (select id from company_statuses order by position limit 1);

-- Contacts that make themselves at their first sign-in. One row; off until somebody turns it on.
create table contact_creation (
  id int primary key check (id = 1),
  rule text not null default 'off'
    check (rule in ('off', 'domain', 'domain-no-creation', 'sid', 'sid-no-creation', 'sid-and-domain', 'sid-and-domain-no-creation')),
  -- Where people of unknown domains go; strangers there never see each other.
  catch_all_company_id int references companies (id) on delete set null,
  version int not null default 1,
  updated_at timestamptz(3) not null default now()
);
create index contact_creation_catch_all on contact_creation (catch_all_company_id);
insert into contact_creation (id) values (1);

-- Active Directory domains (security identifiers) of a company, as the desktop app reports them.
create table company_sids (
  company_id int not null references companies (id) on delete cascade,
  sid text not null check (sid = upper(sid)),
  primary key (company_id, sid)
);
create index company_sids_sid on company_sids (sid);

-- Anybody can have an address at a public mail provider: such a domain makes contacts of a company only where somebody said so.
create table confirmed_public_domains (
  company_id int not null references companies (id) on delete cascade,
  domain text not null check (domain = lower(domain)),
  confirmed_by int references accounts (id) on delete set null,
  confirmed_at timestamptz(3) not null,
  primary key (company_id, domain)
);
create index confirmed_public_domains_by on confirmed_public_domains (confirmed_by);
