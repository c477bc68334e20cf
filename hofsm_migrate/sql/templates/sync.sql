-- What the triggers of phases dual_write and later use.

-- The items of two arrays that differ at their position: those of each array, and their positions in it. NULL: there are none.
-- One row each; declared as sets, because only those are merged into the query that calls them.
CREATE OR REPLACE FUNCTION hofsm.changed_items(was jsonb, now jsonb)
    RETURNS TABLE (was_items jsonb, was_places integer[], now_items jsonb, now_places integer[])
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT before.items, before.places, after.items, after.places
    FROM (
        SELECT jsonb_agg(item.value ORDER BY item.place), array_agg(item.place::integer ORDER BY item.place)
        FROM jsonb_array_elements(was) WITH ORDINALITY AS item (value, place)
        WHERE NOT record_image_eq(ROW(item.value), ROW(now -> (item.place::integer - 1)))
    ) AS before (items, places)
    CROSS JOIN (
        SELECT jsonb_agg(item.value ORDER BY item.place), array_agg(item.place::integer ORDER BY item.place)
        FROM jsonb_array_elements(now) WITH ORDINALITY AS item (value, place)
        WHERE NOT record_image_eq(ROW(item.value), ROW(was -> (item.place::integer - 1)))
    ) AS after (items, places);
END;

-- The position of the only item in which two arrays differ; NULL where there are more or none, or one is longer.
CREATE OR REPLACE FUNCTION hofsm.changed_place(was jsonb, now jsonb)
    RETURNS TABLE (place integer)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT CASE WHEN jsonb_array_length(was) = jsonb_array_length(now) AND count(*) = 1 THEN min(item.place)::integer END
    FROM jsonb_array_elements(now) WITH ORDINALITY AS item (value, place)
    WHERE NOT record_image_eq(ROW(item.value), ROW(was -> (item.place::integer - 1)));
END;

-- The entries of two objects that differ.
CREATE OR REPLACE FUNCTION hofsm.changed_entries(was jsonb, now jsonb)
    RETURNS TABLE (was_items jsonb, now_items jsonb)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT
        jsonb_object_agg(was_entry.key, was_entry.value) FILTER (WHERE was_entry.key IS NOT NULL),
        jsonb_object_agg(now_entry.key, now_entry.value) FILTER (WHERE now_entry.key IS NOT NULL)
    FROM jsonb_each(was) AS was_entry
    FULL JOIN jsonb_each(now) AS now_entry ON was_entry.key COLLATE "C" = now_entry.key COLLATE "C"
    WHERE NOT record_image_eq(ROW(was_entry.value), ROW(now_entry.value));
END;

-- The keys whose values two objects do not have in common, to the byte; NULL where one of the two is no object.
CREATE OR REPLACE FUNCTION hofsm.changed_keys(was jsonb, now jsonb)
    RETURNS TABLE (keys text[])
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT CASE
        WHEN jsonb_typeof(was) = 'object' AND jsonb_typeof(now) = 'object' THEN
            ARRAY(
                SELECT entry.key FROM jsonb_each(CASE jsonb_typeof(now) WHEN 'object' THEN now ELSE '{}' END) AS entry
                WHERE NOT record_image_eq(ROW(entry.value), ROW(was -> entry.key))
            )
            || ARRAY(
                SELECT entry.key FROM jsonb_object_keys(CASE jsonb_typeof(was) WHEN 'object' THEN was ELSE '{}' END) AS entry (key)
                WHERE NOT now ? entry.key
            )
    END;
END;

-- Whether two payloads are the same to the byte. A value that an UPDATE left alone keeps its TOAST chunk, and one that was written has a
-- new one; so PostgreSQL 17 and newer need not read large values, and a value that was replaced by its equal counts as another one.
-- The body is chosen when the helpers are installed; STABLE as the function that tells the chunk, or PostgreSQL would not merge it
-- into the condition of a trigger.
DO $body$
DECLARE
    has_chunks boolean := current_setting('server_version_num')::integer >= 170000;
    payload_type text;
    image text;
BEGIN
    FOR payload_type, image IN VALUES
        ('jsonb', 'record_image_eq(ROW($1), ROW($2))'),
        ('json', '$1::text COLLATE "C" IS NOT DISTINCT FROM $2::text COLLATE "C"'),
        ('text', '$1 COLLATE "C" IS NOT DISTINCT FROM $2 COLLATE "C"')
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE FUNCTION hofsm.same_payload(was %1$s, now %1$s) RETURNS boolean
                LANGUAGE sql STABLE PARALLEL SAFE RETURN %2$s',
            payload_type,
            CASE
                WHEN has_chunks THEN
                    format('coalesce(pg_column_toast_chunk_id($1) = pg_column_toast_chunk_id($2), %s)', image)
                ELSE image
            END
        );
    END LOOP;
END
$body$;

-- Whether an update wrote the payload: what the condition of a trigger asks. A condition is read and prepared anew by every statement,
-- but what plpgsql calls is prepared once per session. Every name is qualified, as a setting here would take longer than the answer. It is
-- the writer who calls it.
DO $body$
DECLARE
    has_chunks boolean := current_setting('server_version_num')::integer >= 170000;
    payload_type text;
BEGIN
    FOREACH payload_type IN ARRAY ARRAY['jsonb', 'json', 'text'] LOOP
        EXECUTE format(
            $function$
CREATE OR REPLACE FUNCTION hofsm.payload_written(was %1$s, now %1$s) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL SAFE
AS $written$
BEGIN%2$s
    RETURN NOT pg_catalog.record_image_eq(ROW($1), ROW($2));
END
$written$;
GRANT EXECUTE ON FUNCTION hofsm.payload_written(%1$s, %1$s) TO PUBLIC
            $function$,
            payload_type,
            CASE
                WHEN has_chunks THEN '
    -- the same chunk is the same value, another one was written; nothing of it is read
    IF pg_catalog.pg_column_toast_chunk_id($1) OPERATOR(pg_catalog.=) pg_catalog.pg_column_toast_chunk_id($2) THEN
        RETURN false;
    ELSIF pg_catalog.pg_column_toast_chunk_id($1) IS NOT NULL OR pg_catalog.pg_column_toast_chunk_id($2) IS NOT NULL THEN
        RETURN true;
    END IF;'
                ELSE ''
            END
        );
    END LOOP;
END
$body$;

-- The trigger for updates that write the payload or the key. Not by a list of columns, which knows what a statement names and not what
-- triggers changed. Its condition is as short as can be: a key is compared as a value where values of its type that are equal are the same
-- to the byte.
CREATE OR REPLACE FUNCTION hofsm.follow_updates(trigger_name text, target regclass, follow text, key text[], payload text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    plain regtype[] := '{smallint,integer,bigint,oid,boolean,uuid,date,timestamp,timestamptz}';
    differs text := (
        SELECT string_agg(
            format(
                CASE
                    WHEN a.atttypid = ANY (plain::oid[]) THEN 'old.%1$I IS DISTINCT FROM new.%1$I'
                    ELSE 'NOT record_image_eq(ROW(old.%1$I), ROW(new.%1$I))'
                END,
                one.name
            ),
            ' OR ' ORDER BY one.place
        )
        FROM unnest(key) WITH ORDINALITY AS one (name, place)
        JOIN pg_attribute AS a ON a.attrelid = target AND a.attname = one.name
    );
BEGIN
    EXECUTE format(
        'CREATE TRIGGER %I AFTER UPDATE ON %s FOR EACH ROW WHEN (%s OR hofsm.payload_written(old.%5$I, new.%5$I)) EXECUTE FUNCTION %4$s()',
        trigger_name, target, differs, follow, payload
    );
END
$body$;

CREATE OR REPLACE FUNCTION hofsm.refuse_contended(table_name text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'a row of this document in table % is being written by another transaction', table_name
        USING ERRCODE = 'serialization_failure',
            DETAIL = 'A writer of the new tables has the row and is on its way to the legacy row that this transaction has.',
            HINT = 'Run the transaction again. Nothing was written.';
END
$body$;

-- Whether a table, with its partitions and what inherits from it, is as TRUNCATE leaves it: without rows that only others see, either.
CREATE OR REPLACE FUNCTION hofsm.has_no_pages(target regclass) RETURNS boolean LANGUAGE sql VOLATILE
BEGIN ATOMIC
    WITH RECURSIVE family AS (
        SELECT target::oid AS member
        UNION
        SELECT child.inhrelid FROM family JOIN pg_inherits AS child ON child.inhparent = family.member
    )
    SELECT coalesce(sum(pg_relation_size(member)), 0) = 0 FROM family;
END;

-- TRUNCATE of one partition removes rows that the snapshot of a transaction may not show; what was made of them would stay.
CREATE OR REPLACE FUNCTION hofsm.refuse_old_snapshot(legacy regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
        RAISE EXCEPTION 'TRUNCATE of a part of % cannot be followed at isolation level %', legacy, current_setting('transaction_isolation')
            USING ERRCODE = 'feature_not_supported',
                HINT = 'Run it in a transaction of isolation level READ COMMITTED, or DELETE the rows. Nothing was written.';
    END IF;
END
$body$;

CREATE OR REPLACE FUNCTION hofsm.drop_row_security(target regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF EXISTS (SELECT FROM pg_policy WHERE polrelid = target AND polname = 'hofsm_legacy_row') THEN
        EXECUTE format('DROP POLICY hofsm_legacy_row ON %s', target);
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', target);
    END IF;
END
$body$;

-- A new table shows a row to whom its legacy row is visible: the policy asks the legacy table, as the role that reads. By the name
-- hofsm_legacy_row it is known again and made anew; a legacy table without row security gives none.
CREATE OR REPLACE FUNCTION hofsm.carry_row_security(legacy regclass, target regclass, key text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    PERFORM hofsm.drop_row_security(target);
    IF NOT (SELECT relrowsecurity FROM pg_class WHERE oid = legacy) THEN
        RETURN;
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
    EXECUTE format(
        'CREATE POLICY hofsm_legacy_row ON %1$s USING (EXISTS (SELECT FROM %2$s AS legacy WHERE %3$s))',
        target,
        legacy,
        (SELECT string_agg(format('legacy.%1$I = %2$s.%1$I', name, target), ' AND ') FROM unnest(key) AS name)
    );
END
$body$;

-- The columns of a table with their types, and its primary key in its order, to compare with later; NULL: there is no such table.
CREATE OR REPLACE FUNCTION hofsm.table_shape(schema_name text, table_name text) RETURNS jsonb
    LANGUAGE sql STABLE
    SET search_path = pg_catalog
BEGIN ATOMIC
    SELECT jsonb_build_object(
        'columns', coalesce(
            (
                SELECT jsonb_object_agg(a.attname::text, format_type(a.atttypid, a.atttypmod))
                FROM pg_attribute AS a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            ),
            '{}'
        ),
        'key', coalesce(
            (
                SELECT jsonb_agg(a.attname::text ORDER BY k.position)
                FROM pg_constraint AS p
                CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k (attnum, position)
                JOIN pg_attribute AS a ON a.attrelid = p.conrelid AND a.attnum = k.attnum
                WHERE p.conrelid = c.oid AND p.contype = 'p'
            ),
            '[]'
        )
    )
    FROM pg_class AS c
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = schema_name AND c.relname = table_name;
END;

-- Whether a payload of type json or text is a document; SQL NULL is one. What jsonb does not take is none.
CREATE OR REPLACE FUNCTION hofsm.is_document(payload text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE
    SET search_path = pg_catalog
AS $body$
BEGIN
    PERFORM payload::jsonb;
    RETURN true;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN false;
END
$body$;

-- A payload that no row can represent.
CREATE OR REPLACE FUNCTION hofsm.refuse_payload(mapping text, column_name text, document text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    PERFORM hofsm.refuse(
        'invalid_text_representation', format('the payload is not JSON: column %s', column_name), document,
        format('mapping %s follows every write, and what is not JSON has no rows', mapping),
        'Write JSON or NULL; or take the mapping back with `hofsm rollback` to phase expanded, where any payload can be written.'
    );
END
$body$;
