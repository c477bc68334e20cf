-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER {trigger:i} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table:i}
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER {trigger:i} ON {table:i};
