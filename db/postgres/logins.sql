-- Logins of the server are made, renewed and shut for the responsible officer by functions of
-- :keeper, which may make roles, owns no table, and as which nobody logs in (architecture 15.2).
grant execute on function staff_role(), login_state(text) to :keeper;
set local role :keeper;

-- A login is ours when it belongs to the staff and can do nothing else on the server.
create or replace function is_login(wanted name) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
    select pg_has_role(r.oid, public.staff_role(), 'member')
        and not (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls)
    from pg_roles r where r.rolname = wanted
$$;

create or replace function open_login(login text, verifier text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
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
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    wanted name := current_database() || '_' || new.login;
begin
    if public.is_login(wanted) then
        execute format('alter role %I %s', wanted,
                       case when new.state = 'ACTIVE' then 'login' else 'nologin' end);
        if new.state <> 'ACTIVE' then
            perform pg_terminate_backend(pid) from pg_stat_activity
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

-- A box of the medical key is read by its owner, the one for the safe by whoever has the code.
-- The officer sees which boxes there are and may take them away or put one for a new password.
alter table medical_key enable row level security;
drop policy if exists medical_key_own on medical_key;
create policy medical_key_own on medical_key to :staff
    using (staff_id = me() or is_officer()) with check (staff_id = me() or is_officer());
drop policy if exists medical_key_safe on medical_key;
create policy medical_key_safe on medical_key for select to :staff using (staff_id is null and me() is not null);
