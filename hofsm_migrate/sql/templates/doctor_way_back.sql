-- views that read the view in the legacy table's place, and are somebody's whose views this role may not change
SELECT d.view::text, c.relowner::regrole::text
FROM hofsm.dependent_views(to_regclass(%(view)s)) AS d
JOIN pg_catalog.pg_class AS c ON c.oid = d.view
WHERE NOT pg_has_role(c.relowner, 'USAGE')
ORDER BY 1
