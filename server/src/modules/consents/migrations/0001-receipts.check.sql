-- A receipt's hash is that of the words it names, a taking back follows a yes, a row of decisions
-- goes forward in time, and every version has its words in both languages.
select 'hash is not of these words' as violation, r.id::text as what
from consents.receipts r join consents.texts t using (purpose, version, locale)
where r.text_hash <> sha256(convert_to(concat_ws(e'\n', t.purpose, t.version, t.locale, t.title,
  t.what, t.why, t.how_long, t.with_whom), 'UTF8'))
union all
select 'withdrawn without a yes', r.id::text
from consents.receipts r join consents.receipts b on b.id = r.follows
where (r.decision = 'withdrawn' and b.decision <> 'given') or r.decided_at < b.decided_at
union all
select 'version without words in both languages', v.purpose || ' ' || v.version
from consents.versions v
where (select count(*) from consents.texts t
  where t.purpose = v.purpose and t.version = v.version) <> 2;
