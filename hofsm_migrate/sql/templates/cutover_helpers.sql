-- What phase cutover needs of the catalog: a view in the legacy table's place, and the way back.

CREATE OR REPLACE FUNCTION hofsm.refuse_stale(table_name text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'the document is no longer what this statement had read: table %', table_name
        USING ERRCODE = 'serialization_failure',
            DETAIL = 'Another transaction has changed what is written or deleted here.',
            HINT = 'Read it and run the transaction again. Nothing was written.';
END
$body$;

-- What a DELETE through the view has read of a document, in words that the trigger of the base table comes to as well: what a key is printed
-- with is pinned. Without the document they are where the words about a key begin.
CREATE OR REPLACE FUNCTION hofsm.as_read(key record, document jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
AS $body$
BEGIN
    RETURN key::text || ' ' || coalesce(hofsm.etag(document), '');
END
$body$;

-- Whether a version of a row that is locked by now is of this transaction. Since it is there nobody else has written the row; what is not as
-- the statement had read it, a trigger or a foreign key of the rows before has made so.
CREATE OR REPLACE FUNCTION hofsm.is_own(version xid) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path = pg_catalog
AS $body$
    SELECT EXISTS (
        SELECT FROM pg_locks
        WHERE locktype = 'transactionid' AND pid = pg_backend_pid() AND transactionid = version AND mode = 'ExclusiveLock'
    );
$body$;

-- A row was written that lies in a table that inherits from the base table. Row triggers are not inherited: unless that table has the one
-- that takes documents, the document went nowhere.
CREATE OR REPLACE FUNCTION hofsm.refuse_untaken(base regclass, written regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF EXISTS (
        SELECT
        FROM pg_trigger AS own
        JOIN pg_trigger AS there ON there.tgfoid = own.tgfoid AND there.tgrelid = written AND there.tgenabled IN ('O', 'A')
        WHERE own.tgrelid = base AND starts_with(own.tgname, 'zz_hofsm_take')
    ) THEN
        RETURN;
    END IF;
    RAISE EXCEPTION 'a document of table % cannot be written: the table has no trigger that takes it', written
        USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = format('It came to inherit from table %s after hofsm cutover, or its trigger was dropped or disabled. Nothing was written.', base),
            HINT = 'hofsm doctor --fix gives it the triggers; then run the statement again.';
END
$body$;

-- What the table itself says of an identity column that is always generated.
CREATE OR REPLACE FUNCTION hofsm.refuse_identity(column_name text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'column "%" can only be updated to DEFAULT', column_name
        USING ERRCODE = 'generated_always', DETAIL = format('Column "%s" is an identity column defined as GENERATED ALWAYS.', column_name);
END
$body$;

-- What the table itself says of a generated column, stored or virtual, that is given a value.
CREATE OR REPLACE FUNCTION hofsm.refuse_generated(column_name text, operation text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = CASE operation
            WHEN 'INSERT' THEN format('cannot insert a non-DEFAULT value into column "%s"', column_name)
            ELSE format('column "%s" can only be updated to DEFAULT', column_name)
        END,
        ERRCODE = 'generated_always',
        DETAIL = format('Column "%s" is a generated column.', column_name);
END
$body$;

-- Both versions of a document, as the view's trigger hands them to that of the base table; a key is left out for SQL NULL.
CREATE OR REPLACE FUNCTION hofsm.handed(was jsonb, now jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN was IS NULL THEN '{}' ELSE jsonb_build_object('was', was) END
    || CASE WHEN now IS NULL THEN '{}' ELSE jsonb_build_object('now', now) END;

-- The columns of a table in their order, with what a view in its place and a trigger on it have to know.
CREATE OR REPLACE FUNCTION hofsm.columns_of(relation regclass)
    RETURNS TABLE (name text, type text, fallback text, identity boolean, generated boolean, note text, required boolean)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT
        a.attname::text,
        format_type(a.atttypid, a.atttypmod),
        CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
        a.attidentity <> '',
        a.attgenerated <> '',
        col_description(a.attrelid, a.attnum),
        a.attnotnull
    FROM pg_attribute AS a
    LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
    ORDER BY a.attnum;
END;

-- Views that read a table, directly or through other views, each behind those that it reads.
CREATE OR REPLACE FUNCTION hofsm.dependent_views(relation regclass) RETURNS TABLE (view regclass, depth integer)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH RECURSIVE reads (view, source) AS (
        SELECT DISTINCT r.ev_class, d.refobjid
        FROM pg_rewrite AS r
        JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
        JOIN pg_class AS c ON c.oid = r.ev_class AND c.relkind = 'v'
        WHERE d.refobjid <> r.ev_class
    ),
    below (view, depth) AS (
        SELECT reads.view, 1 FROM reads WHERE reads.source = relation
        UNION
        SELECT reads.view, below.depth + 1 FROM below JOIN reads ON reads.source = below.view
    )
    SELECT below.view::regclass, max(below.depth) FROM below GROUP BY below.view ORDER BY 2, 1;
END;

-- What makes the views that read a table anew, over whatever has its name by then; each behind those that it reads.
CREATE OR REPLACE FUNCTION hofsm.dependent_definitions(relation regclass) RETURNS text[]
    LANGUAGE sql STABLE
    SET search_path = pg_catalog
AS $body$
    SELECT coalesce(array_agg(
        format(
            'CREATE OR REPLACE VIEW %s%s AS %s',
            d.view,
            (SELECT ' WITH (' || string_agg(option, ', ') || ')' FROM unnest(v.reloptions) AS option),
            pg_get_viewdef(d.view)
        ) ORDER BY d.depth, d.view::oid
    ), '{}')
    FROM hofsm.dependent_views(relation) AS d JOIN pg_class AS v ON v.oid = d.view;
$body$;

-- The body of the trigger function of the view. It runs as the writer: privileges and row security of the base table apply to it.
-- The search path is the writer's, too: triggers of the application fire within it, and their names are what they are on a table.
CREATE OR REPLACE FUNCTION hofsm.view_write_body(legacy regclass, base text, payload text, key text[]) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
DECLARE
    stored text[] := (SELECT array_agg(name) FROM hofsm.columns_of(legacy) WHERE NOT generated);
    plain text[] := (SELECT array_agg(name) FROM hofsm.columns_of(legacy) WHERE NOT generated AND name <> payload);
    every text[] := (SELECT array_agg(name) FROM hofsm.columns_of(legacy) WHERE name <> payload);
    always text[] := (
        SELECT coalesce(array_agg(a.attname::text), '{}') FROM pg_attribute AS a WHERE a.attrelid = legacy AND a.attidentity = 'a'
    );
    identity_column text := (SELECT name FROM hofsm.columns_of(legacy) WHERE identity);
    payload_type text := (SELECT type FROM hofsm.columns_of(legacy) WHERE name = payload);
    old_key text := (SELECT string_agg(format('base.%1$I = old.%1$I', name), ' AND ') FROM unnest(key) AS name);
    key_differs text := (SELECT string_agg(format('new.%1$I IS DISTINCT FROM old.%1$I', name), ' OR ') FROM unnest(key) AS name);
    returned text := (
        SELECT format('RETURNING %s INTO %s', string_agg(format('base.%I', name), ', '), string_agg(format('new.%I', name), ', '))
        FROM unnest(every) AS name
    );
    -- where the row was that was written; partitions have the row triggers of their table, whenever they came
    heirs boolean := (SELECT c.relkind = 'r' FROM pg_class AS c WHERE c.oid = legacy);
    elsewhere text := format('written_in <> %L::regclass', base);
    untaken text := format('PERFORM hofsm.refuse_untaken(%L::regclass, written_in::regclass);', base);
    returned_with_table text := (
        SELECT format(
            'RETURNING %s, base.tableoid INTO %s, written_in',
            string_agg(format('base.%I', name), ', '),
            string_agg(format('new.%I', name), ', ')
        )
        FROM unnest(every) AS name
    );
    -- the version that was deleted, for what it is compared with
    deleted text := (
        SELECT format(
            'RETURNING %s, base.xmin%s INTO %s, version%s',
            string_agg(format('base.%I', name), ', '),
            CASE WHEN heirs THEN ', base.tableoid' ELSE '' END,
            string_agg(format('current_row.%I', name), ', '),
            CASE WHEN heirs THEN ', written_in' ELSE '' END
        )
        FROM unnest(plain) AS name
    );
    deleted_differs text := (
        SELECT format(
            'NOT pg_catalog.record_image_eq(ROW(%s), ROW(%s))',
            string_agg(format('current_row.%I', name), ', '),
            string_agg(format('old.%I', name), ', ')
        )
        FROM unnest(plain) AS name
    );
    document_differs text := format('(%1$s) OR NOT hofsm.same_payload(old.%2$I, new.%2$I)', key_differs, payload);
    -- in INSERT old is NULL; what was not given, or is DEFAULT, is NULL in new, or what it was
    not_given text := (
        SELECT string_agg(
            format(
                E'    IF new.%1$I IS DISTINCT FROM NULL AND NOT pg_catalog.record_image_eq(ROW(new.%1$I), ROW(old.%1$I)) THEN\n'
                '        PERFORM hofsm.refuse_generated(%1$L, TG_OP);\n'
                '    END IF;\n',
                name
            ),
            ''
        )
        FROM hofsm.columns_of(legacy) WHERE generated
    );
    insert_all text;
BEGIN
    insert_all := hofsm.view_insert(base, stored, payload, payload_type, returned);
    RETURN format(
        E'DECLARE\n'
        '    origin_before text := coalesce(pg_catalog.current_setting(''hofsm.origin'', true), '''');\n'
        '    read_before text := coalesce(pg_catalog.current_setting(''hofsm.read'', true), '''');\n'
        '    current_row %1$s%%ROWTYPE;\n'
        '    version pg_catalog.xid;\n'
        '    stale boolean;\n'
        '%7$s'
        'BEGIN\n'
        '    IF TG_OP = ''DELETE'' THEN\n'
        '        -- all of it must still be what was read; the trigger of the base table compares the document\n'
        '        PERFORM pg_catalog.set_config(''hofsm.read'', hofsm.as_read(ROW(%11$s), old.%12$I::jsonb), true);\n'
        '        DELETE FROM %1$s AS base WHERE %2$s\n'
        '        %8$s;\n'
        '        IF FOUND THEN\n'
        '            stale := pg_catalog.current_setting(''hofsm.read'') = ''stale''\n'
        '                OR %13$s;\n'
        '        END IF;\n'
        '        PERFORM pg_catalog.set_config(''hofsm.read'', read_before, true);\n'
        '        IF stale IS NULL THEN\n'
        '            RETURN NULL;\n'
        '        END IF;\n'
        '%9$s'
        '        IF stale AND NOT hofsm.is_own(version) THEN\n'
        '            PERFORM hofsm.refuse_stale(%14$L);\n'
        '        END IF;\n'
        '        RETURN old;\n'
        '    END IF;\n'
        '%15$s'
        '    IF TG_OP = ''UPDATE'' THEN\n'
        '        -- what is written here must still be what was read; what is not written stays as it is by now\n'
        '        SELECT * INTO current_row FROM %1$s AS base WHERE %2$s FOR NO KEY UPDATE;\n'
        '        IF NOT FOUND THEN\n'
        '            RETURN NULL;\n'
        '        END IF;\n'
        '%3$s\n'
        '        PERFORM pg_catalog.set_config(''hofsm.origin'', ''view'', true);\n'
        '        UPDATE %1$s AS base SET %4$s WHERE %2$s\n'
        '        %5$s;\n'
        '%10$s'
        '    ELSE\n'
        '        PERFORM pg_catalog.set_config(''hofsm.origin'', ''view'', true);\n'
        '        %6$s\n'
        '    END IF;\n'
        '    PERFORM pg_catalog.set_config(''hofsm.origin'', origin_before, true);\n'
        '    RETURN new;\n'
        'END',
        base,
        old_key,
        (
            SELECT string_agg(
                format(
                    CASE
                        WHEN name = ANY (always) THEN
                            E'        IF NOT pg_catalog.record_image_eq(ROW(new.%1$I), ROW(old.%1$I)) THEN\n'
                            '            PERFORM hofsm.refuse_identity(%1$L);\n'
                            '        END IF;'
                        ELSE
                            E'        IF pg_catalog.record_image_eq(ROW(new.%1$I), ROW(old.%1$I)) THEN\n'
                            '            new.%1$I := current_row.%1$I;\n'
                            '        ELSIF NOT pg_catalog.record_image_eq(ROW(current_row.%1$I), ROW(old.%1$I)) THEN\n'
                            '            PERFORM hofsm.refuse_stale(%2$L);\n'
                            '        END IF;'
                    END,
                    name,
                    base
                ),
                E'\n'
            )
            FROM unnest(plain) AS name
        ),
        (
            SELECT coalesce(string_agg(format('%1$I = new.%1$I, ', name), ''), '') FROM unnest(plain) AS name WHERE name <> ALL (always)
        )
        || format(
            '%1$I = CASE WHEN %2$s THEN hofsm.handed(old.%1$I::jsonb, new.%1$I::jsonb)::%3$s ELSE base.%1$I END',
            payload,
            document_differs,
            payload_type
        ),
        CASE WHEN heirs THEN returned_with_table ELSE returned END,
        CASE
            WHEN identity_column IS NULL THEN insert_all || ';'
            ELSE format(
                E'IF new.%1$I IS NULL THEN\n            %2$s;\n        ELSE\n            %3$s;\n        END IF;',
                identity_column,
                hofsm.view_insert(base, array_remove(stored, identity_column), payload, payload_type, returned),
                insert_all
            )
        END,
        CASE WHEN heirs THEN E'    written_in oid;\n' ELSE '' END,
        deleted,
        CASE WHEN heirs THEN format(E'        IF %s THEN\n            %s\n        END IF;\n', elsewhere, untaken) ELSE '' END,
        CASE
            WHEN heirs THEN
                format(E'        IF %s AND (%s) THEN\n            %s\n        END IF;\n', elsewhere, document_differs, untaken)
            ELSE ''
        END,
        (SELECT string_agg(format('old.%I', name), ', ') FROM unnest(key) AS name),
        payload,
        deleted_differs,
        base,
        not_given
    );
END
$body$;

CREATE OR REPLACE FUNCTION hofsm.view_insert(base text, columns text[], payload text, payload_type text, returned text) RETURNS text
    LANGUAGE sql IMMUTABLE
RETURN (
    SELECT format(
        'INSERT INTO %s AS base (%s) VALUES (%s) %s',
        base,
        string_agg(format('%I', name), ', '),
        string_agg(
            CASE WHEN name = payload THEN format('hofsm.handed(NULL, new.%I::jsonb)::%s', name, payload_type) ELSE format('new.%I', name) END,
            ', '
        ),
        returned
    )
    FROM unnest(columns) AS name
);

-- Who may read the payload may read what it is composed from: the privileges, and what takes them away again (`back`).
CREATE OR REPLACE FUNCTION hofsm.shown_statements(legacy regclass, payload text, shown text[]) RETURNS TABLE (back boolean, statement text)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
DECLARE
    class pg_class := (SELECT c FROM pg_class AS c WHERE c.oid = legacy);
    new_table text;
    reader record;
BEGIN
    FOR reader IN
        SELECT DISTINCT acl.grantee, CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END AS name
        FROM (
            SELECT (aclexplode(class.relacl)).*
            UNION ALL
            SELECT (aclexplode(a.attacl)).* FROM pg_attribute AS a WHERE a.attrelid = legacy AND a.attname = payload
        ) AS acl
        WHERE acl.privilege_type = 'SELECT' AND acl.grantee <> class.relowner
        ORDER BY 2
    LOOP
        FOREACH new_table IN ARRAY shown LOOP
            CONTINUE WHEN EXISTS (
                SELECT FROM pg_class AS c CROSS JOIN LATERAL aclexplode(c.relacl) AS acl
                WHERE c.oid = new_table::regclass AND acl.grantee = reader.grantee AND acl.privilege_type = 'SELECT'
            );
            back := false;
            statement := format('GRANT SELECT ON %s TO %s', new_table, reader.name);
            RETURN NEXT;
            back := true;
            statement := format('REVOKE SELECT ON %s FROM %s', new_table, reader.name);
            RETURN NEXT;
        END LOOP;
        FOR new_table IN
            SELECT DISTINCT name FROM (
                SELECT 'hofsm' UNION ALL
                SELECT c.relnamespace::regnamespace::text FROM pg_class AS c WHERE c.oid = ANY (shown::regclass[])
            ) AS schema (name)
            WHERE NOT EXISTS (
                SELECT FROM pg_namespace AS n CROSS JOIN LATERAL aclexplode(n.nspacl) AS acl
                WHERE n.oid = name::regnamespace AND acl.grantee = reader.grantee AND acl.privilege_type = 'USAGE'
            )
        LOOP
            back := false;
            statement := format('GRANT USAGE ON SCHEMA %s TO %s', new_table, reader.name);
            RETURN NEXT;
            back := true;
            statement := format('REVOKE USAGE ON SCHEMA %s FROM %s', new_table, reader.name);
            RETURN NEXT;
        END LOOP;
    END LOOP;
END
$body$;

-- What puts a view in the place of the legacy table, statement by statement, and what takes it away again (`back`).
CREATE OR REPLACE FUNCTION hofsm.cutover_statements(
    legacy regclass, base_name text, payload text, key text[], document text, view_write text, shown text[]
) RETURNS TABLE (back boolean, statement text)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
DECLARE
    class pg_class := (SELECT c FROM pg_class AS c WHERE c.oid = legacy);
    place text := class.relnamespace::regnamespace::text;
    view_name text := place || '.' || quote_ident(class.relname);
    base text := place || '.' || quote_ident(base_name);
    aside text := format('hofsm_view_%s', legacy::oid);
    columns text := (
        SELECT string_agg(
            CASE WHEN name = payload THEN format('%s(%s, base.ctid)::%s AS %I', document, keys.list, type, name) ELSE format('base.%I', name) END,
            ', '
        )
        FROM hofsm.columns_of(legacy), (SELECT string_agg(format('base.%I', name), ', ') AS list FROM unnest(key) AS name) AS keys
    );
    dependents text[] := hofsm.dependent_definitions(legacy);
BEGIN
    back := false;
    FOREACH statement IN ARRAY array_remove(
        ARRAY[
            format('ALTER TABLE %s RENAME TO %I', view_name, base_name),
            format('CREATE VIEW %s WITH (security_invoker = true) AS SELECT %s FROM %s AS base', view_name, columns, base),
            format('ALTER VIEW %s OWNER TO %I', view_name, pg_get_userbyid(class.relowner)),
            format(
                'COMMENT ON VIEW %s IS %L', view_name, obj_description(legacy, 'pg_class')
            )
        ],
        NULL
    )
    LOOP
        RETURN NEXT;
    END LOOP;
    -- default privileges are for new tables, and this one has been there for long
    RETURN QUERY
        SELECT DISTINCT false, format('REVOKE ALL ON %s FROM %s', view_name, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
        FROM pg_default_acl AS d CROSS JOIN LATERAL aclexplode(d.defaclacl)
        WHERE d.defaclobjtype = 'r' AND d.defaclrole = quote_ident(current_user)::regrole AND d.defaclnamespace IN (0, class.relnamespace)
            AND grantee NOT IN (d.defaclrole, class.relowner);
    RETURN QUERY
        SELECT false, format('COMMENT ON COLUMN %s.%I IS %L', view_name, name, note) FROM hofsm.columns_of(legacy) WHERE note IS NOT NULL
        UNION ALL
        SELECT false, format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', view_name, name, fallback)
        FROM hofsm.columns_of(legacy) WHERE fallback IS NOT NULL
        UNION ALL
        SELECT false, hofsm.grant_statement(privilege_type, NULL, view_name, grantee, is_grantable)
        FROM aclexplode(class.relacl) WHERE grantee <> class.relowner
        UNION ALL
        SELECT false, hofsm.grant_statement(acl.privilege_type, a.attname, view_name, acl.grantee, acl.is_grantable)
        FROM pg_attribute AS a CROSS JOIN LATERAL aclexplode(a.attacl) AS acl
        WHERE a.attrelid = legacy AND a.attnum > 0 AND NOT a.attisdropped AND acl.grantee <> class.relowner;
    RETURN QUERY SELECT * FROM hofsm.shown_statements(legacy, payload, shown);
    back := false;
    statement := format(
        'CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS %L',
        view_write, hofsm.view_write_body(legacy, base, payload, key)
    );
    RETURN NEXT;
    statement := format(
        'CREATE TRIGGER hofsm_write INSTEAD OF INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %s()', view_name, view_write
    );
    RETURN NEXT;
    FOREACH statement IN ARRAY dependents LOOP
        RETURN NEXT;
    END LOOP;
    back := true;
    FOREACH statement IN ARRAY
        ARRAY[
            format('ALTER VIEW %s RENAME TO %I', view_name, aside),
            format('ALTER TABLE %s RENAME TO %I', base, class.relname)
        ]
        || ARRAY[format('DROP VIEW %s.%I', place, aside), format('DROP FUNCTION %s()', view_write)]
    LOOP
        RETURN NEXT;
    END LOOP;
END
$body$;

CREATE OR REPLACE FUNCTION hofsm.grant_statement(privilege text, column_name name, relation text, grantee oid, grantable boolean)
    RETURNS text
    LANGUAGE sql STABLE
RETURN format(
    'GRANT %s%s ON %s TO %s%s',
    privilege,
    CASE WHEN column_name IS NULL THEN '' ELSE format(' (%I)', column_name) END,
    relation,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
    CASE WHEN grantable THEN ' WITH GRANT OPTION' ELSE '' END
);

-- Privileges on a relation, of roles that neither it nor the other one belongs to; those of single columns where both have them.
CREATE OR REPLACE FUNCTION hofsm.privileges_beside(relation regclass, other regclass)
    RETURNS TABLE (grantee oid, privilege text, column_name name, grantable boolean)
    LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT held.grantee, held.privilege_type, held.column_name, held.is_grantable
    FROM (
        SELECT NULL::name AS column_name, acl.* FROM pg_class AS c CROSS JOIN LATERAL aclexplode(c.relacl) AS acl WHERE c.oid = relation
        UNION ALL
        SELECT a.attname, acl.*
        FROM pg_attribute AS a
        JOIN pg_attribute AS there ON there.attrelid = other AND there.attname = a.attname AND NOT there.attisdropped
        CROSS JOIN LATERAL aclexplode(a.attacl) AS acl
        WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped
    ) AS held
    WHERE held.grantee NOT IN (SELECT c.relowner FROM pg_class AS c WHERE c.oid IN (relation, other));
END;

-- Grants on the view that its base table does not have: they were made by the legacy name, and the table is to have it again. What only the
-- table has stays: it may have been granted there.
CREATE OR REPLACE FUNCTION hofsm.grants_by_name(shown regclass, base regclass) RETURNS SETOF text
    LANGUAGE sql STABLE
    SET search_path = pg_catalog
AS $body$
    SELECT DISTINCT hofsm.grant_statement(held.privilege, held.column_name, base::text, held.grantee, held.grantable)
    FROM hofsm.privileges_beside(shown, base) AS held
    WHERE NOT EXISTS (
        SELECT FROM hofsm.privileges_beside(base, shown) AS had
        WHERE (had.grantee, had.privilege) = (held.grantee, held.privilege)
            AND (had.column_name IS NULL OR had.column_name = held.column_name)
            AND (had.grantable OR NOT held.grantable)
    );
$body$;

-- Recorded triggers of a table that is about to get another name, by which they are known: as they are recorded, and whether they are so.
CREATE OR REPLACE FUNCTION hofsm.recorded_triggers(relation regclass) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path = pg_catalog
AS $body$
    SELECT coalesce(jsonb_agg(
        jsonb_build_object(
            'oid', t.oid::text, 'mapping', o.mapping, 'identity', o.identity, 'same', o.digest = md5(pg_get_triggerdef(t.oid))
        )
    ), '[]')
    FROM pg_trigger AS t
    JOIN hofsm.object AS o ON o.kind = 'trigger' AND o.identity = format('%I ON %s', t.tgname, t.tgrelid::regclass)
    WHERE t.tgrelid = relation AND NOT t.tgisinternal;
$body$;

-- The table has its other name: its triggers are recorded by that. One that was altered before stays so.
CREATE OR REPLACE FUNCTION hofsm.record_triggers_again(known jsonb) RETURNS void
    LANGUAGE sql
    SET search_path = pg_catalog
AS $body$
    UPDATE hofsm.object AS o
    SET identity = format('%I ON %s', t.tgname, t.tgrelid::regclass),
        digest = CASE WHEN (one.value ->> 'same')::boolean THEN md5(pg_get_triggerdef(t.oid)) ELSE o.digest END
    FROM jsonb_array_elements(known) AS one
    JOIN pg_trigger AS t ON t.oid = (one.value ->> 'oid')::oid
    WHERE (o.mapping, o.kind, o.identity) = (one.value ->> 'mapping', 'trigger', one.value ->> 'identity');
$body$;

-- Puts the view in the place of the legacy table, and keeps in hofsm.way_back what takes it away again.
CREATE OR REPLACE FUNCTION hofsm.cut_over(
    mapping text, legacy regclass, base_name text, payload text, key text[], document text, view_write text, shown text[]
) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    step record;
    known jsonb := hofsm.recorded_triggers(legacy);
BEGIN
    FOR step IN
        SELECT row_number() OVER () AS position, s.back, s.statement
        FROM hofsm.cutover_statements(legacy, base_name, payload, key, document, view_write, shown) AS s
    LOOP
        IF step.back THEN
            INSERT INTO hofsm.way_back (mapping, position, statement) VALUES (mapping, step.position, step.statement);
        ELSE
            EXECUTE step.statement;
        END IF;
    END LOOP;
    PERFORM hofsm.record_triggers_again(known);
END
$body$;

-- After a new version was put in force in phase cutover: its tables are shown like those that are `gone`, and the way back takes it away again.
CREATE OR REPLACE FUNCTION hofsm.show_again(mapping_name text, base regclass, payload text, gone text[], shown text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    step record;
BEGIN
    DELETE FROM hofsm.way_back AS w
    WHERE w.mapping = mapping_name
        AND EXISTS (SELECT FROM unnest(gone) AS g (name) WHERE starts_with(w.statement, format('REVOKE SELECT ON %s FROM ', g.name)));
    FOR step IN SELECT s.back, s.statement FROM hofsm.shown_statements(base, payload, shown) AS s LOOP
        IF step.back THEN
            INSERT INTO hofsm.way_back (mapping, position, statement)
            SELECT mapping_name, coalesce(max(w.position), 0) + 1, step.statement FROM hofsm.way_back AS w WHERE w.mapping = mapping_name;
        ELSE
            EXECUTE step.statement;
        END IF;
    END LOOP;
END
$body$;

-- Gives the table its name back. `kept`: whether writers keep its payloads in step.
CREATE OR REPLACE FUNCTION hofsm.cut_back(mapping_name text, kept boolean) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    step record;
    dependent text;
    granted text;
    shown regclass := (SELECT format('%I.%I', legacy_schema, legacy_table)::regclass FROM hofsm.mapping WHERE name = mapping_name);
    base regclass := hofsm.stored_table(shown);
    known jsonb := hofsm.recorded_triggers(base);
    -- as they are now: since the switch views came, went, and were changed
    dependents text[] := hofsm.dependent_definitions(shown);
BEGIN
    IF NOT kept OR EXISTS (SELECT FROM hofsm.payload WHERE mapping = mapping_name) THEN
        RAISE EXCEPTION 'the payloads of mapping % are not in the base table', mapping_name
            USING ERRCODE = 'object_not_in_prerequisite_state',
                DETAIL = 'The new tables are the only store of its documents.',
                HINT = 'hofsm rollback makes the payloads anew before it gives the table its name back. Nothing was changed.';
    END IF;
    FOR granted IN SELECT hofsm.grants_by_name(shown, base) LOOP
        EXECUTE granted;
    END LOOP;
    FOR step IN SELECT statement FROM hofsm.way_back WHERE mapping = mapping_name ORDER BY position LOOP
        -- an earlier version kept the definitions of dependent views
        CONTINUE WHEN step.statement LIKE 'CREATE OR REPLACE VIEW %';
        IF step.statement LIKE 'DROP VIEW %' THEN
            FOREACH dependent IN ARRAY dependents LOOP
                EXECUTE dependent;
            END LOOP;
        END IF;
        EXECUTE step.statement;
    END LOOP;
    DELETE FROM hofsm.way_back WHERE mapping = mapping_name;
    PERFORM hofsm.record_triggers_again(known);
    DELETE FROM hofsm.payload_for_evolve WHERE mapping = mapping_name;
END
$body$;

-- What a payload is where the new tables are the only store: a JSON string, which any type of payload takes. SQL NULL stays SQL NULL. A
-- document that is this very string is none the worse for it: it is composed like any other.
CREATE OR REPLACE FUNCTION hofsm.moved() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN '"moved by hofsm"';

-- Whether a payload is that; large ones are not read.
DO $body$
DECLARE
    payload_type text;
BEGIN
    FOREACH payload_type IN ARRAY ARRAY['jsonb', 'json', 'text'] LOOP
        EXECUTE format(
            'CREATE OR REPLACE FUNCTION hofsm.is_moved(payload %s) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
                RETURN CASE WHEN pg_column_size($1) < 64 THEN $1::text COLLATE "C" = hofsm.moved() COLLATE "C" ELSE false END',
            payload_type
        );
    END LOOP;
END
$body$;

-- Payloads are about to be emptied or made anew. Where the role may, no trigger fires for that; otherwise the trigger of the base table
-- keeps the rest of the row as it is.
CREATE OR REPLACE FUNCTION hofsm.begin_sweep() RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    PERFORM set_config('hofsm.origin', 'payload', true);
    IF has_parameter_privilege('session_replication_role', 'SET') THEN
        PERFORM set_config('session_replication_role', 'replica', true);
    END IF;
END
$body$;
