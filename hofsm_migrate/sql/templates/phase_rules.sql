-- rules on the new tables, enabled or not: rule and table
SELECT quote_ident(r.rulename), r.ev_class::regclass::text
FROM pg_catalog.pg_rewrite AS r
WHERE r.ev_class IN (SELECT to_regclass(listed.relation) FROM unnest({relations:q}::text[]) AS listed (relation))
ORDER BY 2, 1
