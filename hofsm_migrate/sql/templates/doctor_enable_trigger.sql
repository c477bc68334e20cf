-- the statement that enables a trigger, or its copy on a partition, as CREATE TRIGGER does
SELECT format('ALTER TABLE %%s ENABLE TRIGGER %%I', coalesce(%(table)s, t.tgrelid::regclass::text), t.tgname)
FROM pg_catalog.pg_trigger AS t
WHERE format('%%I ON %%s', t.tgname, t.tgrelid::regclass) = %(identity)s
