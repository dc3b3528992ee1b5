-- A check is written down before the card bank is asked, so that it counts even when the server
-- dies in between: 'asked' until the bank has answered; 'unanswered', not counted, if it has not.

alter table payments.card_checks
  drop constraint card_checks_state_check,
  drop constraint card_checks_check,
  add constraint card_checks_state_check
    check (state in ('asked', 'unanswered', 'refused', 'sent', 'bound', 'over')),
  add constraint card_checks_bank_id
    check ((bank_check_id is not null) = (state in ('sent', 'bound', 'over')));
grant update (bank_check_id) on payments.card_checks to sycee_app;
