-- Movements belong to an account of this bank, account numbers carry a right check digit, and every
-- class in use has limits.
select 'movement without account' as violation, m.transfer_id::text as what
from deposits.movements m
where not exists (
  select from deposits.accounts a where a.ledger_account_id = m.ledger_account_id
) or m.other_account_id is not null and not exists (
  select from deposits.accounts a where a.ledger_account_id = m.other_account_id
)
union all
select 'account number with a wrong check digit', a.number
from deposits.accounts a
where (
  select sum(case when place % 2 = 0 then digit * 2 - case when digit > 4 then 9 else 0 end
    else digit end) % 10
  from generate_series(1, 19) as place,
    lateral (select substr(a.number, 20 - place, 1)::integer as digit) as d
) <> 0
union all
select 'class without limits', c.class
from (select 'III' as class union select class from deposits.accounts) as c
where not exists (select from deposits.class_limits l where l.class = c.class);
