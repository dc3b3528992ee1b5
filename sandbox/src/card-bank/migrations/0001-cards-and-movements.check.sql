-- A balance is what the card was issued with and what moved since, nothing else.
select c.card_number, c.balance_minor, c.opening_minor, m.moved_minor
from card_bank.cards c
left join (
  select card_number,
    sum(case kind when 'credit' then amount_minor else -amount_minor end) as moved_minor
  from card_bank.movements where status = 'succeeded' group by card_number
) m using (card_number)
where c.balance_minor <> c.opening_minor + coalesce(m.moved_minor, 0)
