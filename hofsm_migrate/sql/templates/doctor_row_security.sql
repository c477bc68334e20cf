-- whether the legacy table has row security, and whether the new table carries it
SELECT legacy.relrowsecurity,
       target.relrowsecurity
           AND EXISTS (SELECT FROM pg_catalog.pg_policy AS p WHERE p.polrelid = target.oid AND p.polname = 'hofsm_legacy_row')
FROM pg_catalog.pg_class AS legacy, pg_catalog.pg_class AS target
WHERE legacy.oid = to_regclass(%(legacy)s) AND target.oid = to_regclass(%(target)s)
