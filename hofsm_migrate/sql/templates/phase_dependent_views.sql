-- the views that read whatever has the legacy name, each behind those that it reads
SELECT format('%%I.%%I', n.nspname, c.relname)
FROM hofsm.dependent_views(to_regclass(format('%%I.%%I', %(schema)s::text, %(table)s::text))) AS d
JOIN pg_class AS c ON c.oid = d.view
JOIN pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY d.depth, 1
