-- An account is closed when its holder leaves; its movements stay.
alter table deposits.accounts drop constraint accounts_status_check,
  add constraint accounts_status_check check (status in ('open', 'closed'));
