-- A card number is not kept, so its blind index could not be made anew when keys change. What is
-- kept now is a digest of the number, sealed, from which the index is made; cards bound before have
-- none. Card and check are tied by the check's id instead of by equal indexes.

alter table payments.cards add column number_digest_sealed text;
alter table payments.card_checks add column number_digest_sealed text;
alter table payments.cards add column check_id uuid references payments.card_checks;
update payments.cards as card set check_id = (
  select done.id from payments.card_checks as done
  where done.party_id = card.party_id and done.number_index = card.number_index
    and done.state = 'bound' order by done.created_at desc limit 1);
