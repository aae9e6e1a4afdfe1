-- Rights: group tags of contacts, and the restriction of techs to categories. Permissions themselves are settings
-- (keys contact.flags, contact.queues, staff.restrictions) by scope.

create table group_tags (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 60),
  description text not null default '',
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index group_tags_name_key on group_tags (lower(name));

-- A contact carries a tag; with may_view it sees the tickets of the other carriers in its company, with may_approve those that
-- wait for an approval.
create table contact_group_tags (
  contact_id int not null references contacts (id) on delete cascade,
  tag_id int not null references group_tags (id) on delete cascade,
  may_view boolean not null default false,
  may_approve boolean not null default false,
  primary key (contact_id, tag_id)
);
create index contact_group_tags_tag on contact_group_tags (tag_id);

alter table techs add column categories_restricted boolean not null default false;
create table tech_categories (
  tech_id int not null references techs (id) on delete cascade,
  category_id int not null references categories (id) on delete cascade,
  primary key (tech_id, category_id)
);
create index tech_categories_category on tech_categories (category_id);
