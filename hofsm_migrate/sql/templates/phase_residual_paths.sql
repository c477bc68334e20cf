-- which paths the residuals of a node hold, with which JSON types, and the key of a document for each: three steps from the element
-- A step is '.' and a key, or '[' for every position of an array. Objects with many keys are one path that ends in '*'.
WITH RECURSIVE part AS (
    SELECT * FROM (
        SELECT ARRAY[{texts:q}] AS key, ARRAY[]::text[] AS path, own.{residual:i} AS value
        FROM {table:i} AS own {sample:q}
        WHERE own.{residual:i} IS NOT NULL
        LIMIT {limit:l}
    ) AS sampled
    UNION ALL
    SELECT part.key, part.path || step.step, step.value
    FROM part
    CROSS JOIN LATERAL (
        SELECT '.' || member.key, member.value
        FROM jsonb_each(CASE WHEN jsonb_typeof(part.value) = 'object' THEN part.value END) AS member
        UNION ALL
        SELECT '[', item.value
        FROM jsonb_array_elements(CASE WHEN jsonb_typeof(part.value) = 'array' THEN part.value END) AS item
    ) AS step (step, value)
    WHERE cardinality(part.path) < {depth:l}
), found AS MATERIALIZED (
    SELECT path, jsonb_typeof(value) AS kind, min(key) AS example
    FROM part
    WHERE cardinality(path) > 0 OR jsonb_typeof(value) <> 'object'
    GROUP BY 1, 2
), wide AS (
    SELECT path[:cardinality(path) - 1] AS path
    FROM found
    WHERE path[cardinality(path)] LIKE '.%' AND cardinality(path) > 1
    GROUP BY 1
    HAVING count(DISTINCT path) > {wide:l}
), folded AS (
    SELECT CASE WHEN min(wide.path) IS NULL THEN found.path ELSE min(wide.path) || '*'::text END AS path, found.kind, found.example
    FROM found
    LEFT JOIN wide ON wide.path = found.path[:cardinality(wide.path)] AND cardinality(found.path) > cardinality(wide.path)
    GROUP BY found.path, found.kind, found.example
)
SELECT path, kind, min(example) AS example
FROM folded
GROUP BY 1, 2
ORDER BY 1, 2
