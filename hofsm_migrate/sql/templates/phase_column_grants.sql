-- privileges on single columns of the new tables: table, column, privileges, role as GRANT names it
SELECT listed.relation, a.attname::text, string_agg(DISTINCT acl.privilege_type, ', ' ORDER BY acl.privilege_type),
    CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END
FROM unnest(%(relations)s::text[]) AS listed (relation)
JOIN pg_class AS c ON c.oid = to_regclass(listed.relation)
JOIN pg_attribute AS a ON a.attrelid = c.oid AND NOT a.attisdropped
CROSS JOIN LATERAL aclexplode(a.attacl) AS acl
WHERE acl.grantee <> c.relowner
GROUP BY 1, 2, 4
ORDER BY 1, 2, 4
