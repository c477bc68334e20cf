-- What lies at each key of the elements of each container: one row per container and key, and one with key NULL for the elements themselves.
-- Only the keys that most elements have are returned, in an order that the data alone decides.
WITH fact AS (
    SELECT element.container,
           fragment.key,
           count(*) AS present,
           count(*) FILTER (WHERE fragment.type = 'string') AS strings,
           count(*) FILTER (WHERE fragment.type = 'number') AS numbers,
           count(*) FILTER (WHERE fragment.type = 'boolean') AS booleans,
           count(*) FILTER (WHERE fragment.type = 'null') AS nulls,
           count(*) FILTER (WHERE fragment.type = 'array') AS arrays,
           count(*) FILTER (WHERE fragment.type = 'object') AS objects,
           count(*) FILTER (WHERE fragment.value = '[]') AS empty_arrays,
           count(*) FILTER (
               WHERE CASE WHEN fragment.type = 'number'
                   THEN scale(fragment.value::numeric) = 0 AND fragment.value::numeric BETWEEN -9223372036854775808 AND 9223372036854775807
               END
           ) AS whole
    FROM ({elements:q}) AS element
    CROSS JOIN LATERAL (
        SELECT place.key, place.value, jsonb_typeof(place.value) AS type
        FROM (
            SELECT NULL AS key, element.value
            UNION ALL
            SELECT member.key, member.value
            FROM jsonb_each(CASE WHEN jsonb_typeof(element.value) = 'object' THEN element.value END) AS member
        ) AS place
    ) AS fragment
    GROUP BY element.container, fragment.key
), ranked AS (
    SELECT fact.*,
           row_number() OVER (PARTITION BY container ORDER BY key IS NOT NULL, present DESC, length(key), key COLLATE "C") AS rank
    FROM fact
)
SELECT container, key, present, strings, numbers, booleans, nulls, arrays, objects, empty_arrays, whole
FROM ranked
WHERE rank <= {limit:l}
ORDER BY container COLLATE "C", rank
