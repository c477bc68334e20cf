-- mixed: cutover -> mirrored
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the view, then on the base table): the view first, since its readers and writers come by it
-- Writers of the new tables are waited for, and wait, until their functions write to another table.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm writers'), hashtext('hofsm.writing_8bc77045'));
    LOCK TABLE "public"."mixed" IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- down (ACCESS EXCLUSIVE on the legacy table and on tables that inherit from it)
DROP TRIGGER "zz_hofsm_take_mixed" ON "public"."mixed_base";
DO $drop$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
        WHERE tgfoid IN ('"mixed_new"."take_mixed"()'::regprocedure) AND tgparentid = 0 AND tgrelid <> '"public"."mixed_base"'::regclass
        ORDER BY tgrelid, tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.place);
    END LOOP;
END
$drop$;

-- down (ACCESS EXCLUSIVE on the base table, and on every view that reads the view, directly or through others): the table gets its name back
SELECT hofsm.cut_back('mixed', "mixed_new"."keeps_payload_mixed"());

-- down (no lock on any table): nothing to do

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."restore_payload_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."empty_payload_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."payload_documents_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE);

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."match_form_row"() RETURNS trigger
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
    places := ARRAY['document'] ||
        ARRAY(SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_row_path")) AS step (depth));
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(cardinality("touched"."form_row_path"), 1, -1) AS step (depth)
                            WHERE asked = "mixed_new"."etag_form_row"(NULL::"mixed_new"."form_row", "mixed_new"."element_form_row"("touched"."id", "touched"."form_row_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."form_row" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document'] ||
                ARRAY(SELECT 'form_row ' || ROW("other"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_row_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.form_row');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."written_form_row"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY(SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_row_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE cardinality("now"."form_row_path") = 0 OR 1 > ANY ("now"."form_row_path");
            
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                IF EXISTS (
                    SELECT FROM "mixed_new"."form_row" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1]
                    HAVING max("sibling"."form_row_path"[cardinality("sibling"."form_row_path")]) <> count(*)
                ) THEN
                    UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."id", "sibling"."form_row_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1] ORDER BY "sibling"."form_row_path"[cardinality("sibling"."form_row_path")]))::integer AS "place"
                    FROM "mixed_new"."form_row" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")),
                    walk AS (
                        SELECT "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_row_path" = "moved"."former";
                    UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("stored"."form_row_path")
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_row_path"[1] < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY(SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_row_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE cardinality("now"."form_row_path") = 0 OR 1 > ANY ("now"."form_row_path");
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_row_path") IS DISTINCT FROM ("now"."id", "now"."form_row_path")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    UPDATE "mixed_new"."form_row" AS stored SET ("id", "form_row_path") = ROW("now"."id", "now"."form_row_path" || "stored"."form_row_path"[cardinality("was"."form_row_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_row_path"[:cardinality("was"."form_row_path")] = "was"."form_row_path" AND cardinality("stored"."form_row_path") > cardinality("was"."form_row_path") AND ("was"."id", "was"."form_row_path") IS DISTINCT FROM ("now"."id", "now"."form_row_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_row_path"[:cardinality("nearer"."form_row_path")] = "nearer"."form_row_path" AND cardinality("nearer"."form_row_path") > cardinality("was"."form_row_path") AND ("nearer"."id", "nearer"."form_row_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_row_path"));
                    UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["form", "rows"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_row_path") = 1)
                        AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_row_path") = 1);
                    
                    UPDATE "mixed_new"."form_row" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["data", "rows"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."form_row_path"[:cardinality("was"."form_row_path") - 1] = "stored"."form_row_path")
                        AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_row_path"[:cardinality("other"."form_row_path") - 1] = "stored"."form_row_path");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_row_path', "was"."form_row_path"), 'now', jsonb_build_object('id', "now"."id", 'form_row_path', "now"."form_row_path")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_row_path") IS DISTINCT FROM ("now"."id", "now"."form_row_path")));
                END IF;
            END IF;
            UPDATE "mixed_new"."form_row" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."below_other" IS NOT NULL AND "now"."below_other" IS NULL) THEN '[["data"], {}]'::jsonb END])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND (("was"."below_other" IS NOT NULL AND "now"."below_other" IS NULL));
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'form_row, path data.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."form_row" AS "stored" WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'data' -> 'rows')) = 'array' AND ("stored"."residual" -> 'data' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."form_row" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND "stored"."residual" IS NOT NULL;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'form_row, path data.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."form_row" AS "stored" WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."data_other" IS NOT NULL AND "was"."data_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'data' -> 'rows')) = 'array' AND ("stored"."residual" -> 'data' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."form_row" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{data}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."data_other" IS NOT NULL AND "was"."data_other" IS NULL AND ("stored"."residual" -> 'data') IS NOT NULL;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'form_row, path data.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."form_row" AS "stored" WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."below_other" IS NOT NULL AND "was"."below_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'data' -> 'rows')) = 'array' AND ("stored"."residual" -> 'data' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."form_row" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{data,rows}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."below_other" IS NOT NULL AND "was"."below_other" IS NULL AND ("stored"."residual" -> 'data' -> 'rows') IS NOT NULL;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_row_path") IS DISTINCT FROM ("now"."id", "now"."form_row_path")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    IF EXISTS (
                        SELECT FROM "mixed_new"."form_row" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1]
                        HAVING max("sibling"."form_row_path"[cardinality("sibling"."form_row_path")]) <> count(*)
                    ) THEN
                        UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("moved"."place")
                        FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."id", "sibling"."form_row_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1] ORDER BY "sibling"."form_row_path"[cardinality("sibling"."form_row_path")]))::integer AS "place"
                        FROM "mixed_new"."form_row" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")),
                        walk AS (
                            SELECT "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                            FROM numbered WHERE cardinality("numbered"."former") = 1
                            UNION ALL
                            SELECT "below"."id", "below"."former", "walk"."place" || "below"."place"
                            FROM walk JOIN numbered AS below ON "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                        )
                        SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."form_row_path" = "moved"."former";
                        UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("stored"."form_row_path")
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_row_path"[1] < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY(SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_row_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                DELETE FROM "mixed_new"."form_row" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_row_path"[:cardinality("was"."form_row_path")] = "was"."form_row_path" AND cardinality("stored"."form_row_path") > cardinality("was"."form_row_path") AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS again WHERE "again"."id" = "was"."id" AND "again"."form_row_path" = "was"."form_row_path");
                UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["form", "rows"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_row_path") = 1)
                    AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_row_path") = 1);
                
                UPDATE "mixed_new"."form_row" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["data", "rows"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."form_row_path"[:cardinality("was"."form_row_path") - 1] = "stored"."form_row_path")
                    AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_row_path"[:cardinality("other"."form_row_path") - 1] = "stored"."form_row_path");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_row_path', "was"."form_row_path"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                IF EXISTS (
                    SELECT FROM "mixed_new"."form_row" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1]
                    HAVING max("sibling"."form_row_path"[cardinality("sibling"."form_row_path")]) <> count(*)
                ) THEN
                    UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."id", "sibling"."form_row_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1] ORDER BY "sibling"."form_row_path"[cardinality("sibling"."form_row_path")]))::integer AS "place"
                    FROM "mixed_new"."form_row" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")),
                    walk AS (
                        SELECT "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_row_path" = "moved"."former";
                    UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("stored"."form_row_path")
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."form_row_path"[1] < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."match_option"() RETURNS trigger
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
    places := ARRAY['document'] ||
        ARRAY['option ' || ROW("touched"."option_ordinal")::text];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_option"(NULL::"mixed_new"."option", "mixed_new"."element_option"("touched"."id", "touched"."option_ordinal")) THEN 'option ' || ROW("touched"."option_ordinal")::text END,
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."option" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document'] ||
                ARRAY['option ' || ROW("other"."option_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.option');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."written_option"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['option ' || ROW("touched"."option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."option_ordinal" < 1;
            
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                IF EXISTS (
                    SELECT FROM "mixed_new"."option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."option_ordinal") <> count(*)
                ) THEN
                    UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."option_ordinal"))::integer AS "place"
                    FROM "mixed_new"."option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."option_ordinal" = "moved"."former";
                    UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"stored"."option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['option ' || ROW("touched"."option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."option_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."option_ordinal") IS DISTINCT FROM ("now"."id", "now"."option_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "mixed_new"."option" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'option_ordinal', "was"."option_ordinal"), 'now', jsonb_build_object('id', "now"."id", 'option_ordinal', "now"."option_ordinal")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."option_ordinal") IS DISTINCT FROM ("now"."id", "now"."option_ordinal")));
                END IF;
            END IF;
            UPDATE "mixed_new"."option" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."option_ordinal" = "now"."option_ordinal" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND "stored"."residual" IS NOT NULL;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."option_ordinal") IS DISTINCT FROM ("now"."id", "now"."option_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    IF EXISTS (
                        SELECT FROM "mixed_new"."option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."option_ordinal") <> count(*)
                    ) THEN
                        UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."option_ordinal"))::integer AS "place"
                        FROM "mixed_new"."option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."option_ordinal" = "moved"."former";
                        UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"stored"."option_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."option_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['option ' || ROW("touched"."option_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "mixed_new"."option" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'option_ordinal', "was"."option_ordinal"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                IF EXISTS (
                    SELECT FROM "mixed_new"."option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."option_ordinal") <> count(*)
                ) THEN
                    UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."option_ordinal"))::integer AS "place"
                    FROM "mixed_new"."option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."option_ordinal" = "moved"."former";
                    UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"stored"."option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."match_attribute"() RETURNS trigger
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
    places := ARRAY['document'] ||
        ARRAY['attribute ' || ROW("touched"."attribute_key")::text];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_attribute"(NULL::"mixed_new"."attribute", "mixed_new"."element_attribute"("touched"."id", "touched"."attribute_key")) THEN 'attribute ' || ROW("touched"."attribute_key")::text END,
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."attribute" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document'] ||
                ARRAY['attribute ' || ROW("other"."attribute_key")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.attribute');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."written_attribute"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."attribute_key") IS DISTINCT FROM ("now"."id", "now"."attribute_key")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "mixed_new"."attribute" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'attribute', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'attribute_key', "was"."attribute_key"), 'now', jsonb_build_object('id', "now"."id", 'attribute_key', "now"."attribute_key")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."attribute_key") IS DISTINCT FROM ("now"."id", "now"."attribute_key")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "mixed_new"."attribute" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'attribute', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'attribute_key', "was"."attribute_key"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."match_document_rest"() RETURNS trigger
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
    places := ARRAY['document'];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."document_rest" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.document_rest');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."written_document_rest"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM "new_rows" AS now
                WHERE "stored"."id" = "now"."id" AND "now"."input_other" IS NOT NULL AND ("stored"."residual" -> 'input') IS NOT NULL;
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
                FROM "new_rows" AS now CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}';
                
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{attributes}'::text[])
                FROM "new_rows" AS now
                WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND ("stored"."residual" -> 'attributes') IS NOT NULL;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document_rest', 'INSERT', (SELECT jsonb_agg(jsonb_build_object('now', to_jsonb("now".*))) FROM "new_rows" AS "now"));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table document_rest cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of document', 'change the key in document: the rows of document_rest follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "now"."input_other" IS NOT NULL AND "was"."input_other" IS NULL AND ("stored"."residual" -> 'input') IS NOT NULL;
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND "was"."attributes_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}';
                
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{attributes}'::text[])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND "was"."attributes_other" IS NULL AND ("stored"."residual" -> 'attributes') IS NOT NULL;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document_rest', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."input_other" IS NULL) <> ("now"."input_other" IS NULL) OR ("was"."attributes_other" IS NULL) <> ("now"."attributes_other" IS NULL)));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table document_rest cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of document that is there has one there', 'delete the row of document, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "mixed_new"."document_rest" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "mixed_new"."document" AS "stored" WHERE "stored"."id" = "was"."id");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."match_document_input"() RETURNS trigger
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
    places := ARRAY['document'];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."document_input" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.document_input');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."written_document_input"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table document_input cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of document', 'change the key in document: the rows of document_input follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document_input" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document_input', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."match_document"() RETURNS trigger
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
    places := ARRAY['document'];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."document" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.document');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."written_document"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'id = ' || "now"."id"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "now"."id");
            
            INSERT INTO "mixed_new"."document_rest" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "public"."mixed" AS legacy SET ("id") = ROW("now"."id")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    UPDATE "mixed_new"."document_input" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "mixed_new"."document_rest" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "mixed_new"."attribute" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "mixed_new"."option" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "mixed_new"."form_row" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id"), 'now', jsonb_build_object('id', "now"."id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")));
                END IF;
            END IF;
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."title" IS NOT NULL AND "now"."title" IS NULL) OR ("was"."rows_other" IS NOT NULL AND "now"."rows_other" IS NULL) THEN '[["form"], {}]'::jsonb END])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND (("was"."title" IS NOT NULL AND "now"."title" IS NULL) OR ("was"."rows_other" IS NOT NULL AND "now"."rows_other" IS NULL));
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path form.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'form' -> 'rows')) = 'array' AND ("stored"."residual" -> 'form' -> 'rows') <> '[]';
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}';
            
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND "stored"."residual" IS NOT NULL;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path form.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."form_other" IS NOT NULL AND "was"."form_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'form' -> 'rows')) = 'array' AND ("stored"."residual" -> 'form' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{form}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "now"."form_other" IS NOT NULL AND "was"."form_other" IS NULL AND ("stored"."residual" -> 'form') IS NOT NULL;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path form.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."rows_other" IS NOT NULL AND "was"."rows_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'form' -> 'rows')) = 'array' AND ("stored"."residual" -> 'form' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{form,rows}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "now"."rows_other" IS NOT NULL AND "was"."rows_other" IS NULL AND ("stored"."residual" -> 'form' -> 'rows') IS NOT NULL;
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{options}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "now"."options_other" IS NOT NULL AND "was"."options_other" IS NULL AND ("stored"."residual" -> 'options') IS NOT NULL;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                DELETE FROM "mixed_new"."document_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "mixed_new"."document_rest" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "mixed_new"."attribute" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "mixed_new"."option" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "mixed_new"."form_row" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "public"."mixed" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "was"."id");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."mirror_document_document"("public"."mixed"."id"%TYPE) RETURNS void
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
    IF NOT EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = $1) THEN
        IF EXISTS (SELECT FROM "mixed_new"."document_input" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "mixed_new"."document_rest" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "mixed_new"."attribute" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "mixed_new"."option" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "mixed_new"."form_row" AS own WHERE "own"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', 'a row was written for a document that table document does not have', concat_ws(', ', 'id = ' || $1::text), 'every document has one row in document', 'insert the row of document first, or in the same statement'
            );
        END IF;
        RETURN;
    END IF;
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('mixed', concat_ws(', ', 'id = ' || $1::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "mixed_new"."document_document"($1);
    EXCEPTION WHEN invalid_text_representation THEN
        -- Rows that exclude each other, a value and elements in one place, may not even make JSON.
        PERFORM "mixed_new"."settle_document"($1, NULL);
        RAISE;
    END;
    PERFORM "mixed_new"."settle_document"($1, composed);
    -- The triggers of the legacy table return where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1)::text, true);
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."mixed" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "public"."mixed" ("id", "value") OVERRIDING SYSTEM VALUE
            VALUES ($1, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "public"."mixed" AS legacy SET "value" = composed WHERE "legacy"."id" = $1;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."mixed" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text THEN
        composed := "mixed_new"."document_document"($1);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "mixed_new"."change_document"($1, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."verify_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) RETURNS TABLE (
    "id" "public"."mixed"."id"%TYPE,
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
    SELECT coalesce("legacy"."id", "composed"."id"), "legacy"."id" IS NOT NULL, "composed"."id" IS NOT NULL, legacy."payload", composed."payload"
    FROM (SELECT "legacy"."id", "legacy"."value" AS "payload" FROM "public"."mixed" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2) AS legacy
    FULL JOIN (
        SELECT "composed"."id", composed."document"::jsonb AS "payload"
        FROM (
            SELECT "document"."id", CASE WHEN "document"."residual" IS NULL AND "document"."residual_absent" IS NULL THEN "mixed_new"."compose_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") ELSE "overlay of_document"."document" END AS "document"
            FROM "mixed_new"."document" AS "document"
            LEFT JOIN "mixed_new"."document_input" AS "document_input" ON "document"."id" = "document_input"."id" AND "document_input"."id" >= $1 AND "document_input"."id" <= $2
            LEFT JOIN "mixed_new"."document_rest" AS "document_rest" ON "document"."id" = "document_rest"."id" AND "document_rest"."id" >= $1 AND "document_rest"."id" <= $2
            LEFT JOIN (
                SELECT "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "mixed_new"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
                FROM "mixed_new"."attribute" AS "attribute"
                LEFT JOIN LATERAL "mixed_new"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
                WHERE "attribute"."id" >= $1 AND "attribute"."id" <= $2
                GROUP BY "attribute"."id"
            ) AS "members of_attribute" ON "document"."id" = "members of_attribute"."id"
            LEFT JOIN (
                SELECT "option"."id", '[' || string_agg(CASE WHEN "option"."residual" IS NULL AND "option"."residual_absent" IS NULL THEN "mixed_new"."compose_option"("option".*) ELSE "overlay of_option"."document" END, ',' ORDER BY "option"."option_ordinal") || ']' AS "members"
                FROM "mixed_new"."option" AS "option"
                LEFT JOIN LATERAL "mixed_new"."overlay_option"("option".*) AS "overlay of_option" ON true
                WHERE "option"."id" >= $1 AND "option"."id" <= $2
                GROUP BY "option"."id"
            ) AS "members of_option" ON "document"."id" = "members of_option"."id"
            LEFT JOIN (
                SELECT "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "form_row"."id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("form_row"."form_row_path") THEN ',' ELSE '' END || split_part(CASE WHEN "form_row"."residual" IS NULL AND "form_row"."residual_absent" IS NULL THEN "mixed_new"."compose_form_row"("form_row".*, CASE WHEN "walk"."next_depth" > cardinality("form_row"."form_row_path") THEN '[' || chr(1) END) ELSE "overlay of_form_row"."document" END, chr(1), 1)
                        || repeat(']}}', greatest(cardinality("form_row"."form_row_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                    FROM "mixed_new"."form_row" AS "form_row"
                    JOIN (
                        SELECT "step"."id", "step"."form_row_path", "step"."form_row_path" AS "place",
                            lag(cardinality("step"."form_row_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."form_row_path")) OVER walk_order AS "next_depth"
                        FROM "mixed_new"."form_row" AS step
                        WHERE "step"."id" >= $1 AND "step"."id" <= $2
                        WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."form_row_path")
                    ) AS "walk" ON "form_row"."id" = "walk"."id" AND "form_row"."form_row_path" = "walk"."form_row_path"
                    LEFT JOIN LATERAL "mixed_new"."overlay_form_row"("form_row".*, CASE WHEN "walk"."next_depth" > cardinality("form_row"."form_row_path") THEN '[' || chr(1) END) AS "overlay of_form_row" ON true
                    WHERE "form_row"."id" >= $1 AND "form_row"."id" <= $2
                ) AS step
                GROUP BY "step"."id"
            ) AS "members of_form_row" ON "document"."id" = "members of_form_row"."id"
            LEFT JOIN LATERAL "mixed_new"."overlay_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") AS "overlay of_document" ON true
            WHERE "document"."id" >= $1 AND "document"."id" <= $2
        ) AS composed
    ) AS composed ON "legacy"."id" = "composed"."id"
    WHERE ("legacy"."id" IS NOT NULL AND "composed"."id" IS NOT NULL) IS NOT TRUE
        OR NOT record_image_eq(ROW(legacy."payload"), ROW(composed."payload"))
            AND legacy."payload"::text IS DISTINCT FROM composed."payload"::text
$query$ USING $1, $2;
END

$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."dual_write_mixed"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- A write that the new side makes of its own change comes with the key of the document; any other write in its wake is followed.
    IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN ROW("old"."id") ELSE ROW("new"."id") END)::text THEN
        RETURN NULL;
    END IF;
    IF origin_before NOT LIKE 'new%' THEN
        IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
            PERFORM hofsm.check_etag(
                'mixed', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["mixed_new"."etag_document"(NULL::"mixed_new"."document", "old"."value")] END
            );
            PERFORM hofsm.bind_etag('mixed', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    -- Set here and not beside the function's other settings: there, a role needs to be superuser to name one of ours.
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Where the new side has given a document another key, its root row has it already and the rest of its rows are on the way there, with
    -- what else was written to them. If that brings the legacy row to another partition, it is a DELETE and an INSERT here.
    IF TG_OP = 'DELETE' THEN
        IF origin_before <> 'new' OR EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = "old"."id") THEN
            PERFORM "mixed_new"."follow_mixed"("old"."id");
        END IF;
    ELSIF TG_OP = 'INSERT' AND origin_before = 'new' AND EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = "new"."id") THEN
        NULL;
    ELSIF TG_OP = 'UPDATE' AND ("old"."id" IS DISTINCT FROM "new"."id") THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end. Where the
        -- new side has moved a document, its rows are there already, and the payload does not yet say what else was written to them.
        IF origin_before <> 'new'
            OR EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = "old"."id")
            OR NOT EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = "new"."id")
        THEN
            PERFORM "mixed_new"."follow_mixed"("old"."id");
            PERFORM "mixed_new"."follow_mixed"("new"."id");
        END IF;
    ELSE
        -- Triggers of nested statements fire before those of the statement around them, so the table may be ahead of NEW. An old snapshot
        -- may show a deleted row beside the present one of its key, so it is asked whether one of them is NEW.
        IF NOT EXISTS (
            SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "new"."id" AND hofsm.same_payload("legacy"."value", "new"."value")
        ) THEN
            PERFORM "mixed_new"."follow_mixed"("new"."id");
        ELSIF TG_OP = 'INSERT' THEN
            IF NOT "mixed_new"."represent_mixed"("new"."id", "new"."value" #> '{}') THEN
                PERFORM "mixed_new"."follow_mixed"("new"."id");
            END IF;
        ELSIF NOT "mixed_new"."change_document"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'contend') THEN
            PERFORM "mixed_new"."follow_mixed"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."take_mixed"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."keeps_payload_mixed"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."exchange_mixed"("public"."mixed"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."view_document_mixed"("public"."mixed"."id"%TYPE, tid);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."view_document_mixed_now"("public"."mixed"."id"%TYPE);

RESET search_path;
