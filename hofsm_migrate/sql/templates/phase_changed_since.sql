-- rows of the base table whose version may be newer than a snapshot: of no transaction that had ended when it was taken
WITH now AS MATERIALIZED (
    SELECT pg_current_xact_id()::text::bigint AS xid, pg_snapshot_xmin({snapshot:l}::pg_snapshot)::text::bigint AS snapshot_xmin
)
SELECT count(*)
FROM {base:i} AS base CROSS JOIN now
-- a version has the lower 32 bits of its transaction's number
WHERE mod(mod(now.xid, 4294967296) - base.xmin::text::bigint + 4294967296, 4294967296) <= now.xid - now.snapshot_xmin
