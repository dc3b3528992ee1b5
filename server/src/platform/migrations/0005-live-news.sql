-- News for live connections is owed by the transaction, not by the event: it carries no content, so
-- that its order is nobody's matter, and a row with three indexes for each event of a group cost
-- more than all else that is kept of the event.

create table platform.live_news (
  id bigint generated always as identity primary key,
  event_ids bigint[] not null,
  published_at timestamptz not null
);
grant select, insert, update, delete on platform.live_news to sycee_app;

insert into platform.live_news (event_ids, published_at)
select array_agg(event_id), min(due_at) from platform.outbox_deliveries
 where subscriber = 'platform.live' group by event_id / 100;
delete from platform.outbox_deliveries where subscriber = 'platform.live';

-- Events come in the order of time, and are asked for by their age once a day.
drop index platform.outbox_events_age;
create index outbox_events_age on platform.outbox_events using brin (published_at);
