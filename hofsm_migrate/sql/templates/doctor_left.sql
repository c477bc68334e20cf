-- tables that are neither the legacy table nor below it, and have triggers that run functions of its mapping
WITH RECURSIVE stored AS (
    SELECT coalesce(to_regclass(%(base)s), to_regclass(%(legacy)s))::oid AS oid
), below AS (
    SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = (SELECT oid FROM stored)
    UNION
    SELECT child.inhrelid FROM below JOIN pg_catalog.pg_inherits AS child ON child.inhparent = below.inhrelid
)
SELECT t.tgrelid::regclass::text, array_agg(quote_ident(t.tgname) ORDER BY t.tgname)
FROM pg_catalog.pg_trigger AS t
WHERE t.tgfoid IN (SELECT to_regprocedure(name) FROM unnest(%(functions)s::text[]) AS name)
    AND NOT t.tgisinternal
    AND t.tgrelid <> (SELECT oid FROM stored)
    AND t.tgrelid NOT IN (SELECT inhrelid FROM below)
GROUP BY t.tgrelid
ORDER BY t.tgrelid
