-- A person may hold several accounts: at most five of each class, and one of them is the main one.
-- The class belongs to the account from now on, and what a class needs is a term with its day. The
-- table itself holds to five: an open account takes one of five places of its class.

-- What a class needs of a person from a day on, until a later row of the class takes its place.
create table deposits.class_needs (
  class text not null check (class in ('II', 'III')),
  effective_from date not null,
  needs text[] not null check (needs <@ array['identity', 'pin', 'card', 'presence']),
  primary key (class, effective_from)
);

insert into deposits.class_needs values
  ('III', '2016-12-01', '{identity,pin}'),
  ('II', '2016-12-01', '{identity,pin,card}');

-- What payments has told about a person. Taken first by whoever opens, closes or raises.
create table deposits.holders (
  party_id uuid primary key,
  -- since when a card of another bank is bound; null while none is
  card_since timestamptz
);

insert into deposits.holders (party_id, card_since)
select party_id, granted_at from deposits.party_classes where class = 'II';
insert into deposits.holders (party_id)
select party_id from deposits.accounts on conflict do nothing;

alter table deposits.accounts
  drop constraint accounts_party_id_key,
  add column class text check (class in ('II', 'III')),
  add column place smallint not null default 1 check (place between 1 and 5),
  add column is_main boolean not null default true,
  -- the day it reached its class: what that class needed then is what it goes on needing
  add column class_since date,
  -- whether it is raised by itself; not when class III was asked for
  add column rises boolean not null default true,
  -- of class II, but a need fell away: it sends as class III does
  add column limited boolean not null default false,
  add column name_sealed text;

update deposits.accounts a set
  class = coalesce(c.class, 'III'),
  class_since = ((case c.class when 'II' then greatest(c.granted_at, a.opened_at)
    else a.opened_at end) at time zone 'UTC' + interval '8 hours')::date
from deposits.accounts b left join deposits.party_classes c on c.party_id = b.party_id
where b.id = a.id;

alter table deposits.accounts
  alter column class set not null,
  alter column class_since set not null,
  alter column place drop default,
  alter column is_main drop default,
  alter column rises drop default,
  add constraint accounts_limited check (class = 'II' or not limited);
create unique index accounts_places on deposits.accounts (party_id, class, place)
  where status = 'open';
create unique index accounts_one_main on deposits.accounts (party_id) where is_main;
create index accounts_of_party on deposits.accounts (party_id, id);

drop table deposits.party_classes;

alter table deposits.movements drop constraint movements_kind_check,
  add constraint movements_kind_check check (
    kind in ('top_up', 'withdrawal', 'withdrawal_fee', 'transfer', 'own_transfer'));

grant select on deposits.class_needs to sycee_app;
grant select, insert, update on deposits.holders to sycee_app;
grant update (class, place, is_main, class_since, rises, limited, name_sealed)
  on deposits.accounts to sycee_app;
