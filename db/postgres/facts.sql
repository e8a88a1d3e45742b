-- Who asks: the same facts as access/scopes.py, taken from session_user and from nothing the client
-- says. Every function runs with the owner's rights and answers only about the person who asks.

-- Those asked with every statement are plpgsql, which keeps its plans for the whole connection.

-- A demonstration school lives on its own day.
create or replace function school_today() returns date
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return coalesce(
        (select s.today from public.school s order by s.id limit 1),
        (now() at time zone coalesce(
            (select s.zone from public.school s order by s.id limit 1), 'UTC'))::date);
end
$$;

-- The person behind the login; nobody when the account is blocked or the person dismissed.
create or replace function me() returns integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return (
        select a.staff_id
        from public.account a join public.staff p on p.id = a.staff_id
        where a.login = substr(session_user, length(current_database()) + 2)
          and session_user = current_database() || '_' || a.login and a.state = 'ACTIVE'
          and (p.dismissed is null or p.dismissed >= public.school_today()));
end
$$;

-- The owner migrates and restores; nobody of the staff logs in as the owner.
create or replace function is_owner() returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select pg_has_role(
        session_user, (select relowner from pg_class where oid = 'public.op'::regclass), 'member')
$$;

create or replace function my_roles() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return (
        select coalesce(array_agg(distinct g.role::text), '{}')
        from public.role_grant g
        where g.staff_id = public.me() and g.begins <= public.school_today()
          and (g.ends is null or g.ends >= public.school_today()));
end
$$;

create or replace function has_role(variadic asked text[]) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return public.my_roles() && asked;
end
$$;

-- Head, deputies and the responsible officer: who reads the whole journal.
create or replace function leads() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return public.has_role('DIR', 'DEP', 'ADM');
end
$$;

create or replace function is_officer() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return public.has_role('ADM');
end
$$;

-- Classes of which the person is class teacher now.
create or replace function my_classes() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return query
    select t.class_id from public.class_teacher t
    where public.has_role('CT') and t.staff_id = public.me()
      and (t.ends is null or t.ends >= public.school_today());
end
$$;

-- Pages the person teaches or taught, or on which a lesson is given in another's place.
create or replace function my_pages() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return query
    select a.page_id from public.assignment a
    where public.has_role('ST') and a.staff_id = public.me()
    union
    select l.page_id
    from public.substitution s join public.lesson l on l.id = s.lesson_id
    where public.has_role('ST') and s.staff_id = public.me();
end
$$;

-- Pages the person may read: own ones and those of the own class.
create or replace function my_read_pages() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return query
    select public.my_pages()
    union
    select p.id from public.page p where p.class_id in (select public.my_classes());
end
$$;

create or replace function pupils_of_pages(pages integer[]) returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return query
    select e.pupil_id
    from public.page p join public.enrolment e on e.class_id = p.class_id
    where p.id = any(pages) and p.subgroup_id is null
    union
    select m.pupil_id
    from public.page p join public.subgroup_member m on m.subgroup_id = p.subgroup_id
    where p.id = any(pages);
end
$$;

-- Pupils of the own class.
create or replace function class_pupils() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return query
    select e.pupil_id from public.enrolment e where e.class_id in (select public.my_classes());
end
$$;

-- Pupils the person teaches, and those of the own class.
create or replace function my_pupils() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return query
    select public.pupils_of_pages(array(select public.my_pages()))
    union
    select public.class_pupils();
end
$$;

-- Pupils whom the person teaches physical education.
create or replace function pe_pupils() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return query
    select public.pupils_of_pages(array(
        select p.id from public.page p join public.subject s on s.id = p.subject_id
        where p.id in (select public.my_pages()) and lower(s.title) like '%физическая культура%'));
end
$$;

-- Orders that say something of own pupils, of the person, or of own pages.
create or replace function my_orders() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    person constant integer := public.me();
    taught constant integer[] := array(select public.my_pupils());
    led constant integer[] := array(select public.class_pupils());
begin
    return query
    select e.arrival_order_id from public.enrolment e
        where e.pupil_id = any(taught) and e.arrival_order_id is not null
    union select e.departure_order_id from public.enrolment e
        where e.pupil_id = any(taught) and e.departure_order_id is not null
    union select m.order_id from public.period_mark m
        where m.order_id is not null and m.pupil_id = any(taught)
    union select x.order_id from public.exemption x
        where x.order_id is not null and x.pupil_id = any(taught)
    union select d.order_id from public.decision d
        where d.order_id is not null and d.pupil_id = any(led)
    union select d.protocol_id from public.decision d
        where d.protocol_id is not null and d.pupil_id = any(led)
    union select a.order_id from public.assignment a
        where a.order_id is not null and a.staff_id = person
    union select t.order_id from public.class_teacher t
        where t.order_id is not null and t.class_id in (select public.my_classes())
    union select s.order_id from public.substitution s
        where s.order_id is not null and person in (s.staff_id, s.absent_id)
    union select g.order_id from public.role_grant g
        where g.order_id is not null and (g.role in ('DIR', 'ADM') or g.staff_id = person)
    union select p.order_id from public.lesson_plan p
        where p.order_id is not null and p.id in (select public.my_plans())
    union select k.order_id from public.plan_correction k join public.plan_use u on u.id = k.use_id
        where k.order_id is not null and u.plan_id in (select public.my_plans())
    union select o.basis_id from public.op o
        where o.basis_id is not null and o.staff_id = person
    union select n.id from public.school_order n
        where n.kind = 'NONATTESTATION' and (public.has_role('ST') or public.has_role('CT'))
    union select n.id from public.school_order n
        where n.kind in ('PROTOCOL', 'TRANSFER') and public.has_role('CT');
end
$$;

-- The title of the closed period in which a page has the day; null while it is open (domain 9.3).
create or replace function closed_on(asked_page integer, asked_day date) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return (
        select r.title
        from public.page p
        left join public.class_group g on g.id = p.class_id
        join public.period r on r.year_id = p.year_id and (r.number > 0 or r.scheme = 'YEAR')
            and r.scheme = coalesce(p.scheme, g.scheme, 'QUARTERS')
            and asked_day between r.begins and r.ends
        where p.id = asked_page and r.state in ('CLOSED', 'ARCHIVED'));
end
$$;

create or replace function closed_period(asked_lesson integer) returns text
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return (
        select public.closed_on(l.page_id, l.day) from public.lesson l where l.id = asked_lesson);
end
$$;

-- Whether the person gives the lesson and may still write it: own lessons on the days of the
-- assignment, lessons given for another until the end of the next day (domain 9.3).
create or replace function gives_lesson(asked integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return public.has_role('ST') and exists (
        select from public.lesson l
        where l.id = asked and (
            exists (
                select from public.assignment a
                where a.page_id = l.page_id and a.staff_id = public.me()
                  and a.begins <= l.day and (a.ends is null or l.day <= a.ends))
            or exists (
                select from public.substitution s
                where s.lesson_id = l.id and s.staff_id = public.me()
                  and public.school_today() <= l.day + 1)));
end
$$;

create or replace function gives_work(asked integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return public.gives_lesson((select w.lesson_id from public.work w where w.id = asked));
end
$$;

-- Whether the person teaches the page today: final marks.
create or replace function gives_page(asked integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return public.has_role('ST') and exists (
        select from public.assignment a
        where a.page_id = asked and a.staff_id = public.me()
          and a.begins <= public.school_today()
          and (a.ends is null or public.school_today() <= a.ends));
end
$$;

-- Whether the person gives the pupil final marks in the subject: on a page taught today, so that who
-- moved is marked on the new page.
create or replace function gives_final(pupil integer, asked_subject integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return exists (
        select from public.page p
        where p.subject_id = asked_subject and public.gives_page(p.id)
          and pupil in (select public.pupils_of_pages(array[p.id])));
end
$$;

create or replace function my_subjects() returns setof integer
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return query
    select p.subject_id from public.page p where p.id in (select public.my_pages());
end
$$;

-- Orders that an own action added, so that undo may take them back while nothing refers to them.
create or replace function added_order(asked integer) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.op_change c join public.op o on o.id = c.op_id
        where c.entity = 'school_order' and c.row_id = asked and c.before is null
          and o.staff_id = public.me())
$$;

-- Whether the lesson is one of the person's own class, so that the reasons of absences are theirs;
-- in a group across classes those of own pupils alone.
create or replace function leads_absence(asked integer, pupil integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return exists (
        select from public.lesson l join public.page p on p.id = l.page_id
        where l.id = asked and (
            p.class_id in (select public.my_classes())
            or (p.class_id is null and pupil in (select public.class_pupils()))));
end
$$;

-- Whether a correction was allowed by the deputy and still waits (domain 5.8): of the pupil's cell in
-- a lesson, or of the lesson's own texts when no pupil is named. Nothing in an archived year.
create or replace function correction_allowed(page integer, pupil integer, lesson integer)
returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return public.has_role('ADM') and exists (
        select from public.correction c
        join public.page p on p.id = c.page_id
        join public.school_year y on y.id = p.year_id
        where c.state = 'ALLOWED' and y.state <> 'ARCHIVED'
          and c.page_id = page and c.lesson_id = lesson and c.pupil_id is not distinct from pupil);
end
$$;

create or replace function final_correction_allowed(page integer, pupil integer, asked integer)
returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return public.has_role('ADM') and exists (
        select from public.correction c
        join public.page p on p.id = c.page_id
        join public.school_year y on y.id = p.year_id
        where c.state = 'ALLOWED' and y.state <> 'ARCHIVED' and c.field = 'FINAL'
          and c.page_id = page and c.pupil_id = pupil and c.period_id = asked);
end
$$;

-- A cell that gets one mark more gets a work for it too.
create or replace function work_correction_allowed(asked_lesson integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return public.has_role('ADM') and exists (
        select from public.correction c
        join public.page p on p.id = c.page_id
        join public.school_year y on y.id = p.year_id
        where c.state = 'ALLOWED' and y.state <> 'ARCHIVED' and c.field = 'CELL'
          and c.lesson_id = asked_lesson);
end
$$;

-- Whoever writes into a period holds periods as they are until the end of the transaction, and
-- whoever closes one waits for all of them: nothing slips in between the look and the commit.
create or replace function hold_periods() returns void
language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
    select pg_advisory_xact_lock_shared(58)
$$;

-- The same for a mark, which knows its lesson by its work.
create or replace function mark_correction_allowed(asked_work integer, pupil integer)
returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return exists (
        select from public.work w join public.lesson l on l.id = w.lesson_id
        where w.id = asked_work and public.correction_allowed(l.page_id, pupil, l.id));
end
$$;

create or replace function absence_correction_allowed(asked_lesson integer, pupil integer)
returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return exists (
        select from public.lesson l
        where l.id = asked_lesson and public.correction_allowed(l.page_id, pupil, l.id));
end
$$;

-- Whether a mark stands in the cell: a class teacher may not turn it into an absence (A15).
create or replace function is_marked(asked_lesson integer, pupil integer) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return exists (
        select from public.work w join public.mark m on m.work_id = w.id
        where w.lesson_id = asked_lesson and m.pupil_id = pupil and m.value is not null);
end
$$;

-- Plans the person wrote, or that own pages follow.
create or replace function my_plans() returns setof integer
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select p.id from public.lesson_plan p
    where public.has_role('ST') and p.author_id = public.me()
    union
    select u.plan_id from public.plan_use u where u.page_id in (select public.my_read_pages())
$$;

create or replace function writes_plan(asked integer) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select public.has_role('ST') and exists (
        select from public.lesson_plan p where p.id = asked and p.author_id = public.me())
$$;

create or replace function writes_use(asked integer) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select from public.plan_use u
        where u.id = asked and (public.writes_plan(u.plan_id) or public.gives_page(u.page_id)))
$$;

-- Whether a rule of the school says yes today.
create or replace function rule_says(asked text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce((
        select r.value::text = 'true' from public.rule r
        where r.name = asked and r.begins <= public.school_today()
          and (r.ends is null or r.ends >= public.school_today())
        order by r.begins desc limit 1), false)
$$;
