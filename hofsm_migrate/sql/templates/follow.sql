#variable_conflict use_column
DECLARE
    current_document jsonb;
BEGIN
    -- What the legacy table has now decides, not what it had when a trigger was put into its queue.
    -- FOR KEY SHARE: a row that somebody deleted after this transaction's snapshot is 40001, and not the document of that key.
    SELECT {payload:q} INTO current_document FROM {legacy:i} AS legacy WHERE {same:q} FOR KEY SHARE;
    IF NOT FOUND THEN
        PERFORM {forget:i}({key:q});
        RETURN;
    END IF;
    IF {represent:i}({key:q}, current_document) THEN
        RETURN;
    END IF;
    PERFORM {forget:i}({key:q});
    PERFORM {represent:i}({key:q}, current_document);
END