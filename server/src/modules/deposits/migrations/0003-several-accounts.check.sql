-- Whoever has accounts has exactly one main one, open while any is, and is known as a holder; every
-- class in use has needs; nobody holds more than five open accounts of a class.
select 'not one main account' as violation, party_id::text as what
from deposits.accounts group by party_id having count(*) filter (where is_main) <> 1
union all
select 'main account closed before another', m.party_id::text
from deposits.accounts m
where m.is_main and m.status = 'closed' and exists (
  select from deposits.accounts a where a.party_id = m.party_id and a.status = 'open')
union all
select 'account without a holder', a.id::text
from deposits.accounts a
where not exists (select from deposits.holders h where h.party_id = a.party_id)
union all
select 'more than five of a class', party_id::text
from deposits.accounts where status = 'open' group by party_id, class having count(*) > 5
union all
select 'class without needs', c.class
from (select 'III' as class union select class from deposits.accounts) as c
where not exists (select from deposits.class_needs n where n.class = c.class);
