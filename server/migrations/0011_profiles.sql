-- What people tell others about themselves: departments, privacy, availability, requests to join a team, calendars.

create table departments (
  id int generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  lead_id int references techs (id) on delete set null,
  active boolean not null default true,
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index departments_name_key on departments (lower(name));
create index departments_lead on departments (lead_id) where lead_id is not null;

-- A row that administrators and the department's lead assign, so that nobody writes himself in.
alter table techs add column department_id int references departments (id) on delete set null;
create index techs_department on techs (department_id) where department_id is not null;

-- What was typed as a text until now becomes a row of the same name.
insert into departments (name)
  select distinct on (lower(left(trim(department), 100))) left(trim(department), 100) from accounts
  where kind = 'tech' and trim(coalesce(department, '')) <> '' order by lower(left(trim(department), 100)), id;
update techs set department_id = d.id from accounts a, departments d
  where a.id = techs.id and lower(d.name) = lower(left(trim(a.department), 100));

-- Who may see more of somebody than the name. Administrators always do.
alter table accounts add column profile_visibility text not null default 'public'
  constraint accounts_profile_visibility_check check (profile_visibility in ('public', 'department', 'private'));
alter table accounts add column show_phones boolean not null default true;
alter table accounts add column show_presence boolean not null default true;

-- Availability: until when, and who said so. A state that ran out counts as available at once; a job writes it down.
alter table techs add column availability_until timestamptz(3);
alter table techs add column availability_by text not null default 'hand'
  constraint techs_availability_by_check check (availability_by in ('hand', 'calendar'));
create index techs_availability_until on techs (availability_until) where availability_until is not null;

-- What becomes of a member's open tickets while he is away: nothing, the lead gets them, or they wait in the team.
alter table teams add column away_rule text not null default 'none'
  constraint teams_away_rule_check check (away_rule in ('none', 'lead', 'team'));

-- Tickets that went from somebody who is away, so that he can have them back.
create table handed_over_tickets (
  ticket_id int not null references tickets (id) on delete cascade,
  tech_id int not null references techs (id) on delete cascade,
  given_to int references techs (id) on delete set null,
  handed_at timestamptz(3) not null,
  primary key (ticket_id, tech_id)
);
create index handed_over_tickets_tech on handed_over_tickets (tech_id);
create index handed_over_tickets_given on handed_over_tickets (given_to) where given_to is not null;

-- Kept for the return of somebody who is away or does not want to be disturbed.
alter table notices add column held_at timestamptz(3);
create index notices_held on notices (account_id, id) where held_at is not null;

-- Asking to join a team; its lead decides.
create table team_requests (
  id int generated always as identity primary key,
  team_id int not null references teams (id) on delete cascade,
  tech_id int not null references techs (id) on delete cascade,
  state text not null default 'pending' check (state in ('pending', 'approved', 'denied', 'withdrawn')),
  message text not null default '' check (length(message) <= 500),
  reason text not null default '' check (length(reason) <= 500),
  decided_by int references accounts (id) on delete set null,
  decided_at timestamptz(3),
  created_at timestamptz(3) not null
);
create unique index team_requests_pending_key on team_requests (team_id, tech_id) where state = 'pending';
create index team_requests_tech on team_requests (tech_id, id desc);
create index team_requests_decider on team_requests (decided_by) where decided_by is not null;
