-- What writes from the new side do to a residual, and how the triggers of one statement find out which of them is the last.
-- Paths lead through objects only: `#-` and jsonb_set would read a digit key as a position in an array.

-- Put a value at a path; what is no object on the way becomes one.
CREATE OR REPLACE FUNCTION hofsm.residual_put(residual jsonb, path text[], value jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF cardinality(path) = 0 THEN
        RETURN value;
    END IF;
    IF jsonb_typeof(residual) IS DISTINCT FROM 'object' THEN
        residual := '{}';
    END IF;
    RETURN residual || jsonb_build_object(path[1], hofsm.residual_put(residual -> path[1], path[2:], value));
END
$body$;

-- Take away what lies at a path, if anything does.
CREATE OR REPLACE FUNCTION hofsm.residual_remove(residual jsonb, path text[]) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF cardinality(path) = 0 THEN
        RETURN NULL;
    END IF;
    IF jsonb_typeof(residual) IS DISTINCT FROM 'object' OR residual -> path[1] IS NULL THEN
        RETURN residual;
    END IF;
    IF cardinality(path) = 1 THEN
        RETURN residual - path[1];
    END IF;
    RETURN residual || jsonb_build_object(path[1], hofsm.residual_remove(residual -> path[1], path[2:]));
END
$body$;

-- Take away what lies at any of several paths, each a JSON array of keys.
CREATE OR REPLACE FUNCTION hofsm.residual_clear(residual jsonb, paths jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog
AS $body$
DECLARE
    path jsonb;
BEGIN
    FOR path IN SELECT item.value FROM jsonb_array_elements(paths) AS item (value) LOOP
        residual := hofsm.residual_remove(residual, ARRAY(SELECT jsonb_array_elements_text(path)));
    END LOOP;
    RETURN residual;
END
$body$;

-- What the write left empty: each item is a path and what stays there. An object that is there stays as it is.
CREATE OR REPLACE FUNCTION hofsm.residual_keep(residual jsonb, emptied jsonb[]) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog
AS $body$
DECLARE
    item jsonb;
    place text[];
    there jsonb;
    key text;
BEGIN
    FOREACH item IN ARRAY emptied LOOP
        CONTINUE WHEN item IS NULL;
        place := ARRAY(SELECT jsonb_array_elements_text(item -> 0));
        there := residual;
        FOREACH key IN ARRAY place LOOP
            there := CASE WHEN jsonb_typeof(there) = 'object' THEN there -> key END;
        END LOOP;
        IF item -> 1 <> '{}' OR jsonb_typeof(there) IS DISTINCT FROM 'object' THEN
            residual := hofsm.residual_put(residual, place, item -> 1);
        END IF;
    END LOOP;
    RETURN residual;
END
$body$;

-- The marks that are not among some others; NULL for none.
CREATE OR REPLACE FUNCTION hofsm.marks_without(marks text[], others text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN nullif(
    ARRAY(
        SELECT mark.name
        FROM unnest(marks) WITH ORDINALITY AS mark (name, place)
        WHERE mark.name <> ALL (others)
        ORDER BY mark.place
    ),
    '{}'
);

-- A path of positions with the sign of each changed: where rows go until their own places are free.
CREATE OR REPLACE FUNCTION hofsm.negated(path integer[]) RETURNS integer[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT -item.step FROM unnest(path) WITH ORDINALITY AS item (step, place) ORDER BY item.place);

-- Whether the statement has one trigger alone, so that no other has a say in what becomes of its rows.
CREATE OR REPLACE FUNCTION hofsm.is_alone(setting text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    state jsonb := nullif(current_setting(setting, true), '');
    depth text := pg_trigger_depth();
BEGIN
    RETURN coalesce((state ->> ('all ' || depth))::integer, 1) <= 1;
END
$body$;

-- What the last trigger of the statement has to do: `how` says what, and each of the rows is what it was and what it is now.
CREATE OR REPLACE FUNCTION hofsm.put_off(setting text, place text, how text, rows jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    state jsonb := coalesce(nullif(current_setting(setting, true), ''), '{"open": 1, "touched": []}');
    later text := 'later ' || pg_trigger_depth();
    item jsonb := jsonb_build_object('place', place, 'how', how, 'rows', rows);
BEGIN
    IF rows IS NOT NULL THEN
        PERFORM set_config(setting, jsonb_set(state, ARRAY[later], coalesce(state -> later, '[]') || item)::text, true);
    END IF;
END
$body$;

-- For the last trigger of a statement: what was put off, with the keys of all documents that were touched; else NULL.
CREATE OR REPLACE FUNCTION hofsm.take_later(setting text, touched jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    state jsonb := nullif(current_setting(setting, true), '');
    depth text := pg_trigger_depth();
    later text := 'later ' || depth;
BEGIN
    IF state -> later IS NULL OR (state ->> depth)::integer > 1 THEN
        RETURN NULL;
    END IF;
    PERFORM set_config(setting, (state - later)::text, true);
    RETURN jsonb_build_object('later', state -> later, 'touched', (state -> 'touched') || coalesce(touched, '[]'));
END
$body$;

-- The kinds of what was put off, as `<place> <how>`.
CREATE OR REPLACE FUNCTION hofsm.put_off_kinds(later jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(
    SELECT DISTINCT concat_ws(' ', item.value ->> 'place', item.value ->> 'how') FROM jsonb_array_elements(later) AS item (value)
);

-- One side of the rows that were put off, in their order.
CREATE OR REPLACE FUNCTION hofsm.put_off_rows(later jsonb, side text, place text, VARIADIC hows text[]) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT coalesce(jsonb_agg(pair.value -> side ORDER BY item.place, pair.place), '[]')
    FROM jsonb_array_elements(later) WITH ORDINALITY AS item (value, place)
        CROSS JOIN jsonb_array_elements(item.value -> 'rows') WITH ORDINALITY AS pair (value, place)
    WHERE item.value ->> 'place' = put_off_rows.place AND item.value ->> 'how' = ANY (hows) AND pair.value ? side
);

-- The key of the element that a row lies in; in a recursion the one whose path has so many steps.
CREATE OR REPLACE FUNCTION hofsm.key_at(row_value jsonb, key text[], path text, depth integer) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT jsonb_object_agg(
        name,
        CASE WHEN name = path
            THEN jsonb_path_query_array(row_value -> path, '$[0 to $upto]', jsonb_build_object('upto', depth - 1))
            ELSE row_value -> name
        END
    )
    FROM unnest(key) AS name
);

-- Rows with the keys that they have now that the elements of `place` have theirs. `key` is the key of such an element; in a recursion
-- `path` is its last column, and the nearest renamed element that a row lies in says where it is: one `above` the row by that many steps.
CREATE OR REPLACE FUNCTION hofsm.follow_moved(
    rows jsonb, later jsonb, place text, key text[], path text DEFAULT NULL, above integer DEFAULT 0
) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    WITH moved AS MATERIALIZED (
        SELECT DISTINCT ON (was) was, now
        FROM jsonb_array_elements(hofsm.put_off_rows(later, 'was', place, 'moved')) WITH ORDINALITY AS one (row_was, number)
            JOIN jsonb_array_elements(hofsm.put_off_rows(later, 'now', place, 'moved')) WITH ORDINALITY AS other (row_now, number)
                USING (number)
            CROSS JOIN LATERAL (
                SELECT jsonb_object_agg(name, row_was -> name), jsonb_object_agg(name, row_now -> name) FROM unnest(key) AS name
            ) AS pair (was, now)
        ORDER BY was, number
    ),
    asked AS MATERIALIZED (
        SELECT number, depth, row_value, hofsm.key_at(row_value, key, path, depth) AS element
        FROM jsonb_array_elements(rows) WITH ORDINALITY AS one (row_value, number)
            CROSS JOIN generate_series(
                0, CASE WHEN path IS NULL THEN 0 ELSE greatest(jsonb_array_length(row_value -> path) - above, 0) END
            ) AS depth
    )
    SELECT coalesce(jsonb_agg(found.row_value ORDER BY found.number), '[]')
    FROM (
        SELECT DISTINCT ON (asked.number) asked.number, asked.row_value || coalesce(
            moved.now || CASE WHEN path IS NULL THEN '{}' ELSE jsonb_build_object(
                path, (moved.now -> path) || jsonb_path_query_array(
                    asked.row_value -> path, '$[$from to last]', jsonb_build_object('from', asked.depth)
                )
            ) END,
            '{}'
        ) AS row_value
        FROM asked LEFT JOIN moved ON moved.was = asked.element
        ORDER BY asked.number, moved.was IS NULL, asked.depth DESC
    ) AS found
);

-- Before a statement writes to a new table of a mapping: one more of its triggers is to come. The first argument names the mapping's
-- setting, which is local to the transaction and, like it, taken back by ROLLBACK TO SAVEPOINT; the others name the legacy table and
-- the base table.
-- Writers share a lock that a change of phase has to itself where the functions behind get another table to write to: a writer that
-- has the old ones is waited for, and one that waits finds the new ones, since whoever locks a relation hears what was replaced.
-- The change locks the legacy table next, so whoever has that and waited would be waited for: it is refused at once and comes back. (What a
-- SERIALIZABLE transaction has read stays in the view of locks, and holds up nobody.) So is everybody where these tables are about to be
-- locked, by a new version or by the way back, which have the second lock to themselves: a writer that waited has what they wait for.
CREATE OR REPLACE FUNCTION hofsm.begin_write() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    state jsonb := coalesce(nullif(current_setting(TG_ARGV[0], true), ''), '{"open": 0, "touched": []}');
    depth text := pg_trigger_depth();
BEGIN
    IF NOT pg_try_advisory_xact_lock_shared(hashtext('hofsm writers'), hashtext(TG_ARGV[0])) THEN
        IF EXISTS (
            SELECT FROM pg_locks
            WHERE pid = pg_backend_pid() AND mode <> 'SIReadLock'
                AND relation IN (to_regclass(TG_ARGV[1]), to_regclass(TG_ARGV[2]))
        ) THEN
            RAISE EXCEPTION 'table % is about to be switched, and this transaction holds a lock on it', TG_ARGV[1]
                USING ERRCODE = 'serialization_failure',
                    DETAIL = 'hofsm cutover or rollback waits for the lock; a writer that waited in turn would end in a deadlock.',
                    HINT = 'Run the transaction again. Nothing was written.';
        END IF;
        PERFORM pg_advisory_xact_lock_shared(hashtext('hofsm writers'), hashtext(TG_ARGV[0]));
    END IF;
    PERFORM FROM pg_ts_parser WHERE false;
    IF NOT pg_try_advisory_xact_lock_shared(hashtext('hofsm switch'), hashtext(TG_ARGV[0])) THEN
        RAISE EXCEPTION 'table %.% is about to be closed or replaced', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
            USING ERRCODE = 'serialization_failure',
                DETAIL = 'hofsm changes the phase of its mapping, or puts a new version of its spec in force.',
                HINT = 'Run the transaction again. Nothing was written.';
    END IF;
    -- Counted are all that are to come, and those at this depth of triggers, which are of one statement: what a trigger of the application
    -- writes on the way is another one, and done before it.
    state := state || jsonb_build_object(
        'open', (state ->> 'open')::integer + 1,
        depth, coalesce((state ->> depth)::integer, 0) + 1,
        'all ' || depth, coalesce((state ->> ('all ' || depth))::integer, 0) + 1
    );
    PERFORM set_config(TG_ARGV[0], state::text, true);
    RETURN NULL;
END
$body$;

-- After a statement wrote to a new table: NULL where triggers of other tables or events are still to come, else the keys of all
-- documents that were touched by one of them.
CREATE OR REPLACE FUNCTION hofsm.end_write(setting text, touched jsonb) RETURNS jsonb
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
DECLARE
    state jsonb := coalesce(nullif(current_setting(setting, true), ''), '{"open": 1, "touched": []}');
    depth text := pg_trigger_depth();
BEGIN
    touched := (state -> 'touched') || coalesce(touched, '[]');
    IF (state ->> 'open')::integer > 1 THEN
        state := state || jsonb_build_object(
            'open', (state ->> 'open')::integer - 1, depth, (state ->> depth)::integer - 1, 'touched', touched
        );
        IF (state ->> depth)::integer = 0 THEN
            state := state - depth - ('all ' || depth);
        END IF;
        PERFORM set_config(setting, state::text, true);
        RETURN NULL;
    END IF;
    PERFORM set_config(setting, '', true);
    RETURN nullif(touched, '[]');
END
$body$;

-- TRUNCATE fires no trigger that tells which rows are gone, and would leave every document without them.
CREATE OR REPLACE FUNCTION hofsm.refuse_truncate() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF coalesce(current_setting('hofsm.origin', true), '') = 'legacy' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'table %.% cannot be truncated: its rows are parts of documents', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
        USING ERRCODE = 'feature_not_supported',
            DETAIL = 'Nothing was changed.',
            HINT = 'Use DELETE: it changes the documents in the same transaction.';
END
$body$;

-- One way to refuse a write: what is wrong, with which document, and what to do.
CREATE OR REPLACE FUNCTION hofsm.refuse(code text, message text, document text, detail text, hint text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION '%', message
        USING ERRCODE = code, DETAIL = concat('document ', document, ': ', detail, '; nothing was written'), HINT = hint;
END
$body$;
