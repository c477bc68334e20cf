-- documents picked by a hash of the key: of the table only its key is read, and the payloads of the picked rows
WITH picked AS MATERIALIZED (
    SELECT {key:q}, hashtextextended(ARRAY[{texts:q}]::text, 0) AS "hofsm hash"
    FROM {table:i}
    WHERE {where:q}
    ORDER BY "hofsm hash", {key:q}
    LIMIT {documents:l}
),
placed AS (
    SELECT *, row_number() OVER (ORDER BY {key:q}) AS "hofsm place" FROM picked
)
SELECT picked."hofsm place", ARRAY[{picked_texts:q}], {payload:q}::text{columns:q}
FROM placed AS picked
JOIN {table:i} AS source ON {same:q}
ORDER BY picked."hofsm hash", {order:q}
