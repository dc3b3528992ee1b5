-- A decided case was proposed by one member and agreed to by another, as its steps say; a case that
-- stands open has no answer to come, and nobody answered anything but a proposal.
select 'decided otherwise than its steps say' as violation, c.id::text as what
from staff.cases c
where c.state = 'decided' and not exists (
  select from staff.case_steps p join staff.case_steps a on a.answers = p.id
  where p.id = c.proposal_id and p.kind = 'proposed' and a.kind = 'agreed'
    and p.member_id = c.proposed_by and a.member_id = c.decided_by
    and p.outcome = c.outcome and a.outcome = c.outcome and p.member_id <> a.member_id)
union all
select 'answers what is no proposal', a.id::text
from staff.case_steps a join staff.case_steps p on p.id = a.answers
where p.kind <> 'proposed' or a.outcome <> p.outcome or a.made_at < p.made_at
union all
select 'an agreed proposal of a case that goes on', a.id::text
from staff.case_steps a join staff.cases c on c.id = a.case_id
where a.kind = 'agreed' and c.state <> 'decided';
