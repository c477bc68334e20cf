-- From phase cutover on a view has the table's name.
UPDATE hofsm.mapping
SET legacy_shape = hofsm.table_shape(legacy_schema, legacy_table)
WHERE name = %(mapping)s AND phase NOT IN ('cutover', 'contracted')
