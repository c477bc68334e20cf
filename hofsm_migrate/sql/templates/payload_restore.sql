    WITH due AS MATERIALIZED (
        SELECT {key:q} FROM {base:i} AS legacy WHERE {range:q} AND {due:q}
    ),
    composed AS MATERIALIZED (
        SELECT {due_key:q}, composed.{document:i}
        FROM due
        JOIN {documents:q} AS composed{as_columns:q} ON {composed_due:q}
        WHERE composed.{document:i} IS NOT NULL
    ),
    written AS (
        UPDATE {base:i} AS legacy SET {payload_name:i} = {restored:q} FROM composed WHERE {range:q} AND {legacy_composed:q}
        RETURNING {key:q}
    )
    SELECT
        (SELECT count(*) FROM written),
        (
            SELECT ARRAY[{due_texts:q}] FROM due
            WHERE NOT EXISTS (SELECT FROM written WHERE {written_due:q})
            ORDER BY {due_key:q} LIMIT 1
        ),
        (SELECT count(*) FROM due) = (SELECT count(*) FROM composed)