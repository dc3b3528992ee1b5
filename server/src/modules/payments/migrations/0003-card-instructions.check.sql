-- An order with a card and its instruction tell the same story.
select o.id, o.kind, o.state, i.state as instruction_state
from payments.orders o
left join payments.card_instructions i on i.order_id = o.id
where o.kind in ('top_up', 'withdrawal') and (
  i.order_id is null
  or i.state <> case o.state when 'processing' then 'open' else o.state end
  or i.direction <> case o.kind when 'top_up' then 'debit' else 'credit' end
  or i.amount_minor <> o.amount_minor or i.card_id <> o.card_id);
