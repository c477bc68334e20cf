#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    {events:q}
    PERFORM set_config('hofsm.origin', origin, true);
    -- Where one statement wrote to several tables, the last of their triggers composes the documents, each of them once.
    touched := hofsm.end_write({setting:l}, touched);
    IF touched IS NOT NULL THEN
        PERFORM {mirror:i}(touched);
    END IF;
    RETURN NULL;
END
