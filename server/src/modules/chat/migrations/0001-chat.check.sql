-- Logs have no gaps and end where their conversation says, nobody has read what is not there, a
-- group that has members has an owner, and two contacts know each other.
select 'a log with gaps' as violation, c.id::text as what
from chat.conversations c
left join lateral (select count(*) as entries, max(seq) as last from chat.entries e
  where e.conversation_id = c.id) as log on true
where coalesce(log.last, 0) <> c.last_seq or log.entries <> c.last_seq
union all
select 'read what is not there', m.conversation_id || ' ' || m.party_id
from chat.members m join chat.conversations c on c.id = m.conversation_id
where m.read_seq > c.last_seq or m.until_seq > c.last_seq
union all
select 'a group without an owner', m.conversation_id::text
from chat.members m join chat.conversations c on c.id = m.conversation_id and c.kind = 'group'
where m.until_seq is null
group by m.conversation_id having count(*) filter (where m.role = 'owner') <> 1
union all
select 'a direct conversation of others', c.id::text
from chat.conversations c
where c.kind = 'direct' and (select count(*) from chat.members m
  where m.conversation_id = c.id and m.party_id in (c.low_id, c.high_id)) <> 2
union all
select 'a contact that is not returned', a.party_id || ' ' || a.contact_id
from chat.contacts a where not exists (select from chat.contacts b
  where b.party_id = a.contact_id and b.contact_id = a.party_id)
union all
select 'recalls nothing', e.conversation_id || ' ' || e.seq
from chat.entries e where e.kind = 'recall' and not exists (select from chat.entries o
  where o.conversation_id = e.conversation_id and o.seq = e.about_seq
    and o.recalled_at is not null);
