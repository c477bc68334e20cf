UPDATE {table:i} AS stored SET {ordinal:i} = placed.{place:i}
FROM (
    SELECT {identity:q}, row_number() OVER (PARTITION BY {siblings:q} ORDER BY {order:q}) AS {place:i}
    FROM {source:q}
    WHERE {key:q} IN (
        {keys:q}
    )
) AS placed
WHERE {same:q} AND stored.{ordinal:i} <> placed.{place:i};
