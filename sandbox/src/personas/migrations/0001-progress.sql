create schema personas;

-- How far the personas' life has been told to a bank; the story goes on from here after a crash.
create table personas.progress (
  bank text primary key,
  began_at timestamptz not null,
  days_done integer not null,
  finished boolean not null
);
