-- what brings the view in the legacy table's place in step with the base table, or makes it anew where it is gone: what it has stays in
-- its order, and what the base table has besides comes behind; statements in their order
WITH base AS (
    SELECT * FROM hofsm.columns_of(%(base)s::text::regclass) WITH ORDINALITY
        AS c (name, type, fallback, identity, generated, note, required, place)
), shown AS (
    SELECT c.name, c.type, c.place FROM hofsm.columns_of(to_regclass(%(view)s::text)) WITH ORDINALITY
        AS c (name, type, fallback, identity, generated, note, required, place)
), fresh AS (
    SELECT * FROM base WHERE name NOT IN (SELECT name FROM shown)
), listed AS (
    SELECT name, type, 1 AS part, place FROM shown
    UNION ALL
    SELECT name, type, 2, place FROM fresh
), class AS (
    SELECT c.oid, c.relowner, c.relacl FROM pg_catalog.pg_class AS c WHERE c.oid = %(base)s::text::regclass AND to_regclass(%(view)s::text) IS NULL
), statement (step, place, words) AS (
    SELECT 1, 0::bigint, format(
        'CREATE OR REPLACE VIEW %%s WITH (%%s) AS SELECT %%s FROM %%s AS base',
        %(view)s::text,
        (
            SELECT concat_ws(', ', 'security_invoker = true', string_agg(option, ', '))
            FROM pg_catalog.pg_class AS c CROSS JOIN unnest(c.reloptions) AS option
            WHERE c.oid = to_regclass(%(view)s::text) AND option NOT LIKE 'security\_invoker=%%'
        ),
        (
            SELECT string_agg(
                CASE WHEN name = %(payload)s::text THEN format('%%s(%%s, base.ctid)::%%s AS %%I', %(document)s::text, keys.list, type, name) ELSE format('base.%%I', name) END,
                ', ' ORDER BY part, place
            )
            FROM listed, (SELECT string_agg(format('base.%%I', name), ', ') AS list FROM unnest(%(key)s::text[]) AS name) AS keys
        ),
        %(base)s::text
    )
    UNION ALL
    SELECT 2, 0, format('ALTER VIEW %%s OWNER TO %%I', %(view)s::text, pg_get_userbyid(relowner)) FROM class
    UNION ALL
    SELECT 2, 1, format('COMMENT ON VIEW %%s IS %%L', %(view)s::text, obj_description(oid, 'pg_class')) FROM class
    WHERE obj_description(oid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT 3, place, format('COMMENT ON COLUMN %%s.%%I IS %%L', %(view)s::text, name, note) FROM fresh WHERE note IS NOT NULL
    UNION ALL
    SELECT 3, place, format('ALTER VIEW %%s ALTER COLUMN %%I SET DEFAULT %%s', %(view)s::text, name, fallback) FROM fresh WHERE fallback IS NOT NULL
    UNION ALL
    SELECT 4, 0, hofsm.grant_statement(acl.privilege_type, NULL, %(view)s::text, acl.grantee, acl.is_grantable)
    FROM class CROSS JOIN LATERAL aclexplode(class.relacl) AS acl
    WHERE acl.grantee <> class.relowner
    UNION ALL
    SELECT 4, fresh.place, hofsm.grant_statement(acl.privilege_type, a.attname, %(view)s::text, acl.grantee, acl.is_grantable)
    FROM fresh
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = %(base)s::text::regclass AND a.attname = fresh.name
    CROSS JOIN LATERAL aclexplode(a.attacl) AS acl
    UNION ALL
    SELECT 5, 0, format(
        'CREATE OR REPLACE FUNCTION %%s() RETURNS trigger LANGUAGE plpgsql AS %%L',
        %(view_write)s::text, hofsm.view_write_body(%(base)s::text::regclass, %(base)s::text, %(payload)s::text, %(key)s::text[])
    )
    WHERE %(written)s::boolean
    UNION ALL
    SELECT 6, 0, format(
        'CREATE TRIGGER %%I INSTEAD OF INSERT OR UPDATE OR DELETE ON %%s FOR EACH ROW EXECUTE FUNCTION %%s()',
        %(trigger)s::text, %(view)s::text, %(view_write)s::text
    )
    FROM class
)
SELECT words FROM statement ORDER BY step, place, words
