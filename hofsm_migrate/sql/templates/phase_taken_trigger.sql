-- a table, its partitions and what inherits from it: those that have a trigger of that name
WITH RECURSIVE family AS (
    SELECT c.oid AS member
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = %s AND c.relname = %s
    UNION
    SELECT child.inhrelid FROM family JOIN pg_catalog.pg_inherits AS child ON child.inhparent = family.member
)
SELECT n.nspname || '.' || c.relname, t.tgname::text
FROM family
JOIN pg_catalog.pg_class AS c ON c.oid = family.member
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid
WHERE t.tgname = %s
ORDER BY 1
