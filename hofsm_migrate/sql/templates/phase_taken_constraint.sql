-- a table that has a constraint of that name
SELECT c.conrelid::regclass::text
FROM pg_catalog.pg_constraint AS c
WHERE c.conrelid = to_regclass({relation:l}) AND c.conname = {name:l}
