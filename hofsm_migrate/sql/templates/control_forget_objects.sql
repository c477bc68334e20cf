-- what is no longer there; not by to_regprocedure, which fails where the type of an argument is gone (PostgreSQL 15)
DELETE FROM hofsm.object AS o
WHERE o.mapping = %(mapping)s
  AND CASE o.kind
      WHEN 'function' THEN o.identity NOT IN (SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc AS p WHERE p.oid >= 16384)
      ELSE o.identity NOT IN (SELECT format('%%I ON %%s', t.tgname, t.tgrelid::regclass) FROM pg_catalog.pg_trigger AS t)
  END
