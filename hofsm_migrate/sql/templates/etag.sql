-- Tags of documents and of their elements, and writes that ask for one.

-- The tag of a JSON value: the same for the same text of it, whatever the settings of the session.
CREATE OR REPLACE FUNCTION hofsm.etag(element jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN encode(substr(sha256(convert_to(element::text, 'UTF8')), 1, 16), 'hex');

-- A value without what a tag leaves out. A rule is true (gone), "null" (an element that only counts), or says where to look: `members` by
-- key, `items` of an array, `entries` of an object, `again` for elements in an element of their kind. Where `way` is set, the object leads to
-- something that is left out, and goes with it when nothing else is in it. No function that calls itself: documents may be deep.
CREATE OR REPLACE FUNCTION hofsm.without_untagged(element jsonb, rule jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog
AS $body$
DECLARE
    found record;
BEGIN
    IF rule = '"null"' THEN
        RETURN 'null';
    END IF;
    FOR found IN
        WITH RECURSIVE walk (path, value, rule, around) AS (
            SELECT '{}'::text[], element, rule, rule
            UNION ALL
            SELECT walk.path || below.step, below.value, step.rule, CASE WHEN step.rule ? 'recursive' THEN step.rule ELSE walk.around END
            FROM walk
            CROSS JOIN LATERAL (
                SELECT member.key, walk.value -> member.key, member.value
                FROM jsonb_each(CASE WHEN jsonb_typeof(walk.value) = 'object' THEN walk.rule -> 'members' END) AS member
                WHERE walk.value ? member.key
                UNION ALL
                SELECT (item.place - 1)::text, item.value, walk.rule -> 'items'
                FROM jsonb_array_elements(CASE WHEN jsonb_typeof(walk.value) = 'array' AND walk.rule ? 'items' THEN walk.value END)
                    WITH ORDINALITY AS item (value, place)
                UNION ALL
                SELECT entry.key, entry.value, walk.rule -> 'entries'
                FROM jsonb_each(CASE WHEN jsonb_typeof(walk.value) = 'object' AND walk.rule ? 'entries' THEN walk.value END) AS entry
            ) AS below (step, value, rule)
            CROSS JOIN LATERAL (SELECT CASE WHEN below.rule ? 'again' THEN walk.around ELSE below.rule END) AS step (rule)
        )
        SELECT walk.path, walk.rule FROM walk
        WHERE walk.rule IN ('true', '"null"') OR walk.rule ? 'way'
        ORDER BY cardinality(walk.path) DESC
    LOOP
        IF found.rule = '"null"' THEN
            element := jsonb_set(element, found.path, 'null');
        ELSIF found.rule = 'true' OR element #> found.path = '{}' THEN
            element := element #- found.path;
        END IF;
    END LOOP;
    RETURN element;
END
$body$;

-- The generated function that knows what the tags of a table's elements leave out, and how an element is found.
CREATE OR REPLACE FUNCTION hofsm.etag_function(of_rows regtype) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
DECLARE
    found text := (
        SELECT p.oid::regproc::text
        FROM pg_proc AS p
        WHERE p.proargtypes = concat_ws(' ', of_rows::oid, 'jsonb'::regtype::oid)::oidvector
            AND p.pronamespace = (SELECT t.typnamespace FROM pg_type AS t WHERE t.oid = of_rows)
            AND p.proname LIKE 'etag%'
    );
BEGIN
    IF found IS NULL THEN
        RAISE EXCEPTION 'there are no tags for %', of_rows
            USING ERRCODE = 'undefined_function',
                DETAIL = 'It is not the first table of a node of a mapping that `hofsm expand` has made tables for.',
                HINT = 'Name the first table that the spec has at the place in the document, or take a row of it.';
    END IF;
    RETURN found;
END
$body$;

-- The tag of a document or a part of one, as the elements of a new table are: hofsm.etag('production.batch', value).
CREATE OR REPLACE FUNCTION hofsm.etag(node regclass, element jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
DECLARE
    of_rows regtype := (SELECT c.reltype FROM pg_class AS c WHERE c.oid = node);
    found text;
BEGIN
    EXECUTE format('SELECT %s(NULL::%s, $1)', hofsm.etag_function(of_rows), of_rows) INTO found USING element;
    RETURN found;
END
$body$;

-- The tag of the element that a row of a new table stands for, with everything below it; of the document for a row of the root table.
CREATE OR REPLACE FUNCTION hofsm.etag(node_row anyelement) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
DECLARE
    found text;
BEGIN
    IF NOT node_row IS NULL THEN
        EXECUTE format('SELECT %s($1, NULL)', hofsm.etag_function(pg_typeof(node_row))) INTO found USING node_row;
    END IF;
    RETURN found;
END
$body$;

-- An element of a regular container by its place, or by its key, which lies at a path.
CREATE OR REPLACE FUNCTION hofsm.item_at(container jsonb, place integer) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(container) = 'array' AND place > 0 THEN container -> place - 1 END;

CREATE OR REPLACE FUNCTION hofsm.entry_at(container jsonb, key text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(container) = 'object' THEN container -> key END;

CREATE OR REPLACE FUNCTION hofsm.item_with(container jsonb, path text[], key text) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog
AS $body$
DECLARE
    item jsonb;
    found jsonb;
    step text;
BEGIN
    IF jsonb_typeof(container) IS DISTINCT FROM 'array' THEN
        RETURN NULL;
    END IF;
    FOR item IN SELECT element.value FROM jsonb_array_elements(container) AS element LOOP
        found := item;
        FOREACH step IN ARRAY path LOOP
            found := hofsm.entry_at(found, step);
        END LOOP;
        IF found #>> '{}' = key THEN
            RETURN item;
        END IF;
    END LOOP;
    RETURN NULL;
END
$body$;

-- From here on this transaction writes to one document of a mapping only, if what it writes to has the tag: to be called as a statement of
-- its own, or in the WHERE of the write. '*' takes it back.
CREATE OR REPLACE FUNCTION hofsm.if_match(tag text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF tag IS NULL OR tag <> '*' AND tag !~ '^[0-9a-f]{32}$' THEN
        RAISE EXCEPTION 'not a tag: %', coalesce(quote_literal(tag), 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                DETAIL = 'Nothing was written.',
                HINT = 'Give what hofsm.etag(...) said when the document was read, or ''*'' to write whatever is there by now.';
    END IF;
    PERFORM set_config('hofsm.if_match', CASE WHEN tag = '*' THEN '' ELSE tag END, true);
    RETURN true;
END
$body$;

-- Refuse a write to a document that is not the one asked for. `tags` are those that what is written to has by now.
CREATE OR REPLACE FUNCTION hofsm.check_etag(mapping text, document text, VARIADIC tags text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
DECLARE
    asked text := current_setting('hofsm.if_match', true);
BEGIN
    IF asked LIKE '[%' THEN
        IF asked::jsonb ->> 1 = mapping AND asked::jsonb ->> 2 <> document THEN
            PERFORM hofsm.refuse(
                'object_not_in_prerequisite_state', 'a tag is for one document, and this is another one', document,
                format('the tag was for %s', asked::jsonb ->> 2),
                'Call hofsm.if_match with the tag of this one before it is written, or with ''*'' to write whatever is there.'
            );
        END IF;
    ELSIF NOT coalesce(asked = ANY (tags), false) THEN
        PERFORM hofsm.refuse(
            'serialization_failure', 'the document has changed since its tag was read', document,
            format('nothing that is written to has the tag %s', asked), 'Read it and its tag again, and decide anew.'
        );
    END IF;
END
$body$;

-- Refuse a write of the new side that asks for a tag, where no payload says any more what the document was before.
CREATE OR REPLACE FUNCTION hofsm.refuse_tag(document text) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF current_setting('hofsm.if_match') LIKE '[%' THEN
        RETURN;
    END IF;
    PERFORM hofsm.refuse(
        'feature_not_supported', 'a tag is not compared by writes to the new tables where payloads are gone', document,
        'the rows from before this statement are gone, and there is no payload to compare with',
        'SELECT ... FOR UPDATE the document by its legacy name, compare hofsm.etag(...) with the tag, and write in the same transaction; or '
            'write through the view, where it stands.'
    );
END
$body$;

-- The document whose tag was found right, NULL for one that is gone: what else the transaction writes to it is not asked again, as nobody
-- else can write meanwhile. A document that gets another key stays the one.
CREATE OR REPLACE FUNCTION hofsm.bind_etag(mapping text, document text) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
DECLARE
    asked text := coalesce(current_setting('hofsm.if_match', true), '');
    bound jsonb := CASE WHEN asked LIKE '[%' THEN asked::jsonb END;
BEGIN
    IF asked = '' OR bound IS NOT NULL AND (bound ->> 1 <> mapping OR document IS NULL) THEN
        RETURN;
    END IF;
    PERFORM set_config(
        'hofsm.if_match',
        jsonb_build_array(coalesce(bound ->> 0, asked), mapping, coalesce(document, 'one that is gone'))::text,
        true
    );
END
$body$;
