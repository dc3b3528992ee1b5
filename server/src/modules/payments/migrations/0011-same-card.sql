-- Whether other customers have linked the same card is asked each time a card is linked.

create index cards_same_number on payments.cards (number_index) where unbound_at is null;
