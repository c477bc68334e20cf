-- what others have made on the new tables, which goes with them: kind and name
WITH own AS (
    SELECT c.oid, c.reltype
    FROM unnest({relations:q}::text[]) AS listed (relation)
    JOIN pg_class AS c ON c.oid = to_regclass(relation)
), recorded AS (
    SELECT kind, identity FROM hofsm.object WHERE mapping = {mapping:l}
)
SELECT DISTINCT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'rule' END AS kind, c.oid::regclass::text AS name
FROM pg_rewrite AS r
JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
JOIN pg_class AS c ON c.oid = r.ev_class
WHERE d.refobjid IN (SELECT oid FROM own) AND r.ev_class NOT IN (SELECT oid FROM own)
UNION ALL
SELECT DISTINCT 'function', p.oid::regprocedure::text
FROM pg_proc AS p
JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
WHERE ((d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM own))
        OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT reltype FROM own)))
  AND p.oid::regprocedure::text NOT IN (SELECT identity FROM recorded WHERE kind = 'function')
UNION ALL
SELECT 'foreign key', format('%I on %s', k.conname, k.conrelid::regclass)
FROM pg_constraint AS k
WHERE k.contype = 'f' AND k.confrelid IN (SELECT oid FROM own)
UNION ALL
SELECT 'trigger', format('%I on %s', t.tgname, t.tgrelid::regclass)
FROM pg_trigger AS t
WHERE t.tgrelid IN (SELECT oid FROM own) AND NOT t.tgisinternal
  AND format('%I ON %s', t.tgname, t.tgrelid::regclass) NOT IN (SELECT identity FROM recorded WHERE kind = 'trigger')
UNION ALL
SELECT 'publication', format('%I of %s', p.pubname, m.prrelid::regclass)
FROM pg_publication_rel AS m
JOIN pg_publication AS p ON p.oid = m.prpubid
WHERE m.prrelid IN (SELECT oid FROM own)
UNION ALL
SELECT 'index', format('%I on %s', c.relname, i.indrelid::regclass)
FROM pg_index AS i
JOIN pg_class AS c ON c.oid = i.indexrelid
WHERE i.indrelid IN (SELECT oid FROM own) AND c.relname <> ALL ({names:q}::text[])
  AND NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid)
UNION ALL
SELECT 'constraint', format('%I on %s', k.conname, k.conrelid::regclass)
FROM pg_constraint AS k
WHERE k.conrelid IN (SELECT oid FROM own) AND k.contype IN ('c', 'u', 'x', 'f', 'p') AND k.conname <> ALL ({names:q}::text[])
  AND (k.contype <> 'f' OR k.confrelid NOT IN (SELECT oid FROM own))
UNION ALL
SELECT 'column', format('%I of %s', a.attname, a.attrelid::regclass)
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
WHERE a.attrelid IN (SELECT oid FROM own) AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> ALL ({names:q}::text[])
ORDER BY 1, 2
