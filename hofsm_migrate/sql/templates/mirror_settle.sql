#variable_conflict use_column
DECLARE
    code text;
    message text;
    detail text;
    hint text;
    in_table text;
    kind text;
    place text;
    in_columns text;
BEGIN
    -- A collection that the residual keeps whole would be hidden behind rows.
    SELECT * INTO code, message, detail, hint FROM (
        {closed:q}
    ) AS reason LIMIT 1;
    IF code IS NOT NULL THEN
        PERFORM hofsm.refuse(code, message, {document:q}, detail, hint);
    END IF;
    -- The rows that the document gives: what follows from it is written, what contradicts it is reported.
    WITH {found:q}
    SELECT difference.* INTO in_table, kind, place, in_columns FROM (
        {differences:q}
    ) AS difference LIMIT 1;
    IF in_table IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO code, message, detail, hint FROM (
        {reasons:q}
    ) AS reason LIMIT 1;
    IF code IS NULL THEN
        code := 'check_violation';
        message := format('what was written to table %s does not come back from the document', in_table);
        detail := format('row %s is %s%s', place, kind, CASE WHEN in_columns <> '' THEN ' in ' || in_columns ELSE '' END);
        hint := 'Write values that the spec can write to a document and read again, and rows that fit each other.';
    ELSE
        detail := format('%s (table %s, row %s)', detail, in_table, place);
    END IF;
    PERFORM hofsm.refuse(code, message, {document:q}, detail, hint);
END
