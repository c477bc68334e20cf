DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
    read text := coalesce(current_setting('hofsm.read', true), '');
BEGIN
    -- The base table has no payload that could be followed; documents come through the view.
    -- Where the new side is about to give one another key, its rows are still under the old one and its root row is not: an UPDATE that
    -- moves the base row to another partition is a DELETE here.
    IF TG_OP = 'DELETE' AND (origin_before <> 'new' OR EXISTS (SELECT FROM {root:i} AS root WHERE {old_root:q})) THEN
        IF origin_before NOT LIKE 'new%' THEN
            {check_etag:q}
        END IF;
        -- What was read through the view is of the statement's snapshot. The row has been waited for by now, and whoever has written the
        -- document has it before the end; so nothing of another writer comes between this statement and what drops the rows.
        IF read <> '' AND starts_with(read, hofsm.as_read({old_row:q}, NULL)) THEN
            PERFORM set_config(
                'hofsm.read', CASE WHEN read = hofsm.as_read({old_row:q}, {document:i}({old_key:q})) THEN '' ELSE 'stale' END, true
            );
        END IF;
        PERFORM set_config('hofsm.origin', 'legacy', true);
        PERFORM {forget:i}({old_key:q});
        PERFORM set_config('hofsm.origin', origin_before, true);
    END IF;
    RETURN NULL;
END
