-- A passkey follows from an accepted registration of its subject, and a decision from an answered
-- challenge of the same subject and session.
select 'passkey without an accepted registration' as violation, p.id::text as what
from passkeys.passkeys p
where not exists (
  select from passkeys.decisions d
  where d.passkey_id = p.id and d.subject = p.subject
    and d.purpose = 'register' and d.outcome = 'accepted')
union all
select 'decision without its answered challenge', d.id::text
from passkeys.decisions d
join passkeys.challenges c on c.id = d.challenge_id
where c.answered_at is null
  or (c.subject, c.session_id, c.purpose) is distinct from (d.subject, d.session_id, d.purpose)
union all
select 'accepted too late', d.id::text
from passkeys.decisions d join passkeys.challenges c on c.id = d.challenge_id
where d.outcome = 'accepted' and d.decided_at >= c.expires_at
union all
select 'a suspended passkey was accepted', d.id::text
from passkeys.decisions d join passkeys.passkeys p on p.id = d.passkey_id
where d.purpose = 'confirm' and d.outcome = 'accepted'
  and (d.decided_at > p.suspended_at or d.decided_at > p.removed_at
    or d.decided_at < p.counts_from);
