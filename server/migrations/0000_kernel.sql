-- Tables of the kernel: the event outbox, who has handled which event, answers kept for repeated requests, small kernel facts.

CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  entity_kind text NOT NULL,
  entity_id int NOT NULL,
  entity_version int,
  payload jsonb NOT NULL DEFAULT '{}',
  changes jsonb NOT NULL DEFAULT '{}',
  change_id uuid NOT NULL,
  actor jsonb NOT NULL,
  origin text NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL,
  quiet boolean NOT NULL DEFAULT false,
  depth int NOT NULL DEFAULT 0
);
CREATE INDEX events_change ON events (change_id);
CREATE INDEX events_entity ON events (entity_kind, entity_id, id);
CREATE INDEX events_created ON events (created_at);

-- One row per event and subscriber: the row makes delivery idempotent, done_at is set in the subscriber's own transaction.
CREATE TABLE event_deliveries (
  event_id bigint NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  subscriber text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  done_at timestamptz(3),
  PRIMARY KEY (event_id, subscriber)
);
CREATE INDEX event_deliveries_open ON event_deliveries (created_at) WHERE done_at IS NULL;

-- Answers to POST requests that carried an Idempotency-Key, written in the transaction of the write itself.
CREATE TABLE idempotency_keys (
  credential text NOT NULL,
  route text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status int,
  headers jsonb,
  reply jsonb,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (credential, route, key)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

-- Facts the kernel keeps about this instance (its id, when the demo was seeded); never settings that people change.
CREATE TABLE kernel_facts (
  name text PRIMARY KEY,
  value jsonb NOT NULL,
  updated_at timestamptz(3) NOT NULL
);

-- Shared rate limits (kernel/http/limits.ts): guesses at codes and passwords, counted for all processes together. Keys are digests.
-- Unlogged: losing the counts in a crash is harmless, and a write to it costs no flush.
CREATE UNLOGGED TABLE rate_limits (
  key varchar(255) PRIMARY KEY,
  points int NOT NULL DEFAULT 0,
  expire bigint
);
CREATE INDEX rate_limits_expire ON rate_limits (expire);

-- Live messages between server processes that are too long for NOTIFY; the adapter empties it after half a minute.
CREATE UNLOGGED TABLE socket_io_attachments (
  id bigserial UNIQUE,
  created_at timestamptz DEFAULT now(),
  payload bytea
);
