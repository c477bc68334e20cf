DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF NOT EXISTS (SELECT FROM {legacy:i}) THEN
        TRUNCATE {tables:q};
    ELSE
        -- One partition was emptied.
        {deletes:q}
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END