-- The fictitious people of the demo.

create schema people;

create table people.people (
  sequence bigint generated always as identity primary key,
  name text not null,
  name_latin text not null,
  id_number text not null unique,
  phone text not null unique,
  -- One of the three whose life the demo shows; the others were made on request.
  persona boolean not null,
  created_at timestamptz not null
);
