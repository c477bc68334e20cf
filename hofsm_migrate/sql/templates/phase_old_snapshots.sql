-- sessions with a snapshot from before a transaction: they would not see rows that were committed by then
SELECT a.pid, a.usename::text AS role, coalesce(a.state, '?') AS state,
       extract(epoch FROM clock_timestamp() - a.xact_start)::float8 AS age_s
FROM pg_catalog.pg_stat_activity AS a
WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'
  AND age(a.backend_xmin) > age({since:l}::xid)
ORDER BY a.xact_start
