-- What each person wants to hear of, by what, and when. Only what differs from the default is kept.

create table notification_choices (
  account_id int not null references accounts (id) on delete cascade,
  topic text not null check (length(topic) between 1 and 60),
  in_app boolean, -- null = as by default
  desktop boolean,
  email text check (email in ('immediate', 'digest', 'weekly', 'disabled')),
  primary key (account_id, topic)
);

create table notification_preferences (
  account_id int primary key references accounts (id) on delete cascade,
  quiet_on boolean not null default false,
  -- Minutes after midnight in the person's zone; an end before the beginning is on the next day.
  quiet_from smallint not null check (quiet_from between 0 and 1439),
  quiet_until smallint not null check (quiet_until between 0 and 1439),
  quiet_days smallint[] not null, -- on which it begins, 1 = Monday
  quiet_urgent boolean not null,
  sound boolean not null,
  pop_ups boolean not null,
  check (quiet_from <> quiet_until)
);

alter table notices add column topic text; -- null: made before there were topics
alter table notices add column email text; -- what the settings said when it was made
alter table notices add column shown boolean not null default true; -- in the bell
alter table notices add column critical boolean not null default false;
alter table notices add column alerts text[] not null default '{}'; -- desktop, sound, pop-up
alter table notices add column digest_at timestamptz(3); -- waits for a summary by mail
alter table notices add column held_until timestamptz(3); -- the end of quiet hours
alter table notices add column mail_id int; -- the summary that told of it

create index notices_digest on notices (digest_at, account_id) where digest_at is not null;
create index notices_digest_of on notices (account_id) where digest_at is not null;
create index notices_quiet on notices (held_until, account_id) where held_until is not null;
create index notices_mail on notices (mail_id) where mail_id is not null;
-- Last week of one person: the preview of settings, and what was not mailed.
create index notices_recent on notices (account_id, created_at desc);
