-- What one posting costs does not grow with how many transfers are pending: they are found by their
-- ids alone. Said as `status`, the condition let the planner walk an index of everything pending.

create or replace function ledger.record_pending(
  moment bigint, first bigint, beyond bigint
) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  resolving bigint;
  resolved bigint;
begin
  insert into ledger.pending_states
      (transfer_id, debit_account_id, credit_account_id, amount_minor, status, expires_at)
    select t.id, t.debit_account_id, t.credit_account_id, t.amount_minor, 'pending',
        case when t.timeout_seconds > 0
          then t.timestamp + t.timeout_seconds * 1000000000::bigint end
      from ledger.transfers t
      where t.timestamp >= first and t.timestamp < beyond and t.flags & 2 <> 0;

  select count(*) into resolving from ledger.transfers t
    where t.timestamp >= first and t.timestamp < beyond and t.pending_id is not null;
  if resolving = 0 then return; end if;
  update ledger.pending_states p
    set status = case when t.flags & 4 <> 0 then 'posted' else 'voided' end,
        resolved_by = t.id, resolved_at = t.timestamp
    from ledger.transfers t join ledger.transfers o on o.id = t.pending_id
    where t.timestamp >= first and t.timestamp < beyond
      and p.transfer_id = t.pending_id and p.resolved_at is null
      and (p.expires_at is null or p.expires_at > moment)
      and o.timestamp < t.timestamp
      and (o.debit_account_id, o.credit_account_id, o.ledger, o.code)
        = (t.debit_account_id, t.credit_account_id, t.ledger, t.code)
      and (t.amount_minor = o.amount_minor
        or (t.flags & 4 <> 0 and t.amount_minor < o.amount_minor));
  get diagnostics resolved = row_count;
  if resolved <> resolving then
    raise exception 'ledger: a pending transfer cannot be resolved as the batch says'
      using errcode = 'check_violation';
  end if;
end $$;

-- In PL/pgSQL, whose plans are kept from call to call.
create or replace function ledger.lock_ids(made uuid[], failed uuid[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  latch constant integer := 1279616595;
begin
  perform case when held.alone then pg_advisory_xact_lock(latch, held.bucket)
      else pg_advisory_xact_lock_shared(latch, held.bucket) end
    from (
      select uuid_hash(n.id) & 255 as bucket, bool_or(n.failed) as alone
        from (select unnest(made), false union all select unnest(failed), true) as n (id, failed)
        group by 1 order by 1 offset 0
    ) held;
end $$;

create or replace function ledger.allow_writing(allowed text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('ledger.writing', allowed, true);
end $$;

revoke all on all functions in schema ledger from public;
