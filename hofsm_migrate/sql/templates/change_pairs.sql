WITH sides AS (
    SELECT {sides:q}
    FROM {pair:q} AS pair
    CROSS JOIN (VALUES (false), (true)) AS side (is_now)
    CROSS JOIN LATERAL (
        SELECT {placed:q}
        FROM {decompose:q}(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
        OFFSET 0
    ) AS node
)
SELECT
    {columns:q}
FROM (SELECT * FROM sides WHERE NOT {is_now:i}) AS was
FULL JOIN (SELECT * FROM sides WHERE {is_now:i}) AS now ON {same_element:q}
WHERE {same_image:q} IS NOT TRUE
