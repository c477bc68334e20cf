DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- The base table has no payload that could be followed; documents come through the view.
    -- Where the new side is about to give one another key, its rows are still under the old one and its root row is not: an UPDATE that
    -- moves the base row to another partition is a DELETE here.
    IF TG_OP = 'DELETE' AND (origin_before <> 'new' OR EXISTS (SELECT FROM {root:i} AS root WHERE {old_root:q})) THEN
        IF origin_before NOT LIKE 'new%' THEN
            {check_etag:q}
        END IF;
        PERFORM set_config('hofsm.origin', 'legacy', true);
        PERFORM {forget:i}({old_key:q});
        PERFORM set_config('hofsm.origin', origin_before, true);
    END IF;
    RETURN NULL;
END
