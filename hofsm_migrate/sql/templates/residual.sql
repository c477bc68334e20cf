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
    PERFORM set_config(TG_ARGV[0], jsonb_set(state, '{open}', to_jsonb((state ->> 'open')::integer + 1))::text, true);
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
BEGIN
    touched := (state -> 'touched') || coalesce(touched, '[]');
    IF (state ->> 'open')::integer > 1 THEN
        PERFORM set_config(setting, jsonb_build_object('open', (state ->> 'open')::integer - 1, 'touched', touched)::text, true);
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
