-- Faces and voices by which the bank knows a subject again. A subject is the id of whoever the
-- caller means; this schema knows nobody's name. Templates are sealed by the server; pictures and
-- recordings are not kept, only hashes that tell a replay.

create schema biometrics;

create table biometrics.templates (
  subject uuid not null,
  kind text not null check (kind in ('face', 'voice')),
  -- What made it; templates of different models cannot be compared.
  model text not null,
  template_sealed text not null,
  enrolled_at timestamptz not null,
  updated_at timestamptz not null check (updated_at >= enrolled_at),
  primary key (subject, kind)
);

create table biometrics.challenges (
  id uuid primary key,
  kind text not null check (kind in ('face', 'voice')),
  subject uuid not null,
  session_id uuid not null,
  purpose text not null check (purpose in ('enrol', 'verify')),
  prompts text[] not null check (cardinality(prompts) > 0),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  -- Taken by the first answer, whatever comes of it.
  answered_at timestamptz
);

create index challenges_open on biometrics.challenges (subject, kind) where answered_at is null;

-- How often in a row a subject has failed: NIST SP 800-63B, 5.2.3.
create table biometrics.attempts (
  subject uuid not null,
  kind text not null check (kind in ('face', 'voice')),
  failures integer not null default 0 check (failures >= 0),
  last_failed_at timestamptz,
  disabled_at timestamptz,
  primary key (subject, kind)
);

-- Every decision with what it was made from, as it was that day. Never changed.
create table biometrics.decisions (
  id uuid primary key,
  kind text not null check (kind in ('face', 'voice')),
  subject uuid not null,
  session_id uuid not null,
  challenge_id uuid not null unique references biometrics.challenges,
  purpose text not null check (purpose in ('enrol', 'verify')),
  outcome text not null check (outcome in ('accepted', 'refused')),
  reasons text[] not null,
  scores jsonb not null,
  thresholds jsonb not null,
  model text not null,
  decided_at timestamptz not null,
  check ((outcome = 'accepted') = (reasons = '{}'))
);

create index decisions_of_subject on biometrics.decisions (subject, kind, decided_at);

-- Hashes of the bytes of every frame and recording that was ever judged; nobody can guess those.
create table biometrics.seen_samples (
  kind text not null check (kind in ('face', 'voice')),
  sample_hash bytea not null,
  subject uuid not null,
  seen_at timestamptz not null,
  primary key (kind, sample_hash)
);

create index seen_samples_of_subject on biometrics.seen_samples (subject);

-- What the frames of an answer looked like, coarsely, to know them again after re-encoding.
create table biometrics.seen_looks (
  challenge_id uuid primary key references biometrics.challenges,
  subject uuid not null,
  looks_sealed text not null,
  seen_at timestamptz not null
);

create index seen_looks_of_subject on biometrics.seen_looks (subject, seen_at);

create function biometrics.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a decision of biometrics is never changed';
end
$$;

create trigger decisions_are_kept before update or delete on biometrics.decisions
  for each row execute function biometrics.refuse_change();

grant usage on schema biometrics to sycee_app;
grant select, insert, update on all tables in schema biometrics to sycee_app;
grant delete on biometrics.templates, biometrics.seen_samples, biometrics.seen_looks
  to sycee_app;
revoke update on biometrics.decisions, biometrics.seen_samples, biometrics.seen_looks
  from sycee_app;
