-- A transaction that has written or locked something sees what is committed by now: after SELECT ... FOR UPDATE has waited, the
-- document must be the one that the lock protects, and not that of the statement's beginning.
IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RETURN {now:i}({key:q});
END IF;
