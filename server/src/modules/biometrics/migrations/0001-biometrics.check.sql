-- A decision follows from an answered challenge of the same subject and kind; whoever is switched
-- off has failed often enough.
select 'decision without its answered challenge' as violation, d.id::text as what
from biometrics.decisions d
left join biometrics.challenges c on c.id = d.challenge_id
where c.answered_at is null
  or (c.subject, c.kind, c.session_id, c.purpose)
    is distinct from (d.subject, d.kind, d.session_id, d.purpose)
union all
select 'failures without a moment', a.subject::text
from biometrics.attempts a
where a.failures > 0 and a.last_failed_at is null
union all
select 'template without an accepted enrolment', t.subject::text
from biometrics.templates t
where not exists (
  select from biometrics.decisions d
  where (d.subject, d.kind) = (t.subject, t.kind)
    and d.purpose = 'enrol' and d.outcome = 'accepted'
);
