-- the recorded objects and what they are now; `copies` are those of a trigger on partitions that never fire, or on replicas only
WITH RECURSIVE found AS (
    SELECT t.oid, t.tgname::text AS name, format('%%I ON %%s', t.tgname, t.tgrelid::regclass) AS identity, t.tgenabled::text AS enabled
    FROM pg_catalog.pg_trigger AS t
    WHERE NOT t.tgisinternal
), copy AS (
    SELECT oid AS origin, oid FROM found
    UNION ALL
    SELECT copy.origin, t.oid
    FROM copy
    JOIN pg_catalog.pg_trigger AS t ON t.tgparentid = copy.oid
)
SELECT o.step, o.kind, o.identity,
       CASE o.kind WHEN 'function' THEN p.oid ELSE found.oid END IS NOT NULL AS present,
       CASE o.kind WHEN 'function' THEN md5(pg_get_functiondef(p.oid)) ELSE md5(pg_get_triggerdef(found.oid)) END = o.digest AS same,
       o.kind = 'function' OR found.enabled = o.enabled AS enabled,
       ARRAY(
           SELECT t.tgrelid::regclass::text
           FROM copy
           JOIN pg_catalog.pg_trigger AS t ON t.oid = copy.oid
           WHERE copy.origin = found.oid AND copy.oid <> found.oid AND t.tgenabled IN ('D', 'R')
           ORDER BY 1
       ) AS copies,
       coalesce(p.name, found.name) AS name,
       o.kind = 'function' OR EXISTS (
           SELECT FROM pg_catalog.pg_class AS c
           WHERE c.relkind IN ('r', 'p')
               AND right(o.identity, length(c.oid::regclass::text) + 4) = ' ON ' || c.oid::regclass::text
       ) AS has_table
FROM hofsm.object AS o
LEFT JOIN (
    SELECT p.oid, p.proname::text AS name, p.oid::regprocedure::text AS identity FROM pg_catalog.pg_proc AS p WHERE p.oid >= 16384
) AS p ON o.kind = 'function' AND p.identity = o.identity
LEFT JOIN found ON o.kind = 'trigger' AND found.identity = o.identity
WHERE o.mapping = %(mapping)s
ORDER BY o.kind DESC, o.identity
