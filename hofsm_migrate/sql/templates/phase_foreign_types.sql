-- the columns whose type is not PostgreSQL's own (a domain counts as what it is made of): its operators are found by the search path
-- only, and generated functions pin theirs; enums, arrays and ranges are compared by PostgreSQL's own operators; a row type has no
-- name in a key that is passed as text
WITH RECURSIVE base AS (
    SELECT a.attname, a.attnum, t.oid, t.typtype, t.typbasetype, t.typcategory, t.typnamespace
    FROM pg_catalog.pg_attribute AS a
    JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
    WHERE a.attrelid = {oid:l} AND a.attname = ANY ({columns:q}::text[])
    UNION ALL
    SELECT base.attname, base.attnum, t.oid, t.typtype, t.typbasetype, t.typcategory, t.typnamespace
    FROM base
    JOIN pg_catalog.pg_type AS t ON t.oid = base.typbasetype
    WHERE base.typtype = 'd'
)
SELECT attname::text, pg_catalog.format_type(oid, NULL)
FROM base
WHERE typtype = 'c'
    OR typtype = 'b' AND typcategory <> 'A' AND typnamespace <> 'pg_catalog'::pg_catalog.regnamespace
ORDER BY attnum
