-- documents picked by a hash of the row's number
SELECT source."hofsm place", ARRAY[source."hofsm place"::text], {payload:q}::text{columns:q}
FROM (SELECT *, row_number() OVER () AS "hofsm place" FROM {table:i} WHERE {where:q}) AS source
ORDER BY hashint8extended(source."hofsm place", 0)
LIMIT {documents:l}
