-- Class II needs the person to have been seen, too: by an enrolled face, or by two of the staff.
-- Who was raised on an earlier day keeps what class II needed then.
insert into deposits.class_needs values ('II', '2026-01-01', '{identity,pin,card,presence}');
