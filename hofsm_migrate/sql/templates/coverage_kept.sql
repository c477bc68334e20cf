-- The residuals by path and bytes: down to what the spec knows, below what it does not know three steps from the element.
-- A step is '.' and a key, or '[' for every position of an array. Objects with many keys are one path that ends in '*'.
WITH RECURSIVE known (path, kind, fact) AS (
    VALUES {known:q}
), part AS (
    SELECT own.number, own.facts, own.residual AS value, known.path, known.kind, known.fact
    FROM {elements:i} AS own
    JOIN known ON known.path = '{}'
    WHERE own.residual IS NOT NULL
    UNION ALL
    SELECT part.number, part.facts, step.value, part.path || step.step, known.kind, known.fact
    FROM part
    CROSS JOIN LATERAL (
        SELECT '.' || member.key, member.value
        FROM jsonb_each(CASE WHEN jsonb_typeof(part.value) = 'object' THEN part.value END) AS member
        UNION ALL
        SELECT '[', item.value
        FROM jsonb_array_elements(CASE WHEN jsonb_typeof(part.value) = 'array' THEN part.value END) AS item
    ) AS step (step, value)
    LEFT JOIN known ON known.path = part.path || step.step
    WHERE CASE
        WHEN part.kind = 'object' THEN jsonb_typeof(part.value) = 'object'
        ELSE part.kind IS NULL AND cardinality(part.path) < {depth:l}
    END
), leaf AS MATERIALIZED (
    SELECT number, path, why, fact, sum(bytes) AS bytes, count(*) AS places
    FROM (
        SELECT number, path, fact,
               octet_length(value::text)
                   + CASE WHEN path[cardinality(path)] LIKE '.%' THEN octet_length(to_json(path[cardinality(path)])::text) + 1 ELSE 0 END AS bytes,
               CASE kind
                   WHEN 'column' THEN CASE facts[fact] WHEN 0 THEN 'unmapped' WHEN 2 THEN 'lenient' WHEN 4 THEN 'null' ELSE 'mismatching' END
                   WHEN 'object' THEN CASE WHEN value = '{}' THEN 'empty' ELSE 'no object' END
                   WHEN 'array' THEN CASE WHEN jsonb_typeof(value) = 'array' AND value <> '[]' THEN 'irregular' ELSE 'no collection' END
                   WHEN 'map' THEN CASE WHEN jsonb_typeof(value) = 'object' AND value <> '{}' THEN 'irregular' ELSE 'no collection' END
                   ELSE 'unmapped'
               END AS why
        FROM part
        WHERE CASE
            WHEN kind = 'object' THEN jsonb_typeof(value) <> 'object' OR value = '{}'
            WHEN kind IS NULL AND cardinality(path) < {depth:l} THEN jsonb_typeof(value) NOT IN ('object', 'array') OR value IN ('{}', '[]')
            ELSE true
        END
    ) AS place
    GROUP BY number, path, why, fact
), found AS (
    SELECT DISTINCT path FROM leaf WHERE why = 'unmapped'
), wide AS (
    SELECT found.path[:length] AS path
    FROM found CROSS JOIN LATERAL generate_series(1, cardinality(found.path) - 1) AS length
    WHERE found.path[:length] NOT IN (SELECT path FROM known) AND found.path[length + 1] LIKE '.%'
    GROUP BY 1
    HAVING count(DISTINCT found.path[length + 1]) > {wide:l}
), folded AS (
    SELECT found.path, CASE WHEN min(wide.path) IS NULL THEN found.path ELSE min(wide.path) || '*'::text END AS shown
    FROM found
    LEFT JOIN wide ON wide.path = found.path[:cardinality(wide.path)] AND cardinality(found.path) > cardinality(wide.path)
    GROUP BY found.path
), total AS (
    SELECT coalesce(folded.shown, leaf.path) AS path, leaf.why, leaf.fact,
           count(DISTINCT leaf.path[:cardinality(coalesce(folded.shown, leaf.path))]) AS keys, sum(leaf.places)::bigint AS places,
           count(DISTINCT leaf.number) AS documents, sum(leaf.bytes)::bigint AS bytes, min(leaf.number) AS example
    FROM leaf
    LEFT JOIN folded ON folded.path = leaf.path AND leaf.why = 'unmapped'
    GROUP BY 1, 2, 3
), ranked AS (
    SELECT total.*,
           row_number() OVER (PARTITION BY why = 'unmapped' ORDER BY bytes DESC, path) AS rank,
           count(*) OVER (PARTITION BY why = 'unmapped') AS paths,
           sum(bytes) OVER (PARTITION BY why = 'unmapped')::bigint AS all_bytes
    FROM total
)
SELECT path, why, fact, keys, places, documents, bytes, example, paths, all_bytes
FROM ranked
WHERE rank <= {top:l} OR why = 'irregular'
ORDER BY rank
