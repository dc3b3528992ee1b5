-- A party with bound cards has exactly one default card.
select party_id, count(*) filter (where is_default) as defaults
from payments.cards
where unbound_at is null
group by party_id
having count(*) filter (where is_default) <> 1;
