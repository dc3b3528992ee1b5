-- Who leaves takes along what cards are reached by; orders go on showing bank and last four digits.
alter table payments.cards alter column token_sealed drop not null,
  alter column number_index drop not null,
  add constraint cards_token check (unbound_at is not null or token_sealed is not null);
alter table payments.card_checks alter column number_index drop not null;
grant update (token_sealed, number_index, number_digest_sealed) on payments.cards to sycee_app;
grant update (number_index, number_digest_sealed) on payments.card_checks to sycee_app;
grant delete on payments.contacts to sycee_app;
