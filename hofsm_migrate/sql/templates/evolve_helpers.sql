-- What `hofsm evolve` needs of the catalog: rights that go over to a table of the same name.

-- Owner, privileges and policies of relations, as statements; each with the relation and, where it is about one, the column that it needs.
-- The policy that the toolkit makes itself is left out.
CREATE OR REPLACE FUNCTION hofsm.rights_of(relations text[]) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path = pg_catalog
BEGIN ATOMIC
    WITH given AS (
        SELECT c.oid, c.relkind, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity, relation AS name, place
        FROM unnest(relations) WITH ORDINALITY AS listed (relation, place)
        JOIN pg_class AS c ON c.oid = to_regclass(relation)
    ),
    statement AS (
        SELECT name, NULL::name AS column_name, place, 1 AS step,
            format('ALTER TABLE %s OWNER TO %I', name, pg_get_userbyid(relowner)) AS words
        FROM given
        WHERE relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
        UNION ALL
        SELECT name, NULL, place, 2, hofsm.grant_statement(acl.privilege_type, NULL, name, acl.grantee, acl.is_grantable)
        FROM given CROSS JOIN LATERAL aclexplode(relacl) AS acl
        WHERE acl.grantee <> relowner
        UNION ALL
        SELECT name, a.attname, place, 2,
            hofsm.grant_statement(acl.privilege_type, a.attname, name, acl.grantee, acl.is_grantable)
        FROM given
        JOIN pg_attribute AS a ON a.attrelid = given.oid AND a.attnum > 0 AND NOT a.attisdropped
        CROSS JOIN LATERAL aclexplode(a.attacl) AS acl
        WHERE acl.grantee <> relowner
        UNION ALL
        SELECT name, NULL, place, 3, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', name)
        FROM given WHERE relrowsecurity
        UNION ALL
        SELECT name, NULL, place, 3, format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', name)
        FROM given WHERE relforcerowsecurity
        UNION ALL
        SELECT name, NULL, place, 4,
            format(
                'CREATE POLICY %I ON %s AS %s FOR %s TO %s%s%s',
                p.polname,
                name,
                CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
                CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
                (
                    SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ')
                    FROM unnest(p.polroles) AS role
                ),
                ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'
            )
        FROM given JOIN pg_policy AS p ON p.polrelid = given.oid
        WHERE p.polname <> 'hofsm_legacy_row'
    )
    SELECT coalesce(
        jsonb_agg(jsonb_build_object('relation', name, 'column', column_name, 'statement', words) ORDER BY step, place, words),
        '[]'
    )
    FROM statement;
END;

-- Gives relations what `hofsm.rights_of` says that those of the same name had before; what needs a relation or column that is gone is left out.
CREATE OR REPLACE FUNCTION hofsm.give_rights(rights jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT r.value ->> 'statement' AS words
        FROM jsonb_array_elements(rights) WITH ORDINALITY AS r (value, place)
        WHERE to_regclass(r.value ->> 'relation') IS NOT NULL
            AND (
                r.value ->> 'column' IS NULL
                OR EXISTS (
                    SELECT FROM pg_attribute AS a
                    WHERE a.attrelid = to_regclass(r.value ->> 'relation') AND a.attname = r.value ->> 'column' AND NOT a.attisdropped
                )
            )
        ORDER BY r.place
    LOOP
        EXECUTE one.words;
    END LOOP;
END
$body$;
