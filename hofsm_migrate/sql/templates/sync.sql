-- What the triggers of phases dual_write and later use.

-- The items of two arrays that differ at their position: those of each array, and their positions in it. NULL: there are none.
-- One row each; declared as sets, because only those are merged into the query that calls them.
CREATE OR REPLACE FUNCTION hofsm.changed_items(was jsonb, now jsonb)
    RETURNS TABLE (was_items jsonb, was_places integer[], now_items jsonb, now_places integer[])
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 1
BEGIN ATOMIC
    SELECT
        jsonb_agg(was_item.value ORDER BY was_item.place) FILTER (WHERE was_item.place IS NOT NULL),
        array_agg(was_item.place::integer ORDER BY was_item.place) FILTER (WHERE was_item.place IS NOT NULL),
        jsonb_agg(now_item.value ORDER BY now_item.place) FILTER (WHERE now_item.place IS NOT NULL),
        array_agg(now_item.place::integer ORDER BY now_item.place) FILTER (WHERE now_item.place IS NOT NULL)
    FROM jsonb_array_elements(was) WITH ORDINALITY AS was_item (value, place)
    FULL JOIN jsonb_array_elements(now) WITH ORDINALITY AS now_item (value, place) ON was_item.place = now_item.place
    WHERE NOT record_image_eq(ROW(was_item.value), ROW(now_item.value));
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
