-- A fee has a movement of its own, and what is held has an end exactly when the order has one.
select o.id, o.kind, o.state, 'movements do not agree with the state'
from payments.orders o
left join lateral (
  select count(*) filter (where purpose = 'fee') as fees,
    count(*) filter (where purpose = 'amount_end') as amount_ends,
    count(*) filter (where purpose = 'fee_end') as fee_ends
  from payments.order_transfers t where t.order_id = o.id) t on true
where (t.fees, t.amount_ends, t.fee_ends) is distinct from (
  case when o.fee_minor > 0 then 1 else 0 end,
  case when (o.kind = 'withdrawal' or o.arrival = 'on_acceptance') and o.settled_at is not null
    then 1 else 0 end,
  case when o.fee_minor > 0 and o.settled_at is not null then 1 else 0 end);
