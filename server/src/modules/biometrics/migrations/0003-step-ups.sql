-- An accepted verification may also prove a person for one thing that needs more than the PIN.

alter table biometrics.spent_verifications drop constraint spent_verifications_spent_on_check,
  add constraint spent_verifications_spent_on_check
    check (spent_on in ('enrolment', 'pin_reset', 'step_up'));
