-- Every product has terms for every day the bank has been open.
select kind from (values ('top_up'), ('withdrawal'), ('transfer')) as products (kind)
where not exists (select from payments.order_limits l
  where l.kind = products.kind and l.effective_from <= '2000-01-01')
union all
select 'withdrawal fees' where not exists (
  select from payments.withdrawal_fees where effective_from <= '2000-01-01')
union all
select 'service terms' where not exists (
  select from payments.service_terms where effective_from <= '2000-01-01');
