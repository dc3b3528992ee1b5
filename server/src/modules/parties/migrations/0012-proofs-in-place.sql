-- A proof that is used is written beside itself: without an index that depends on it, and with room
-- on its page, it needs no new places in any.

drop index parties.pin_proofs_by_session;
create index pin_proofs_by_session on parties.pin_proofs (session_id);
alter table parties.pin_proofs set (fillfactor = 50);
