-- recorded mappings whose legacy table, or whose schema of new tables, is gone
SELECT name, phase, what
FROM (
    SELECT m.name, m.phase, format('legacy table %I.%I', legacy_schema, legacy_table) AS what
    FROM hofsm.mapping AS m
    WHERE to_regclass(format('%I.%I', legacy_schema, legacy_table)) IS NULL
    UNION ALL
    SELECT m.name, m.phase, format('schema %I of the new tables', target_schema)
    FROM hofsm.mapping AS m
    WHERE to_regnamespace(quote_ident(target_schema)) IS NULL
) AS lost
WHERE phase <> 'legacy'
ORDER BY name, what
