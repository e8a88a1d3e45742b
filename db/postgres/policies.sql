-- The second wall: domain 9.2 once more, where no client can look past it (architecture 5). Every
-- table denies by default; each line below lets somebody read (r), insert (i), update (u) or
-- delete (d) some rows. Which columns may change stands in columns.sql.
create or replace function pg_temp.close_all() returns void language plpgsql as $$
declare
    found record;
begin
    for found in select schemaname, tablename, policyname from pg_policies
        where schemaname = 'public'
    loop
        execute format('drop policy %I on public.%I', found.policyname, found.tablename);
    end loop;
    for found in select tablename from pg_tables where schemaname = 'public' loop
        execute format('alter table public.%I enable row level security', found.tablename);
    end loop;
end
$$;

create or replace function pg_temp.allow(place text, verbs text, condition text) returns void
language plpgsql as $$
declare
    names constant text[] := array['r', 'i', 'u', 'd'];
    words constant text[] := array['select', 'insert', 'update', 'delete'];
    turn integer;
begin
    for turn in 1..4 loop
        if position(names[turn] in verbs) > 0 then
            execute format(
                'create policy %I on public.%I for %s to :staff %s',
                'may_' || words[turn], place, words[turn],
                case names[turn]
                    when 'i' then format('with check (%s)', condition)
                    when 'u' then format('using (%s) with check (%s)', condition, condition)
                    else format('using (%s)', condition)
                end);
        end if;
    end loop;
end
$$;

select pg_temp.close_all();

-- School, rules, calendar, timetable: structure that every window needs is read by all staff.
select pg_temp.allow(place, 'r', '(select me()) is not null')
    from unnest(array['school', 'legal_document', 'school_year', 'period', 'class_group', 'subject',
                      'subgroup', 'page', 'class_teacher', 'staff', 'alembic_version'])
    as place;
select pg_temp.allow(place, 'r', '(select has_role(''DIR'',''DEP'',''ADM'',''CT'',''ST'',''ARC''))')
    from unnest(array['work_kind']) as place;
select pg_temp.allow('rule', 'r', $$
    (select has_role('DIR','DEP','ADM','CT','ST','ARC'))
    or (name like 'health%' and (select has_role('MED')))$$);
select pg_temp.allow(place, 'r', '(select has_role(''DIR'',''DEP'',''ADM'',''CT'',''ST'',''MED'',''SEC''))')
    from unnest(array['vacation', 'calendar_day', 'bell_schedule', 'bell', 'room']) as place;
select pg_temp.allow('school', 'u', '(select is_officer())');
select pg_temp.allow(place, 'iud', '(select is_officer())')
    from unnest(array['rule', 'legal_document', 'school_year', 'period', 'vacation', 'calendar_day',
                      'bell_schedule', 'bell', 'room', 'work_kind', 'class_group', 'subgroup',
                      'class_teacher', 'slot', 'subject']) as place;
select pg_temp.allow('slot', 'r', $$
    (select has_role('DIR','DEP','ADM','CT','MED','SEC')) or page_id in (select my_pages())$$);
select pg_temp.allow('substitution', 'r', $$
    (select has_role('DIR','DEP','ADM','CT','MED','SEC')) or (select me()) in (staff_id, absent_id)
    or exists (select from lesson l where l.id = lesson_id)$$);
select pg_temp.allow('substitution', 'iud', '(select has_role(''DEP'',''ADM''))');

-- Study plan and load of teachers.
select pg_temp.allow('study_plan', 'r', $$
    (select has_role('DIR','DEP','ADM','SEC')) or class_id in (select my_classes())
    or (class_id, subject_id) in (
        select p.class_id, p.subject_id from page p where p.id in (select my_pages()))$$);
select pg_temp.allow('assignment', 'r', $$
    (select has_role('DIR','DEP','ADM','SEC')) or staff_id = (select me())
    or page_id in (select my_read_pages())$$);
select pg_temp.allow(place, 'iud', '(select has_role(''DEP'',''ADM''))')
    from unnest(array['study_plan', 'assignment', 'page']) as place;

-- People of the school.
select pg_temp.allow('account', 'r', $$
    (select leads()) or staff_id = (select me())$$);
select pg_temp.allow('account', 'i', '(select is_officer())');
select pg_temp.allow('account', 'u', '(select is_officer()) or staff_id = (select me())');
select pg_temp.allow('role_grant', 'r', $$
    (select has_role('DIR','DEP','ADM','SEC')) or staff_id = (select me())
    or role in ('DIR', 'DEP', 'ADM')$$);
select pg_temp.allow('role_grant', 'id', '(select is_officer())');
select pg_temp.allow('role_grant', 'u', '(select has_role(''ADM'',''SEC''))');
select pg_temp.allow('staff', 'id', '(select is_officer())');
select pg_temp.allow('staff', 'u', '(select has_role(''ADM'',''SEC''))');
select pg_temp.allow('login_event', 'r', '(select leads()) or staff_id = (select me())');
select pg_temp.allow('login_event', 'i', 'staff_id = (select me())');

-- Orders.
select pg_temp.allow('school_order', 'r', $$
    (select has_role('DIR','DEP','ADM','ARC','SEC')) or id in (select my_orders())$$);
-- The officer adds the orders that an import or an appointment names, and changes none.
select pg_temp.allow('school_order', 'i', '(select has_role(''ADM'',''SEC''))');
select pg_temp.allow('school_order', 'ud', $$
    (select has_role('SEC')) or ((select is_officer()) and added_order(id))$$);

-- Pupils: names by the view pupil_name; birth dates, movement, cards.
select pg_temp.allow('pupil', 'r', $$
    (select has_role('DIR','DEP','ADM','MED','SEC')) or id in (select class_pupils())$$);
select pg_temp.allow('enrolment', 'r', $$
    (select has_role('DIR','DEP','ADM','MED','ARC','SEC')) or pupil_id in (select my_pupils())$$);
select pg_temp.allow('subgroup_member', 'r', $$
    (select has_role('DIR','DEP','ADM','MED','ARC','SEC')) or pupil_id in (select my_pupils())$$);
select pg_temp.allow('study_state', 'r', $$
    (select has_role('DIR','DEP','ADM','MED','SEC')) or pupil_id in (select my_pupils())$$);
select pg_temp.allow(place, 'r', $$
    (select has_role('DIR','DEP','ADM','SEC')) or pupil_id in (select class_pupils())$$)
    from unnest(array['pupil_card', 'guardianship', 'consent', 'card_request']) as place;
select pg_temp.allow('guardian', 'r', $$
    (select has_role('DIR','DEP','ADM','SEC')) or id in (
        select w.guardian_id from guardianship w where w.pupil_id in (select class_pupils()))$$);
select pg_temp.allow(place, 'iud', '(select has_role(''ADM'',''SEC''))')
    from unnest(array['pupil', 'enrolment', 'subgroup_member', 'study_state', 'pupil_card',
                      'guardian', 'guardianship']) as place;
select pg_temp.allow(place, 'iud', $$
    (select is_officer()) or pupil_id in (select class_pupils())$$)
    from unnest(array['consent', 'diary_code']) as place;
select pg_temp.allow('diary_code', 'r', $$
    (select leads()) or pupil_id in (select class_pupils())$$);
select pg_temp.allow('card_request', 'i', $$
    pupil_id in (select class_pupils()) and filed_by = (select me()) and state = 'FILED'$$);
select pg_temp.allow('card_request', 'u', '(select has_role(''ADM'',''SEC''))');
select pg_temp.allow('card_check', 'r', $$
    (select leads()) or pupil_id in (select class_pupils())$$);
select pg_temp.allow('card_check', 'iud', $$
    pupil_id in (select class_pupils()) and staff_id = (select me())$$);
select pg_temp.allow('exemption', 'r', $$
    (select has_role('DIR','DEP','ADM','MED','SEC')) or pupil_id in (select my_pupils())$$);
select pg_temp.allow('exemption', 'iud', '(select has_role(''ADM'',''MED'',''SEC''))');

-- The journal. A lesson is seen by who reads its page; a work by who sees its lesson; a mark by who
-- sees its work.
select pg_temp.allow('lesson', 'r', '(select leads()) or page_id in (select my_read_pages())');
select pg_temp.allow('lesson', 'id', '(select is_officer())');
select pg_temp.allow('lesson', 'u', $$
    (select has_role('DEP','ADM')) or page_id in (select my_pages())$$);
select pg_temp.allow('lesson_link', 'r', 'exists (select from lesson l where l.id = lesson_id)');
select pg_temp.allow('lesson_link', 'iud', 'gives_lesson(lesson_id)');
select pg_temp.allow('work', 'r', $$
    (select leads()) or exists (select from lesson l where l.id = lesson_id)$$);
select pg_temp.allow('work', 'iu', '(select is_officer()) or gives_lesson(lesson_id)');
select pg_temp.allow('work', 'd', '(select is_officer())');
select pg_temp.allow('mark', 'r', $$
    (select leads()) or exists (select from work w where w.id = work_id)$$);
select pg_temp.allow('mark', 'iu', $$
    gives_work(work_id) or mark_correction_allowed(work_id, pupil_id)$$);
select pg_temp.allow('cell_note', 'r', $$
    (select leads()) or exists (select from lesson l where l.id = lesson_id)$$);
select pg_temp.allow('cell_note', 'iu', 'gives_lesson(lesson_id)');
select pg_temp.allow('absence', 'r', $$
    (select leads()) or (letter = 'б' and (select has_role('MED')))
    or exists (select from lesson l where l.id = lesson_id)$$);
select pg_temp.allow('absence', 'iu', $$
    gives_lesson(lesson_id) or leads_lesson(lesson_id)
    or absence_correction_allowed(lesson_id, pupil_id)$$);
select pg_temp.allow('excuse', 'r', $$
    (select leads()) or (select has_role('MED')) or pupil_id in (select class_pupils())$$);
select pg_temp.allow('excuse', 'iud', $$
    staff_id = (select me()) and (
        pupil_id in (select class_pupils())
        or (source = 'CERTIFICATE' and (select has_role('MED'))))$$);
select pg_temp.allow('day_confirmation', 'r', $$
    (select leads()) or (select has_role('MED')) or class_id in (select my_classes())
    or class_id in (select p.class_id from page p where p.id in (select my_pages()))$$);
select pg_temp.allow('day_confirmation', 'iud', $$
    class_id in (select my_classes()) and staff_id = (select me())$$);
select pg_temp.allow('period_mark', 'r', $$
    (select leads()) or (value in ('у', 'б', 'н') and (select has_role('SEC')))
    or page_id in (select my_read_pages()) or pupil_id in (select class_pupils())
    or (pupil_id in (select my_pupils()) and subject_id in (select my_subjects()))$$);
select pg_temp.allow('period_mark', 'i', $$
    (gives_page(page_id) and gives_final(pupil_id, subject_id))
    or final_correction_allowed(page_id, pupil_id, period_id)$$);
select pg_temp.allow('period_mark', 'u', $$
    (select has_role('ADM','SEC')) or gives_final(pupil_id, subject_id)$$);
select pg_temp.allow('reopening', 'r', '(select leads()) or page_id in (select my_read_pages())');
select pg_temp.allow('reopening', 'iud', '(select has_role(''DEP'')) and staff_id = (select me())');
select pg_temp.allow('correction', 'r', '(select leads()) or page_id in (select my_read_pages())');
select pg_temp.allow('correction', 'i', $$
    asked_by = (select me()) and state = 'FILED' and allowed_by is null
    and ((select is_officer()) or page_id in (select my_read_pages()))$$);
select pg_temp.allow('correction', 'u', '(select has_role(''DEP'',''ADM''))');
select pg_temp.allow('period_seal', 'r', '(select leads()) or page_id in (select my_read_pages())');
select pg_temp.allow('period_seal', 'iu', '(select is_officer())');
select pg_temp.allow(place, 'r', $$
    (select has_role('DIR','DEP','ADM','SEC')) or pupil_id in (select class_pupils())$$)
    from unnest(array['decision', 'debt']) as place;
-- The class teacher decides on the own class, the office by the protocol (R-3.2.4-13).
select pg_temp.allow(place, 'iud', $$
    (select has_role('SEC')) or pupil_id in (select class_pupils())$$)
    from unnest(array['decision', 'debt']) as place;

-- Sheets of other schools.
select pg_temp.allow('foreign_sheet', 'r', $$
    (select has_role('DIR','DEP','ADM','SEC')) or pupil_id in (select my_pupils())$$);
select pg_temp.allow('foreign_sheet', 'id', 'pupil_id in (select class_pupils())');
select pg_temp.allow('foreign_sheet', 'u', $$
    (select has_role('DEP')) or pupil_id in (select class_pupils())$$);
select pg_temp.allow(place, 'r', 'exists (select from foreign_sheet s where s.id = sheet_id)')
    from unnest(array['foreign_mark', 'foreign_read']) as place;
select pg_temp.allow('foreign_mark', 'iud', $$
    sheet_id in (select s.id from foreign_sheet s where s.pupil_id in (select class_pupils()))$$);
select pg_temp.allow('foreign_read', 'i', $$
    (select has_role('ST')) and staff_id = (select me())
    and exists (select from foreign_sheet s where s.id = sheet_id)$$);

-- Lesson plans.
select pg_temp.allow('lesson_plan', 'r', '(select leads()) or id in (select my_plans())');
select pg_temp.allow('lesson_plan', 'id', $$
    (select has_role('ST')) and author_id = (select me())$$);
select pg_temp.allow('lesson_plan', 'u', $$
    (select has_role('DEP')) or ((select has_role('ST')) and author_id = (select me()))$$);
select pg_temp.allow(place, 'r', '(select leads()) or plan_id in (select my_plans())')
    from unnest(array['plan_section', 'plan_topic']) as place;
select pg_temp.allow(place, 'iud', 'writes_plan(plan_id)')
    from unnest(array['plan_section', 'plan_topic']) as place;
select pg_temp.allow('plan_use', 'r', $$
    (select leads()) or plan_id in (select my_plans()) or page_id in (select my_read_pages())$$);
select pg_temp.allow('plan_use', 'iud', 'writes_plan(plan_id) or gives_page(page_id)');
select pg_temp.allow('plan_date', 'r', 'exists (select from plan_use u where u.id = use_id)');
select pg_temp.allow('plan_date', 'iud', 'writes_use(use_id)');
select pg_temp.allow('plan_correction', 'r', $$
    (select leads()) or use_id in (
        select u.id from plan_use u
        where u.plan_id in (select p.id from lesson_plan p where p.author_id = (select me()))
           or u.page_id in (select my_pages()))$$);
select pg_temp.allow('plan_correction', 'id', 'writes_use(use_id)');
select pg_temp.allow('plan_correction', 'u', '(select has_role(''DEP'')) or writes_use(use_id)');

-- Health: the sheet is the medical worker's alone (R-5.3-01); advice is for who teaches the pupil.
select pg_temp.allow('health_sheet', 'riud', '(select has_role(''MED''))');
select pg_temp.allow('advice', 'r', $$
    (select has_role('MED')) or pupil_id in (select my_pupils())$$);
select pg_temp.allow('pe_group', 'r', $$
    (select has_role('MED')) or pupil_id in (select class_pupils())
    or pupil_id in (select pe_pupils())$$);
select pg_temp.allow(place, 'iud', '(select has_role(''MED''))')
    from unnest(array['advice', 'pe_group', 'health_filled', 'health_count']) as place;
select pg_temp.allow('health_count', 'r', '(select has_role(''DIR'',''DEP'',''MED''))');
select pg_temp.allow('health_filled', 'r', $$
    (select has_role('DIR','DEP','MED')) or class_id in (select my_classes())$$);
select pg_temp.allow('advice_read', 'r', $$
    (select has_role('DEP','MED')) or staff_id = (select me())
    or exists (select from advice a where a.id = advice_id
               and a.pupil_id in (select class_pupils()))$$);
select pg_temp.allow('advice_read', 'i', $$
    staff_id = (select me()) and exists (select from advice a where a.id = advice_id)$$);
select pg_temp.allow('advice_read', 'd', 'staff_id = (select me())');
select pg_temp.allow('medical_key', 'r', $$
    staff_id = (select me()) or (staff_id is null and (select has_role('ADM','MED')))$$);
select pg_temp.allow('medical_key', 'iud', $$
    staff_id = (select me()) or (select has_role('ADM','MED'))$$);

-- Inspection.
select pg_temp.allow('inspection', 'r', '(select has_role(''DIR'',''DEP'',''ADM'',''ARC''))');
select pg_temp.allow('inspection', 'iu', '(select has_role(''DEP''))');
select pg_temp.allow('remark', 'r', $$
    (select has_role('DIR','DEP','ADM','ARC')) or staff_id = (select me())
    or class_id in (select my_classes())$$);
select pg_temp.allow('remark', 'i', $$
    (select has_role('DEP')) and inspector_id = (select me())$$);
select pg_temp.allow('remark', 'u', $$
    (select has_role('DEP')) or staff_id = (select me()) or class_id in (select my_classes())$$);

-- Prints, archive, destruction, backups.
select pg_temp.allow('print', 'r', $$
    (select has_role('DIR','DEP','ADM','ARC')) or class_id in (select my_classes())$$);
select pg_temp.allow('print', 'i', $$
    staff_id = (select me()) and ((select is_officer())
        or (state = 'DRAFT' and class_id in (select my_classes())))$$);
select pg_temp.allow('print', 'u', '(select has_role(''DIR'',''ADM'',''ARC''))');
select pg_temp.allow('archive_file', 'r', '(select has_role(''DIR'',''DEP'',''ADM'',''ARC''))');
select pg_temp.allow('archive_file', 'iu', '(select has_role(''ADM'',''ARC''))');
select pg_temp.allow(place, 'r', '(select has_role(''DIR'',''DEP'',''ADM'',''ARC''))')
    from unnest(array['medium', 'medium_check', 'medium_loan']) as place;
select pg_temp.allow('medium', 'i', '(select is_officer())');
select pg_temp.allow('medium', 'u', $$
    (select has_role('ARC')) or ((select is_officer()) and accepted_by is null)$$);
select pg_temp.allow(place, 'iu', '(select has_role(''ARC''))')
    from unnest(array['medium_check', 'medium_loan']) as place;
select pg_temp.allow('destruction_act', 'r', '(select has_role(''DIR'',''ADM'',''ARC'',''SEC''))');
select pg_temp.allow('destruction_act', 'i', '(select has_role(''ARC'')) and approved is null');
select pg_temp.allow('destruction_act', 'u', '(select has_role(''DIR'',''ARC''))');
select pg_temp.allow('backup_log', 'r', '(select has_role(''DIR'',''ADM'',''ARC''))');
select pg_temp.allow('backup_log', 'iu', '(select is_officer())');
select pg_temp.allow('export_log', 'r', '(select leads()) or staff_id = (select me())');
select pg_temp.allow('export_log', 'i', 'staff_id = (select me())');

-- Paper diaries and informing of parents.
select pg_temp.allow(place, 'r', '(select leads()) or pupil_id in (select class_pupils())')
    from unnest(array['paper_diary', 'informing']) as place;
select pg_temp.allow(place, 'iud', 'pupil_id in (select class_pupils())')
    from unnest(array['paper_diary', 'informing']) as place;

-- The audit is as secret as the data. Whoever reads a page reads what was done on it; health sheets
-- have the chain -1, which medical workers alone read.
select pg_temp.allow('op', 'r', $$
    staff_id = (select me()) or (chain <> -1 and (select leads()))
    or (chain > 0 and chain in (select my_read_pages()))
    or (chain = -1 and (select has_role('MED')))$$);
select pg_temp.allow('chain', 'r', $$
    (select me()) is not null and (id <> -1 or (select has_role('MED')))$$);
-- Nobody signs on a page not theirs, nor adds to what was signed before this transaction.
select pg_temp.allow('op', 'i', $$
    staff_id = (select me()) and (chain in (0, -1) or (select has_role('DIR','DEP','ADM','SEC'))
                                  or chain in (select my_read_pages()))$$);
select pg_temp.allow('op_change', 'r', $$
    exists (select from op o where o.id = op_id)$$);
select pg_temp.allow('op_change', 'i', $$
    exists (select from op o where o.id = op_id and o.staff_id = (select me()) and o.at >= now())$$);
