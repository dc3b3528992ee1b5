-- Only an accepted verification can be spent, and only while it is fresh.
select 'spent what is no fresh verification' as violation, s.decision_id::text as what
from biometrics.spent_verifications s
join biometrics.decisions d on d.id = s.decision_id
where d.purpose <> 'verify' or d.outcome <> 'accepted'
  or s.spent_at < d.decided_at or s.spent_at >= d.decided_at + interval '5 minutes';
