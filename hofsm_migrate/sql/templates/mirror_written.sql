#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    {events:q}
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later({setting:l}, touched);
    IF later IS NOT NULL THEN
        PERFORM {later:i}(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write({setting:l}, touched);
    IF touched IS NOT NULL THEN
        PERFORM {mirror:i}(touched);
    END IF;
    RETURN NULL;
END
