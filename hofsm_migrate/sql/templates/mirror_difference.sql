(SELECT {table:l}, CASE WHEN {missing:q} THEN 'missing' WHEN {extra:q} THEN 'extra' ELSE 'different' END,
    {place:q}, {columns:q}
FROM (SELECT * FROM {stored:i} AS own WHERE {key:q}) AS stored
FULL JOIN ({found:q}) AS found ON {same:q}
WHERE {differs:q}
LIMIT 1)
