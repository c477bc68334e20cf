-- the first document that has no root row
SELECT {texts:q}
FROM {legacy:i} AS legacy
WHERE {after:q} AND NOT EXISTS (SELECT FROM {root:i} AS root WHERE {same:q})
ORDER BY {key:q}
LIMIT 1
