#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    {skip:q}{not_json:q}{refusals:q}
    -- Set here and not beside the function's other settings: there, a role needs to be superuser to name one of ours.
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Where the new side has given a document another key, its root row has it already and the rest of its rows are on the way there, with
    -- what else was written to them. If that brings the legacy row to another partition, it is a DELETE and an INSERT here.
    IF TG_OP = 'DELETE' THEN
        IF {not_moved:q} OR EXISTS (SELECT FROM {root:i} AS root WHERE {old_root:q}) THEN
            PERFORM {follow:i}({old_key:q});
        END IF;
    ELSIF TG_OP = 'INSERT' AND {moved:q} AND EXISTS (SELECT FROM {root:i} AS root WHERE {new_root:q}) THEN
        NULL;
    ELSIF TG_OP = 'UPDATE' AND ({key_differs:q}) THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end. Where the
        -- new side has moved a document, its rows are there already, and the payload does not yet say what else was written to them.
        IF {not_moved:q}
            OR EXISTS (SELECT FROM {root:i} AS root WHERE {old_root:q})
            OR NOT EXISTS (SELECT FROM {root:i} AS root WHERE {new_root:q})
        THEN
            PERFORM {follow:i}({old_key:q});
            PERFORM {follow:i}({new_key:q});
        END IF;
    ELSE
        -- Triggers of nested statements fire before those of the statement around them, so the table may be ahead of NEW. An old snapshot
        -- may show a deleted row beside the present one of its key, so it is asked whether one of them is NEW.
        IF NOT EXISTS (
            SELECT FROM {legacy:i} AS legacy WHERE {same_new:q} AND hofsm.same_payload({payload:q}, {new_raw:q})
        ) THEN
            PERFORM {follow:i}({new_key:q});
        ELSIF TG_OP = 'INSERT' THEN
            IF NOT {represent:i}({new_key:q}, {new_payload:q} #> '{}') THEN
                PERFORM {follow:i}({new_key:q});
            END IF;
        ELSIF NOT {change:i}({new_key:q}, {old_payload:q} #> '{}', {new_payload:q} #> '{}', {mode:l}) THEN
            PERFORM {follow:i}({new_key:q});
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END