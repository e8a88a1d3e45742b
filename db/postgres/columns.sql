-- Which columns may change: a row may be open to several people, each for a part of it. A person
-- with several roles has the columns of all of them.
create or replace function changed_columns(old jsonb, new jsonb) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(said.key), '{}')
    from jsonb_each(new) as said where said.value is distinct from old -> said.key
$$;

create or replace function refuse_columns(place text, changed text[], allowed text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if not changed <@ allowed then
        raise exception 'no right to change % of %', array_to_string(
            array(select unnest(changed) except select unnest(allowed)), ', '), place
            using errcode = '42501';
    end if;
end
$$;

-- Where the role alone decides: arguments are pairs of a role (`*` is anybody) and its columns,
-- `*` for all of them.
create or replace function role_columns() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    changed text[] := public.changed_columns(to_jsonb(old), to_jsonb(new));
    allowed text[] := '{}';
    pair integer;
begin
    if changed = '{}' or public.is_owner() then
        return new;
    end if;
    for pair in 0 .. tg_nargs / 2 - 1 loop
        if tg_argv[2 * pair] = '*' or public.has_role(tg_argv[2 * pair]) then
            allowed := allowed || case tg_argv[2 * pair + 1]
                when '*' then changed else string_to_array(tg_argv[2 * pair + 1], ' ') end;
        end if;
    end loop;
    perform public.refuse_columns(tg_table_name::text, changed, allowed);
    return new;
end
$$;

create or replace function lesson_columns() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    changed text[] := public.changed_columns(to_jsonb(old), to_jsonb(new));
    allowed text[] := '{}';
begin
    if changed = '{}' or public.is_owner() then
        return new;
    end if;
    if public.gives_lesson(old.id) then
        allowed := allowed || array['topic', 'topic_reason', 'topic_at', 'homework', 'homework_at',
            'homework_for_absent', 'plan_topic_id', 'confirmed_at', 'confirmed_by', 'state'];
    end if;
    if public.has_role('ADM') then
        allowed := allowed || array['page_id', 'day', 'number', 'slot_id', 'staff_id', 'room_id',
            'half_hours', 'state', 'cancel_reason', 'order_id', 'plan_topic_id'];
    end if;
    if public.has_role('DEP') then
        allowed := allowed || array['staff_id', 'state', 'cancel_reason', 'order_id'];
    end if;
    if public.correction_allowed(old.page_id, null, old.id) then
        allowed := allowed || array['topic', 'topic_reason', 'topic_at', 'homework', 'homework_at'];
    end if;
    perform public.refuse_columns('lesson', changed, allowed);
    return new;
end
$$;

-- The subject teacher says whether the pupil was there, the class teacher why not (A15). Whose word
-- an absence is shows by its moments: they are equal while one hand alone wrote it.
create or replace function absence_columns() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    gives boolean := public.gives_lesson(new.lesson_id);
    leads boolean := public.leads_absence(new.lesson_id, new.pupil_id);
    was public.absence%rowtype;
begin
    if public.is_owner()
        or public.absence_correction_allowed(new.lesson_id, new.pupil_id) then
        return new;
    end if;
    if tg_op = 'UPDATE' then
        was := old;
        if (new.lesson_id, new.pupil_id) is distinct from (old.lesson_id, old.pupil_id) then
            raise exception 'an absence stays where it is' using errcode = '42501';
        end if;
    end if;
    if gives and not leads and was.letter is not null and new.letter is not null
        and (new.confirmed <> was.confirmed or (was.confirmed and new.letter <> was.letter)) then
        raise exception 'the reason is the class teacher''s word' using errcode = '42501';
    end if;
    if not gives then
        perform public.refuse_fact(was, new);
    end if;
    return new;
end
$$;

-- What the class teacher may not say of another's lesson: that a pupil was there, or was not after
-- the teacher has said so.
create or replace function refuse_fact(was absence, said absence) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    mine boolean := coalesce(was.changed_by = public.me(), false);
    own boolean := mine and was.entered_at = was.changed_at;
begin
    -- The teacher's mark waits for this, or this for the mark.
    perform from public.lesson l where l.id = said.lesson_id for update;
    if said.late is distinct from coalesce(was.late, false) then
        raise exception 'lateness is the teacher''s word' using errcode = '42501';
    end if;
    if said.letter is not null
        and (was.late or public.is_marked(said.lesson_id, said.pupil_id)) then
        raise exception 'a marked pupil is not absent' using errcode = '42501';
    end if;
    if was.letter is not null and said.letter is null and not own
        and not public.is_marked(said.lesson_id, said.pupil_id) then
        raise exception 'the absence is the teacher''s word' using errcode = '42501';
    end if;
    if was.letter is not null and said.letter is not null and not own
        and said.changed_by = public.me() and said.entered_at = said.changed_at then
        raise exception 'the absence is the teacher''s word' using errcode = '42501';
    end if;
    if was.letter is null and said.letter is not null and (
        (was.id is not null and not mine) or exists (
            select from public.lesson l
            where l.id = said.lesson_id and l.confirmed_at is not null)) then
        raise exception 'the teacher has said that the pupil was there' using errcode = '42501';
    end if;
end
$$;

create or replace function work_columns() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if public.is_owner() or public.gives_lesson(old.lesson_id) then
        return new;
    end if;
    perform public.refuse_columns(
        'work', public.changed_columns(to_jsonb(old), to_jsonb(new)), array['lesson_id']);
    return new;
end
$$;

create or replace function period_mark_columns() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if public.is_owner() or public.gives_final(old.pupil_id, old.subject_id)
        or public.final_correction_allowed(old.page_id, old.pupil_id, old.period_id) then
        return new;
    end if;
    perform public.refuse_columns(
        'period_mark', public.changed_columns(to_jsonb(old), to_jsonb(new)),
        array['order_id', 'changed_at', 'changed_by']);
    return new;
end
$$;

create or replace function deputy_columns() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    is_mine boolean := case tg_table_name
        when 'lesson_plan' then public.writes_plan((to_jsonb(old) ->> 'id')::integer)
        when 'plan_correction' then public.writes_use((to_jsonb(old) ->> 'use_id')::integer)
        else (to_jsonb(old) ->> 'pupil_id')::integer in (select public.class_pupils()) end;
    changed text[] := public.changed_columns(to_jsonb(old), to_jsonb(new));
    reserved text[] := tg_argv;
begin
    if public.is_owner() then
        return new;
    end if;
    -- What the deputy accepts the author may not accept; a plan he only hands in and takes back.
    if not public.has_role('DEP') then
        if tg_table_name = 'lesson_plan' and to_jsonb(new) ->> 'state' <> 'APPROVED' then
            reserved := array_remove(reserved, 'state');
        end if;
        if changed && reserved then
            perform public.refuse_columns(tg_table_name::text, changed, '{}');
        end if;
    end if;
    if not is_mine then
        perform public.refuse_columns(tg_table_name::text, changed, tg_argv);
    end if;
    return new;
end
$$;

create or replace function remark_columns() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if public.is_owner() or public.has_role('DEP') then
        return new;
    end if;
    perform public.refuse_columns('remark', public.changed_columns(to_jsonb(old), to_jsonb(new)),
        array['reply', 'read_at', 'mended_at', 'state']);
    if new.state = 'LIFTED' then
        raise exception 'a remark is lifted by the inspector' using errcode = '42501';
    end if;
    return new;
end
$$;

-- Nobody allows what they asked for themselves, nor in another's name (domain 5.8).
create or replace function correction_columns() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    changed text[] := public.changed_columns(to_jsonb(old), to_jsonb(new));
    allowed text[] := '{}';
begin
    if public.is_owner() then
        return new;
    end if;
    if public.has_role('DEP') and old.state in ('FILED', 'ALLOWED') and new.state <> 'DONE'
        and old.asked_by <> public.me() and new.allowed_by = public.me() then
        allowed := allowed || array['state', 'allowed_by', 'allowed_at'];
    end if;
    if public.has_role('ADM') and old.state = 'ALLOWED' and new.state = 'DONE'
        and new.done_by = public.me() then
        allowed := allowed || array['state', 'done_by', 'done_at', 'basis_id'];
    end if;
    perform public.refuse_columns('correction', changed, allowed);
    return new;
end
$$;

-- Nothing of a closed period changes but by an allowed correction (domain 5.8, 9.3).
create or replace function refuse_closed(asked_lesson integer, pupil integer) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    title text := public.closed_period(asked_lesson);
begin
    if title is not null and not public.is_owner()
        and not public.absence_correction_allowed(asked_lesson, pupil) then
        raise exception 'closed period: %', title using errcode = '42501';
    end if;
end
$$;

-- A row that moves leaves one place and comes into another: both have to be open.
create or replace function open_period() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    rows jsonb[] := case tg_op
        when 'INSERT' then array[to_jsonb(new)]
        when 'DELETE' then array[to_jsonb(old)]
        else array[to_jsonb(new), to_jsonb(old)] end;
    said jsonb;
    title text;
begin
    perform public.hold_periods();
    foreach said in array rows loop
        case tg_table_name
            when 'mark' then
                perform public.refuse_closed(
                    (select w.lesson_id from public.work w
                     where w.id = (said ->> 'work_id')::integer),
                    (said ->> 'pupil_id')::integer);
            when 'period_mark' then
                select p.title into title from public.period p
                    where p.id = (said ->> 'period_id')::integer
                      and p.state in ('CLOSED', 'ARCHIVED');
                if title is not null and not public.is_owner()
                    and not public.final_correction_allowed((said ->> 'page_id')::integer,
                        (said ->> 'pupil_id')::integer, (said ->> 'period_id')::integer) then
                    raise exception 'closed period: %', title using errcode = '42501';
                end if;
            when 'work' then
                if not public.work_correction_allowed((said ->> 'lesson_id')::integer) then
                    perform public.refuse_closed((said ->> 'lesson_id')::integer, null);
                end if;
            else
                perform public.refuse_closed(
                    (said ->> 'lesson_id')::integer, (said ->> 'pupil_id')::integer);
        end case;
    end loop;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end
$$;

-- A lesson of a closed period stays as it is, and none comes or is moved into one.
create or replace function open_lesson() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    title text;
begin
    perform public.hold_periods();
    if tg_op = 'DELETE' then
        perform public.refuse_closed(old.id, null);
        return old;
    end if;
    if tg_op = 'UPDATE' then
        if to_jsonb(new) = to_jsonb(old) then
            return new;
        end if;
        perform public.refuse_closed(old.id, null);
    end if;
    if tg_op = 'INSERT' or (new.page_id, new.day) is distinct from (old.page_id, old.day) then
        title := public.closed_on(new.page_id, new.day);
        if title is not null and not public.is_owner() then
            raise exception 'closed period: %', title using errcode = '42501';
        end if;
    end if;
    return new;
end
$$;

-- Periods and years go only forward, and a closed one keeps its days (domain 5.8). Closing waits for
-- whoever writes now, and lets nobody begin until it is done.
create or replace function forward_state() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    steps constant text[] := array['PREPARED', 'FUTURE', 'OPEN', 'FINALS', 'CLOSED', 'ARCHIVED'];
    was constant text := old.state;
    was_closed constant boolean := old.state in ('CLOSED', 'ARCHIVED');
    said constant jsonb := to_jsonb(old);
    refused boolean := was_closed;
begin
    if tg_op = 'UPDATE' then
        refused := array_position(steps, new.state::text) < array_position(steps, was)
            or (was_closed and to_jsonb(new) - 'state' <> said - 'state');
    end if;
    if refused and not public.is_owner() then
        if tg_table_name = 'period' then
            raise exception 'closed period: %', said ->> 'title' using errcode = '42501';
        end if;
        raise exception 'closed year: %', said ->> 'first_year' using errcode = '42501';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if new.state <> was and new.state in ('CLOSED', 'ARCHIVED') then
        perform pg_advisory_xact_lock(58);
    end if;
    return new;
end
$$;

-- What the council decided stands once the year is closed; only what follows from debts may still
-- come, and nothing in the archive (domain 3.3, A22).
create or replace function decided_year() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    said constant jsonb := case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end;
    year_state text;
    first_year integer;
    follows boolean := false;
begin
    perform public.hold_periods();
    select y.state, y.first_year into year_state, first_year from public.school_year y
        where y.id = coalesce((said ->> 'year_id')::integer, (
            select g.year_id from public.class_group g
            where g.id = (said ->> 'class_id')::integer));
    if tg_op = 'UPDATE' and year_state = 'CLOSED' then
        follows := case tg_table_name
            when 'decision' then to_jsonb(old) ->> 'code' = 'PROMOTED_COND'
                and said ->> 'code' in ('DEBT_CLEARED', 'REPEAT', 'ADAPTED', 'FAMILY')
            else to_jsonb(old) ->> 'cleared' is null
                and public.changed_columns(to_jsonb(old), said)
                    <@ array['first_try', 'second_try', 'cleared', 'value'] end;
    end if;
    if year_state in ('CLOSED', 'ARCHIVED') and not follows and not public.is_owner() then
        raise exception 'closed year: %', first_year using errcode = '42501';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end
$$;

create or replace trigger open_period_of_mark before insert or update or delete on mark
    for each row execute function open_period();
create or replace trigger open_period_of_absence before insert or update or delete on absence
    for each row execute function open_period();
create or replace trigger open_period_of_cell_note before insert or update or delete on cell_note
    for each row execute function open_period();
create or replace trigger open_period_of_period_mark before insert or update or delete on period_mark
    for each row execute function open_period();
create or replace trigger open_period_of_work before insert or update or delete on work
    for each row execute function open_period();
create or replace trigger open_period_of_substitution
    before insert or update or delete on substitution
    for each row execute function open_period();
create or replace trigger open_period_of_lesson before insert or update or delete on lesson
    for each row execute function open_lesson();
create or replace trigger forward_state_of_period before update or delete on period
    for each row execute function forward_state();
create or replace trigger forward_state_of_year before update or delete on school_year
    for each row execute function forward_state();
create or replace trigger decided_year_of_decision before insert or update or delete on decision
    for each row execute function decided_year();
create or replace trigger decided_year_of_debt before insert or update or delete on debt
    for each row execute function decided_year();
create or replace trigger lesson_columns before update on lesson
    for each row execute function lesson_columns();
create or replace trigger absence_columns before insert or update on absence
    for each row execute function absence_columns();
create or replace trigger work_columns before update on work
    for each row execute function work_columns();
create or replace trigger period_mark_columns before update on period_mark
    for each row execute function period_mark_columns();
-- The officer locks an order to take it back, and changes nothing in it.
create or replace trigger order_columns before update on school_order
    for each row execute function role_columns('SEC', '*');
create or replace trigger staff_columns before update on staff
    for each row execute function role_columns('ADM', '*', 'SEC', 'nondisclosure');
create or replace trigger role_grant_columns before update on role_grant
    for each row execute function role_columns('ADM', '*', 'SEC', 'data_categories');
create or replace trigger lesson_plan_columns before update on lesson_plan
    for each row execute function deputy_columns(
        'state', 'approved_at', 'approved_by', 'order_id', 'returned_at', 'remark');
create or replace trigger plan_correction_columns before update on plan_correction
    for each row execute function deputy_columns('order_id');
create or replace trigger foreign_sheet_columns before update on foreign_sheet
    for each row execute function deputy_columns('handed_in', 'accepted_by');
create or replace trigger remark_columns before update on remark
    for each row execute function remark_columns();
create or replace trigger correction_columns before update on correction
    for each row execute function correction_columns();
create or replace trigger destruction_act_columns before update on destruction_act
    for each row execute function role_columns(
        'DIR', 'approved', 'ARC', 'number day destroyed way');
-- What was printed stays as it was; only where it is now changes.
create or replace trigger print_columns before update on print
    for each row execute function role_columns('*', 'state state_day file_id basis_id');
-- R-4.3-02: one step after another and never back; the director signs, the officer does the rest,
-- the archivist destroys.
create or replace function print_steps() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    steps text[] := '{PRINTED,SEWN,SIGNED,SEALED,ARCHIVED,DESTROYED}';
    who text := case new.state when 'SIGNED' then 'DIR' when 'DESTROYED' then 'ARC' else 'ADM' end;
begin
    if new.state = old.state or public.is_owner() then
        return new;
    end if;
    if array_position(steps, new.state::text) is distinct from
            array_position(steps, old.state::text) + 1 or not public.has_role(who) then
        raise exception 'print: % to %', old.state, new.state using errcode = '42501';
    end if;
    return new;
end
$$;
create or replace trigger print_steps before update on print
    for each row execute function print_steps();
-- A demonstration school's own day is no setting.
create or replace trigger school_columns before update on school
    for each row execute function role_columns(
        '*', 'name short_name settlement region zone kiasuo_url');

-- Of earlier versions.
drop function if exists office_columns(), order_columns(), act_columns(), print_columns(),
    school_columns(), leads_lesson(integer);
