-- which columns of the new tables the policies on them name: policy with its table, table, column
SELECT DISTINCT format('%%I on %%s', p.polname, p.polrelid::regclass), listed.relation, a.attname::text
FROM unnest(%(relations)s::text[]) AS listed (relation)
JOIN pg_policy AS p ON p.polrelid = to_regclass(listed.relation)
JOIN pg_depend AS d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = p.polrelid
JOIN pg_attribute AS a ON a.attrelid = p.polrelid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
WHERE p.polname <> 'hofsm_legacy_row'
ORDER BY 2, 1, 3
