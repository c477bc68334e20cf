-- relations and functions of the target schema that have one of the given names
SELECT c.relname::text
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = {schema:l} AND c.relname = ANY ({names:q}::text[])
UNION
SELECT p.proname::text || '()'
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname = {schema:l} AND p.proname = ANY ({names:q}::text[])
UNION
SELECT 'type ' || t.typname::text
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
WHERE n.nspname = {schema:l} AND t.typname = ANY ({names:q}::text[]) AND t.typrelid = 0 AND t.typelem = 0
ORDER BY 1
