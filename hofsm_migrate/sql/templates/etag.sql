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

-- From here on this transaction writes to one document of a mapping only, if what it writes to has the tag: to be called as a statement of
-- its own, or in the WHERE of the write. '*' takes it back.
CREATE OR REPLACE FUNCTION hofsm.if_match(tag text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
DECLARE
    given text := current_setting('hofsm.if_match', true);
BEGIN
    IF tag IS NULL OR tag <> '*' AND tag !~ '^[0-9a-f]{32}$' THEN
        RAISE EXCEPTION 'not a tag: %', coalesce(quote_literal(tag), 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                DETAIL = 'Nothing was written.',
                HINT = 'Give what hofsm.etag(...) said when the document was read, or ''*'' to write whatever is there by now.';
    END IF;
    -- In a WHERE it is called for every row; what a statement under way has found right stays right.
    IF given LIKE '[%' THEN
        IF given::jsonb ->> 0 = tag AND jsonb_array_length(given::jsonb) > 3 THEN
            RETURN true;
        END IF;
    END IF;
    PERFORM set_config('hofsm.if_match', CASE WHEN tag = '*' THEN '' ELSE tag END, true);
    RETURN true;
END
$body$;

-- A transaction that has given a tag writes to no second document of the mapping.
CREATE OR REPLACE FUNCTION hofsm.refuse_other_document(document text, tagged text) RETURNS void
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog
AS $body$
    SELECT hofsm.refuse(
        'object_not_in_prerequisite_state', 'a tag is for one document, and this is another one', document,
        format('the tag was for %s', tagged),
        'Call hofsm.if_match with the tag of this one before it is written, or with ''*'' to write whatever is there.'
    )
$body$;

-- What is written to has another tag by now.
CREATE OR REPLACE FUNCTION hofsm.refuse_changed(document text, tag text) RETURNS void
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog
AS $body$
    SELECT hofsm.refuse(
        'serialization_failure', 'the document has changed since its tag was read', document,
        format('nothing that is written to has the tag %s', tag), 'Read it and its tag again, and decide anew.'
    )
$body$;

-- Refuse a write of the legacy side to a document that is not the one asked for. `tags` are those that it has by now.
CREATE OR REPLACE FUNCTION hofsm.check_etag(mapping text, document text, VARIADIC tags text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
DECLARE
    asked text := current_setting('hofsm.if_match', true);
BEGIN
    IF asked LIKE '[%' THEN
        IF asked::jsonb ->> 1 = mapping AND asked::jsonb ->> 2 <> document THEN
            PERFORM hofsm.refuse_other_document(document, asked::jsonb ->> 2);
        END IF;
    ELSIF NOT coalesce(asked = ANY (tags), false) THEN
        PERFORM hofsm.refuse_changed(document, asked);
    END IF;
END
$body$;

-- The tag that a row of the new side is still asked for; NULL where there is none, or where it was found right. `places` are the document and
-- the elements that the row lies in, from the outside in.
CREATE OR REPLACE FUNCTION hofsm.tag_asked(mapping text, document text, places text[]) RETURNS text
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
DECLARE
    asked text := coalesce(current_setting('hofsm.if_match', true), '');
    given jsonb;
BEGIN
    IF asked NOT LIKE '[%' THEN
        RETURN nullif(asked, '');
    END IF;
    given := asked::jsonb;
    IF given ->> 1 <> mapping THEN
        RETURN NULL;
    ELSIF given ->> 2 <> document THEN
        PERFORM hofsm.refuse_other_document(document, given ->> 2);
    ELSIF jsonb_array_length(given) = 3 OR given -> 3 ?| places THEN
        RETURN NULL;
    END IF;
    RETURN given ->> 0;
END
$body$;

-- One of `places` has the tag, so this statement may write to whatever lies in it; NULL: none of them has, which refuses the write.
-- What lies around it has changed with the first row and is not compared again: it did not have the tag of a part of itself.
CREATE OR REPLACE FUNCTION hofsm.grant_tag(mapping text, document text, tag text, place text, places text[]) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
DECLARE
    asked text := current_setting('hofsm.if_match', true);
    granted jsonb := '[]';
    around jsonb := '[]';
BEGIN
    IF asked LIKE '[%' THEN
        granted := asked::jsonb -> 3;
        around := asked::jsonb -> 4;
    END IF;
    IF place IS NULL OR around ? place THEN
        PERFORM hofsm.refuse_changed(document, tag);
    END IF;
    granted := granted || to_jsonb(place);
    around := around || to_jsonb(places[:array_position(places, place) - 1]);
    PERFORM set_config('hofsm.if_match', jsonb_build_array(tag, mapping, document, granted, around)::text, true);
END
$body$;

-- A row of the new side whose tag was never compared.
CREATE OR REPLACE FUNCTION hofsm.refuse_unasked(document text) RETURNS void
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog
AS $body$
    SELECT hofsm.refuse(
        'object_not_in_prerequisite_state', 'a row was written before its tag was compared', document,
        'the tag was given later in the statement than the row was written, or a trigger has given the row another place',
        'Call hofsm.if_match in a statement before the write, or in its WHERE.'
    )
$body$;

-- The document whose tag was found right: what else the transaction writes to it is not asked again, as nobody else can write meanwhile. A
-- document that gets another key stays the one.
CREATE OR REPLACE FUNCTION hofsm.bind_etag(mapping text, document text) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
DECLARE
    asked text := coalesce(current_setting('hofsm.if_match', true), '');
    bound jsonb := CASE WHEN asked LIKE '[%' THEN asked::jsonb END;
BEGIN
    IF asked = '' OR bound ->> 1 <> mapping THEN
        RETURN;
    END IF;
    PERFORM set_config('hofsm.if_match', jsonb_build_array(coalesce(bound ->> 0, asked), mapping, document)::text, true);
END
$body$;
