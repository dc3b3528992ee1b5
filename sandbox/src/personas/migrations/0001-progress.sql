-- How far the personas' life has been told to a bank, so that the story goes on after a crash where
-- it stopped, and is told once.

create schema personas;

create table personas.progress (
  bank text primary key,
  ends_at timestamptz not null,
  steps_done integer not null default 0,
  finished boolean not null default false
);
