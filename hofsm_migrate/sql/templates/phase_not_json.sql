-- the first payload that is no document, and how many there are
SELECT {texts:q}, count(*) OVER ()
FROM {legacy:i} AS legacy
WHERE NOT hofsm.is_document({payload:q}::text)
ORDER BY {key:q}
LIMIT 1
