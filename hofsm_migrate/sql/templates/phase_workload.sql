-- statements of this database, since the statistics were reset, that a view in the table's place does not take
SELECT s.calls, left(regexp_replace(s.query, '\s+', ' ', 'g'), 200) AS query
FROM {statements:i} AS s
WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
  AND s.query ~* ('\m' || {table:l} || '\M')
  AND (
      s.query ~* ('insert\s+into\s+[^(]*\m' || {table:l} || '\M.*on\s+conflict')
      OR s.query ~* ('merge\s+into\s+[^ ]*\m' || {table:l} || '\M')
      OR s.query ~* ('truncate\s+(table\s+)?[^ ]*\m' || {table:l} || '\M')
      OR s.query ~* ('copy\s+[^( ]*\m' || {table:l} || '\M[^;]*\sto\s')
  )
ORDER BY s.calls DESC
LIMIT 5
