-- keys of one column that the current role may read: what a value somewhere may refer to
SELECT DISTINCT n.nspname::text AS schema,
       c.relname::text AS table,
       a.attname::text AS column,
       pg_catalog.format_type(t.oid, NULL) AS type,
       i.indisprimary AS primary
FROM pg_catalog.pg_index AS i
JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
JOIN pg_catalog.pg_type AS t ON t.oid = CASE WHEN a.atttypid IN (SELECT oid FROM pg_catalog.pg_type WHERE typtype = 'd')
    THEN (SELECT typbasetype FROM pg_catalog.pg_type WHERE oid = a.atttypid)
    ELSE a.atttypid
END
WHERE i.indisunique AND i.indisvalid AND i.indnkeyatts = 1 AND i.indpred IS NULL AND i.indkey[0] > 0
    AND c.relkind = ANY ('{r,p}') AND NOT c.relispartition
    AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast', 'hofsm')
    AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
    AND pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT')
    AND NOT pg_catalog.row_security_active(c.oid)  -- rows that are hidden from the role would look like missing ones
    AND t.typname = ANY ('{int2,int4,int8,numeric,uuid,text,varchar,bpchar}')
ORDER BY 1, 2, 3
LIMIT {limit:l}
