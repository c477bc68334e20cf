-- statements of this database, since the statistics were reset, that write to the legacy name
SELECT s.calls, left(regexp_replace(s.query, '\s+', ' ', 'g'), 200) AS query
FROM {statements:i} AS s
WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
  AND s.query ~* ('\m(insert\s+into|update|delete\s+from|merge\s+into)\s+(only\s+)?((' || {schema:l} || ')\s*\.\s*)?(' || {table:l} || ')')
ORDER BY s.calls DESC
LIMIT 5
