-- Accounts and roles are given by the responsible officer, whatever the client believes (R-3.1.1-01).
create or replace function is_officer() returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select exists (
        select from public.role_grant g
        where g.staff_id = public.me() and g.role = 'ADM'
          and g.begins <= current_date and (g.ends is null or g.ends >= current_date))
$$;

create or replace function by_officer() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if public.is_officer() or pg_has_role(
        session_user, (select relowner from pg_class where oid = 'public.op'::regclass), 'member')
    then
        return coalesce(new, old);
    end if;
    raise exception 'accounts and roles are given by the responsible officer'
        using errcode = '42501';
end
$$;

drop trigger if exists account_by_officer on account;
create trigger account_by_officer before insert or delete or update of state, login, staff_id
    on account for each row execute function by_officer();
drop trigger if exists role_by_officer on role_grant;
create trigger role_by_officer before insert or update or delete on role_grant
    for each row execute function by_officer();

-- What logins.sql asks: the role of all logins, and the state of a login for who may change it.
create or replace function staff_role() returns name
language sql stable security definer set search_path = pg_catalog, public as $$
    select regexp_replace(pg_get_userbyid(relowner), '_owner$', '_staff')::name
    from pg_class where oid = 'public.op'::regclass
$$;

create or replace function login_state(wanted text) returns text
language sql stable security definer set search_path = pg_catalog, public as $$
    select case
        when pg_has_role(session_user, c.relowner, 'member') then coalesce(a.state, 'ACTIVE')
        when public.is_officer() then a.state
    end
    from pg_class c left join public.account a on a.login = wanted
    where c.oid = 'public.op'::regclass
$$;
