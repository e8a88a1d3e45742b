-- Logins of the server are made, renewed and shut for the responsible officer by functions of
-- :keeper, which may make roles, owns no table, and as which nobody logs in (architecture 15.2).
grant execute on function staff_role(), login_state(text) to :keeper;
set local role :keeper;

-- A login is ours when it belongs to the staff and can do nothing else on the server.
create or replace function is_login(wanted name) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select pg_has_role(r.oid, public.staff_role(), 'member')
        and not (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls)
    from pg_catalog.pg_roles r where r.rolname = wanted
$$;

create or replace function open_login(login text, verifier text) returns void
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    wanted name := current_database() || '_' || login;
    state text := public.login_state(login);
begin
    if state is null or login !~ '^[a-z][a-z0-9.-]{1,39}$' or login in ('owner', 'staff', 'keeper')
        or octet_length(current_database() || '_' || login) > 63
        or verifier !~ '^SCRAM-SHA-256\$' or not coalesce(public.is_login(wanted), true)
    then
        raise exception 'this login cannot be given' using errcode = '42501';
    end if;
    if public.is_login(wanted) is null then
        execute format('create role %I inherit', wanted);
        execute format('grant %I to %I', public.staff_role(), wanted);
        -- To end its sessions the keeper needs the rights of the role; from 16 on that is said.
        execute format('grant %I to %I', wanted, current_user)
            || case when current_setting('server_version_num')::int >= 160000
               then ' with inherit true, set false' else '' end;
    end if;
    execute format('alter role %I %s password %L', wanted,
                   case when state = 'ACTIVE' then 'login' else 'nologin' end, verifier);
end
$$;

-- Blocking an account shuts its login and ends its sessions at once, whatever the client does.
create or replace function account_door() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    wanted name := current_database() || '_' || new.login;
begin
    if public.is_login(wanted) then
        execute format('alter role %I %s', wanted,
                       case when new.state = 'ACTIVE' then 'login' else 'nologin' end);
        if new.state <> 'ACTIVE' then
            perform pg_terminate_backend(pid) from pg_catalog.pg_stat_activity
            where usename = wanted and pid <> pg_backend_pid();
        end if;
    end if;
    return new;
end
$$;

revoke all on function is_login(name), open_login(text, text), account_door() from public;
grant execute on function is_login(name), open_login(text, text), account_door()
    to :owner with grant option;
set local role :owner;
grant execute on function open_login(text, text) to :staff;
grant update (state) on account to :staff;

drop trigger if exists account_door on account;
create constraint trigger account_door after update of state on account
    deferrable initially deferred  -- a block that is taken back ends no session
    for each row when (old.state is distinct from new.state) execute function account_door();

-- Only the officer says who may come in; `must_change` is taken back by everybody for themselves.
create or replace function state_by_officer() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if not (public.is_officer() or public.is_owner()) then
        raise exception 'accounts are shut by the responsible officer' using errcode = '42501';
    end if;
    return new;
end
$$;
drop trigger if exists state_by_officer on account;
create trigger state_by_officer before update of state on account
    for each row when (old.state is distinct from new.state) execute function state_by_officer();

-- A box of the medical key is read by its owner alone, so that nobody guesses at the password. The
-- officer is told who has one, and takes it away with the password it was made for.
create or replace function medical_key_holders() returns setof integer
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select k.staff_id from public.medical_key k where public.leads() and k.staff_id is not null
$$;

create or replace function forget_medical_key(whose integer) returns void
language sql security definer set search_path = pg_catalog, public, pg_temp as $$
    delete from public.medical_key k
    where k.staff_id is not distinct from whose
      and (k.staff_id = public.me() or public.has_role('ADM') or public.is_owner())
$$;
revoke all on function medical_key_holders(), forget_medical_key(integer), state_by_officer()
    from public;
grant execute on function medical_key_holders(), forget_medical_key(integer) to :staff;
