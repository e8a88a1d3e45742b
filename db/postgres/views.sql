-- Parts of rows: who may see a name but not a birth date, a day but not a certificate. Each view
-- shows what its reader may know and nothing else; the tables behind are closed to them.
drop view if exists away_before, teaching, advice_notice, pupil_name, lesson_time, paper_diary_flag, excuse_day, guardian_phone, pupil_note;

create view pupil_name with (security_barrier) as
    select p.id, p.surname, p.name, p.patronymic, p.sort_key from pupil p
    where (select has_role('DIR', 'DEP', 'ADM', 'MED', 'ARC', 'SEC'))
       or p.id in (select my_pupils());

-- Days and numbers of lessons without what was taught: the timetable.
create view lesson_time with (security_barrier) as
    select l.id, l.page_id, l.day, l.number, l.state from lesson l
    where (select has_role('DIR', 'DEP', 'ADM', 'CT', 'MED', 'SEC'))
       or l.page_id in (
            select other.id from page mine join page other
                on other.class_id = mine.class_id or other.id = mine.id
            where mine.id in (select my_pages()));

-- That a pupil keeps a paper diary, without why.
create view paper_diary_flag with (security_barrier) as
    select d.id, d.pupil_id, d.begins, d.ends from paper_diary d
    where (select leads()) or d.pupil_id in (select my_pupils());

-- Days of certificates and requests, without their texts.
create view excuse_day with (security_barrier) as
    select e.id, e.pupil_id, e.letter, e.begins, e.ends from excuse e
    where (select leads()) or (e.source = 'CERTIFICATE' and (select has_role('MED')))
       or e.pupil_id in (select my_pupils());

-- That a pupil was away at a lesson before an own one of the same day, without the reason: the
-- teacher takes it over with one key.
create view away_before with (security_barrier) as
    select a.id, a.pupil_id, l.day, l.number from absence a join lesson l on l.id = a.lesson_id
    where a.letter is not null and ((select leads()) or (
        a.pupil_id in (select my_pupils()) and exists (
            select from lesson mine
            where mine.day = l.day and mine.number > l.number
              and mine.page_id in (select my_pages()))));

-- Phones of parents for the medical worker, where the school allows it.
create view guardian_phone with (security_barrier) as
    select w.id, w.pupil_id, w.relation, g.surname, g.name, g.patronymic, g.phone
    from guardianship w join guardian g on g.id = w.guardian_id
    where (select has_role('DIR', 'DEP', 'ADM', 'SEC'))
       or ((select has_role('MED')) and (select rule_says('health_guardian_phones')))
       or w.pupil_id in (select class_pupils());

-- Special notes without the address.
create view pupil_note with (security_barrier) as
    select c.id, c.pupil_id, c.special_notes from pupil_card c
    where (select has_role('DIR', 'DEP', 'ADM', 'MED', 'SEC'))
       or c.pupil_id in (select class_pupils());

-- Who teaches a page on which days, as the timetable tells it.
create view teaching with (security_barrier) as
    select a.id, a.page_id, a.staff_id, a.begins, a.ends from assignment a
    where (select has_role('DIR', 'DEP', 'ADM', 'CT', 'MED', 'SEC'))
       or a.staff_id = (select me()) or a.page_id in (select my_read_pages());

-- That there is something to read about a pupil, without a word of it: who has read it and who not.
create view advice_notice with (security_barrier) as
    select a.id, a.pupil_id, a.year_id, a.begins,
           (a.seat_conditions <> '' or a.limits <> '' or a.wording <> '') as notable
    from advice a
    where (select has_role('DEP', 'MED')) or a.pupil_id in (select my_pupils());
