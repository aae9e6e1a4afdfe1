-- How people sign in: rules (kept as settings), what a challenge may still do, and when a session was last entered.

-- A challenge keeps the rules it was made under. `operator`: made on the server's own screen, see make-sign-in-link.ts.
alter table sign_in_challenges add column kind text not null default 'mail' check (kind in ('mail', 'operator'));
alter table sign_in_challenges add column max_attempts int not null default 5;

-- On shared computers a proof opens an account once: only one made since the session last entered an account counts.
alter table sessions add column entered_at timestamptz(3);

-- Methods grow with every release; the code names them (contracts/src/access/shapes.ts), and a check here could refuse those of the next.
alter table session_proofs drop constraint session_proofs_method_check;

-- Second factor: the secret of an authenticator app, sealed, and codes for the day the device is lost.
create table account_totp (
  account_id int primary key references accounts (id) on delete cascade,
  sealed_secret text not null, -- bound to the account
  last_step bigint, -- each step of time opens once
  created_at timestamptz(3) not null,
  confirmed_at timestamptz(3) -- null while it is being set up
);
create table account_recovery_codes (
  account_id int not null references accounts (id) on delete cascade,
  code_hash text not null, -- 80 random bits each, so a fast hash is enough
  created_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (account_id, code_hash)
);
