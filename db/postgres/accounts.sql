-- Accounts and roles are given by the responsible officer (R-3.1.1-01): policies.sql and columns.sql
-- see to it now, these triggers of earlier versions are taken away.
drop trigger if exists account_by_officer on account;
drop trigger if exists role_by_officer on role_grant;
drop function if exists by_officer();
