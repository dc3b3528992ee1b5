-- Behind every card stands a check that its bank has confirmed.
select card.id
from payments.cards as card
where not exists (
  select from payments.card_checks as done
  where done.id = card.check_id and done.party_id = card.party_id and done.state = 'bound');
