-- The platform's own tables: business time, jobs, idempotency keys and the outbox.
-- The schema itself is made by the migrator, which keeps platform.migrations in it.

grant usage on schema platform to sycee_app;
grant select on platform.migrations to sycee_app;

-- How far the business clock is from the machine's; only a sandbox's is, and it moves only forward.
create table platform.business_clock (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null default 0
);
insert into platform.business_clock default values;
grant select, update on platform.business_clock to sycee_app;

-- The day the bank is on. The end-of-day run moves it, one day at a time.
create table platform.business_day (
  only_row boolean primary key default true check (only_row),
  date date not null
);
grant select, insert, update on platform.business_day to sycee_app;

-- One row per job and business date: that it ran, how far it came, when it was done.
create table platform.job_runs (
  job text not null,
  date date not null,
  steps bigint not null default 0,
  progress jsonb,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (job, date)
);
grant select, insert, update on platform.job_runs to sycee_app;

-- Answers kept under the idempotency keys of their requests.
create table platform.idempotency_keys (
  scope uuid not null,
  key text not null check (length(key) between 8 and 64),
  operation text not null,
  request_hash bytea not null,
  status smallint not null,
  answer jsonb,
  created_at timestamptz not null,
  primary key (scope, key)
);
create index idempotency_keys_age on platform.idempotency_keys (created_at);
grant select, insert, delete on platform.idempotency_keys to sycee_app;

-- News between rooms, written in the transaction that makes it true.
create table platform.outbox_events (
  id bigint generated always as identity primary key,
  topic text not null,
  key text not null,
  audience uuid[] not null default '{}',
  payload jsonb not null,
  published_at timestamptz not null
);
create index outbox_events_age on platform.outbox_events (published_at);
grant select, insert, delete on platform.outbox_events to sycee_app;

-- Who hears what; written anew by every start of the server.
create table platform.outbox_subscriptions (
  subscriber text not null,
  topic text not null,
  primary key (subscriber, topic)
);
grant select, insert, delete on platform.outbox_subscriptions to sycee_app;

-- One row per subscriber and event until it has been heard; dead ones wait for a person.
create table platform.outbox_deliveries (
  subscriber text not null,
  event_id bigint not null references platform.outbox_events (id),
  key text not null,
  attempts integer not null default 0,
  due_at timestamptz not null,
  dead boolean not null default false,
  last_error text,
  primary key (subscriber, event_id)
);
create index outbox_deliveries_order
  on platform.outbox_deliveries (subscriber, key, event_id) where not dead;
create index outbox_deliveries_event on platform.outbox_deliveries (event_id);
grant select, insert, update, delete on platform.outbox_deliveries to sycee_app;
