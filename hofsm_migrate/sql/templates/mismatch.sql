-- What does not conform to a mapped path, where the spec says `on_mismatch: reject`.

-- A member of an object, NULL for anything else.
CREATE OR REPLACE FUNCTION hofsm.entry_at(container jsonb, key text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN jsonb_typeof(container) = 'object' THEN container -> key END;

-- What a residual keeps at mapped places of a node, each with its words for a message; null and empty containers are nothing.
CREATE OR REPLACE FUNCTION hofsm.mismatches(residual jsonb, variant text, places jsonb) RETURNS TABLE (number integer, fragment text)
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog
AS $body$
DECLARE
    place jsonb;
    found jsonb;
    step text;
BEGIN
    FOR nth IN 0 .. jsonb_array_length(places) - 1 LOOP
        place := places -> nth;
        CONTINUE WHEN place ? 'variants' AND NOT coalesce(place -> 'variants' ? variant, false);
        found := residual;
        FOR step IN SELECT item.value FROM jsonb_array_elements_text(place -> 'path') WITH ORDINALITY AS item (value, depth) ORDER BY item.depth LOOP
            found := hofsm.entry_at(found, step);
        END LOOP;
        CONTINUE WHEN coalesce(found, 'null') = 'null'
            OR place ->> 'kind' = 'object' AND jsonb_typeof(found) = 'object'
            OR place ->> 'kind' = 'array' AND found = '[]'
            OR place ->> 'kind' = 'map' AND found = '{}';
        number := nth;
        fragment := found::text;
        RETURN NEXT;
    END LOOP;
END
$body$;

CREATE OR REPLACE FUNCTION hofsm.refuse_mismatch(document text, place jsonb, element text, fragment text, hint text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    PERFORM hofsm.refuse(
        'check_violation',
        format('what was written does not conform to %s', place ->> 'what'),
        document,
        format(
            'at %s%s it takes %s; got %s',
            place ->> 'at',
            CASE WHEN element IS NOT NULL THEN format(' of %s', element) END,
            place ->> 'takes',
            CASE WHEN length(fragment) > 100 THEN left(fragment, 100) || '...' ELSE fragment END
        ),
        format(hint, place ->> 'spec')
    );
END
$body$;
