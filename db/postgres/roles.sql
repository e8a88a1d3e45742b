-- Roles are cluster-wide, so their names begin with the database's name. :owner owns the tables and
-- nobody logs in as it; every person's login is a member of :staff.
grant usage on schema public to :staff;
revoke all on all tables in schema public from public, :staff;
revoke all on all functions in schema public from public;
grant select, insert, update, delete on all tables in schema public to :staff;
grant usage, select on all sequences in schema public to :staff;
revoke insert, update, delete on chain, alembic_version, account from :staff;
revoke update, delete on op, op_change, login_event from :staff;
revoke delete on mark, absence, cell_note, period_mark, lesson, work, staff, pupil, school
    from :staff;
grant update (must_change) on account to :staff;
grant execute on function me(), news_since(integer) to :staff;
