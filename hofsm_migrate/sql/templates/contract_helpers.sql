-- What phase contracted needs of the catalog.

-- The function that makes the row of a document in the base table a new version, for whoever has locked it and for the application's
-- triggers. Which column can be set to what it is already, only the catalog knows. Where there is none the root row of the document becomes a
-- new version, for those who compare a tag with an old snapshot; whoever has that row locked is about to make it one.
CREATE OR REPLACE FUNCTION hofsm.make_touch(touch text, stored regclass, key text[], root text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    touched name := (
        SELECT a.attname
        FROM pg_attribute AS a
        WHERE a.attrelid = stored AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity <> 'a'
        ORDER BY EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = stored AND a.attnum = ANY (t.tgattr)), a.attname = ANY (key), a.attnum
        LIMIT 1
    );
    types text;
    same text;
BEGIN
    SELECT
        string_agg(format_type(a.atttypid, NULL), ', ' ORDER BY k.position),
        string_agg(format('stored.%I = $%s', k.name, k.position), ' AND ' ORDER BY k.position)
    INTO types, same
    FROM unnest(key) WITH ORDINALITY AS k (name, position)
    JOIN pg_attribute AS a ON a.attrelid = stored AND a.attname = k.name;
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION %s(%s) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS %L',
        touch,
        types,
        CASE
            WHEN touched IS NULL THEN format(
                $touch$
DECLARE
    origin text := current_setting('hofsm.origin');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    UPDATE %1$s AS stored SET residual = stored.residual
    WHERE stored.ctid = (SELECT stored.ctid FROM %1$s AS stored WHERE %2$s FOR NO KEY UPDATE SKIP LOCKED);
    PERFORM set_config('hofsm.origin', origin, true);
END
$touch$,
                root, same
            )
            ELSE format(E'BEGIN\n    UPDATE %1$s AS stored SET %2$I = stored.%2$I WHERE %3$s;\nEND', stored, touched, same)
        END
    );
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s(%s) FROM PUBLIC', touch, types);
END
$body$;

-- The triggers of a table that run a function.
CREATE OR REPLACE FUNCTION hofsm.drop_triggers(stored regclass, function text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    trigger_name name;
BEGIN
    FOR trigger_name IN
        SELECT t.tgname FROM pg_trigger AS t WHERE t.tgrelid = stored AND t.tgfoid = function::regprocedure AND NOT t.tgisinternal ORDER BY 1
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', trigger_name, stored);
    END LOOP;
END
$body$;

-- The table behind a name: of a view that has a legacy table's name, the one that it reads.
CREATE OR REPLACE FUNCTION hofsm.stored_table(relation regclass) RETURNS regclass
    LANGUAGE sql STABLE
    SET search_path = pg_catalog
AS $body$
    SELECT coalesce(
        (
            SELECT t.oid::regclass
            FROM hofsm.mapping AS m
            JOIN pg_rewrite AS r ON r.ev_class = relation
            JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
            JOIN pg_class AS t ON t.oid = d.refobjid AND t.relkind IN ('r', 'p')
            WHERE to_regclass(format('%I.%I', m.legacy_schema, m.legacy_table)) = relation AND m.phase IN ('cutover', 'contracted')
            LIMIT 1
        ),
        relation
    )
$body$;

-- A reference that holds for what is written from now on; rows that are there are not read.
CREATE OR REPLACE FUNCTION hofsm.add_reference(source regclass, reference text, column_name text, target regclass, target_column text)
    RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    EXECUTE format(
        'ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %s (%I) NOT VALID',
        source, reference, column_name, hofsm.stored_table(target), target_column
    );
END
$body$;

-- The view goes, and the base table has the legacy name again. Views that read other columns than the payload read the table.
CREATE OR REPLACE FUNCTION hofsm.drop_view(legacy regclass, base_name text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    class pg_class := (SELECT c FROM pg_class AS c WHERE c.oid = legacy);
    place text := class.relnamespace::regnamespace::text;
    aside text := format('hofsm_view_%s', legacy::oid);
    dependents text[] := hofsm.dependent_definitions(legacy);
    known jsonb := hofsm.recorded_triggers(format('%s.%I', place, base_name)::regclass);
    statement text;
BEGIN
    FOREACH statement IN ARRAY
        ARRAY[
            format('ALTER VIEW %s RENAME TO %I', legacy, aside),
            format('ALTER TABLE %s.%I RENAME TO %I', place, base_name, class.relname)
        ]
        || dependents
        || format('DROP VIEW %s.%I', place, aside)
    LOOP
        EXECUTE statement;
    END LOOP;
    PERFORM hofsm.record_triggers_again(known);
END
$body$;

-- The key of a base row follows the root row of its document, never the other way round.
CREATE OR REPLACE FUNCTION hofsm.refuse_key() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'the key of a document is not changed in table %.%', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'Its mapping is in phase contracted; nothing was written.',
            HINT = format('Change it in table %s: the row here follows.', TG_ARGV[0]);
END
$body$;
