-- Busy times from one's own calendar, and one's own schedule as a feed for other calendars.

-- Since when the state holds, for the schedule feed.
alter table techs add column availability_since timestamptz(3);

-- The private address of a tech's calendar. It is a secret: whoever has it reads the calendar.
create table tech_calendars (
  tech_id int primary key references techs (id) on delete cascade,
  sealed_address text not null,
  host text not null check (length(host) <= 253),
  encrypted boolean not null,
  added_at timestamptz(3) not null,
  -- Of the last good answer, for asking only for what is new.
  etag text check (length(etag) <= 500),
  last_modified text check (length(last_modified) <= 100),
  fetched_at timestamptz(3),
  covers_until timestamptz(3),
  events int not null default 0,
  skipped int not null default 0,
  -- Of the last attempt.
  tried_at timestamptz(3),
  problem text check (length(problem) <= 40),
  failures int not null default 0,
  next_at timestamptz(3) not null,
  -- Until then "available", said by hand, stands against the calendar.
  overridden_until timestamptz(3)
);
create index tech_calendars_due on tech_calendars (next_at);

-- When somebody is busy; nothing else of the calendar is kept.
create table tech_busy_times (
  tech_id int not null references tech_calendars (tech_id) on delete cascade,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null check (ends_at > starts_at),
  primary key (tech_id, starts_at)
);
create index tech_busy_times_start on tech_busy_times (starts_at);

-- One's own schedule at a secret address. Only a hash of the secret is kept.
create table schedule_feeds (
  account_id int primary key references accounts (id) on delete cascade,
  token_hash text not null,
  created_at timestamptz(3) not null,
  last_read_at timestamptz(3)
);
create unique index schedule_feeds_token_key on schedule_feeds (token_hash);
