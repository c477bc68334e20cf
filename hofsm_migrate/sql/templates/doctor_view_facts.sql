-- whether the view asks privileges and policies of its reader, and whose it and the base table are
SELECT coalesce(shown.reloptions && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1', 'security_invoker=yes'], false),
       shown.relowner::regrole::text,
       base.relowner::regrole::text
FROM pg_catalog.pg_class AS shown, pg_catalog.pg_class AS base
WHERE shown.oid = to_regclass(%(view)s) AND base.oid = to_regclass(%(base)s)
