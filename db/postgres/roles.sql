-- Roles are cluster-wide, so their names begin with the database's name. :owner owns the tables and
-- nobody logs in as it; every person's login is a member of :staff.
grant usage on schema public to :staff;
revoke all on all tables in schema public from public, :staff;
revoke all on all functions in schema public from public;
grant select, insert, update, delete on all tables in schema public to :staff;
grant usage, select on all sequences in schema public to :staff;
revoke insert, update, delete on chain, alembic_version from :staff;
revoke update, delete on account from :staff;
revoke update, delete on op, op_change, login_event from :staff;
-- The number of an op comes from its sequence, so that nobody runs ahead of it.
revoke insert on op from :staff;
grant insert (uid, at, offset_min, staff_id, role, computer, title, commands, undoes, reason,
              basis_id, chain, seq, digest, seal) on op to :staff;
revoke delete on mark, absence, cell_note, period_mark, lesson, work, staff, pupil, school
    from :staff;
grant update (must_change) on account to :staff;
grant execute on all functions in schema public to :staff;
-- What answers about other people's pages and cells is asked by the functions of the owner alone.
revoke execute on function pupils_of_pages(integer[]), is_marked(integer, integer) from :staff;

-- Who may update every column, but not the table, writes rows and cannot lock the table for others.
do $$
declare
    place text;
    every text;
begin
    foreach place in array array['mark', 'absence', 'cell_note', 'period_mark'] loop
        select string_agg(quote_ident(a.attname), ', ') into every from pg_attribute a
            where a.attrelid = ('public.' || place)::regclass and a.attnum > 0
              and not a.attisdropped;
        execute format('revoke update on public.%I from :staff', place);
        execute format('grant update (%s) on public.%I to :staff', every, place);
    end loop;
end
$$;

-- A view runs with the owner's rights: it is read, never written through.
do $$
declare
    found record;
begin
    for found in select viewname from pg_views where schemaname = 'public' loop
        execute format('revoke insert, update, delete on public.%I from :staff', found.viewname);
    end loop;
end
$$;

-- People and lessons end, they do not vanish; only undoing an import may take back a lesson nobody
-- has worked on and a person nothing refers to (foreign keys see to that).
grant delete on lesson, work, pupil, staff to :staff;
create or replace function only_unused() returns trigger
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
    if old.state <> 'PLANNED' or old.topic <> '' or old.homework <> ''
        or old.homework_for_absent <> '' or old.confirmed_at is not null then
        raise exception 'a lesson somebody worked on stays' using errcode = '42501';
    end if;
    return old;
end
$$;
drop trigger if exists only_unused on lesson;
create trigger only_unused before delete on lesson for each row execute function only_unused();
