-- A list of people a bank may not serve unseen. All of them are invented: the names are of nobody,
-- and the id numbers are of a place that issues none.

create schema watch_list;

create table watch_list.entries (
  sequence bigint generated always as identity primary key,
  entry text not null unique,
  name_zh text,
  name_latin text,
  -- Null: not known, and the name alone is a hit.
  born_on date,
  id_number text,
  check (name_zh is not null or name_latin is not null)
);

-- How often the list has changed; it is its version.
create table watch_list.list (
  one boolean primary key default true check (one),
  changes integer not null
);

insert into watch_list.entries (entry, name_zh, name_latin, born_on, id_number) values
  ('SL-0001', '司徒玄夜', 'Situ Xuanye', '1971-04-09', '830101197104097770'),
  ('SL-0002', '百里无踪', 'Baili Wuzong', null, null),
  ('SL-0003', null, 'Casimir Völkenrath', '1964-11-02', null),
  ('SL-0004', null, 'Aurelio Santángel de la Bruma', '1980-06-30', null),
  ('SL-0005', '单于落霞', 'Chanyu Luoxia', '1988-02-29', '830101198802297771');
insert into watch_list.list (changes) values (1);
