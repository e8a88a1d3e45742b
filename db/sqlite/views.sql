-- The same names as db/postgres/views.sql. One file has no second wall, so they hide nothing.
create view pupil_name as select id, surname, name, patronymic, sort_key from pupil;
create view lesson_time as select id, page_id, day, number, state from lesson;
create view paper_diary_flag as select id, pupil_id, begins, ends from paper_diary;
create view excuse_day as select id, pupil_id, letter, begins, ends from excuse;
create view away_before as
    select a.id, a.pupil_id, l.day, l.number from absence a join lesson l on l.id = a.lesson_id
    where a.letter is not null;
create view guardian_phone as
    select w.id, w.pupil_id, w.relation, g.surname, g.name, g.patronymic, g.phone
    from guardianship w join guardian g on g.id = w.guardian_id;
create view pupil_note as select id, pupil_id, special_notes from pupil_card;
create view teaching as select id, page_id, staff_id, begins, ends from assignment;
create view advice_notice as
    select id, pupil_id, year_id, begins,
           (seat_conditions <> '' or limits <> '' or wording <> '') as notable
    from advice;
