-- Answers name people and amounts, so they are sealed like the fields they came from. Those of
-- before stay as they are until their thirty days are over.

alter table platform.idempotency_keys add column answer_sealed text,
  add constraint idempotency_keys_one_answer check (answer is null or answer_sealed is null);
