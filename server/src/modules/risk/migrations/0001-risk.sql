-- How sure the bank must be of who acts: thresholds with effective dates, every decision with its
-- reasons, and the step-ups by which a person is proven for one thing. A subject is the id of
-- whoever the caller means; this schema knows nobody's name.

create schema risk;

-- From which amount on a reason raises an action: 0 always, null never. Of a kind and a reason the
-- latest row that is effective counts; a reason without a row raises nothing.
create table risk.thresholds (
  effective_from date not null,
  action text not null check (action in ('transfer', 'withdrawal', 'phone_change', 'pin_reset',
    'passkey_add', 'passkey_removal', 'biometric_enrolment', 'unfreeze')),
  reason text not null check (reason in ('new_device', 'new_payee', 'phone_changed', 'pin_reset',
    'unusual_hour', 'day_sum', 'always')),
  from_minor bigint check (from_minor >= 0),
  primary key (action, reason, effective_from)
);

-- What "new", "a while ago" and "unusual" mean.
create table risk.terms (
  effective_from date primary key,
  new_device_seconds integer not null check (new_device_seconds >= 0),
  change_seconds integer not null check (change_seconds >= 0),
  -- Hours of the day of the bank: from the first, before the second.
  unusual_from_hour integer not null check (unusual_from_hour between 0 and 23),
  unusual_to_hour integer not null check (unusual_to_hour between 0 and 24)
);

insert into risk.terms values ('2007-01-01', 86400, 86400, 0, 6);

-- Money is raised by 0002, when the app can ask for more than a PIN. What gives an account away is
-- raised at once.
insert into risk.thresholds (effective_from, action, reason, from_minor) values
  ('2007-01-01', 'unfreeze', 'always', 0),
  ('2007-01-01', 'phone_change', 'always', 0),
  ('2007-01-01', 'pin_reset', 'always', 0),
  ('2007-01-01', 'passkey_add', 'new_device', 0),
  ('2007-01-01', 'passkey_add', 'phone_changed', 0),
  ('2007-01-01', 'passkey_add', 'pin_reset', 0),
  ('2007-01-01', 'passkey_removal', 'new_device', 0),
  ('2007-01-01', 'passkey_removal', 'phone_changed', 0),
  ('2007-01-01', 'passkey_removal', 'pin_reset', 0),
  ('2007-01-01', 'biometric_enrolment', 'new_device', 0),
  ('2007-01-01', 'biometric_enrolment', 'phone_changed', 0),
  ('2007-01-01', 'biometric_enrolment', 'pin_reset', 0);

-- Everything that a PIN was not enough for, and what became of it.
create table risk.step_ups (
  id uuid primary key,
  subject uuid not null,
  session_id uuid not null,
  action text not null,
  -- SHA-256 of the action with all that makes it this one: payee, amount, phone.
  about_hash bytea not null,
  reasons text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  failures integer not null default 0 check (failures >= 0),
  -- By what it was proven, and the decision of the room that did.
  proven_by text check (proven_by in ('passkey', 'face', 'voice')),
  proven_by_id text,
  proven_at timestamptz,
  token_hash bytea unique,
  token_expires_at timestamptz,
  used_at timestamptz,
  check ((proven_at is null) = (proven_by is null)),
  check ((proven_at is null) = (token_hash is null)),
  check ((proven_at is null) = (token_expires_at is null)),
  check (used_at is null or proven_at is not null)
);

create index step_ups_of_subject on risk.step_ups (subject, created_at);
-- A check of face, voice or passkey proves one step-up, once.
create unique index step_ups_one_proof on risk.step_ups (proven_by_id)
  where proven_by_id is not null;

-- Every decision about one thing: allowed, asked for more, refused without a way; or allowed to
-- enrol what counts only later.
create table risk.decisions (
  id uuid primary key,
  subject uuid not null,
  session_id uuid not null,
  action text not null,
  amount_minor bigint,
  level text not null check (level in ('low', 'raised')),
  outcome text not null check (outcome in ('allowed', 'allowed_later', 'step_up', 'no_way')),
  reasons text[] not null,
  step_up_id uuid references risk.step_ups,
  -- What was allowed, as its room names it.
  reference text,
  decided_at timestamptz not null,
  check ((level = 'low') = (reasons = '{}')),
  check (level = 'low' or outcome <> 'allowed' or step_up_id is not null)
);

create index decisions_of_subject on risk.decisions (subject, decided_at);

-- Payments that nothing spoke against come in groups; the decisions on a group are one row. Which
-- one is found by its moment, which is the order's own.
create table risk.low_decisions (
  id uuid primary key,
  action text not null,
  decided_at timestamptz not null,
  subjects uuid[] not null,
  refs uuid[] not null,
  check (cardinality(subjects) = cardinality(refs) and cardinality(refs) > 0)
);

create index low_decisions_by_moment on risk.low_decisions using brin (decided_at);

grant usage on schema risk to sycee_app;
grant select on risk.thresholds, risk.terms to sycee_app;
grant select, insert, update on risk.step_ups to sycee_app;
grant select, insert on risk.decisions, risk.low_decisions to sycee_app;
