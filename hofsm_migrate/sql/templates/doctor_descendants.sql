-- every partition of the legacy table, and every table that inherits from it: which triggers it lacks, and which of those that
-- hofsm.object does not know are disabled
WITH RECURSIVE below AS (
    SELECT inhrelid FROM pg_catalog.pg_inherits WHERE inhparent = to_regclass(%(legacy)s)
    UNION
    SELECT child.inhrelid FROM below JOIN pg_catalog.pg_inherits AS child ON child.inhparent = below.inhrelid
)
SELECT c.oid::regclass::text,
       c.relispartition,
       ARRAY(
           SELECT name
           FROM unnest(%(names)s::text[]) WITH ORDINALITY AS wanted (name, place)
           WHERE (name = %(truncate)s OR NOT c.relispartition)
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger AS t WHERE t.tgrelid = c.oid AND t.tgname = name)
               AND NOT EXISTS (
                   SELECT FROM hofsm.object AS o
                   WHERE o.mapping = %(mapping)s AND o.kind = 'trigger' AND o.identity = format('%%I ON %%s', name, c.oid::regclass)
               )
           ORDER BY place
       ),
       ARRAY(
           SELECT t.tgname::text
           FROM pg_catalog.pg_trigger AS t
           WHERE t.tgrelid = c.oid AND t.tgname = %(truncate)s AND c.relispartition AND t.tgenabled IN ('D', 'R')
       )
FROM below
JOIN pg_catalog.pg_class AS c ON c.oid = below.inhrelid
ORDER BY c.oid
