-- The audit is append-only; the head of a chain only moves forward by one (R-4.7-02).
create trigger if not exists op_no_update before update on op
begin select raise(abort, 'audit is append-only'); end;
create trigger if not exists op_no_delete before delete on op
begin select raise(abort, 'audit is append-only'); end;
create trigger if not exists op_change_no_update before update on op_change
begin select raise(abort, 'audit is append-only'); end;
create trigger if not exists op_change_no_delete before delete on op_change
begin select raise(abort, 'audit is append-only'); end;
create trigger if not exists chain_forward before update on chain
when new.id <> old.id or new.seq <> old.seq + 1
begin select raise(abort, 'a chain only grows'); end;
create trigger if not exists chain_no_delete before delete on chain
begin select raise(abort, 'a chain only grows'); end;
create trigger if not exists login_event_no_update before update on login_event
begin select raise(abort, 'audit is append-only'); end;
create trigger if not exists login_event_no_delete before delete on login_event
begin select raise(abort, 'audit is append-only'); end;
