-- what others have made on the new tables, which goes with them: kind and name
WITH own AS (
    SELECT c.oid, c.reltype, c.relkind, c.relname, c.relpersistence, c.relreplident, c.reltablespace, listed.relation
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
SELECT 'rule', format('%I on %s', r.rulename, r.ev_class::regclass)
FROM pg_rewrite AS r
WHERE r.ev_class IN (SELECT oid FROM own) AND r.rulename <> '_RETURN'
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
UNION ALL
SELECT 'required column', format('%I of %s', a.attname, a.attrelid::regclass)
FROM own
JOIN pg_attribute AS a ON a.attrelid = own.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attnotnull
WHERE a.attname = ANY ({names:q}::text[])
  AND NOT EXISTS (SELECT FROM jsonb_array_elements({required:l}::jsonb) AS pair WHERE pair = jsonb_build_array(own.relation, a.attname))
UNION ALL
SELECT DISTINCT 'policy', format('%I on %s', p.polname, p.polrelid::regclass)
FROM pg_policy AS p
JOIN pg_depend AS d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass
WHERE d.refobjid IN (SELECT oid FROM own) AND d.refobjid <> p.polrelid
UNION ALL
SELECT 'extended statistics', format('%s.%I of %s', s.stxnamespace::regnamespace, s.stxname, s.stxrelid::regclass)
FROM pg_statistic_ext AS s
WHERE s.stxrelid IN (SELECT oid FROM own)
UNION ALL
SELECT DISTINCT 'sequence', format('%s of %s', d.objid::regclass, d.refobjid::regclass)
FROM pg_depend AS d
JOIN pg_class AS c ON c.oid = d.objid AND c.relkind = 'S'
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM own) AND d.deptype IN ('a', 'i')
UNION ALL
SELECT 'comment', format('on constraint %I on %s', k.conname, k.conrelid::regclass)
FROM pg_constraint AS k
JOIN pg_description AS d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid
WHERE k.conrelid IN (SELECT oid FROM own)
UNION ALL
SELECT 'setting', format('%s of %s', set_by.words, own.oid::regclass)
FROM own
CROSS JOIN LATERAL (VALUES
    ('UNLOGGED', own.relpersistence = 'u'),
    ('REPLICA IDENTITY USING INDEX', own.relreplident = 'i'),
    ('CLUSTER ON', EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = own.oid AND i.indisclustered)),
    ('TABLESPACE', own.reltablespace <> coalesce((SELECT t.oid FROM pg_tablespace AS t WHERE t.spcname = current_setting('default_tablespace')), 0))
) AS set_by (words, is_set)
WHERE own.relkind = 'r' AND set_by.is_set
UNION ALL
-- whatever else PostgreSQL would not drop them for: tables that inherit from them, columns of their row type, ...
SELECT DISTINCT 'object', pg_describe_object(d.classid, d.objid, d.objsubid)
FROM pg_depend AS d
WHERE d.deptype = 'n'
  AND ((d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM own))
    OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (SELECT reltype FROM own UNION ALL SELECT t.typarray FROM own JOIN pg_type AS t ON t.oid = own.reltype)))
  AND d.classid NOT IN ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_policy'::regclass)
  AND NOT EXISTS (SELECT FROM pg_attrdef AS f WHERE d.classid = 'pg_attrdef'::regclass AND f.oid = d.objid AND f.adrelid IN (SELECT oid FROM own))
ORDER BY 1, 2
