-- The main movement of an order has the order's own id, so there is nothing to write down about it:
-- only fees, and what ends a hold, have ids of their own. Every transfer wrote a row that said
-- nothing, with two indexes and a look for its order.

do $$
begin
  if exists (select from payments.order_transfers
             where purpose = 'amount' and transfer_id <> order_id) then
    raise exception 'the main movement of an order has another id than the order';
  end if;
end
$$;

delete from payments.order_transfers where purpose = 'amount';
alter table payments.order_transfers drop constraint order_transfers_purpose_check,
  add constraint order_transfers_purpose_check
    check (purpose in ('fee', 'amount_end', 'fee_end'));
