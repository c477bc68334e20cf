-- what a preview is made of: views and decompose functions whose comment ends in the words that name its mapping
SELECT 'view' AS kind, c.relname::text AS name, pg_catalog.obj_description(c.oid, 'pg_class') AS comment
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = {schema:l} AND c.relkind = 'v'
    AND right(pg_catalog.obj_description(c.oid, 'pg_class'), length({mark:l})) = {mark:l}
UNION ALL
SELECT 'function', p.proname::text, pg_catalog.obj_description(p.oid, 'pg_proc')
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE n.nspname = {schema:l}
    AND right(pg_catalog.obj_description(p.oid, 'pg_proc'), length({mark:l})) = {mark:l}
ORDER BY kind DESC, name
