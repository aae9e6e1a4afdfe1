-- Uploaded files: one row per file, its derived pictures beside it. The bytes live in the file store under storage_key.

create table files (
  id int generated always as identity primary key,
  storage_key text not null unique,
  name text not null check (length(name) between 1 and 200), -- as people see it; cleaned, never used as a path
  size int not null check (size > 0),
  sha256 text not null check (length(sha256) = 64),
  kind text not null check (kind in ('image', 'pdf', 'video', 'audio', 'text', 'other')), -- judged by content
  media_type text not null,
  text_encoding text,
  active boolean not null default false, -- text that a browser could take for a page; never shown inline
  width int, height int,
  has_pictures boolean not null default false,
  uploaded_by int references accounts (id) on delete set null,
  uploaded_at timestamptz(3) not null,
  -- What the file belongs to, written by the owner through this module's door; null = still waiting in somebody's composer.
  owner_kind text, owner_id int, linked_at timestamptz(3),
  internal boolean not null default false, -- only for staff
  constraint files_owner_check check ((owner_kind is null) = (owner_id is null) and (owner_kind is null) = (linked_at is null))
);
create index files_waiting on files (uploaded_by) where owner_kind is null;
create index files_waiting_since on files (uploaded_at) where owner_kind is null;
create index files_owner on files (owner_kind, owner_id) where owner_kind is not null;

-- Pictures we encoded ourselves: w96, w480, w1600 keep the shape, p64, p128, p256 are squares of people.
create table file_variants (
  file_id int not null references files (id) on delete cascade,
  variant text not null check (variant in ('w96', 'w480', 'w1600', 'p64', 'p128', 'p256')),
  storage_key text not null unique,
  size int not null check (size > 0),
  width int not null,
  height int not null,
  primary key (file_id, variant)
);
