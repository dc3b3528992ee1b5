-- What was raised is allowed only by a step-up of the same subject and session that was proven and
-- used for it, once.
select 'allowed without a used step-up' as violation, d.id::text as what
from risk.decisions d
left join risk.step_ups s on s.id = d.step_up_id
where d.level = 'raised' and d.outcome = 'allowed'
  and (s.used_at is null or s.used_at >= s.token_expires_at
    or (s.subject, s.session_id, s.action) is distinct from (d.subject, d.session_id, d.action))
union all
select 'a step-up allowed more than one thing', s.id::text
from risk.step_ups s
join risk.decisions d on d.step_up_id = s.id and d.outcome = 'allowed'
group by s.id having count(*) > 1
union all
select 'proven too late', s.id::text
from risk.step_ups s
where s.proven_at >= s.expires_at or s.used_at < s.proven_at;
