(
    SELECT sample.{number:i}, {key:q}, legacy.{payload:i}
    FROM {table:i} AS sample
    JOIN {legacy:i} AS legacy ON {same:q}
    {condition:q}OFFSET 0
) AS chosen
CROSS JOIN LATERAL (SELECT {document:q} AS document OFFSET 0) AS stored
