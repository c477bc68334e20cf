-- what would be another thing where the payloads are gone: kind and name
WITH payload AS (
    SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = {oid:l} AND a.attname = {payload:l}
), indexes AS (
    SELECT DISTINCT i.indexrelid, i.indisexclusion
    FROM payload
    JOIN pg_catalog.pg_index AS i ON i.indrelid = payload.attrelid AND (i.indisunique OR i.indisexclusion)
    LEFT JOIN pg_catalog.pg_depend AS d
        ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid = payload.attrelid AND d.refobjsubid = payload.attnum
    WHERE payload.attnum = ANY (i.indkey) OR d.objid IS NOT NULL
)
SELECT 'check' AS kind, quote_ident(c.conname) AS name
FROM payload
JOIN pg_catalog.pg_constraint AS c ON c.conrelid = payload.attrelid AND c.contype = 'c' AND payload.attnum = ANY (c.conkey)
UNION ALL
SELECT DISTINCT 'generated column', quote_ident(a.attname)
FROM payload
JOIN pg_catalog.pg_attrdef AS e ON e.adrelid = payload.attrelid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = e.adrelid AND a.attnum = e.adnum AND a.attgenerated <> ''
JOIN pg_catalog.pg_depend AS d
    ON d.refclassid = 'pg_class'::regclass AND d.refobjid = payload.attrelid AND d.refobjsubid = payload.attnum
    AND (d.classid = 'pg_attrdef'::regclass AND d.objid = e.oid
        OR d.classid = 'pg_class'::regclass AND d.objid = a.attrelid AND d.objsubid = a.attnum)
UNION ALL
SELECT CASE WHEN indisexclusion THEN 'exclusion constraint' ELSE 'unique index' END, indexrelid::regclass::text FROM indexes
UNION ALL
-- BEFORE triggers that name the payload have kept the view out; these look at the row, or at many, once it is stored
SELECT 'trigger', quote_ident(t.tgname)
FROM payload
JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = payload.attrelid AND NOT t.tgisinternal
JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
WHERE NOT (p.pronamespace = to_regnamespace(quote_ident({schema:l})) AND p.proname = ANY ({own:q}))
  AND (
      CASE  -- a column called value is not named by VALUES
          WHEN {payload:l} ~ '^\w+$' THEN p.prosrc ~* ('\m' || {payload:l} || '\M')
          ELSE position(lower({payload:l}) IN lower(p.prosrc)) > 0 OR position(quote_ident({payload:l}) IN p.prosrc) > 0
      END
      OR payload.attnum = ANY (t.tgattr)
      OR EXISTS (
          SELECT FROM pg_catalog.pg_depend AS d
          WHERE d.classid = 'pg_trigger'::regclass AND d.objid = t.oid
            AND d.refclassid = 'pg_class'::regclass AND d.refobjid = payload.attrelid AND d.refobjsubid = payload.attnum
      )
  )
ORDER BY 1, 2
