-- the table behind a name that is referred to
SELECT n.nspname::text, c.relname::text
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.oid = hofsm.stored_table(to_regclass({target:l}))
