-- The server takes the moment and the person, and seals the op; store/audit.py seals the same way
-- on SQLite. Two writers wait for one another only on the same journal page.
create or replace function op_seal() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    head public.chain%rowtype;
begin
    new.at := clock_timestamp();
    new.staff_id := public.me();
    if new.staff_id is not null and not new.role = any (public.my_roles()) then
        raise exception 'the role % is not yours', new.role using errcode = '42501';
    end if;
    if new.staff_id is null and not public.is_owner() then
        raise exception 'no account of the school' using errcode = '42501';
    end if;
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
language plpgsql set search_path = pg_catalog, pg_temp as $$
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
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with known as (
        select o.*, (o.staff_id = public.me() or (o.chain <> -1 and (select public.leads()))
                     or (o.chain > 0 and o.chain in (select public.my_read_pages()))) as mine
        from public.op o
        where (select public.me()) is not null
          and o.id > coalesce(since, (select max(id) - 64 from public.op))
        order by o.id limit 2000)
    select k.id, k.at, case when k.mine then k.chain else 0 end,
           case when k.mine then k.staff_id end,
           s.surname, s.name, s.patronymic,
           (select string_agg(distinct c.entity, ',') from public.op_change c where c.op_id = k.id)
    from known k left join public.staff s on s.id = k.staff_id and k.mine
    order by k.id
$$;

-- The chains without a word of what was done: who checks integrity need not read it (R-4.7-01).
create or replace function audit_seals()
returns table (id integer, chain integer, seq integer, staff_id integer, at timestamptz,
               digest bytea, seal bytea)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select o.id, o.chain, o.seq, o.staff_id, o.at, o.digest, o.seal from public.op o
    where public.has_role('DIR', 'DEP', 'ADM', 'ARC')
    order by o.chain, o.seq
$$;
