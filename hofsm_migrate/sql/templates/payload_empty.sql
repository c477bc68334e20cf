    -- A payload goes where the document that is composed from the new tables is the same to the byte, and nowhere else.
    WITH due AS MATERIALIZED (
        SELECT {key:q}, {payload:q} AS {document:i} FROM {base:i} AS legacy WHERE {range:q} AND {due:q}
    ),
    proven AS MATERIALIZED (
        SELECT {due_key:q}
        FROM due
        JOIN {documents:q} AS composed{as_columns:q} ON {composed_due:q}
        WHERE due.{document:i}::text = composed.{document:i}::text
    ),
    written AS (
        UPDATE {base:i} AS legacy SET {payload_name:i} = {moved:q} FROM proven WHERE {range:q} AND {legacy_proven:q}
        RETURNING {key:q}
    )
    SELECT
        (SELECT count(*) FROM written),
        (
            SELECT ARRAY[{due_texts:q}] FROM due
            WHERE NOT EXISTS (SELECT FROM written WHERE {written_due:q})
            ORDER BY {due_key:q} LIMIT 1
        ),
        (SELECT count(*) FROM due) = (SELECT count(*) FROM proven)