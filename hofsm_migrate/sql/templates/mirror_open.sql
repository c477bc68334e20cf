-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER {closed:i} ON {table:i};
CREATE TRIGGER {begin:i} BEFORE INSERT OR UPDATE OR DELETE ON {table:i}
    FOR EACH STATEMENT WHEN ({from_outside:q}) EXECUTE FUNCTION hofsm.begin_write({setting:l}, {legacy:l}, {base:l});
CREATE TRIGGER {match:i} BEFORE INSERT OR UPDATE OR DELETE ON {table:i}
    FOR EACH ROW WHEN ({from_outside:q} AND {asked:q})
    EXECUTE FUNCTION {matches:i}();
CREATE TRIGGER {inserted:i} AFTER INSERT ON {table:i} REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN ({from_outside:q}) EXECUTE FUNCTION {written:i}();
CREATE TRIGGER {updated:i} AFTER UPDATE ON {table:i} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN ({from_outside:q}) EXECUTE FUNCTION {written:i}();
CREATE TRIGGER {deleted:i} AFTER DELETE ON {table:i} REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN ({from_outside:q}) EXECUTE FUNCTION {written:i}();
CREATE TRIGGER {truncated:i} BEFORE TRUNCATE ON {table:i}
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
{more:q}

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER {begin:i} ON {table:i};
DROP TRIGGER {match:i} ON {table:i};
DROP TRIGGER {inserted:i} ON {table:i};
DROP TRIGGER {updated:i} ON {table:i};
DROP TRIGGER {deleted:i} ON {table:i};
DROP TRIGGER {truncated:i} ON {table:i};
{less:q}
CREATE TRIGGER {closed:i} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table:i}
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();
