-- privileges that a role has on the view and not on the base table, or the other way round; `given` is what would give it there too: none
-- for the privilege to write single columns, which is of no use to a view that writes all of them
WITH relation AS (
    SELECT c.oid, c.relowner, c.relacl, side
    FROM (VALUES ('view', to_regclass(%(view)s::text)), ('base', to_regclass(%(base)s::text))) AS listed (side, oid)
    JOIN pg_catalog.pg_class AS c ON c.oid = listed.oid
), held AS (
    SELECT side, acl.grantee, acl.privilege_type AS privilege, NULL::name AS column_name, acl.is_grantable
    FROM relation CROSS JOIN LATERAL aclexplode(relation.relacl) AS acl
    WHERE acl.grantee <> relation.relowner
    UNION ALL
    SELECT side, acl.grantee, acl.privilege_type, a.attname, acl.is_grantable
    FROM relation
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = relation.oid AND a.attnum > 0 AND NOT a.attisdropped
    CROSS JOIN LATERAL aclexplode(a.attacl) AS acl
    WHERE acl.grantee <> relation.relowner
)
SELECT held.side,
       CASE held.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(held.grantee)) END,
       held.privilege || CASE WHEN held.column_name IS NULL THEN '' ELSE format(' (%%I)', held.column_name) END,
       CASE WHEN held.column_name IS NULL OR held.privilege = 'SELECT'
           THEN hofsm.grant_statement(
               held.privilege, held.column_name, CASE held.side WHEN 'view' THEN %(base)s::text ELSE %(view)s::text END, held.grantee, held.is_grantable
           )
       END
FROM held
WHERE held.grantee NOT IN (SELECT relowner FROM relation)
    AND NOT EXISTS (
        SELECT FROM held AS other
        WHERE other.side <> held.side AND other.grantee = held.grantee AND other.privilege = held.privilege
            AND (other.column_name IS NULL OR other.column_name = held.column_name)
    )
    -- a column that only one of them has
    AND (held.column_name IS NULL OR 2 = (
        SELECT count(*) FROM relation JOIN pg_catalog.pg_attribute AS a ON a.attrelid = relation.oid AND a.attname = held.column_name
    ))
ORDER BY 1, 2, 3
