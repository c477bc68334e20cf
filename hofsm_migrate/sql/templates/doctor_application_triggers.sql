-- enabled triggers on new tables that no step made
SELECT t.tgname, t.tgrelid::regclass::text
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname || E'\x1f' || c.relname = ANY (%(tables)s) AND NOT t.tgisinternal AND t.tgenabled <> 'D'
    AND NOT EXISTS (
        SELECT FROM hofsm.object AS o
        WHERE o.mapping = %(mapping)s AND o.kind = 'trigger' AND o.identity = format('%%I ON %%s', t.tgname, t.tgrelid::regclass)
    )
ORDER BY 2, 1
