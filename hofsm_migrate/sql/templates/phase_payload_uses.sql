-- what still uses the payload column of the base table: kind and name
WITH base AS (
    SELECT a.attrelid, a.attnum FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = {oid:l} AND a.attname = {payload:l}
), uses AS (
    SELECT d.classid, d.objid FROM pg_catalog.pg_depend AS d JOIN base ON d.refobjid = base.attrelid AND d.refobjsubid = base.attnum
    WHERE d.refclassid = 'pg_class'::regclass
)
SELECT 'generated column' AS kind, quote_ident(a.attname) AS name
FROM uses
JOIN pg_catalog.pg_attrdef AS d ON uses.classid = 'pg_attrdef'::regclass AND d.oid = uses.objid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
WHERE a.attname <> {payload:l}
UNION
SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' WHEN 'v' THEN 'view' ELSE 'rule' END, c.oid::regclass::text
FROM uses
JOIN pg_catalog.pg_rewrite AS r ON uses.classid = 'pg_rewrite'::regclass AND r.oid = uses.objid
JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
UNION
SELECT 'policy', quote_ident(p.polname) || ' on ' || p.polrelid::regclass
FROM uses
JOIN pg_catalog.pg_policy AS p ON uses.classid = 'pg_policy'::regclass AND p.oid = uses.objid
UNION
SELECT 'function', p.oid::regprocedure::text
FROM uses
JOIN pg_catalog.pg_proc AS p ON uses.classid = 'pg_proc'::regclass AND p.oid = uses.objid
UNION
SELECT 'unique index', c.oid::regclass::text
FROM uses
JOIN pg_catalog.pg_index AS i ON uses.classid = 'pg_class'::regclass AND i.indexrelid = uses.objid AND i.indisunique
JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
UNION
SELECT 'constraint', quote_ident(k.conname)
FROM uses
JOIN pg_catalog.pg_constraint AS k ON uses.classid = 'pg_constraint'::regclass AND k.oid = uses.objid AND k.contype <> 'n'
UNION
SELECT 'publication', quote_ident(p.pubname)
FROM uses
JOIN pg_catalog.pg_publication_rel AS r ON uses.classid = 'pg_publication_rel'::regclass AND r.oid = uses.objid
JOIN pg_catalog.pg_publication AS p ON p.oid = r.prpubid
UNION
SELECT 'trigger', quote_ident(t.tgname)
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
WHERE t.tgrelid = {oid:l} AND NOT t.tgisinternal
  AND NOT (p.pronamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = {schema:l}) AND p.proname = ANY ({own:q}::text[]))
  AND (
      EXISTS (SELECT FROM uses WHERE uses.classid = 'pg_trigger'::regclass AND uses.objid = t.oid)
      -- a row that a trigger is given has no such field any more
      OR p.prosrc ~* ('\m(new|old)\s*\.\s*(' || {pattern:l} || ')')
  )
ORDER BY 1, 2
