-- golden: cutover -> mirrored
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the view, then on the base table): the view first, since its readers and writers come by it
-- Writers of the new tables are waited for, and wait, until their functions write to another table.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm writers'), hashtext('hofsm.writing_c01626be'));
    LOCK TABLE "old"."Legacy Orders" IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- down (ACCESS EXCLUSIVE on the legacy table and on tables that inherit from it)
DROP TRIGGER "zz_hofsm_take_golden" ON "old"."Legacy Orders_base";
DO $drop$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
        WHERE tgfoid IN ('"New Side"."take_golden"()'::regprocedure) AND tgparentid = 0 AND tgrelid <> '"old"."Legacy Orders_base"'::regclass
        ORDER BY tgrelid, tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.place);
    END LOOP;
END
$drop$;

-- down (ACCESS EXCLUSIVE on the base table, and on every view that reads the view, directly or through others): the table gets its name back
SELECT hofsm.cut_back('golden', "New Side"."keeps_payload_golden"());

-- down (no lock on any table): nothing to do

-- down (no lock on any table)
DROP FUNCTION "New Side"."restore_payload_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "New Side"."empty_payload_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "New Side"."payload_documents_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."match_component_option"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['order'] ||
        ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth)) ||
        ARRAY['component_option ' || ROW("touched"."component_path", "touched"."option_id")::text];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_component_option"(NULL::"New Side"."component_option", "New Side"."element_component_option"("touched"."Company", "touched"."id", "touched"."component_path", "touched"."option_id")) THEN 'component_option ' || ROW("touched"."component_path", "touched"."option_id")::text END,
            (SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(cardinality("touched"."component_path"), 1, -1) AS step (depth)
                            WHERE asked = "New Side"."etag_component"(NULL::"New Side"."component", "New Side"."element_component"("touched"."Company", "touched"."id", "touched"."component_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."component_option" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY(SELECT 'component ' || ROW("other"."component_path"[:depth])::text FROM generate_series(1, cardinality("other"."component_path")) AS step (depth)) ||
                ARRAY['component_option ' || ROW("other"."component_path", "other"."option_id")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.component_option');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."written_component_option"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth)) ||
                    ARRAY['component_option ' || ROW("touched"."component_path", "touched"."option_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            UPDATE "New Side"."component_option" AS stored SET "component_option_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path", "sibling"."option_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path" ORDER BY "sibling"."component_option_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."option_id") AS "place"
                FROM "New Side"."component_option" AS sibling
                LEFT JOIN (SELECT "now"."Company", "now"."id", "now"."component_path", "now"."option_id", -1 AS "rank", row_number() OVER () AS "row_number" FROM "new_rows" AS now) AS written ON "written"."Company" = "sibling"."Company" AND "written"."id" = "sibling"."id" AND "written"."component_path" = "sibling"."component_path" AND "written"."option_id" = "sibling"."option_id"
                WHERE ("sibling"."Company", "sibling"."id") IN (
                    SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows"
                )
            ) AS placed
            WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."component_path" = "placed"."component_path" AND "stored"."option_id" = "placed"."option_id" AND stored."component_option_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth)) ||
                    ARRAY['component_option ' || ROW("touched"."component_path", "touched"."option_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path", "was"."option_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path", "now"."option_id")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path" = "stored"."component_path")
                        AND NOT EXISTS (SELECT FROM "New Side"."component_option" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path" = "stored"."component_path");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component_option', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'component_path', "was"."component_path", 'option_id', "was"."option_id"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id", 'component_path', "now"."component_path", 'option_id', "now"."option_id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path", "was"."option_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path", "now"."option_id")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") OR "was"."component_option_ordinal" <> "now"."component_option_ordinal") THEN
                UPDATE "New Side"."component_option" AS stored SET "component_option_ordinal" = placed."place"
                FROM (
                    SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path", "sibling"."option_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path" ORDER BY "sibling"."component_option_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."option_id") AS "place"
                    FROM "New Side"."component_option" AS sibling
                    LEFT JOIN (SELECT "now"."Company", "now"."id", "now"."component_path", "now"."option_id", CASE WHEN ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") THEN -1 ELSE sign("now"."component_option_ordinal" - "was"."component_option_ordinal") END AS "rank", "was"."row_number"
                        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number") AS written ON "written"."Company" = "sibling"."Company" AND "written"."id" = "sibling"."id" AND "written"."component_path" = "sibling"."component_path" AND "written"."option_id" = "sibling"."option_id"
                    WHERE ("sibling"."Company", "sibling"."id") IN (
                        SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows"
                    )
                ) AS placed
                WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."component_path" = "placed"."component_path" AND "stored"."option_id" = "placed"."option_id" AND stored."component_option_ordinal" <> placed."place";
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth)) ||
                    ARRAY['component_option ' || ROW("touched"."component_path", "touched"."option_id")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path" = "stored"."component_path")
                    AND NOT EXISTS (SELECT FROM "New Side"."component_option" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path" = "stored"."component_path");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component_option', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'component_path', "was"."component_path", 'option_id', "was"."option_id"))) FROM "old_rows" AS was));
            END IF;
            UPDATE "New Side"."component_option" AS stored SET "component_option_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path", "sibling"."option_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path" ORDER BY "sibling"."component_option_ordinal", "sibling"."option_id") AS "place"
                FROM "New Side"."component_option" AS sibling
                WHERE ("sibling"."Company", "sibling"."id") IN (
                    SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows"
                )
            ) AS placed
            WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."component_path" = "placed"."component_path" AND "stored"."option_id" = "placed"."option_id" AND stored."component_option_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."match_component"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['order'] ||
        ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth));
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(cardinality("touched"."component_path"), 1, -1) AS step (depth)
                            WHERE asked = "New Side"."etag_component"(NULL::"New Side"."component", "New Side"."element_component"("touched"."Company", "touched"."id", "touched"."component_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."component" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY(SELECT 'component ' || ROW("other"."component_path"[:depth])::text FROM generate_series(1, cardinality("other"."component_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.component');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."written_component"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE cardinality("now"."component_path") = 0 OR 1 > ANY ("now"."component_path");
            
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                IF EXISTS (
                    SELECT FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1]
                    HAVING max("sibling"."component_path"[cardinality("sibling"."component_path")]) <> count(*)
                ) THEN
                    UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                    FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")),
                    walk AS (
                        SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                    UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                    FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")),
                    walk AS (
                        SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                    UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."component_path"[1] < 0;
                    UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."component_path"[1] < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE cardinality("now"."component_path") = 0 OR 1 > ANY ("now"."component_path");
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."component" AS stored SET ("Company", "id", "component_path") = ROW("now"."Company", "now"."id", "now"."component_path" || "stored"."component_path"[cardinality("was"."component_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND cardinality("stored"."component_path") > cardinality("was"."component_path") AND ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."Company" = "nearer"."Company" AND "stored"."id" = "nearer"."id" AND "stored"."component_path"[:cardinality("nearer"."component_path")] = "nearer"."component_path" AND cardinality("nearer"."component_path") > cardinality("was"."component_path") AND ("nearer"."Company", "nearer"."id", "nearer"."component_path") IS DISTINCT FROM ("nearer_now"."Company", "nearer_now"."id", "nearer_now"."component_path"));
                    UPDATE "New Side"."component_option" AS stored SET ("Company", "id", "component_path") = ROW("now"."Company", "now"."id", "now"."component_path" || "stored"."component_path"[cardinality("was"."component_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."Company" = "nearer"."Company" AND "stored"."id" = "nearer"."id" AND "stored"."component_path"[:cardinality("nearer"."component_path")] = "nearer"."component_path" AND cardinality("nearer"."component_path") > cardinality("was"."component_path") AND ("nearer"."Company", "nearer"."id", "nearer"."component_path") IS DISTINCT FROM ("nearer_now"."Company", "nearer_now"."id", "nearer_now"."component_path"));
                    UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND cardinality("was"."component_path") = 1)
                        AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND cardinality("other"."component_path") = 1);
                    
                    UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path"[:cardinality("was"."component_path") - 1] = "stored"."component_path")
                        AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path"[:cardinality("other"."component_path") - 1] = "stored"."component_path");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'component_path', "was"."component_path"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id", 'component_path', "now"."component_path")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    IF EXISTS (
                        SELECT FROM "New Side"."component" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1]
                        HAVING max("sibling"."component_path"[cardinality("sibling"."component_path")]) <> count(*)
                    ) THEN
                        UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("moved"."place")
                        FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                        FROM "New Side"."component" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")),
                        walk AS (
                            SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                            FROM numbered WHERE cardinality("numbered"."former") = 1
                            UNION ALL
                            SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                            FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                        )
                        SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                        WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                        UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("moved"."place")
                        FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                        FROM "New Side"."component" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")),
                        walk AS (
                            SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                            FROM numbered WHERE cardinality("numbered"."former") = 1
                            UNION ALL
                            SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                            FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                        )
                        SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                        WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                        UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                        WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."component_path"[1] < 0;
                        UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                        WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."component_path"[1] < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                DELETE FROM "New Side"."component" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND cardinality("stored"."component_path") > cardinality("was"."component_path") AND NOT EXISTS (SELECT FROM "New Side"."component" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND "again"."component_path" = "was"."component_path");
                DELETE FROM "New Side"."component_option" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND NOT EXISTS (SELECT FROM "New Side"."component" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND "again"."component_path" = "was"."component_path");
                UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND cardinality("was"."component_path") = 1)
                    AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND cardinality("other"."component_path") = 1);
                
                UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path"[:cardinality("was"."component_path") - 1] = "stored"."component_path")
                    AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path"[:cardinality("other"."component_path") - 1] = "stored"."component_path");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'component_path', "was"."component_path"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                IF EXISTS (
                    SELECT FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1]
                    HAVING max("sibling"."component_path"[cardinality("sibling"."component_path")]) <> count(*)
                ) THEN
                    UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                    FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")),
                    walk AS (
                        SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                    UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                    FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")),
                    walk AS (
                        SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                    UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AND "stored"."component_path"[1] < 0;
                    UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AND "stored"."component_path"[1] < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."match_attribute"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['order'] ||
        ARRAY['attribute ' || ROW("touched"."attribute_key")::text];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_attribute"(NULL::"New Side"."attribute", "New Side"."element_attribute"("touched"."Company", "touched"."id", "touched"."attribute_key")) THEN 'attribute ' || ROW("touched"."attribute_key")::text END,
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."attribute" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY['attribute ' || ROW("other"."attribute_key")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.attribute');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."written_attribute"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."attribute_key") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."attribute_key")) THEN
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."match_line_cell"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['order'] ||
        ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text] ||
        ARRAY['line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_line_cell"(NULL::"New Side"."line_cell", "New Side"."element_line_cell"("touched"."Company", "touched"."id", "touched"."line ""item""_id", "touched"."line_cell_ordinal")) THEN 'line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text END,
            CASE WHEN asked = "New Side"."etag_line ""item"""(NULL::"New Side"."line ""item""", "New Side"."element_line ""item"""("touched"."Company", "touched"."id", "touched"."line ""item""_id")) THEN 'line "item" ' || ROW("touched"."line ""item""_id")::text END,
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."line_cell" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY['line "item" ' || ROW("other"."line ""item""_id")::text] ||
                ARRAY['line_cell ' || ROW("other"."line ""item""_id", "other"."line_cell_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.line_cell');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."written_line_cell"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text] ||
                    ARRAY['line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."line_cell_ordinal" < 1;
            
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                IF EXISTS (
                    SELECT FROM "New Side"."line_cell" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id"
                    HAVING max("sibling"."line_cell_ordinal") <> count(*)
                ) THEN
                    UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", "sibling"."line_cell_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id" ORDER BY "sibling"."line_cell_ordinal"))::integer AS "place"
                    FROM "New Side"."line_cell" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."line ""item""_id" = "moved"."line ""item""_id" AND "stored"."line_cell_ordinal" = "moved"."former";
                    UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"stored"."line_cell_ordinal"
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."line_cell_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text] ||
                    ARRAY['line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."line_cell_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id", "was"."line_cell_ordinal") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id", "now"."line_cell_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."line ""item""" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["cells"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."line ""item""_id" = "stored"."line ""item""_id")
                        AND NOT EXISTS (SELECT FROM "New Side"."line_cell" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."line ""item""_id" = "stored"."line ""item""_id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'line "item"_id', "was"."line ""item""_id", 'line_cell_ordinal', "was"."line_cell_ordinal"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id", 'line "item"_id', "now"."line ""item""_id", 'line_cell_ordinal', "now"."line_cell_ordinal")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id", "was"."line_cell_ordinal") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id", "now"."line_cell_ordinal")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id", "was"."line_cell_ordinal") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id", "now"."line_cell_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    IF EXISTS (
                        SELECT FROM "New Side"."line_cell" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id"
                        HAVING max("sibling"."line_cell_ordinal") <> count(*)
                    ) THEN
                        UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", "sibling"."line_cell_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id" ORDER BY "sibling"."line_cell_ordinal"))::integer AS "place"
                        FROM "New Side"."line_cell" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."line ""item""_id" = "moved"."line ""item""_id" AND "stored"."line_cell_ordinal" = "moved"."former";
                        UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"stored"."line_cell_ordinal"
                        WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."line_cell_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text] ||
                    ARRAY['line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                UPDATE "New Side"."line ""item""" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["cells"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."line ""item""_id" = "stored"."line ""item""_id")
                    AND NOT EXISTS (SELECT FROM "New Side"."line_cell" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."line ""item""_id" = "stored"."line ""item""_id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'line "item"_id', "was"."line ""item""_id", 'line_cell_ordinal', "was"."line_cell_ordinal"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                IF EXISTS (
                    SELECT FROM "New Side"."line_cell" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id"
                    HAVING max("sibling"."line_cell_ordinal") <> count(*)
                ) THEN
                    UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", "sibling"."line_cell_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id" ORDER BY "sibling"."line_cell_ordinal"))::integer AS "place"
                    FROM "New Side"."line_cell" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."line ""item""_id" = "moved"."line ""item""_id" AND "stored"."line_cell_ordinal" = "moved"."former";
                    UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"stored"."line_cell_ordinal"
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AND "stored"."line_cell_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."match_line ""item"""() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['order'] ||
        ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_line ""item"""(NULL::"New Side"."line ""item""", "New Side"."element_line ""item"""("touched"."Company", "touched"."id", "touched"."line ""item""_id")) THEN 'line "item" ' || ROW("touched"."line ""item""_id")::text END,
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."line ""item""" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY['line "item" ' || ROW("other"."line ""item""_id")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.line "item"');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."written_line ""item"""() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            UPDATE "New Side"."line ""item""" AS stored SET "line ""item""_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id" ORDER BY "sibling"."line ""item""_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."line ""item""_id") AS "place"
                FROM "New Side"."line ""item""" AS sibling
                LEFT JOIN (SELECT "now"."Company", "now"."id", "now"."line ""item""_id", -1 AS "rank", row_number() OVER () AS "row_number" FROM "new_rows" AS now) AS written ON "written"."Company" = "sibling"."Company" AND "written"."id" = "sibling"."id" AND "written"."line ""item""_id" = "sibling"."line ""item""_id"
                WHERE ("sibling"."Company", "sibling"."id") IN (
                    SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows"
                )
            ) AS placed
            WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."line ""item""_id" = "placed"."line ""item""_id" AND stored."line ""item""_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."line_cell" AS stored SET ("Company", "id", "line ""item""_id") = ROW("now"."Company", "now"."id", "now"."line ""item""_id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."line ""item""_id" = "was"."line ""item""_id" AND ("was"."Company", "was"."id", "was"."line ""item""_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id");
                    UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["lines"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "New Side"."line ""item""" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line "item"', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'line "item"_id', "was"."line ""item""_id"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id", 'line "item"_id', "now"."line ""item""_id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id") OR "was"."line ""item""_ordinal" <> "now"."line ""item""_ordinal") THEN
                UPDATE "New Side"."line ""item""" AS stored SET "line ""item""_ordinal" = placed."place"
                FROM (
                    SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id" ORDER BY "sibling"."line ""item""_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."line ""item""_id") AS "place"
                    FROM "New Side"."line ""item""" AS sibling
                    LEFT JOIN (SELECT "now"."Company", "now"."id", "now"."line ""item""_id", CASE WHEN ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id") THEN -1 ELSE sign("now"."line ""item""_ordinal" - "was"."line ""item""_ordinal") END AS "rank", "was"."row_number"
                        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number") AS written ON "written"."Company" = "sibling"."Company" AND "written"."id" = "sibling"."id" AND "written"."line ""item""_id" = "sibling"."line ""item""_id"
                    WHERE ("sibling"."Company", "sibling"."id") IN (
                        SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows"
                    )
                ) AS placed
                WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."line ""item""_id" = "placed"."line ""item""_id" AND stored."line ""item""_ordinal" <> placed."place";
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                DELETE FROM "New Side"."line_cell" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."line ""item""_id" = "was"."line ""item""_id" AND NOT EXISTS (SELECT FROM "New Side"."line ""item""" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND "again"."line ""item""_id" = "was"."line ""item""_id");
                UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["lines"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "New Side"."line ""item""" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line "item"', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'line "item"_id', "was"."line ""item""_id"))) FROM "old_rows" AS was));
            END IF;
            UPDATE "New Side"."line ""item""" AS stored SET "line ""item""_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id" ORDER BY "sibling"."line ""item""_ordinal", "sibling"."line ""item""_id") AS "place"
                FROM "New Side"."line ""item""" AS sibling
                WHERE ("sibling"."Company", "sibling"."id") IN (
                    SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows"
                )
            ) AS placed
            WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."line ""item""_id" = "placed"."line ""item""_id" AND stored."line ""item""_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."match_order_signature"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['order'];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."order_signature" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.order_signature');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."written_order_signature"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column order_signature.signed_by refers to a row that is not there', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'public.users has none with this value in id', 'spec.yaml:24:7 (order_signature.signed_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."signed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."signed_by");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column order_signature.signed_by refers to a row that is not there', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'public.users has none with this value in id', 'spec.yaml:24:7 (order_signature.signed_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."signed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."signed_by") AND "was"."signed_by"::text IS DISTINCT FROM "now"."signed_by"::text;
            
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table order_signature cannot be changed', concat_ws(', ', 'Company = ' || "was"."Company"::text, 'id = ' || "was"."id"::text), 'its rows belong to those of order', 'change the key in order: the rows of order_signature follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                UPDATE "New Side"."order" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{signature}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order_signature" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'order_signature', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."match_order"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := ARRAY['order'];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."order" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.order');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."written_order"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    touched jsonb;
    later jsonb;
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "now"."Company" AND "legacy"."id" = "now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "old"."Legacy Orders" AS legacy SET ("Company", "id") = ROW("now"."Company", "now"."id")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."Company" = "was"."Company" AND "legacy"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."order_signature" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."line ""item""" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."line_cell" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."attribute" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."component" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."component_option" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'order', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                DELETE FROM "New Side"."order_signature" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."line ""item""" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."line_cell" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."attribute" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."component" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."component_option" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'order', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "old"."Legacy Orders" AS legacy USING "old_rows" AS was
            WHERE "legacy"."Company" = "was"."Company" AND "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'Company = ' || "was"."Company"::text, 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id") AND EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "was"."Company" AND "legacy"."id" = "was"."id");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."mirror_document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    composed jsonb;
    actual jsonb;
    is_there boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = $1 AND "root"."id" = $2) THEN
        IF EXISTS (SELECT FROM "New Side"."order_signature" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."line ""item""" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."line_cell" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."attribute" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."component" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."component_option" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2) THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', 'a row was written for a document that table order does not have', concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'every document has one row in order', 'insert the row of order first, or in the same statement'
            );
        END IF;
        RETURN;
    END IF;
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('golden', concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "New Side"."document_order"($1, $2);
    EXCEPTION WHEN invalid_text_representation THEN
        -- Rows that exclude each other, a value and elements in one place, may not even make JSON.
        PERFORM "New Side"."settle_order"($1, $2, NULL);
        RAISE;
    END;
    PERFORM "New Side"."settle_order"($1, $2, composed);
    -- The triggers of the legacy table return where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1, $2)::text, true);
    SELECT true, "legacy"."the ""value""" INTO is_there, actual FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "old"."Legacy Orders" ("Company", "id", "the ""value""") OVERRIDING SYSTEM VALUE
            VALUES ($1, $2, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "old"."Legacy Orders" AS legacy SET "the ""value""" = composed WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."the ""value""" INTO is_there, actual FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text THEN
        composed := "New Side"."document_order"($1, $2);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "New Side"."change_order"($1, $2, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."verify_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS TABLE (
    "Company" "old"."Legacy Orders"."Company"%TYPE,
    "id" "old"."Legacy Orders"."id"%TYPE,
    "in_legacy" boolean,
    "represented" boolean,
    "payload" jsonb,
    "composed" jsonb
)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
    SET enable_nestloop = off
AS $body$
BEGIN
    -- EXECUTE plans for the given keys every time: a plan for unknown keys would read whole tables.
    RETURN QUERY EXECUTE $query$
    -- Text decides, not jsonb equality: 1.0 and 1 are equal and not the same. Equal images are equal texts, and much cheaper.
    SELECT coalesce("legacy"."Company", "composed"."Company"), coalesce("legacy"."id", "composed"."id"), "legacy"."Company" IS NOT NULL, "composed"."Company" IS NOT NULL, legacy."payload", composed."payload"
    FROM (SELECT "legacy"."Company", "legacy"."id", "legacy"."the ""value""" AS "payload" FROM "old"."Legacy Orders" AS legacy WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4)) AS legacy
    FULL JOIN (
        SELECT "composed"."Company", "composed"."id", composed."document"::jsonb AS "payload"
        FROM (
            SELECT "order"."Company", "order"."id", CASE WHEN "order"."residual" IS NULL AND "order"."residual_absent" IS NULL THEN "New Side"."compose_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") ELSE "overlay of_order"."document" END AS "document"
            FROM "New Side"."order" AS "order"
            LEFT JOIN "New Side"."order_signature" AS "order_signature" ON "order"."Company" = "order_signature"."Company" AND "order"."id" = "order_signature"."id" AND ("order_signature"."Company", "order_signature"."id") >= ($1, $2) AND ("order_signature"."Company", "order_signature"."id") <= ($3, $4)
            LEFT JOIN (
                SELECT "line ""item"""."Company", "line ""item"""."id", '[' || string_agg(CASE WHEN "line ""item"""."residual" IS NULL AND "line ""item"""."residual_absent" IS NULL THEN "New Side"."compose_line ""item"""("line ""item""".*, "members of_line_cell"."members") ELSE "overlay of_line ""item"""."document" END, ',' ORDER BY "line ""item"""."line ""item""_ordinal") || ']' AS "members"
                FROM "New Side"."line ""item""" AS "line ""item"""
                LEFT JOIN (
                    SELECT "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id", '[' || string_agg(CASE WHEN "line_cell"."residual" IS NULL AND "line_cell"."residual_absent" IS NULL THEN "New Side"."compose_line_cell"("line_cell".*) ELSE "overlay of_line_cell"."document" END, ',' ORDER BY "line_cell"."line_cell_ordinal") || ']' AS "members"
                    FROM "New Side"."line_cell" AS "line_cell"
                    LEFT JOIN LATERAL "New Side"."overlay_line_cell"("line_cell".*) AS "overlay of_line_cell" ON true
                    WHERE ("line_cell"."Company", "line_cell"."id") >= ($1, $2) AND ("line_cell"."Company", "line_cell"."id") <= ($3, $4)
                    GROUP BY "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id"
                ) AS "members of_line_cell" ON "line ""item"""."Company" = "members of_line_cell"."Company" AND "line ""item"""."id" = "members of_line_cell"."id" AND "line ""item"""."line ""item""_id" = "members of_line_cell"."line ""item""_id"
                LEFT JOIN LATERAL "New Side"."overlay_line ""item"""("line ""item""".*, "members of_line_cell"."members") AS "overlay of_line ""item""" ON true
                WHERE ("line ""item"""."Company", "line ""item"""."id") >= ($1, $2) AND ("line ""item"""."Company", "line ""item"""."id") <= ($3, $4)
                GROUP BY "line ""item"""."Company", "line ""item"""."id"
            ) AS "members of_line ""item""" ON "order"."Company" = "members of_line ""item"""."Company" AND "order"."id" = "members of_line ""item"""."id"
            LEFT JOIN (
                SELECT "attribute"."Company", "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "New Side"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
                FROM "New Side"."attribute" AS "attribute"
                LEFT JOIN LATERAL "New Side"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
                WHERE ("attribute"."Company", "attribute"."id") >= ($1, $2) AND ("attribute"."Company", "attribute"."id") <= ($3, $4)
                GROUP BY "attribute"."Company", "attribute"."id"
            ) AS "members of_attribute" ON "order"."Company" = "members of_attribute"."Company" AND "order"."id" = "members of_attribute"."id"
            LEFT JOIN (
                SELECT "step"."Company", "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "component"."Company", "component"."id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("component"."component_path") THEN ',' ELSE '' END || split_part(CASE WHEN "component"."residual" IS NULL AND "component"."residual_absent" IS NULL THEN "New Side"."compose_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) ELSE "overlay of_component"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("component"."component_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                    FROM "New Side"."component" AS "component"
                    LEFT JOIN (
                        SELECT "component_option"."Company", "component_option"."id", "component_option"."component_path", '[' || string_agg(CASE WHEN "component_option"."residual" IS NULL AND "component_option"."residual_absent" IS NULL THEN "New Side"."compose_component_option"("component_option".*) ELSE "overlay of_component_option"."document" END, ',' ORDER BY "component_option"."component_option_ordinal") || ']' AS "members"
                        FROM "New Side"."component_option" AS "component_option"
                        LEFT JOIN LATERAL "New Side"."overlay_component_option"("component_option".*) AS "overlay of_component_option" ON true
                        WHERE ("component_option"."Company", "component_option"."id") >= ($1, $2) AND ("component_option"."Company", "component_option"."id") <= ($3, $4)
                        GROUP BY "component_option"."Company", "component_option"."id", "component_option"."component_path"
                    ) AS "members of_component_option" ON "component"."Company" = "members of_component_option"."Company" AND "component"."id" = "members of_component_option"."id" AND "component"."component_path" = "members of_component_option"."component_path"
                    JOIN (
                        SELECT "step"."Company", "step"."id", "step"."component_path", "step"."component_path" AS "place",
                            lag(cardinality("step"."component_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."component_path")) OVER walk_order AS "next_depth"
                        FROM "New Side"."component" AS step
                        WHERE ("step"."Company", "step"."id") >= ($1, $2) AND ("step"."Company", "step"."id") <= ($3, $4)
                        WINDOW walk_order AS (PARTITION BY "step"."Company", "step"."id" ORDER BY "step"."component_path")
                    ) AS "walk" ON "component"."Company" = "walk"."Company" AND "component"."id" = "walk"."id" AND "component"."component_path" = "walk"."component_path"
                    LEFT JOIN LATERAL "New Side"."overlay_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) AS "overlay of_component" ON true
                    WHERE ("component"."Company", "component"."id") >= ($1, $2) AND ("component"."Company", "component"."id") <= ($3, $4)
                ) AS step
                GROUP BY "step"."Company", "step"."id"
            ) AS "members of_component" ON "order"."Company" = "members of_component"."Company" AND "order"."id" = "members of_component"."id"
            LEFT JOIN LATERAL "New Side"."overlay_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") AS "overlay of_order" ON true
            WHERE ("order"."Company", "order"."id") >= ($1, $2) AND ("order"."Company", "order"."id") <= ($3, $4)
        ) AS composed
    ) AS composed ON "legacy"."Company" = "composed"."Company" AND "legacy"."id" = "composed"."id"
    WHERE ("legacy"."Company" IS NOT NULL AND "composed"."Company" IS NOT NULL) IS NOT TRUE
        OR NOT record_image_eq(ROW(legacy."payload"), ROW(composed."payload"))
            AND legacy."payload"::text IS DISTINCT FROM composed."payload"::text
$query$ USING $1, $2, $3, $4;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."dual_write_golden"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- A write that the new side makes of its own change comes with the key of the document; any other write in its wake is followed.
    IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN ROW("old"."Company", "old"."id") ELSE ROW("new"."Company", "new"."id") END)::text THEN
        RETURN NULL;
    END IF;
    IF origin_before NOT LIKE 'new%' THEN
        IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
            PERFORM hofsm.check_etag(
                'golden', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'Company = ' || "new"."Company"::text, 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'Company = ' || "old"."Company"::text, 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["New Side"."etag_order"(NULL::"New Side"."order", "old"."the ""value""")] END
            );
            PERFORM hofsm.bind_etag('golden', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'Company = ' || "old"."Company"::text, 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'Company = ' || "new"."Company"::text, 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    -- Set here and not beside the function's other settings: there, a role needs to be superuser to name one of ours.
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Where the new side has given a document another key, its root row has it already and the rest of its rows are on the way there, with
    -- what else was written to them. If that brings the legacy row to another partition, it is a DELETE and an INSERT here.
    IF TG_OP = 'DELETE' THEN
        IF origin_before <> 'new' OR EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "old"."Company" AND "root"."id" = "old"."id") THEN
            PERFORM "New Side"."follow_golden"("old"."Company", "old"."id");
        END IF;
    ELSIF TG_OP = 'INSERT' AND origin_before = 'new' AND EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "new"."Company" AND "root"."id" = "new"."id") THEN
        NULL;
    ELSIF TG_OP = 'UPDATE' AND ("old"."Company" IS DISTINCT FROM "new"."Company" OR "old"."id" IS DISTINCT FROM "new"."id") THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end. Where the
        -- new side has moved a document, its rows are there already, and the payload does not yet say what else was written to them.
        IF origin_before <> 'new'
            OR EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "old"."Company" AND "root"."id" = "old"."id")
            OR NOT EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "new"."Company" AND "root"."id" = "new"."id")
        THEN
            PERFORM "New Side"."follow_golden"("old"."Company", "old"."id");
            PERFORM "New Side"."follow_golden"("new"."Company", "new"."id");
        END IF;
    ELSE
        -- Triggers of nested statements fire before those of the statement around them, so the table may be ahead of NEW. An old snapshot
        -- may show a deleted row beside the present one of its key, so it is asked whether one of them is NEW.
        IF NOT EXISTS (
            SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "new"."Company" AND "legacy"."id" = "new"."id" AND hofsm.same_payload("legacy"."the ""value""", "new"."the ""value""")
        ) THEN
            PERFORM "New Side"."follow_golden"("new"."Company", "new"."id");
        ELSIF TG_OP = 'INSERT' THEN
            IF NOT "New Side"."represent_golden"("new"."Company", "new"."id", "new"."the ""value""" #> '{}') THEN
                PERFORM "New Side"."follow_golden"("new"."Company", "new"."id");
            END IF;
        ELSIF NOT "New Side"."change_order"("new"."Company", "new"."id", ("old"."the ""value""") #> '{}', "new"."the ""value""" #> '{}', 'contend') THEN
            PERFORM "New Side"."follow_golden"("new"."Company", "new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- down (no lock on any table)
DROP FUNCTION "New Side"."take_golden"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."keeps_payload_golden"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."exchange_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."view_document_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, tid);

-- down (no lock on any table)
DROP FUNCTION "New Side"."view_document_golden_now"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

RESET search_path;
