DECLARE
    current_document jsonb;
    is_current boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- A document that is there already was written twice by nested statements, or is left from a write that fired no trigger.
        IF NOT {represent:i}({new_key:q}, {new_payload:q} #> '{}') OR NOT EXISTS (
            SELECT FROM {legacy:i} AS legacy WHERE {same_new:q} AND hofsm.same_payload({payload:q}, {new_raw:q})
        ) THEN
            PERFORM {follow:i}({new_key:q});
        END IF;
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM {follow:i}({old_key:q});
        RETURN NULL;
    END IF;
    IF {key_differs:q} THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end.
        PERFORM {follow:i}({old_key:q});
        PERFORM {follow:i}({new_key:q});
        RETURN NULL;
    END IF;
    -- Triggers of nested statements fire before those of the statement around them, so this row may be newer than NEW.
    SELECT {document:q}, hofsm.same_payload({payload:q}, {new_raw:q}) INTO current_document, is_current
    FROM {legacy:i} AS legacy WHERE {same_new:q};
    IF is_current AND EXISTS (SELECT FROM {root:i} AS root WHERE {same_root:q}) THEN
        PERFORM {change:i}({new_key:q}, {old_payload:q} #> '{}', current_document, {mode:l});
    ELSE
        PERFORM {follow:i}({new_key:q});
    END IF;
    RETURN NULL;
END