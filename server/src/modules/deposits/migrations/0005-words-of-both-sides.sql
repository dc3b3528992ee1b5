-- A transfer between two customers has its words kept once, for both of them: one row and one
-- sealing instead of two.

alter table deposits.movements add column other_account_id uuid
  check (other_account_id <> ledger_account_id);
create unique index movements_of_other_side on deposits.movements (other_account_id, transfer_id)
  where other_account_id is not null;

-- What is counted again and again is written beside itself, without new places in an index.
alter table deposits.outgoing_days set (fillfactor = 60);
