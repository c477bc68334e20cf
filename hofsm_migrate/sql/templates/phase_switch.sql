-- what stands in the way of a view in the legacy table's place: kind and name
WITH legacy AS (
    SELECT c.oid, c.reltype FROM pg_catalog.pg_class AS c WHERE c.oid = {oid:l}
)
SELECT 'publication' AS kind, quote_ident(p.pubname) AS name
FROM pg_catalog.pg_publication AS p
WHERE EXISTS (
    SELECT FROM pg_catalog.pg_publication_tables AS t
    WHERE t.pubname = p.pubname AND format('%I.%I', t.schemaname, t.tablename)::regclass IN (
        SELECT oid FROM legacy UNION ALL SELECT relid FROM pg_partition_tree({oid:l}::regclass)
    )
)
UNION ALL
SELECT 'materialized view', m.oid::regclass::text
FROM pg_catalog.pg_class AS m
WHERE m.relkind = 'm' AND EXISTS (
    SELECT
    FROM pg_catalog.pg_rewrite AS r
    JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
    WHERE r.ev_class = m.oid AND d.refclassid = 'pg_class'::regclass
      AND d.refobjid IN (SELECT oid FROM legacy UNION ALL SELECT view FROM hofsm.dependent_views({oid:l}::regclass))
)
UNION ALL
SELECT 'rule', quote_ident(r.rulename) || ' on ' || r.ev_class::regclass
FROM pg_catalog.pg_rewrite AS r
WHERE r.ev_class IN (SELECT oid FROM legacy)
UNION ALL
SELECT DISTINCT 'rule', quote_ident(r.rulename) || ' on ' || r.ev_class::regclass
FROM pg_catalog.pg_rewrite AS r
JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refobjid IN (SELECT oid FROM legacy)
JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
WHERE c.relkind NOT IN ('v', 'm') AND r.ev_class NOT IN (SELECT oid FROM legacy)
UNION ALL
SELECT DISTINCT 'function', p.oid::regprocedure::text
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT oid FROM legacy)
UNION ALL
SELECT DISTINCT 'policy', quote_ident(p.polname) || ' on ' || p.polrelid::regclass
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.refobjid IN (SELECT oid FROM legacy) AND a.attname = {payload:l}
UNION ALL
SELECT 'trigger', quote_ident(t.tgname)
FROM pg_catalog.pg_trigger AS t
JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid
WHERE t.tgrelid IN (SELECT oid FROM legacy) AND NOT t.tgisinternal AND t.tgname <> {last:l}
  AND t.tgtype & 3 = 3 AND t.tgtype & 20 <> 0  -- BEFORE, for each row, of INSERT or UPDATE
  AND CASE  -- a column called value is not named by VALUES
      WHEN {payload:l} ~ '^\w+$' THEN p.prosrc ~* ('\m' || {payload:l} || '\M')
      ELSE position(lower({payload:l}) IN lower(p.prosrc)) > 0 OR position(quote_ident({payload:l}) IN p.prosrc) > 0
  END
UNION ALL
SELECT 'later trigger', quote_ident(t.tgname)
FROM pg_catalog.pg_trigger AS t
WHERE t.tgrelid IN (SELECT oid FROM legacy) AND NOT t.tgisinternal
  AND t.tgtype & 3 = 3 AND t.tgtype & 20 <> 0
  AND t.tgname COLLATE "C" > {last:l} COLLATE "C"
UNION ALL
SELECT DISTINCT 'column privilege', format('UPDATE of %I for %s', a.attname, CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee)::text END)
FROM pg_catalog.pg_attribute AS a
CROSS JOIN LATERAL aclexplode(a.attacl) AS acl
WHERE a.attrelid IN (SELECT oid FROM legacy) AND acl.privilege_type IN ('UPDATE', 'INSERT')
UNION ALL
-- the view's trigger returns what it has written, as the role that writes
SELECT DISTINCT 'writer', format('%s for %s', acl.privilege_type, CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee)::text END)
FROM pg_catalog.pg_class AS c
CROSS JOIN LATERAL aclexplode(c.relacl) AS acl
WHERE c.oid IN (SELECT oid FROM legacy) AND acl.privilege_type IN ('INSERT', 'UPDATE', 'DELETE')
  AND CASE acl.grantee
      WHEN 0 THEN NOT EXISTS (SELECT FROM aclexplode(c.relacl) AS all_of_it WHERE all_of_it.grantee = 0 AND all_of_it.privilege_type = 'SELECT')
      ELSE NOT has_table_privilege(acl.grantee, c.oid, 'SELECT')
  END
UNION ALL
-- who reads a view by its own privileges has to have them for every column that the view names
SELECT DISTINCT 'column reader', format('SELECT of %I for %s', a.attname, CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee)::text END)
FROM pg_catalog.pg_attribute AS a
CROSS JOIN LATERAL aclexplode(a.attacl) AS acl
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
WHERE a.attrelid IN (SELECT oid FROM legacy) AND acl.privilege_type = 'SELECT'
  AND CASE acl.grantee
      WHEN 0 THEN NOT EXISTS (SELECT FROM aclexplode(c.relacl) AS all_of_it WHERE all_of_it.grantee = 0 AND all_of_it.privilege_type = 'SELECT')
      ELSE NOT has_table_privilege(acl.grantee, a.attrelid, 'SELECT')
  END
ORDER BY 1, 2
