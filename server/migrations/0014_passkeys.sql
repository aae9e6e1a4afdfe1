-- Passkeys: keys that devices and password managers hold, each for one account.

create table account_passkeys (
  id int generated always as identity primary key,
  account_id int not null references accounts (id) on delete cascade,
  credential_id text not null unique, -- base64url, made by the authenticator
  public_key text not null, -- COSE, base64url
  user_handle text not null, -- one for all passkeys of an account, so that a device replaces rather than collects them
  sign_count bigint not null default 0, -- 0 for ever where the authenticator does not count
  transports text[] not null default '{}',
  is_synced boolean not null,
  -- The address whose mailbox its owner had shown when it was registered: of other accounts of that address it may tell.
  heard_email_key text,
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3)
);
create index account_passkeys_account on account_passkeys (account_id, id);

-- What a browser was asked to sign: once, soon, in the browser or session that asked. Used ones are deleted.
create table passkey_challenges (
  challenge_hash text primary key,
  kind text not null, -- sign-in, registration
  browser_hash text,
  session_id int references sessions (id) on delete cascade,
  account_id int references accounts (id) on delete cascade,
  user_handle text,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index passkey_challenges_expires on passkey_challenges (expires_at);
create index passkey_challenges_session on passkey_challenges (session_id) where session_id is not null;
create index passkey_challenges_account on passkey_challenges (account_id) where account_id is not null;

-- Was a provider told to ask anew, whoever is signed in there? Null: begun before it could be.
alter table identity_transactions add column asked_anew boolean;
alter table saml_assertions add column asked_anew boolean;
