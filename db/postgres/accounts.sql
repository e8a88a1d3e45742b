-- Accounts and roles are given by the responsible officer, whatever the client believes (R-3.1.1-01).
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
create trigger account_by_officer before insert or delete on account
    for each row execute function by_officer();
drop trigger if exists role_by_officer on role_grant;
create trigger role_by_officer before insert or update or delete on role_grant
    for each row execute function by_officer();
