-- rows that another table should have a row for and has not: how many, and the legacy keys of the first ones
WITH lone AS (
    SELECT {key:q}
    FROM {table:i} AS own
    WHERE {condition:q} AND NOT EXISTS (SELECT FROM {other:i} AS other WHERE {match:q})
)
SELECT (SELECT count(*) FROM lone), ARRAY(SELECT ARRAY[{texts:q}] FROM lone ORDER BY {order:q} LIMIT {limit:l})
