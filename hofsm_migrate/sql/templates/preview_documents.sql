{legacy:i} AS legacy
CROSS JOIN LATERAL (SELECT {payload:q} #> '{}' AS document OFFSET 0) AS stored
