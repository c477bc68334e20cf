-- what this transaction made: the rows of the catalog that carry its number
WITH made AS (
    SELECT 'function' AS kind, p.oid::regprocedure::text AS identity, md5(pg_get_functiondef(p.oid)) AS digest, '' AS enabled
    FROM pg_catalog.pg_proc AS p
    WHERE p.xmin = pg_current_xact_id()::xid AND p.prokind IN ('f', 'p')
    UNION ALL
    -- a trigger of a partitioned table has copies on its partitions, which come and go with them, as do their own TRUNCATE triggers
    SELECT 'trigger', format('%%I ON %%s', t.tgname, t.tgrelid::regclass), md5(pg_get_triggerdef(t.oid)), t.tgenabled::text
    FROM pg_catalog.pg_trigger AS t
    WHERE t.xmin = pg_current_xact_id()::xid AND NOT t.tgisinternal AND t.tgparentid = 0
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = t.tgrelid AND c.relispartition)
)
INSERT INTO hofsm.object (mapping, kind, identity, step, digest, enabled)
SELECT %(mapping)s, kind, identity, %(step)s, digest, enabled
FROM made
ON CONFLICT (mapping, kind, identity) DO UPDATE
SET step = excluded.step, digest = excluded.digest, enabled = excluded.enabled
-- what the same transaction made in an earlier step of its own stays that step's
WHERE (hofsm.object.digest, hofsm.object.enabled) IS DISTINCT FROM (excluded.digest, excluded.enabled)
