-- form_fields: contracted, drop-view
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the base table, and on the view where it goes; SHARE ROW EXCLUSIVE on the new tables): waits for whoever writes or reads, and nobody is in between
-- Writers of the new side come by the base table and by the root with another table in hand: they are waited for before, and who comes
-- meanwhile is sent back. Readers and writers of the legacy side come by the view, then by the base table, then by the new tables; so does
-- this. One statement for psql.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext('hofsm.writing_01423498'));
    LOCK TABLE "public"."form_fields" IN ACCESS EXCLUSIVE MODE;
    LOCK TABLE "public"."form_fields_base" IN ACCESS EXCLUSIVE MODE;
    LOCK TABLE
        "production"."form_field",
        "production"."form_field_layout",
        "production"."form_field_rule",
        "production"."form_field_default",
        "production"."form_field_input",
        "production"."form_field_child",
        "production"."form_field_child_layout",
        "production"."form_field_child_rule",
        "production"."form_field_child_default",
        "production"."form_field_child_input",
        "production"."form_field_attribute",
        "production"."form_field_reading",
        "production"."form_field_attachment",
        "production"."form_field_attachment_content"
    IN SHARE ROW EXCLUSIVE MODE;
END
$do$;

-- up (ACCESS EXCLUSIVE on the view, the base table, and every view that reads the view, directly or through others): the view goes, and the table has its name again
SELECT hofsm.drop_view('"public"."form_fields"', 'form_fields_base');

-- up (no lock on any table): a write to a document makes its row in the base table a new version
SELECT hofsm.make_touch('"production"."touch_form_fields"', '"public"."form_fields"', '{id}', '"production"."form_field"');

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): bring the rows of a document in line with it, or refuse what was written
CREATE OR REPLACE FUNCTION "production"."mirror_document_form_field"("public"."form_fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    composed jsonb;
BEGIN
    IF NOT EXISTS (SELECT FROM "production"."form_field" AS root WHERE "root"."id" = $1) THEN
        IF EXISTS (SELECT FROM "production"."form_field_layout" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_rule" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_default" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_input" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_child" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_child_layout" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_child_rule" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_child_default" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_child_input" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_attribute" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_reading" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_attachment" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "production"."form_field_attachment_content" AS own WHERE "own"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', 'a row was written for a document that table form_field does not have', concat_ws(', ', 'id = ' || $1::text), 'every document has one row in form_field', 'insert the row of form_field first, or in the same statement'
            );
        END IF;
        RETURN;
    END IF;
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('form_fields', concat_ws(', ', 'id = ' || $1::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "production"."document_form_field"($1);
    EXCEPTION WHEN invalid_text_representation THEN
        -- What no JSON can hold is refused in plain words.
        PERFORM "production"."settle_form_field"($1, NULL);
        RAISE;
    END;
    PERFORM "production"."settle_form_field"($1, composed);
    -- The trigger of the base table returns where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1)::text, true);
    IF EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = $1) THEN
        PERFORM "production"."touch_form_fields"($1);
    ELSE
        BEGIN
            INSERT INTO "public"."form_fields" ("id") OVERRIDING SYSTEM VALUE VALUES ($1);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'each document has a row in public.form_fields, and the column has no default', 'give it one, or insert the row there first: it comes with an empty row in form_field');
        END;
        IF NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'object_not_in_prerequisite_state', 'table public.form_fields did not take the row of the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule there kept it out', 'change the trigger, or insert the row there first'
            );
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END
$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): follows TRUNCATE of the legacy table or of one of its partitions
CREATE OR REPLACE FUNCTION "production"."dual_write_form_fields_truncate"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages('"public"."form_fields"') AND NOT EXISTS (SELECT FROM "public"."form_fields") THEN
        TRUNCATE "production"."form_field", "production"."form_field_layout", "production"."form_field_rule", "production"."form_field_default", "production"."form_field_input", "production"."form_field_child", "production"."form_field_child_layout", "production"."form_field_child_rule", "production"."form_field_child_default", "production"."form_field_child_input", "production"."form_field_attribute", "production"."form_field_reading", "production"."form_field_attachment", "production"."form_field_attachment_content";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"public"."form_fields"');
        DELETE FROM "production"."form_field_attachment_content" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_attachment" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_reading" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_attribute" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_default" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_rule" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_layout" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_default" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_rule" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_layout" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field
CREATE OR REPLACE FUNCTION "production"."written_form_field"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field.item_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text), 'public.items has none with this value in id', 'form_fields.yaml:25:7 (form_field.item_id) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."item_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."items" AS referred WHERE "referred"."id" = "now"."item_id");
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'id = ' || "now"."id"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "now"."id");
            
            INSERT INTO "production"."form_field_layout" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            INSERT INTO "production"."form_field_default" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field.item_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text), 'public.items has none with this value in id', 'form_fields.yaml:25:7 (form_field.item_id) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."item_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."items" AS referred WHERE "referred"."id" = "now"."item_id") AND "was"."item_id"::text IS DISTINCT FROM "now"."item_id"::text;
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "public"."form_fields" AS legacy SET ("id") = ROW("now"."id")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field_layout" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_rule" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_default" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_input" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child_layout" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child_rule" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child_default" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child_input" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_attribute" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_reading" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_attachment" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_attachment_content" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id"), 'now', jsonb_build_object('id', "now"."id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                DELETE FROM "production"."form_field_layout" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_rule" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_default" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child_layout" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child_rule" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child_default" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_attribute" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_reading" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_attachment" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_attachment_content" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "public"."form_fields" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "was"."id");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field is written
CREATE OR REPLACE FUNCTION "production"."match_form_field"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_layout
CREATE OR REPLACE FUNCTION "production"."written_form_field_layout"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_layout cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field', 'change the key in form_field: the rows of form_field_layout follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL) THEN '[["ui"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND (("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_layout', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."label" IS NOT NULL AND "now"."label" IS NULL OR "was"."x" IS NOT NULL AND "now"."x" IS NULL OR "was"."y" IS NOT NULL AND "now"."y" IS NULL OR "was"."width" IS NOT NULL AND "now"."width" IS NULL OR "was"."height" IS NOT NULL AND "now"."height" IS NULL OR "was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL OR "was"."help" IS NOT NULL AND "now"."help" IS NULL OR "was"."style" IS NOT NULL AND "now"."style" IS NULL OR "was"."options" IS NOT NULL AND "now"."options" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_layout cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field that is there has one there', 'delete the row of form_field, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_layout" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "production"."form_field" AS "stored" WHERE "stored"."id" = "was"."id");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_layout is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_layout"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_layout" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_layout');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_rule
CREATE OR REPLACE FUNCTION "production"."written_form_field_rule"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_rule cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field', 'change the key in form_field: the rows of form_field_rule follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{validation}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field_rule" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_rule', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_rule is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_rule"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_rule" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_rule');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_default
CREATE OR REPLACE FUNCTION "production"."written_form_field_default"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_default cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field', 'change the key in form_field: the rows of form_field_default follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL) THEN '[["default"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND (("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_default', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_default cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field that is there has one there', 'delete the row of form_field, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_default" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "production"."form_field" AS "stored" WHERE "stored"."id" = "was"."id");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_default is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_default"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_default" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_default');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_input
CREATE OR REPLACE FUNCTION "production"."written_form_field_input"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text), 'public.users has none with this value in id', 'form_fields.yaml:71:7 (form_field_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text), 'public.users has none with this value in id', 'form_fields.yaml:71:7 (form_field_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by") AND "was"."entered_by"::text IS DISTINCT FROM "now"."entered_by"::text;
            
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_input cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field', 'change the key in form_field: the rows of form_field_input follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field_input" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_input', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_input is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_input"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_input" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_input');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_child
CREATE OR REPLACE FUNCTION "production"."written_form_field_child"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            INSERT INTO "production"."form_field_child_layout" ("id", "form_field_child_path")
            SELECT "now"."id", "now"."form_field_child_path" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            INSERT INTO "production"."form_field_child_default" ("id", "form_field_child_path")
            SELECT "now"."id", "now"."form_field_child_path" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            UPDATE "production"."form_field_child" AS stored SET "form_field_child_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."id", "sibling"."form_field_child_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_field_child_path"[:cardinality("sibling"."form_field_child_path") - 1] ORDER BY "sibling"."form_field_child_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."form_field_child_path"[cardinality("sibling"."form_field_child_path")]) AS "place"
                FROM "production"."form_field_child" AS sibling
                LEFT JOIN (SELECT "now"."id", "now"."form_field_child_path", -1 AS "rank", row_number() OVER () AS "row_number" FROM "new_rows" AS now) AS written ON "written"."id" = "sibling"."id" AND "written"."form_field_child_path" = "sibling"."form_field_child_path"
                WHERE ("sibling"."id") IN (
                    SELECT "new_rows"."id" FROM "new_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."form_field_child_path" = "placed"."form_field_child_path" AND stored."form_field_child_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field_child" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND cardinality("stored"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field_child_layout" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field_child_rule" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field_child_default" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field_child_input" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_field_child_path") = 1)
                        AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_field_child_path") = 1);
                    
                    UPDATE "production"."form_field_child" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."form_field_child_path"[:cardinality("was"."form_field_child_path") - 1] = "stored"."form_field_child_path")
                        AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_field_child_path"[:cardinality("other"."form_field_child_path") - 1] = "stored"."form_field_child_path");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_field_child_path', "was"."form_field_child_path"), 'now', jsonb_build_object('id', "now"."id", 'form_field_child_path', "now"."form_field_child_path")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path"[:cardinality("was"."form_field_child_path") - 1]) IS DISTINCT FROM ("now"."id", "now"."form_field_child_path"[:cardinality("now"."form_field_child_path") - 1]) OR "was"."form_field_child_ordinal" <> "now"."form_field_child_ordinal") THEN
                UPDATE "production"."form_field_child" AS stored SET "form_field_child_ordinal" = placed."place"
                FROM (
                    SELECT "sibling"."id", "sibling"."form_field_child_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_field_child_path"[:cardinality("sibling"."form_field_child_path") - 1] ORDER BY "sibling"."form_field_child_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."form_field_child_path"[cardinality("sibling"."form_field_child_path")]) AS "place"
                    FROM "production"."form_field_child" AS sibling
                    LEFT JOIN (SELECT "now"."id", "now"."form_field_child_path", CASE WHEN ("was"."id", "was"."form_field_child_path"[:cardinality("was"."form_field_child_path") - 1]) IS DISTINCT FROM ("now"."id", "now"."form_field_child_path"[:cardinality("now"."form_field_child_path") - 1]) THEN -1 ELSE sign("now"."form_field_child_ordinal" - "was"."form_field_child_ordinal") END AS "rank", "was"."row_number"
                        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number") AS written ON "written"."id" = "sibling"."id" AND "written"."form_field_child_path" = "sibling"."form_field_child_path"
                    WHERE ("sibling"."id") IN (
                        SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows"
                    )
                ) AS placed
                WHERE "stored"."id" = "placed"."id" AND "stored"."form_field_child_path" = "placed"."form_field_child_path" AND stored."form_field_child_ordinal" <> placed."place";
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                DELETE FROM "production"."form_field_child" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND cardinality("stored"."form_field_child_path") > cardinality("was"."form_field_child_path") AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                DELETE FROM "production"."form_field_child_layout" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                DELETE FROM "production"."form_field_child_rule" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                DELETE FROM "production"."form_field_child_default" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                DELETE FROM "production"."form_field_child_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_field_child_path") = 1)
                    AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_field_child_path") = 1);
                
                UPDATE "production"."form_field_child" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."form_field_child_path"[:cardinality("was"."form_field_child_path") - 1] = "stored"."form_field_child_path")
                    AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_field_child_path"[:cardinality("other"."form_field_child_path") - 1] = "stored"."form_field_child_path");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_field_child_path', "was"."form_field_child_path"))) FROM "old_rows" AS was));
            END IF;
            UPDATE "production"."form_field_child" AS stored SET "form_field_child_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."id", "sibling"."form_field_child_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_field_child_path"[:cardinality("sibling"."form_field_child_path") - 1] ORDER BY "sibling"."form_field_child_ordinal", "sibling"."form_field_child_path"[cardinality("sibling"."form_field_child_path")]) AS "place"
                FROM "production"."form_field_child" AS sibling
                WHERE ("sibling"."id") IN (
                    SELECT "old_rows"."id" FROM "old_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."form_field_child_path" = "placed"."form_field_child_path" AND stored."form_field_child_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_child is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_child_layout
CREATE OR REPLACE FUNCTION "production"."written_form_field_child_layout"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_child_layout cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_child', 'change the key in form_field_child: the rows of form_field_child_layout follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path");
            
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL) THEN '[["ui"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "stored"."form_field_child_path" = "now"."form_field_child_path" AND (("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child_layout', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."label" IS NOT NULL AND "now"."label" IS NULL OR "was"."x" IS NOT NULL AND "now"."x" IS NULL OR "was"."y" IS NOT NULL AND "now"."y" IS NULL OR "was"."width" IS NOT NULL AND "now"."width" IS NULL OR "was"."height" IS NOT NULL AND "now"."height" IS NULL OR "was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL OR "was"."help" IS NOT NULL AND "now"."help" IS NULL OR "was"."style" IS NOT NULL AND "now"."style" IS NULL OR "was"."options" IS NOT NULL AND "now"."options" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_child_layout cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field_child that is there has one there', 'delete the row of form_field_child, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_child_layout" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path") AND EXISTS (SELECT FROM "production"."form_field_child" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_child_layout is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child_layout"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child_layout" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child_layout');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_child_rule
CREATE OR REPLACE FUNCTION "production"."written_form_field_child_rule"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_child_rule cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_child', 'change the key in form_field_child: the rows of form_field_child_rule follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{validation}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child_rule" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child_rule', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_child_rule is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child_rule"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child_rule" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child_rule');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_child_default
CREATE OR REPLACE FUNCTION "production"."written_form_field_child_default"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_child_default cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_child', 'change the key in form_field_child: the rows of form_field_child_default follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path");
            
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL) THEN '[["default"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "stored"."form_field_child_path" = "now"."form_field_child_path" AND (("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child_default', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_child_default cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field_child that is there has one there', 'delete the row of form_field_child, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_child_default" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path") AND EXISTS (SELECT FROM "production"."form_field_child" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_child_default is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child_default"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child_default" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child_default');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_child_input
CREATE OR REPLACE FUNCTION "production"."written_form_field_child_input"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field_child_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'form_field_child_path = ' || "now"."form_field_child_path"::text), 'public.users has none with this value in id', 'form_fields.yaml:119:7 (form_field_child_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field_child_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'form_field_child_path = ' || "now"."form_field_child_path"::text), 'public.users has none with this value in id', 'form_fields.yaml:119:7 (form_field_child_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by") AND "was"."entered_by"::text IS DISTINCT FROM "now"."entered_by"::text;
            
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_child_input cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_child', 'change the key in form_field_child: the rows of form_field_child_input follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child_input" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child_input', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_child_input is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child_input"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child_input" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child_input');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_attribute
CREATE OR REPLACE FUNCTION "production"."written_form_field_attribute"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attribute ' || ROW("touched"."attribute")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attribute ' || ROW("touched"."attribute")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."attribute") IS DISTINCT FROM ("now"."id", "now"."attribute")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "production"."form_field_attribute" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attribute', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'attribute', "was"."attribute"), 'now', jsonb_build_object('id', "now"."id", 'attribute', "now"."attribute")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."attribute") IS DISTINCT FROM ("now"."id", "now"."attribute")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attribute ' || ROW("touched"."attribute")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "production"."form_field_attribute" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attribute', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'attribute', "was"."attribute"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_attribute is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_attribute"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY['form_field_attribute ' || ROW("touched"."attribute")::text];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field_attribute"(NULL::"production"."form_field_attribute", "production"."element_form_field_attribute"("touched"."id", "touched"."attribute")) THEN 'form_field_attribute ' || ROW("touched"."attribute")::text END,
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_attribute" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY['form_field_attribute ' || ROW("other"."attribute")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_attribute');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_reading
CREATE OR REPLACE FUNCTION "production"."written_form_field_reading"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_reading ' || ROW("touched"."measured_by")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_reading ' || ROW("touched"."measured_by")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."measured_by") IS DISTINCT FROM ("now"."id", "now"."measured_by")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["readings"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "production"."form_field_reading" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_reading', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'measured_by', "was"."measured_by"), 'now', jsonb_build_object('id', "now"."id", 'measured_by', "now"."measured_by")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."measured_by") IS DISTINCT FROM ("now"."id", "now"."measured_by")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_reading ' || ROW("touched"."measured_by")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["readings"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "production"."form_field_reading" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_reading', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'measured_by', "was"."measured_by"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_reading is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_reading"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY['form_field_reading ' || ROW("touched"."measured_by")::text];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field_reading"(NULL::"production"."form_field_reading", "production"."element_form_field_reading"("touched"."id", "touched"."measured_by")) THEN 'form_field_reading ' || ROW("touched"."measured_by")::text END,
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_reading" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY['form_field_reading ' || ROW("other"."measured_by")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_reading');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_attachment
CREATE OR REPLACE FUNCTION "production"."written_form_field_attachment"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."form_field_attachment_ordinal" < 1;
            
            INSERT INTO "production"."form_field_attachment_content" ("id", "form_field_attachment_ordinal")
            SELECT "now"."id", "now"."form_field_attachment_ordinal" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                IF EXISTS (
                    SELECT FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."form_field_attachment_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                    FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                    FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                    UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."form_field_attachment_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field_attachment_content" AS stored SET ("id", "form_field_attachment_ordinal") = ROW("now"."id", "now"."form_field_attachment_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal" AND ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal");
                    UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attachments"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "production"."form_field_attachment" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_field_attachment_ordinal', "was"."form_field_attachment_ordinal"), 'now', jsonb_build_object('id', "now"."id", 'form_field_attachment_ordinal', "now"."form_field_attachment_ordinal")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    IF EXISTS (
                        SELECT FROM "production"."form_field_attachment" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."form_field_attachment_ordinal") <> count(*)
                    ) THEN
                        UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                        FROM "production"."form_field_attachment" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                        UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                        FROM "production"."form_field_attachment" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                        UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                        UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                DELETE FROM "production"."form_field_attachment_content" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal" AND NOT EXISTS (SELECT FROM "production"."form_field_attachment" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal");
                UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attachments"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "production"."form_field_attachment" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_field_attachment_ordinal', "was"."form_field_attachment_ordinal"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                IF EXISTS (
                    SELECT FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."form_field_attachment_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                    FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                    FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                    UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_attachment is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_attachment"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field_attachment"(NULL::"production"."form_field_attachment", "production"."element_form_field_attachment"("touched"."id", "touched"."form_field_attachment_ordinal")) THEN 'form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text END,
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_attachment" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY['form_field_attachment ' || ROW("other"."form_field_attachment_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_attachment');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): what follows a write to form_field_attachment_content
CREATE OR REPLACE FUNCTION "production"."written_form_field_attachment_content"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_attachment_content cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_attachment', 'change the key in form_field_attachment: the rows of form_field_attachment_content follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_attachment_content cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field_attachment that is there has one there', 'delete the row of form_field_attachment, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_attachment_content" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal") AND EXISTS (SELECT FROM "production"."form_field_attachment" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): compares the tag asked for before a row of form_field_attachment_content is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_attachment_content"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."form_field" AS root WHERE "root"."id" = "touched"."id" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field_attachment"(NULL::"production"."form_field_attachment", "production"."element_form_field_attachment"("touched"."id", "touched"."form_field_attachment_ordinal")) THEN 'form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text END,
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_attachment_content" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY['form_field_attachment ' || ROW("other"."form_field_attachment_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_attachment_content');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): functions that know payloads
DROP FUNCTION "production"."view_write_form_fields";
DROP FUNCTION "production"."view_document_form_fields";
DROP FUNCTION "production"."view_document_form_fields_now";

RESET search_path;
