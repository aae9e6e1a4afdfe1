-- Companies and contacts in administration: further fields, tags with types, the primary account of an address.

alter table companies
  add column country text check (country ~ '^[A-Z]{2}$'), -- ISO 3166-1
  add column links jsonb not null default '[]'; -- [{ label, url }], at most 10
create index companies_country on companies (country) where country is not null;

alter table contacts
  add column mail_nickname text check (length(mail_nickname) between 1 and 100), -- how mail greets the person
  add column links jsonb not null default '[]';
create index contacts_manager on contacts (id) where is_manager;
create index accounts_email_domain on accounts (split_part(email_key, '@', 2)) where kind = 'contact';

-- Microsoft tenants whose people belong to a company.
create table company_tenants (
  company_id int not null references companies (id) on delete cascade,
  tenant_id uuid not null,
  primary key (company_id, tenant_id)
);
create index company_tenants_tenant on company_tenants (tenant_id);

-- A tag's type decides where it is suggested; `free` tags came about by typing. Any tag may stand anywhere.
alter table tags
  add column type text not null default 'free' check (type in ('free', 'generic', 'service', 'company', 'agent')),
  add column version int not null default 1;
create index tags_type on tags (type, lower(name), id);

create table company_tags (
  company_id int not null references companies (id) on delete cascade,
  tag_id int not null references tags (id) on delete cascade,
  primary key (company_id, tag_id)
);
create index company_tags_tag on company_tags (tag_id, company_id);
create table contact_tags (
  contact_id int not null references contacts (id) on delete cascade,
  tag_id int not null references tags (id) on delete cascade,
  primary key (contact_id, tag_id)
);
create index contact_tags_tag on contact_tags (tag_id, contact_id);

-- Which of several contacts of one address is meant when nothing else says so. A row counts only while the contact still has
-- the address; without one it is the oldest active contact.
create table primary_contacts (
  email_key text primary key check (email_key = lower(email_key)),
  contact_id int not null unique references contacts (id) on delete cascade
);

-- People of one company from a file: read once into rows with a verdict each, then written in portions. What a row said is
-- forgotten as soon as it was written.
create table contact_imports (
  id int generated always as identity primary key,
  company_id int not null references companies (id) on delete cascade,
  storage_key text, -- the bytes, until the rows are read; what is never started is swept like any file nobody owns
  file_name text not null,
  encoding text not null,
  separator text not null,
  columns jsonb not null,
  sample jsonb not null,
  mapping jsonb,
  mode text not null default 'create' check (mode in ('create', 'update')),
  state text not null check (state in ('uploaded', 'checking', 'checked', 'running', 'done', 'failed')),
  position int not null default 0, -- last line that was written
  total int not null default 0,
  counts jsonb not null default '{}',
  problem text,
  created_by int references accounts (id) on delete set null,
  created_at timestamptz(3) not null,
  finished_at timestamptz(3)
);
create index contact_imports_company on contact_imports (company_id, id desc);
create index contact_imports_author on contact_imports (created_by);
create table contact_import_rows (
  import_id int not null references contact_imports (id) on delete cascade,
  line int not null,
  verdict text not null check (verdict in ('create', 'update', 'skip', 'refuse', 'created', 'updated')),
  code text, -- why it is skipped or refused
  other_line int, -- the line that has the same address
  contact_id int references contacts (id) on delete set null,
  data jsonb,
  primary key (import_id, line)
);
create index contact_import_rows_verdict on contact_import_rows (import_id, verdict, line);
create index contact_import_rows_contact on contact_import_rows (contact_id) where contact_id is not null;
