-- Claims deliveries by walking the index in the order of events, however many wait. Left to itself
-- the planner sorts all that waits for each claim, above all while a backlog is new and nobody has
-- counted the table: the longer the queue, the slower it would be worked off.

create function platform.claim_deliveries(listener text, moment timestamptz, at_most integer)
returns table (event_id bigint, attempts integer)
language sql set search_path = pg_catalog, pg_temp
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
  -- The head of each key's queue. A head that another process is delivering is locked and skipped,
  -- and what stands behind it is not a head, because its row is there until that process commits.
  select delivery.event_id, delivery.attempts
    from platform.outbox_deliveries as delivery
   where delivery.subscriber = listener and not delivery.dead and delivery.due_at <= moment
     and not exists (
       select from platform.outbox_deliveries as earlier
        where earlier.subscriber = delivery.subscriber and earlier.key = delivery.key
          and not earlier.dead and earlier.event_id < delivery.event_id)
   order by delivery.event_id
   limit at_most
     for update of delivery skip locked
$$;

revoke all on function platform.claim_deliveries from public;
grant execute on function platform.claim_deliveries to sycee_app;
