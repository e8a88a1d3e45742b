-- The server takes the moment and the person, and seals the op; store/audit.py seals the same way
-- on SQLite. Two writers wait for one another only on the same journal page.
create or replace function me() returns integer
language sql stable security definer set search_path = pg_catalog, public as $$
    select a.staff_id from public.account a
    where a.login = substr(session_user, length(current_database()) + 2)
      and session_user = current_database() || '_' || a.login and a.state = 'ACTIVE'
$$;

create or replace function op_seal() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    head public.chain%rowtype;
begin
    new.at := clock_timestamp();
    new.staff_id := public.me();
    insert into public.chain (id, seq, seal)
        values (new.chain, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing;
    select * into head from public.chain where id = new.chain for update;
    new.seq := head.seq + 1;
    new.seal := sha256(
        head.seal
        || convert_to(
            concat_ws('|', new.id, new.chain, new.seq, coalesce(new.staff_id::text, ''),
                      (extract(epoch from new.at) * 1000000)::bigint),
            'UTF8')
        || new.digest);
    update public.chain set seq = new.seq, seal = new.seal where id = new.chain;
    return new;
end
$$;

create or replace function audit_stays() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
    raise exception 'audit is append-only' using errcode = '42501';
end
$$;

drop trigger if exists op_seal on op;
create trigger op_seal before insert on op for each row execute function op_seal();
drop trigger if exists op_stays on op;
create trigger op_stays before update or delete on op for each row execute function audit_stays();
drop trigger if exists op_change_stays on op_change;
create trigger op_change_stays before update or delete on op_change
    for each row execute function audit_stays();
drop trigger if exists login_event_stays on login_event;
create trigger login_event_stays before update or delete on login_event
    for each row execute function audit_stays();

-- What was changed since an op: whose op, on which journal page, which kinds of rows; never what
-- stands in them. Null asks for the last ones, so that a window knows where it begins.
drop function if exists news_since(integer);
create function news_since(since integer)
returns table (op_id integer, at timestamptz, page integer, staff_id integer,
               surname varchar, name varchar, patronymic varchar, kinds text)
language sql stable security definer set search_path = pg_catalog, public as $$
    select o.id, o.at, o.chain, o.staff_id, s.surname, s.name, s.patronymic,
           (select string_agg(distinct c.entity, ',') from public.op_change c where c.op_id = o.id)
    from public.op o left join public.staff s on s.id = o.staff_id
    where o.id > coalesce(since, (select max(id) - 64 from public.op))
    order by o.id limit 2000
$$;
