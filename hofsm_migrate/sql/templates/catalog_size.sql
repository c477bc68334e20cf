-- The table and everything below it: partitions to any depth, and tables that inherit from it.
WITH RECURSIVE tree AS (
    SELECT %(oid)s::oid AS oid
    UNION
    SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
)
SELECT sum(pg_catalog.pg_relation_size(c.oid))::bigint AS heap,
       sum(coalesce(pg_catalog.pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0))::bigint AS toast,
       sum(pg_catalog.pg_indexes_size(c.oid))::bigint AS indexes,
       sum(pg_catalog.pg_total_relation_size(c.oid))::bigint AS total,
       CASE
           WHEN bool_or(c.reltuples < 0 AND pg_catalog.pg_relation_size(c.oid) > 0) THEN NULL
           ELSE sum(greatest(c.reltuples, 0)) FILTER (WHERE c.relkind <> 'p')
       END::bigint AS estimated_rows
FROM tree
JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid
