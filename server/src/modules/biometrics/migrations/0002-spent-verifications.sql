-- An accepted verification is good for one thing: what it was spent on is written here, once.

create table biometrics.spent_verifications (
  decision_id uuid primary key references biometrics.decisions,
  spent_on text not null check (spent_on in ('enrolment', 'pin_reset')),
  spent_at timestamptz not null
);

grant select, insert on biometrics.spent_verifications to sycee_app;
