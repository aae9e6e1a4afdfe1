-- Sign-in by other people's identity providers: OpenID Connect, Microsoft Entra ID and SAML 2.0.

create table identity_providers (
  id int generated always as identity primary key,
  kind text not null check (kind in ('oidc', 'entra', 'saml')),
  name text not null check (length(name) between 1 and 100),
  button_text text not null default '', -- empty = the name
  -- Whose accounts it may vouch for; never changed after creation, because proofs name the row.
  scope text not null check (scope in ('staff', 'contacts', 'company')),
  company_id int references companies (id) on delete cascade,
  enabled boolean not null default false,
  position int not null default 0,
  settings jsonb not null default '{}',
  client_secret_sealed text, -- bound to issuer and client id
  version int not null default 1,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  check ((scope = 'company') = (company_id is not null))
);
create unique index identity_providers_name_key on identity_providers (lower(name));
create index identity_providers_company on identity_providers (company_id);
create index identity_providers_enabled on identity_providers (scope, company_id) where enabled;

-- One way out to a provider and back, for ten minutes and once. Holds no secret: what the provider must not know is derived from
-- the state, of which only the hash is here.
create table identity_transactions (
  key_hash text primary key, -- of the state (OpenID Connect) or of the request id (SAML)
  provider_id int not null references identity_providers (id) on delete cascade,
  browser_hash text not null,
  email_hint text,
  return_path text,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  consumed_at timestamptz(3)
);
create index identity_transactions_provider on identity_transactions (provider_id);
create index identity_transactions_expiry on identity_transactions (expires_at);

-- Assertions that were accepted, until they are worthless by themselves: the second one is a replay, in whatever process it
-- arrives. The page that follows fetches what was proven with a token, in the browser that asked.
create table saml_assertions (
  provider_id int not null references identity_providers (id) on delete cascade,
  assertion_hash text not null,
  token_hash text not null unique,
  email_key text not null,
  browser_hash text, -- null: the provider began, no browser had asked
  return_path text,
  token_expires_at timestamptz(3) not null,
  redeemed_at timestamptz(3),
  expires_at timestamptz(3) not null,
  primary key (provider_id, assertion_hash)
);
create index saml_assertions_expiry on saml_assertions (expires_at);

-- What a password or a provider vouched for is forgotten by issuer.
create index session_proofs_issuer on session_proofs (issuer);
