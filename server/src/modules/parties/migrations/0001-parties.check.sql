-- The state of a party says what it has given: a state without its rows, or rows without the state.
-- Who has left has no PIN, no open session, and no device that has a name.
select p.id, p.state, i.party_id is not null as has_identity, n.party_id is not null as has_pin
from parties.parties p
left join parties.identities i on i.party_id = p.id
left join parties.pins n on n.party_id = p.id
where p.closed_at is null and (p.state is distinct from case
    when i.party_id is null then 'identity_needed'
    when n.party_id is null then 'pin_needed'
    else 'active'
  end
  or (i.party_id is null and n.party_id is not null))
  or p.closed_at is not null and (n.party_id is not null
    or exists (select from parties.devices d where d.party_id = p.id and d.name <> '')
    or exists (select from parties.sessions s where s.party_id = p.id and s.ended_at is null));
