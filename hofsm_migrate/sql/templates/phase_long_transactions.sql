-- transactions, prepared ones too, that hold a lock on the legacy table, or on a partition of it, which the step's own lock has to wait for
WITH RECURSIVE part AS (
    SELECT {oid:l}::oid AS oid
    UNION ALL
    SELECT i.inhrelid
    FROM pg_catalog.pg_inherits AS i
    JOIN part ON i.inhparent = part.oid
), held AS (
    SELECT l.pid, l.virtualtransaction
    FROM pg_catalog.pg_locks AS l
    WHERE l.granted AND l.locktype = 'relation'
      AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
      AND l.relation IN (SELECT oid FROM part)
      AND NOT l.mode = ANY ({harmless:q})
)
SELECT a.pid, a.usename::text AS role, coalesce(a.state, '?') AS state,
       extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS age_s,
       to_char(a.query_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') AS query_start
FROM pg_catalog.pg_stat_activity AS a
WHERE a.xact_start < clock_timestamp() - make_interval(secs => {age:q})
  AND a.pid <> pg_backend_pid()
  AND EXISTS (SELECT FROM held WHERE held.pid = a.pid)
UNION ALL
SELECT NULL, p.owner::text, p.gid, extract(epoch FROM clock_timestamp() - p.prepared)::float8, NULL
FROM pg_catalog.pg_prepared_xacts AS p
WHERE p.prepared < clock_timestamp() - make_interval(secs => {age:q})
  AND EXISTS (
      SELECT
      FROM pg_catalog.pg_locks AS own
      JOIN held ON held.virtualtransaction = own.virtualtransaction
      WHERE held.pid IS NULL AND own.pid IS NULL AND own.locktype = 'transactionid' AND own.transactionid = p.transaction
  )
ORDER BY age_s DESC
