-- A customer may have several accounts, so an order says which of them pays and which is paid. Null
-- where a card stands, and in orders of before there were several: then it is the only account the
-- customer had, the one that was opened first.

alter table payments.orders
  add column payer_account_id uuid,
  add column payee_account_id uuid,
  add constraint orders_accounts check (
    (payer_account_id is null or payer_id is not null)
    and (payee_account_id is null or payee_id is not null));
