-- Every transfer is between two accounts of its own ledger that were opened before it, and every
-- posting or voiding fits the earlier pending transfer that it names.
select 'no such account of its ledger before it' as violation, t.id as transfer_id
  from ledger.transfers t
  left join ledger.accounts d on d.id = t.debit_account_id
  left join ledger.accounts c on c.id = t.credit_account_id
  where d.id is null or c.id is null or d.ledger <> t.ledger or c.ledger <> t.ledger
    or d.timestamp >= t.timestamp or c.timestamp >= t.timestamp
union all
select 'does not fit its pending transfer', t.id
  from ledger.transfers t
  left join ledger.transfers o on o.id = t.pending_id and o.flags & 2 <> 0
    and o.timestamp < t.timestamp and o.ledger = t.ledger and o.code = t.code
    and o.debit_account_id = t.debit_account_id and o.credit_account_id = t.credit_account_id
    and (t.amount_minor = o.amount_minor or t.flags & 4 <> 0 and t.amount_minor < o.amount_minor)
  where t.pending_id is not null and o.id is null
union all
select 'both made and failed', t.id
  from ledger.transfers t join ledger.failed_transfers f on f.id = t.id;
