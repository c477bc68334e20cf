-- the first and the last key of the documents that come next, and how many they are
WITH next AS (
    SELECT {key:q}
    FROM {legacy:i} AS legacy
    WHERE {after:q}
    ORDER BY {key:q}
    LIMIT {limit:l}
)
SELECT (SELECT count(*) FROM next), first.*, last.*
FROM (SELECT {texts:q} FROM next ORDER BY {ascending:q} LIMIT 1) AS first,
     (SELECT {texts:q} FROM next ORDER BY {descending:q} LIMIT 1) AS last
