-- What payments need beside the PIN, now that the app can ask for it. Small ones go by the PIN
-- alone.

insert into risk.thresholds (effective_from, action, reason, from_minor) values
  ('2007-01-01', 'transfer', 'pin_reset', 100000),
  ('2007-01-01', 'transfer', 'phone_changed', 100000),
  ('2007-01-01', 'transfer', 'new_device', 200000),
  ('2007-01-01', 'transfer', 'new_payee', 500000),
  ('2007-01-01', 'transfer', 'unusual_hour', 500000),
  ('2007-01-01', 'transfer', 'day_sum', 800000),
  ('2007-01-01', 'withdrawal', 'pin_reset', 100000),
  ('2007-01-01', 'withdrawal', 'phone_changed', 100000),
  ('2007-01-01', 'withdrawal', 'new_device', 200000),
  ('2007-01-01', 'withdrawal', 'unusual_hour', 500000);
