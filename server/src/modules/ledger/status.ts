// The statuses that accounts and transfers share, and the two ids that nothing may bear.

/** Why an item was not taken, whatever it is; `exists` is the answer to a faithful replay. */
export type Refused =
  | 'linked_event_failed'
  | 'linked_event_chain_open'
  | 'timestamp_must_be_zero'
  | 'reserved_flag'
  | 'id_must_not_be_zero'
  | 'id_must_not_be_int_max'
  | 'exists'
  | 'exists_with_different_flags'
  | 'exists_with_different_user_data_128'
  | 'exists_with_different_user_data_64'
  | 'exists_with_different_user_data_32'
  | 'exists_with_different_ledger'
  | 'exists_with_different_code';

/** The id of nothing: zero, as 128 bits. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000';

/** The largest id, which no account and no transfer may have. */
export const MAX_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
