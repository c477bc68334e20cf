-- what a mapping uses of the legacy table stays recorded as it was
UPDATE hofsm.mapping
SET legacy_shape = jsonb_build_object('columns', (legacy_shape -> 'columns') || %(columns)s::jsonb, 'key', %(key)s::jsonb)
WHERE name = %(mapping)s
