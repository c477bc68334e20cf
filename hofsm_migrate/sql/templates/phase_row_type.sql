-- what is of the row type of a relation, or of arrays of it, and is not ours: kind and name
WITH type AS (
    SELECT listed.oid
    FROM pg_catalog.pg_class AS c
    JOIN pg_catalog.pg_type AS t ON t.oid = c.reltype
    CROSS JOIN LATERAL (VALUES (t.oid), (t.typarray)) AS listed (oid)
    WHERE c.oid = {oid:l}
), uses AS (
    SELECT DISTINCT d.classid, d.objid, d.objsubid
    FROM type
    JOIN pg_catalog.pg_depend AS d ON d.refclassid = 'pg_type'::regclass AND d.refobjid = type.oid AND d.deptype = 'n'
)
-- a parsed body alone may name the type: it goes on meaning the same
SELECT 'function' AS kind, named.identity AS name
FROM uses
JOIN pg_catalog.pg_proc AS p ON uses.classid = 'pg_proc'::regclass AND p.oid = uses.objid
CROSS JOIN LATERAL pg_identify_object(uses.classid, uses.objid, 0) AS named
WHERE EXISTS (SELECT FROM type WHERE type.oid = ANY (p.prorettype || p.proargtypes::oid[] || coalesce(p.proallargtypes, '{}')))
    AND p.oid::regprocedure::text NOT IN (SELECT o.identity FROM hofsm.object AS o WHERE o.kind = 'function')
UNION ALL
SELECT CASE c.relkind WHEN 'v' THEN 'column of a view' WHEN 'm' THEN 'column of a view' ELSE 'column' END, named.identity
FROM uses
JOIN pg_catalog.pg_class AS c ON uses.classid = 'pg_class'::regclass AND c.oid = uses.objid AND c.relkind NOT IN ('i', 'I', 't')
CROSS JOIN LATERAL pg_identify_object(uses.classid, uses.objid, uses.objsubid) AS named
WHERE uses.objsubid > 0
UNION ALL
SELECT named.type, named.identity
FROM uses
CROSS JOIN LATERAL pg_identify_object(uses.classid, uses.objid, 0) AS named
WHERE uses.classid IN ('pg_type'::regclass, 'pg_cast'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass)
ORDER BY 1, 2
