#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    composed jsonb;
BEGIN
    IF NOT EXISTS (SELECT FROM {root:i} AS root WHERE {root_key:q}) THEN
        IF {has_rows:q} THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', {no_document:l}, {words:q}, {no_document_detail:l}, {no_document_hint:l}
            );
        END IF;
        RETURN;
    END IF;
    {bind_etag:q}
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := {document:i}({key:q});
    EXCEPTION WHEN invalid_text_representation THEN
        -- What no JSON can hold is refused in plain words.
        PERFORM {settle:i}({key:q}, NULL);
        RAISE;
    END;
    PERFORM {settle:i}({key:q}, composed);
    -- The trigger of the base table returns where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW({key:q})::text, true);
    IF EXISTS (SELECT FROM {legacy:i} AS legacy WHERE {legacy_key:q}) THEN
        PERFORM {touch:i}({key:q});
    ELSE
        BEGIN
            INSERT INTO {legacy:i} ({key_names:q}) OVERRIDING SYSTEM VALUE VALUES ({key:q});
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, {words:q}, {no_default_detail:l}, {no_default_hint:l});
        END;
        IF NOT EXISTS (SELECT FROM {legacy:i} AS legacy WHERE {legacy_key:q}) THEN
            PERFORM hofsm.refuse(
                'object_not_in_prerequisite_state', {refused:l}, {words:q}, {refused_detail:l}, {refused_hint:l}
            );
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END
