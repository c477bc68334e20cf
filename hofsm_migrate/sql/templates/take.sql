#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
    kept boolean := {keeps:i}();
    now_document jsonb;
BEGIN
    IF origin_before = 'payload' THEN
        -- Payloads are emptied or made anew: nothing else of the row changes, whatever triggers that fired before this one have made of it.
        {old_raw:q} := {new_raw:q};
        RETURN old;
    END IF;
    IF origin_before <> 'view' THEN
        IF origin_before = 'new ' || {new_row:q}::text THEN
            IF NOT kept AND (TG_OP = 'INSERT' OR NOT hofsm.same_payload({old_raw:q}, {new_raw:q})) THEN
                {new_raw:q} := CASE WHEN {new_raw:q} IS NOT NULL THEN {moved:q} END;
            END IF;
            RETURN new;
        ELSIF TG_OP = 'UPDATE' AND hofsm.same_payload({old_raw:q}, {new_raw:q}) AND (origin_before = 'new' OR NOT ({key_differs:q})) THEN
            RETURN new;
        ELSIF TG_OP = 'INSERT' AND origin_before IN ('new', 'view moved ' || {new_row:q}::text) THEN
            -- a row that its new key brings to another partition, after its UPDATE was seen here
            RETURN new;
        END IF;
        RAISE EXCEPTION 'documents are not written to table %.%', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
            USING ERRCODE = 'object_not_in_prerequisite_state',
                DETAIL = 'Its mapping is in phase cutover; nothing was written.',
                HINT = {hint:l};
    END IF;
    IF TG_OP = 'UPDATE' AND hofsm.same_payload({old_raw:q}, {new_raw:q}) AND NOT ({key_differs:q}) THEN
        RETURN new;
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' OR {key_differs:q} OR NOT hofsm.same_payload({old_raw:q}, {new_raw:q}) THEN
        {check_etag:q}
    END IF;
    now_document := {new_document:q} -> 'now';
    IF TG_OP = 'INSERT' THEN
        IF NOT {represent:i}({new_key:q}, now_document) THEN
            RAISE EXCEPTION 'there is a document with this key already'
                USING ERRCODE = 'unique_violation', DETAIL = format('Key %s.', {new_row:q});
        END IF;
    ELSIF {key_differs:q} THEN
        IF NOT record_image_eq(ROW({document:i}({old_key:q})), ROW({new_document:q} -> 'was')) THEN
            PERFORM hofsm.refuse_stale({root:l});
        END IF;
        PERFORM {forget:i}({old_key:q});
        PERFORM {represent:i}({new_key:q}, now_document);
        origin_before := 'view moved ' || {new_row:q}::text;
    ELSE
        PERFORM {exchange:i}({new_key:q}, {new_document:q} -> 'was', now_document, 'compare');
        -- Somebody has written another part of the document since it was read, or its payload is not there: it is what both have made of it.
        IF kept AND NOT record_image_eq(ROW({old_document:q}), ROW({new_document:q} -> 'was')) THEN
            now_document := {document:i}({new_key:q});
        END IF;
    END IF;
    IF kept THEN
        {new_raw:q} := {kept:q};
    ELSE
        -- SQL NULL stays what it is, so that NOT NULL has its say
        {new_raw:q} := CASE WHEN now_document IS NOT NULL THEN {moved:q} END;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN new;
END
