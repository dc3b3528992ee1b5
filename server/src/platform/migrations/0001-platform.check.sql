-- What always holds: no day has ended with a job that did not finish, and a delivery waits in the
-- line of its own event.
select 'job of an ended day is not finished' as finding, job as subject, date::text as detail
  from platform.job_runs
 where finished_at is null and date < (select date from platform.business_day)
union all
select 'subscriber is owed an event of another key', subscriber, delivery.event_id::text
  from platform.outbox_deliveries as delivery
  join platform.outbox_events as event on event.id = delivery.event_id
 where delivery.key <> event.key
