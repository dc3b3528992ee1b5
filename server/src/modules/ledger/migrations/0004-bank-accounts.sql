-- The bank's own accounts. Their ids are fixed, so that every bank and every test knows them; the
-- history flag (8) says in the model's words what this ledger keeps for every account.

do $$
begin
  perform ledger.open_accounts(
    1, array['0ba00000-0000-7000-8000-000000001010', '0ba00000-0000-7000-8000-000000003010',
      '0ba00000-0000-7000-8000-000000004010']::uuid[],
    array[156, 156, 156], array[1010, 3010, 4010], array[8, 8, 8],
    array[null, null, null]::uuid[], array[0, 0, 0]::bigint[], array[0, 0, 0]);
end $$;
