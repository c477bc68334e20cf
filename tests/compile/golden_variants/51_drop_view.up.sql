-- variants: contracted, drop-view
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the base table, and on the view where it goes; SHARE ROW EXCLUSIVE on the new tables): waits for whoever writes or reads, and nobody is in between
-- Writers of the new side come by the base table and by the root with another table in hand: they are waited for before, and who comes
-- meanwhile is sent back. Readers and writers of the legacy side come by the view, then by the base table, then by the new tables; so does
-- this. One statement for psql.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext('hofsm.writing_c4651d46'));
    LOCK TABLE "old"."fields" IN ACCESS EXCLUSIVE MODE;
    LOCK TABLE "old"."fields_base" IN ACCESS EXCLUSIVE MODE;
    LOCK TABLE
        "variants_new"."field",
        "variants_new"."field_choice",
        "variants_new"."entry",
        "variants_new"."part",
        "variants_new"."stock_item",
        "variants_new"."field_option"
    IN SHARE ROW EXCLUSIVE MODE;
END
$do$;

-- up (ACCESS EXCLUSIVE on the view, the base table, and every view that reads the view, directly or through others): the view goes, and the table has its name again
SELECT hofsm.drop_view('"old"."fields"', 'fields_base');

-- up (no lock on any table): a write to a document makes its row in the base table a new version
SELECT hofsm.make_touch('"variants_new"."touch_variants"', '"old"."fields"', '{id}', '"variants_new"."field"');

-- up (no lock on any table): spec.yaml:5:3 (variants): bring the rows of a document in line with it, or refuse what was written
CREATE OR REPLACE FUNCTION "variants_new"."mirror_document_field"("old"."fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    composed jsonb;
BEGIN
    IF NOT EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = $1) THEN
        IF EXISTS (SELECT FROM "variants_new"."field_choice" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."entry" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."part" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."stock_item" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."field_option" AS own WHERE "own"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', 'a row was written for a document that table field does not have', concat_ws(', ', 'id = ' || $1::text), 'every document has one row in field', 'insert the row of field first, or in the same statement'
            );
        END IF;
        RETURN;
    END IF;
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('variants', concat_ws(', ', 'id = ' || $1::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "variants_new"."document_field"($1);
    EXCEPTION WHEN invalid_text_representation THEN
        -- What no JSON can hold is refused in plain words.
        PERFORM "variants_new"."settle_field"($1, NULL);
        RAISE;
    END;
    PERFORM "variants_new"."settle_field"($1, composed);
    -- The trigger of the base table returns where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1)::text, true);
    IF EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = $1) THEN
        PERFORM "variants_new"."touch_variants"($1);
    ELSE
        BEGIN
            INSERT INTO "old"."fields" ("id") OVERRIDING SYSTEM VALUE VALUES ($1);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'each document has a row in old.fields, and the column has no default', 'give it one, or insert the row there first: it comes with an empty row in field');
        END;
        IF NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'object_not_in_prerequisite_state', 'table old.fields did not take the row of the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule there kept it out', 'change the trigger, or insert the row there first'
            );
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END
$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): follows TRUNCATE of the legacy table or of one of its partitions
CREATE OR REPLACE FUNCTION "variants_new"."dual_write_variants_truncate"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages('"old"."fields"') AND NOT EXISTS (SELECT FROM "old"."fields") THEN
        TRUNCATE "variants_new"."field", "variants_new"."field_choice", "variants_new"."entry", "variants_new"."part", "variants_new"."stock_item", "variants_new"."field_option";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"old"."fields"');
        DELETE FROM "variants_new"."field_option" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."stock_item" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."part" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."entry" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."field_choice" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."field" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "target"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): what follows a write to field
CREATE OR REPLACE FUNCTION "variants_new"."written_field"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'id = ' || "now"."id"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "now"."id");
            
            INSERT INTO "variants_new"."field_choice" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE "now"."kind" IS NOT DISTINCT FROM 'multi select'
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "old"."fields" AS legacy SET ("id") = ROW("now"."id")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    UPDATE "variants_new"."field_choice" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."entry" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."part" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."stock_item" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."field_option" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'kind', "was"."kind"), 'now', jsonb_build_object('id', "now"."id", 'kind', "now"."kind")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")));
                END IF;
            END IF;
            UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep(CASE WHEN (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END) THEN hofsm.residual_clear("stored"."residual", (coalesce('{"number": [["default", "value"], ["ui", "width"]], "multi select": [["default", "value"], ["input", "value"], ["options"]]}'::jsonb -> CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END, '[]') || coalesce('{"number": [["default", "value"], ["ui", "width"]], "multi select": [["default", "value"], ["input", "value"], ["options"]]}'::jsonb -> CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END, '[]'))) ELSE "stored"."residual" END, ARRAY[CASE WHEN (("was"."default_number" IS NOT NULL AND "now"."default_number" IS NULL) OR ("was"."default_choice" IS NOT NULL AND "now"."default_choice" IS NULL)) AND (NOT ((CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) OR coalesce(CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END = ANY ('{number,"multi select"}'), false)) THEN '[["default"], {}]'::jsonb END]),
                "residual_absent" = CASE WHEN (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END) THEN hofsm.marks_without("stored"."residual_absent", ARRAY(SELECT jsonb_array_elements_text((coalesce('{"number": ["default.value", "ui.width"], "multi select": ["default.value", "input.value", "options"]}'::jsonb -> CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END, '[]') || coalesce('{"number": ["default.value", "ui.width"], "multi select": ["default.value", "input.value", "options"]}'::jsonb -> CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END, '[]'))))) ELSE "stored"."residual_absent" END
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND ((("was"."default_number" IS NOT NULL AND "now"."default_number" IS NULL) OR ("was"."default_choice" IS NOT NULL AND "now"."default_choice" IS NULL)) AND (NOT ((CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) OR coalesce(CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END = ANY ('{number,"multi select"}'), false)) OR (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END));
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) THEN
                    DELETE FROM "variants_new"."field_choice" AS stored USING "new_rows" AS now
                    WHERE "stored"."id" = "now"."id" AND NOT "now"."kind" IS NOT DISTINCT FROM 'multi select' AND "stored"."chosen" IS NULL;
                    INSERT INTO "variants_new"."field_choice" ("id")
                    SELECT "now"."id" FROM "new_rows" AS now WHERE "now"."kind" IS NOT DISTINCT FROM 'multi select'
                    ON CONFLICT DO NOTHING;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field', 'variant', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'kind', "was"."kind"), 'now', jsonb_build_object('id', "now"."id", 'kind', "now"."kind")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                DELETE FROM "variants_new"."field_choice" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."entry" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."part" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."stock_item" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."field_option" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'kind', "was"."kind"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "old"."fields" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "was"."id");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): compares the tag asked for before a row of field is written
CREATE OR REPLACE FUNCTION "variants_new"."match_field"() RETURNS trigger
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
    places := ARRAY['field'];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "variants_new"."field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."field" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.field');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): what follows a write to field_choice
CREATE OR REPLACE FUNCTION "variants_new"."written_field_choice"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table field_choice cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of field', 'change the key in field: the rows of field_choice follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL) THEN '[["input"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND (("was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_choice', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table field_choice cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of field of variant ''multi select'' has one there', 'delete the row of field, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."field_choice" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "variants_new"."field" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."kind" IS NOT DISTINCT FROM 'multi select');
                
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN (("was"."chosen" IS NOT NULL)) AND (NOT (NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select') OR CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END IS NOT DISTINCT FROM 'multi select') THEN '[["input"], {}]'::jsonb END])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND ((("was"."chosen" IS NOT NULL)) AND (NOT (NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select') OR CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END IS NOT DISTINCT FROM 'multi select'));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_choice', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): compares the tag asked for before a row of field_choice is written
CREATE OR REPLACE FUNCTION "variants_new"."match_field_choice"() RETURNS trigger
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
    places := ARRAY['field'];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "variants_new"."field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."field_choice" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.field_choice');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): what follows a write to entry
CREATE OR REPLACE FUNCTION "variants_new"."written_entry"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."entry_ordinal" < 1;
            
            INSERT INTO "variants_new"."part" ("id", "entry_ordinal")
            SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'part'
            ON CONFLICT DO NOTHING;
            INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal")
            SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
            ON CONFLICT DO NOTHING;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."entry_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."entry_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    UPDATE "variants_new"."part" AS stored SET ("id", "entry_ordinal") = ROW("now"."id", "now"."entry_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
                    UPDATE "variants_new"."stock_item" AS stored SET ("id", "entry_ordinal") = ROW("now"."id", "now"."entry_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
                    UPDATE "variants_new"."field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["entries"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'entry_ordinal', "was"."entry_ordinal", 'entry_variant', "was"."entry_variant"), 'now', jsonb_build_object('id', "now"."id", 'entry_ordinal', "now"."entry_ordinal", 'entry_variant', "now"."entry_variant")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal")));
                END IF;
            END IF;
            UPDATE "variants_new"."entry" AS "stored" SET "residual" = CASE WHEN ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant") THEN hofsm.residual_clear("stored"."residual", (coalesce('{"part": [["name"], ["IPN"]], "stock_item": [["batch"], ["name"], ["serial_int"]]}'::jsonb -> "was"."entry_variant", '[]') || coalesce('{"part": [["name"], ["IPN"]], "stock_item": [["batch"], ["name"], ["serial_int"]]}'::jsonb -> "now"."entry_variant", '[]'))) ELSE "stored"."residual" END,
                "residual_absent" = CASE WHEN ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant") THEN hofsm.marks_without("stored"."residual_absent", ARRAY(SELECT jsonb_array_elements_text((coalesce('{"part": ["name", "IPN"], "stock_item": ["batch", "name", "serial_int"]}'::jsonb -> "was"."entry_variant", '[]') || coalesce('{"part": ["name", "IPN"], "stock_item": ["batch", "name", "serial_int"]}'::jsonb -> "now"."entry_variant", '[]'))))) ELSE "stored"."residual_absent" END
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND (("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant"));
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant")) THEN
                    DELETE FROM "variants_new"."part" AS stored USING "new_rows" AS now
                    WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND NOT "now"."entry_variant" IS NOT DISTINCT FROM 'part' AND "stored"."name" IS NULL AND "stored"."code" IS NULL;
                    INSERT INTO "variants_new"."part" ("id", "entry_ordinal")
                    SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'part'
                    ON CONFLICT DO NOTHING;
                    DELETE FROM "variants_new"."stock_item" AS stored USING "new_rows" AS now
                    WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND NOT "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item' AND "stored"."title" IS NULL AND "stored"."serial" IS NULL;
                    INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal")
                    SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
                    ON CONFLICT DO NOTHING;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'variant', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'entry_ordinal', "was"."entry_ordinal", 'entry_variant', "was"."entry_variant"), 'now', jsonb_build_object('id', "now"."id", 'entry_ordinal', "now"."entry_ordinal", 'entry_variant', "now"."entry_variant")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant")));
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    IF EXISTS (
                        SELECT FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."entry_ordinal") <> count(*)
                    ) THEN
                        UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                        FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                        UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                        FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                        UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                        FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                        UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                        UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                        UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                DELETE FROM "variants_new"."part" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal");
                DELETE FROM "variants_new"."stock_item" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal");
                UPDATE "variants_new"."field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["entries"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'entry_ordinal', "was"."entry_ordinal", 'entry_variant', "was"."entry_variant"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."entry_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."entry_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): compares the tag asked for before a row of entry is written
CREATE OR REPLACE FUNCTION "variants_new"."match_entry"() RETURNS trigger
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
    places := ARRAY['field'] ||
        ARRAY['entry ' || ROW("touched"."entry_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "variants_new"."field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_entry"(NULL::"variants_new"."entry", "variants_new"."element_entry"("touched"."id", "touched"."entry_ordinal")) THEN 'entry ' || ROW("touched"."entry_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."entry" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['entry ' || ROW("other"."entry_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.entry');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): what follows a write to part
CREATE OR REPLACE FUNCTION "variants_new"."written_part"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table part cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of entry', 'change the key in entry: the rows of part follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table part cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of entry of variant ''part'' has one there', 'delete the row of entry, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."part" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal") AND EXISTS (SELECT FROM "variants_new"."entry" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND "stored"."entry_variant" IS NOT DISTINCT FROM 'part');
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): compares the tag asked for before a row of part is written
CREATE OR REPLACE FUNCTION "variants_new"."match_part"() RETURNS trigger
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
    places := ARRAY['field'] ||
        ARRAY['entry ' || ROW("touched"."entry_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "variants_new"."field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_entry"(NULL::"variants_new"."entry", "variants_new"."element_entry"("touched"."id", "touched"."entry_ordinal")) THEN 'entry ' || ROW("touched"."entry_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."part" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['entry ' || ROW("other"."entry_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.part');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): what follows a write to stock_item
CREATE OR REPLACE FUNCTION "variants_new"."written_stock_item"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table stock_item cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of entry', 'change the key in entry: the rows of stock_item follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table stock_item cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of entry of variant ''stock_item'' has one there', 'delete the row of entry, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."stock_item" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal") AND EXISTS (SELECT FROM "variants_new"."entry" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND "stored"."entry_variant" IS NOT DISTINCT FROM 'stock_item');
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): compares the tag asked for before a row of stock_item is written
CREATE OR REPLACE FUNCTION "variants_new"."match_stock_item"() RETURNS trigger
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
    places := ARRAY['field'] ||
        ARRAY['entry ' || ROW("touched"."entry_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "variants_new"."field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_entry"(NULL::"variants_new"."entry", "variants_new"."element_entry"("touched"."id", "touched"."entry_ordinal")) THEN 'entry ' || ROW("touched"."entry_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."stock_item" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['entry ' || ROW("other"."entry_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.stock_item');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): what follows a write to field_option
CREATE OR REPLACE FUNCTION "variants_new"."written_field_option"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."field_option_ordinal" < 1;
            
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."field_option_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
                    FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."field_option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."field_option_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."field_option_ordinal") IS DISTINCT FROM ("now"."id", "now"."field_option_ordinal")) THEN
                
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."field_option_ordinal") IS DISTINCT FROM ("now"."id", "now"."field_option_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    IF EXISTS (
                        SELECT FROM "variants_new"."field_option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."field_option_ordinal") <> count(*)
                    ) THEN
                        UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
                        FROM "variants_new"."field_option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
                        UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."field_option_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_option', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."field_option_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
                    FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."field_option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): compares the tag asked for before a row of field_option is written
CREATE OR REPLACE FUNCTION "variants_new"."match_field_option"() RETURNS trigger
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
    places := ARRAY['field'] ||
        ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "variants_new"."field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_field_option"(NULL::"variants_new"."field_option", "variants_new"."element_field_option"("touched"."id", "touched"."field_option_ordinal")) THEN 'field_option ' || ROW("touched"."field_option_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."field_option" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['field_option ' || ROW("other"."field_option_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.field_option');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): functions that know payloads
DROP FUNCTION "variants_new"."view_write_variants";
DROP FUNCTION "variants_new"."view_document_variants";
DROP FUNCTION "variants_new"."view_document_variants_now";

RESET search_path;
