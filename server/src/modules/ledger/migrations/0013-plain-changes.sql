-- What changed accounts is mostly plain movements, and of those only the transfer itself has to be
-- read. So they have a way of their own through `ledger.changes`, and the view of effects is asked
-- for the rest: who looks at one account while much is not folded yet need not wait for all of it.

create or replace view ledger.effects as
select t.timestamp, t.id as transfer_id, half.account_id, half.side, half.closings,
    t.flags & 8 <> 0 as voids,
    t.flags & 10 = 0 as moves,
    half.is_debit * change.held as debits_pending_minor,
    half.is_debit * change.posted as debits_posted_minor,
    (1 - half.is_debit) * change.held as credits_pending_minor,
    (1 - half.is_debit) * change.posted as credits_posted_minor,
    t.flags & 254 = 0 as is_plain
  from ledger.transfers t
  left join ledger.transfers o on o.id = t.pending_id
  cross join lateral (select
      case when t.flags & 2 <> 0 then t.amount_minor else -coalesce(o.amount_minor, 0) end as held,
      case when t.flags & 10 = 0 then t.amount_minor else 0 end as posted,
      case when t.flags & 2 <> 0 then t.flags else 0 end as closes,
      case when t.flags & 8 <> 0 then o.flags else 0 end as reopens
    ) change
  cross join lateral (values
      (t.debit_account_id, 'debit', 1, sign(change.closes & 64) - sign(change.reopens & 64)),
      (t.credit_account_id, 'credit', 0, sign(change.closes & 128) - sign(change.reopens & 128))
    ) as half (account_id, side, is_debit, closings);

create or replace function ledger.changes(after bigint, upto bigint, ids uuid[] default null)
returns table (
  account_id uuid, debits_pending bigint, debits_posted bigint, credits_pending bigint,
  credits_posted bigint, closings integer
)
language plpgsql stable set search_path = pg_catalog, pg_temp
set enable_seqscan = off set jit = off set plan_cache_mode = force_custom_plan as $$
begin
  return query
    with plain as (
      select t.debit_account_id, t.credit_account_id, t.amount_minor
        from ledger.transfers t
        where t.timestamp > after and t.timestamp <= upto and t.flags & 254 = 0
          and (ids is null or t.debit_account_id = any (ids) or t.credit_account_id = any (ids))
    )
    select c.account_id, sum(c.debits_pending)::bigint, sum(c.debits_posted)::bigint,
        sum(c.credits_pending)::bigint, sum(c.credits_posted)::bigint, sum(c.closings)::integer
      from (
        select p.debit_account_id as account_id, 0::bigint as debits_pending,
            p.amount_minor as debits_posted, 0::bigint as credits_pending,
            0::bigint as credits_posted, 0 as closings
          from plain p
        union all
        select p.credit_account_id, 0, 0, 0, p.amount_minor, 0 from plain p
        union all
        select e.account_id, e.debits_pending_minor, e.debits_posted_minor, e.credits_pending_minor,
            e.credits_posted_minor, e.closings::integer
          from ledger.effects e
          where e.timestamp > after and e.timestamp <= upto and not e.is_plain
        union all
        select half.account_id, half.debit, 0, half.credit, 0, half.closing::integer
          from ledger.pending_states p
          join ledger.transfers t on t.id = p.transfer_id
          cross join lateral (values
            (t.debit_account_id, -t.amount_minor, 0, -sign(t.flags & 64)),
            (t.credit_account_id, 0, -t.amount_minor, -sign(t.flags & 128))
          ) as half (account_id, debit, credit, closing)
          where p.status = 'expired' and p.resolved_at > after and p.resolved_at <= upto
      ) c
      where ids is null or c.account_id = any (ids)
      group by c.account_id;
end $$;
