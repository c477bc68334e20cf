#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    composed jsonb;
    actual jsonb;
    is_there boolean;
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
        -- Rows that exclude each other, a value and elements in one place, may not even make JSON.
        PERFORM {settle:i}({key:q}, NULL);
        RAISE;
    END;
    PERFORM {settle:i}({key:q}, composed);
    -- The triggers of the legacy table return where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW({key:q})::text, true);
    SELECT true, {payload:q} INTO is_there, actual FROM {legacy:i} AS legacy WHERE {legacy_key:q};
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO {legacy:i} ({key_names:q}, {payload_name:i}) OVERRIDING SYSTEM VALUE
            VALUES ({key:q}, {composed:q});
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, {words:q}, {no_default_detail:l}, {no_default_hint:l});
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE {legacy:i} AS legacy SET {payload_name:i} = {composed:q} WHERE {legacy_key:q};
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, {payload:q} INTO is_there, actual FROM {legacy:i} AS legacy WHERE {legacy_key:q};
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', {refused:l}, {words:q}, {refused_detail:l}, {refused_hint:l}
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text{unless:q} THEN
        composed := {document:i}({key:q});
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM {change:i}({key:q}, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END
