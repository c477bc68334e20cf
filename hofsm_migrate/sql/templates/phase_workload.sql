-- statements of this database, since the statistics were reset, that a view in the table's place does not take
SELECT s.calls, left(regexp_replace(s.query, '\s+', ' ', 'g'), 200) AS query
FROM {statements:i} AS s
CROSS JOIN (VALUES ('(only\s+)?((' || {schema:l} || ')\s*\.\s*)?(' || {table:l} || ')')) AS legacy (name)
WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
  AND (
      s.query ~* ('\minsert\s+into\s+' || legacy.name || '.*\mon\s+conflict\M')
      OR s.query ~* ('\m(update|delete\s+from)\s+' || legacy.name || '.*\mwhere\s+current\s+of\M')
      OR s.query ~* ('\mtruncate\s+(table\s+)?([^;]*,\s*)?' || legacy.name)
      OR s.query ~* ('\mcopy\s+' || legacy.name || '\s*(\([^)]*\)\s*)?to\M')
      -- from 17 on, MERGE fires INSTEAD OF triggers
      OR current_setting('server_version_num')::int < 170000 AND s.query ~* ('\mmerge\s+into\s+' || legacy.name)
  )
ORDER BY s.calls DESC
LIMIT 5
