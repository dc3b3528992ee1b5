-- The doors of engine memory. Its one writer judges and gives the timestamps; what it appends is
-- there when it is committed, and the fold moves the sums of accounts behind it.

-- Takes the books over for an engine, and begins a new epoch: waits until every transaction of the
-- term before has ended, folds what they left, and answers where the books stand, with the last
-- batch of the epoch before.
create function ledger.take_over(
  wanted_engine text, out epoch bigint, out lined_until bigint, out last_timestamp bigint,
  out ended_batch bigint
)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  barrier constant bigint := 7310868735423279221;
  latch constant bigint := 7310868735423279222;
begin
  perform pg_advisory_xact_lock(barrier);
  perform pg_advisory_xact_lock(latch);
  select greatest(s.last_value, l.until, (select max(t.timestamp) from ledger.transfers t),
      (select max(p.resolved_at) from ledger.pending_states p where p.status = 'expired'))
    into last_timestamp
    from ledger.timestamps s, ledger.lined l;
  perform setval('ledger.timestamps', last_timestamp);
  loop
    exit when not (select f.more from ledger.fold_until(last_timestamp, 50000) f);
  end loop;
  lined_until := last_timestamp;

  perform ledger.allow_writing('on');
  select w.batch into ended_batch from ledger.writer w;
  update ledger.writer w set engine = wanted_engine, epoch = w.epoch + 1, batch = 0
    returning w.epoch into epoch;
  perform ledger.allow_writing('off');
end $$;

-- Notes that a batch of the epoch is written. Last in its transaction: the next batch, which may be
-- under way, waits here for this one to commit, and fails where it did not.
create function ledger.end_batch(writer_epoch bigint, batch_number bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update ledger.writer w set batch = batch_number
    where w.epoch = writer_epoch and w.batch = batch_number - 1;
  if not found then
    raise exception 'ledger: batch % does not follow on the last one', batch_number
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end $$;

-- Appends judged transfers, with consecutive timestamps from `first` on, and failed ids. A column
-- that is null as a whole is zero or null in every row. Inside a use case's transaction there is no
-- batch number.
create function ledger.append(
  writer_epoch bigint, batch_number bigint, first bigint, ids uuid[], debit_account_ids uuid[],
  credit_account_ids uuid[], amounts_minor bigint[], ledgers integer[], codes integer[],
  user_data_128 uuid[] default null, user_data_64 bigint[] default null,
  user_data_32 integer[] default null, pending_ids uuid[] default null,
  timeouts_seconds integer[] default null, flags integer[] default null,
  failed_ids uuid[] default null, failed_statuses text[] default null
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off as $$
begin
  perform ledger.enter('memory', writer_epoch);
  perform ledger.allow_writing('on');
  if first <= (select l.until from ledger.lined l) then
    raise exception 'ledger: timestamp % is folded already', first
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  insert into ledger.transfers
      (id, debit_account_id, credit_account_id, amount_minor, pending_id, user_data_128,
       user_data_64, user_data_32, timeout_seconds, ledger, code, flags, timestamp)
    select n.id, n.debit, n.credit, n.amount, n.pending, n.u128, coalesce(n.u64, 0),
        coalesce(n.u32, 0), coalesce(n.timeout, 0), n.ledger, n.code, coalesce(n.flags, 0),
        first + n.position - 1
      from unnest(ids, debit_account_ids, credit_account_ids, amounts_minor, pending_ids,
          user_data_128, user_data_64, user_data_32, timeouts_seconds, ledgers, codes, flags)
        with ordinality as n (id, debit, credit, amount, pending, u128, u64, u32, timeout,
          ledger, code, flags, position);
  if flags is not null then
    perform ledger.record_pending(first, first, first + cardinality(ids));
  end if;
  if cardinality(failed_ids) > 0 then
    if exists (select from ledger.transfers t where t.id = any (failed_ids)) then
      raise exception 'ledger: a failed id was made' using errcode = 'check_violation';
    end if;
    insert into ledger.failed_transfers (id, status)
      select n.id, n.status from unnest(failed_ids, failed_statuses) as n (id, status)
      on conflict (id) do nothing;
  end if;
  if batch_number is not null then perform ledger.end_batch(writer_epoch, batch_number); end if;
  perform ledger.allow_writing('off');
end $$;

-- Marks pending transfers expired at consecutive timestamps from `first` on; each must be pending
-- and its time over.
create function ledger.expire_by_writer(
  writer_epoch bigint, batch_number bigint, first bigint, transfer_ids uuid[]
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off as $$
declare
  written bigint;
begin
  perform ledger.enter('memory', writer_epoch);
  perform ledger.allow_writing('on');
  if first <= (select l.until from ledger.lined l) then
    raise exception 'ledger: timestamp % is folded already', first
      using errcode = 'object_not_in_prerequisite_state';
  end if;
  update ledger.pending_states p
    set status = 'expired', resolved_at = first + n.position - 1
    from unnest(transfer_ids) with ordinality as n (id, position)
    where p.transfer_id = n.id and p.status = 'pending' and p.expires_at <= first + n.position - 1;
  get diagnostics written = row_count;
  if written <> cardinality(transfer_ids) then
    raise exception 'ledger: a pending transfer cannot expire as the writer says'
      using errcode = 'check_violation';
  end if;
  if batch_number is not null then perform ledger.end_batch(writer_epoch, batch_number); end if;
  perform ledger.allow_writing('off');
end $$;

revoke all on all functions in schema ledger from public;
grant execute on function ledger.take_over, ledger.append, ledger.expire_by_writer to sycee_app;
