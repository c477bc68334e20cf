-- views that read the legacy table, directly or through others, and are somebody's whose views this role may not change; whether it may
-- change the table and what belongs to its owner is another question
SELECT format('%I.%I', n.nspname, c.relname), quote_ident(pg_get_userbyid(c.relowner)), quote_ident(current_user)
FROM hofsm.dependent_views({oid:l}::regclass) AS d
JOIN pg_catalog.pg_class AS c ON c.oid = d.view
JOIN pg_catalog.pg_class AS legacy ON legacy.oid = {oid:l}
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relowner <> legacy.relowner AND NOT pg_has_role(c.relowner, 'USAGE')
ORDER BY 1
