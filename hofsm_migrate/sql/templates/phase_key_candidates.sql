-- the columns of every key that a row of the table can be found by: unique, not null, not partial, no expressions, checked at once
SELECT i.indisprimary,
       array_agg(a.attname::text ORDER BY k.position)
FROM pg_catalog.pg_index AS i
CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k (attnum, position)
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
WHERE i.indrelid = {oid:l}
  AND i.indisunique AND i.indisvalid AND i.indimmediate
  AND i.indpred IS NULL AND i.indexprs IS NULL
  AND k.position <= i.indnkeyatts
GROUP BY i.indexrelid, i.indisprimary
HAVING bool_and(a.attnotnull AND NOT EXISTS (
    -- PostgreSQL 18: NOT NULL ... NOT VALID, which says nothing of the rows that are there
    SELECT FROM pg_catalog.pg_constraint AS n
    WHERE n.conrelid = a.attrelid AND n.contype = 'n' AND n.conkey = ARRAY[a.attnum] AND NOT n.convalidated
))
ORDER BY i.indisprimary DESC, i.indexrelid
