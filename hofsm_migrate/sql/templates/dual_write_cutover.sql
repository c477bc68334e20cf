DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- The base table has no payload that could be followed; documents come through the view.
    IF TG_OP = 'DELETE' THEN
        IF origin_before NOT LIKE 'new%' THEN
            {check_etag:q}
        END IF;
        PERFORM set_config('hofsm.origin', 'legacy', true);
        PERFORM {forget:i}({old_key:q});
        PERFORM set_config('hofsm.origin', origin_before, true);
    END IF;
    RETURN NULL;
END
