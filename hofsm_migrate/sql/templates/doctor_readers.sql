-- roles that may read the payload of the view, and not all that it is composed from: what they may not read, and what would let them
WITH shown AS (
    SELECT c.oid, c.relowner, c.relacl FROM pg_catalog.pg_class AS c WHERE c.oid = to_regclass(%(view)s)
), reader AS (
    SELECT DISTINCT acl.grantee, CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END AS name
    FROM shown
    CROSS JOIN LATERAL (
        SELECT (aclexplode(shown.relacl)).*
        UNION ALL
        SELECT (aclexplode(a.attacl)).* FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = shown.oid AND a.attname = %(payload)s
    ) AS acl
    WHERE acl.privilege_type = 'SELECT' AND acl.grantee <> shown.relowner
)
SELECT reader.name, what, format('GRANT %%s ON %%s TO %%s', privilege, what, reader.name), format('REVOKE %%s ON %%s FROM %%s', privilege, what, reader.name)
FROM reader
CROSS JOIN LATERAL (
    SELECT 'SELECT' AS privilege, c.oid::regclass::text AS what
    FROM unnest(%(tables)s::text[]) AS listed (name)
    JOIN pg_catalog.pg_class AS c ON c.oid = to_regclass(listed.name)
    WHERE NOT has_table_privilege(reader.grantee, c.oid, 'SELECT')
    UNION ALL
    SELECT 'USAGE', 'SCHEMA ' || n.oid::regnamespace::text
    FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname IN ('hofsm', %(schema)s) AND NOT has_schema_privilege(reader.grantee, n.oid, 'USAGE')
) AS missing
ORDER BY 1, 2
