-- A party is frozen exactly while a freeze of it is open; who left is not. What a face has allowed,
-- it allowed in time; every change of a phone is remembered.
select 'frozen without a freeze, or a freeze without it' as violation, p.id::text as what
from parties.parties p
left join parties.freezes f on f.party_id = p.id and f.unfrozen_at is null
where p.closed_at is null and (p.frozen_at is distinct from f.frozen_at)
union all
select 'a face accepted too late', c.id::text
from parties.face_calls c
where c.outcome = 'accepted' and c.answered_at >= c.expires_at
union all
select 'a phone changed by what is no accepted recovery', h.id::text
from parties.phone_changes h
left join parties.face_calls c on c.id = h.recovery_id
where h.recovery_id is not null
  and (c.purpose <> 'recovery' or c.outcome is distinct from 'accepted' or c.party_id <> h.party_id)
union all
select 'a phone changed without a change', p.id::text
from parties.parties p
where p.phone_changed_at is distinct from
  (select max(h.changed_at) from parties.phone_changes h where h.party_id = p.id);
