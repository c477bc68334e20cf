SELECT c.oid::bigint AS oid,
       n.nspname AS schema,
       c.relname AS name,
       CASE c.relkind
           WHEN 'r' THEN 'ordinary'
           WHEN 'p' THEN 'partitioned'
           WHEN 'v' THEN 'view'
           WHEN 'm' THEN 'materialized view'
           WHEN 'f' THEN 'foreign'
           ELSE c.relkind::text
       END AS kind,
       pg_catalog.pg_get_userbyid(c.relowner) AS owner,
       coalesce(
           (
               SELECT array_agg(a.attname::text ORDER BY k.position)
               FROM pg_catalog.pg_constraint AS p
               CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k (attnum, position)
               JOIN pg_catalog.pg_attribute AS a ON a.attrelid = p.conrelid AND a.attnum = k.attnum
               WHERE p.conrelid = c.oid AND p.contype = 'p'
           ),
           '{}'
       ) AS key
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = %(schema)s AND c.relname = %(name)s AND c.relkind = ANY ('{r,p,v,m,f}')
