-- triggers on the legacy table that run functions of the mapping and do not have the names of its triggers
SELECT format('%%I', t.tgname)
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE t.tgrelid = to_regclass(%(legacy)s) AND NOT t.tgisinternal
    AND n.nspname = %(schema)s AND p.proname = ANY (%(functions)s) AND t.tgname <> ALL (%(names)s)
ORDER BY 1
