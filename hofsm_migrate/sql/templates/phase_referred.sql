-- the table behind a name that is referred to, and whether a foreign key can refer to one of its columns
SELECT stored::text,
       c.relkind IN ('r', 'p') AS is_table,
       EXISTS (
           SELECT
           FROM pg_catalog.pg_index AS i
           JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
           WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indnkeyatts = 1 AND i.indpred IS NULL
               AND a.attname = {column:l}
       ) AS is_unique,
       has_column_privilege(c.oid, {column:l}, 'REFERENCES') AS may_refer
FROM hofsm.stored_table({target:l}) AS stored
JOIN pg_catalog.pg_class AS c ON c.oid = stored
