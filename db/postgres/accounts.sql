-- Accounts and roles are given by the responsible officer (R-3.1.1-01): policies.sql and columns.sql
-- see to it now, these triggers of earlier versions are taken away.
drop trigger if exists account_by_officer on account;
drop trigger if exists role_by_officer on role_grant;
drop function if exists by_officer();

-- What logins.sql asks: the role of all logins, and the state of a login for who may change it.
create or replace function staff_role() returns name
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select regexp_replace(pg_get_userbyid(relowner), '_owner$', '_staff')::name
    from pg_class where oid = 'public.op'::regclass
$$;

create or replace function login_state(wanted text) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select case
        when public.is_owner() then coalesce(found.state, 'ACTIVE')
        when public.is_officer() then found.state
    end
    from (select (select a.state from public.account a where a.login = wanted) as state) as found
$$;
