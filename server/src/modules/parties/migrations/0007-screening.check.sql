-- Whoever has given an identity is screened, or waits for it.
select i.party_id from parties.identities i
left join parties.screenings s using (party_id)
where i.closed_at is null and s.party_id is null;
