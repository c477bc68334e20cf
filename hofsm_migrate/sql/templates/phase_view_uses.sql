-- what reads the payload of the view, or reads the view in a way that cannot be carried over to the table: kind and name
WITH legacy AS (
    SELECT c.oid, (SELECT a.attnum FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = {payload:l}) AS payload
    FROM pg_catalog.pg_class AS c
    WHERE c.oid = {oid:l} AND c.relkind = 'v'
), uses AS (
    SELECT d.classid, d.objid, d.refobjsubid = legacy.payload AS of_payload
    FROM pg_catalog.pg_depend AS d
    JOIN legacy ON d.refobjid = legacy.oid
    WHERE d.refclassid = 'pg_class'::regclass
)
SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' WHEN 'v' THEN 'view' ELSE 'rule' END AS kind, c.oid::regclass::text AS name
FROM uses
JOIN pg_catalog.pg_rewrite AS r ON uses.classid = 'pg_rewrite'::regclass AND r.oid = uses.objid
JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
WHERE c.oid <> {oid:l} AND (uses.of_payload OR c.relkind <> 'v')
UNION
SELECT 'materialized view', m.oid::regclass::text
FROM legacy, hofsm.dependent_views(legacy.oid::regclass) AS d
JOIN pg_catalog.pg_depend AS p ON p.refclassid = 'pg_class'::regclass AND p.refobjid = d.view
JOIN pg_catalog.pg_rewrite AS r ON p.classid = 'pg_rewrite'::regclass AND r.oid = p.objid
JOIN pg_catalog.pg_class AS m ON m.oid = r.ev_class AND m.relkind = 'm'
UNION
SELECT 'function', p.oid::regprocedure::text
FROM uses
JOIN pg_catalog.pg_proc AS p ON uses.classid = 'pg_proc'::regclass AND p.oid = uses.objid
UNION
SELECT 'policy', quote_ident(p.polname) || ' on ' || p.polrelid::regclass
FROM uses
JOIN pg_catalog.pg_policy AS p ON uses.classid = 'pg_policy'::regclass AND p.oid = uses.objid
ORDER BY 1, 2
