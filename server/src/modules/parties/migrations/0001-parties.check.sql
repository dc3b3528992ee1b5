-- The state of a party says what it has given: a state without its rows, or rows without the state.
select p.id, p.state, i.party_id is not null as has_identity, n.party_id is not null as has_pin
from parties.parties p
left join parties.identities i on i.party_id = p.id
left join parties.pins n on n.party_id = p.id
where p.state is distinct from case
  when i.party_id is null then 'identity_needed'
  when n.party_id is null then 'pin_needed'
  else 'active'
end
  or (i.party_id is null and n.party_id is not null);
