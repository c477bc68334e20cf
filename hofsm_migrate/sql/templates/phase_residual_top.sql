-- the paths of a node's residuals with the most bytes: those of the values there, so that no byte counts for two paths
-- Objects are gone into for three steps. Objects with many keys are one path that ends in '*'.
WITH RECURSIVE part AS (
    SELECT ARRAY[{texts:q}] AS key, ARRAY[]::text[] AS path, own.{residual:i} AS value
    FROM {table:i} AS own {sample:q}
    WHERE own.{residual:i} IS NOT NULL
    UNION ALL
    SELECT part.key, part.path || ('.' || member.key), member.value
    FROM part
    CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(part.value) = 'object' THEN part.value END) AS member
    WHERE cardinality(part.path) < {depth:l}
), leaf AS MATERIALIZED (
    SELECT path, octet_length(value::text)::bigint AS bytes, key
    FROM part
    WHERE jsonb_typeof(value) <> 'object' OR value = '{}' OR cardinality(path) = {depth:l}
), found AS MATERIALIZED (
    SELECT path, sum(bytes) AS bytes, count(*) AS elements, min(key) AS example FROM leaf GROUP BY path
), wide AS (
    SELECT path[:cardinality(path) - 1] AS path
    FROM found
    WHERE cardinality(path) > 1
    GROUP BY 1
    HAVING count(*) > {wide:l}
), folded AS (
    SELECT CASE WHEN min(wide.path) IS NULL THEN found.path ELSE min(wide.path) || '*'::text END AS path,
        found.bytes, found.elements, found.example
    FROM found
    LEFT JOIN wide ON wide.path = found.path[:cardinality(wide.path)] AND cardinality(found.path) > cardinality(wide.path)
    GROUP BY found.path, found.bytes, found.elements, found.example
)
SELECT path, sum(bytes)::bigint AS bytes, sum(elements)::bigint AS elements, min(example) AS example
FROM folded
GROUP BY 1
ORDER BY 2 DESC, 1
LIMIT {limit:l}
