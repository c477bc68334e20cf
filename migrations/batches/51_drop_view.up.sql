-- batches: contracted, drop-view
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the base table, and on the view where it goes; SHARE ROW EXCLUSIVE on the new tables): waits for whoever writes or reads, and nobody is in between
-- Writers of the new side come by the base table and by the root with another table in hand: they are waited for before, and who comes
-- meanwhile is sent back. Readers and writers of the legacy side come by the view, then by the base table, then by the new tables; so does
-- this. One statement for psql.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext('hofsm.writing_23d12420'));
    LOCK TABLE "public"."batches" IN ACCESS EXCLUSIVE MODE;
    LOCK TABLE "public"."batches_base" IN ACCESS EXCLUSIVE MODE;
    LOCK TABLE
        "production"."batch",
        "production"."batch_quantity",
        "production"."batch_section",
        "production"."batch_field",
        "production"."batch_field_layout",
        "production"."batch_field_rule",
        "production"."batch_field_default",
        "production"."batch_field_input",
        "production"."batch_weighing",
        "production"."batch_weighing_actual",
        "production"."batch_attribute",
        "production"."batch_correction",
        "production"."batch_reading",
        "production"."batch_signature",
        "production"."batch_attachment",
        "production"."batch_attachment_content",
        "production"."batch_state_change"
    IN SHARE ROW EXCLUSIVE MODE;
END
$do$;

-- up (ACCESS EXCLUSIVE on the view, the base table, and every view that reads the view, directly or through others): the view goes, and the table has its name again
SELECT hofsm.drop_view('"public"."batches"', 'batches_base');

-- up (no lock on any table): a write to a document makes its row in the base table a new version
SELECT hofsm.make_touch('"production"."touch_batches"', '"public"."batches"', '{id,created_at}', '"production"."batch"');

-- up (no lock on any table): batches.yaml:18:3 (batches): bring the rows of a document in line with it, or refuse what was written
CREATE OR REPLACE FUNCTION "production"."mirror_document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    composed jsonb;
BEGIN
    IF NOT EXISTS (SELECT FROM "production"."batch" AS root WHERE "root"."id" = $1 AND "root"."created_at" = $2) THEN
        IF EXISTS (SELECT FROM "production"."batch_quantity" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_section" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_field" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_field_layout" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_field_rule" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_field_default" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_field_input" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_weighing" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_weighing_actual" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_attribute" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_correction" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_reading" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_signature" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_attachment" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_attachment_content" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2)
            OR EXISTS (SELECT FROM "production"."batch_state_change" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', 'a row was written for a document that table batch does not have', concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text), 'every document has one row in batch', 'insert the row of batch first, or in the same statement'
            );
        END IF;
        RETURN;
    END IF;
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('batches', concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "production"."document_batch"($1, $2);
    EXCEPTION WHEN invalid_text_representation THEN
        -- What no JSON can hold is refused in plain words.
        PERFORM "production"."settle_batch"($1, $2, NULL);
        RAISE;
    END;
    PERFORM "production"."settle_batch"($1, $2, composed);
    -- The trigger of the base table returns where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1, $2)::text, true);
    IF EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = $1 AND "legacy"."created_at" = $2) THEN
        PERFORM "production"."touch_batches"($1, $2);
    ELSE
        BEGIN
            INSERT INTO "public"."batches" ("id", "created_at") OVERRIDING SYSTEM VALUE VALUES ($1, $2);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text), 'each document has a row in public.batches, and the column has no default', 'give it one, or insert the row there first: it comes with an empty row in batch');
        END;
        IF NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = $1 AND "legacy"."created_at" = $2) THEN
            PERFORM hofsm.refuse(
                'object_not_in_prerequisite_state', 'table public.batches did not take the row of the document', concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text), 'a trigger or a rule there kept it out', 'change the trigger, or insert the row there first'
            );
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END
$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): follows TRUNCATE of the legacy table or of one of its partitions
CREATE OR REPLACE FUNCTION "production"."dual_write_batches_truncate"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages('"public"."batches"') AND NOT EXISTS (SELECT FROM "public"."batches") THEN
        TRUNCATE "production"."batch", "production"."batch_quantity", "production"."batch_section", "production"."batch_field", "production"."batch_field_layout", "production"."batch_field_rule", "production"."batch_field_default", "production"."batch_field_input", "production"."batch_weighing", "production"."batch_weighing_actual", "production"."batch_attribute", "production"."batch_correction", "production"."batch_reading", "production"."batch_signature", "production"."batch_attachment", "production"."batch_attachment_content", "production"."batch_state_change";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"public"."batches"');
        DELETE FROM "production"."batch_state_change" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_attachment_content" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_attachment" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_signature" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_reading" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_correction" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_attribute" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_weighing_actual" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_weighing" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_default" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_rule" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_layout" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_section" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_quantity" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch
CREATE OR REPLACE FUNCTION "production"."written_batch"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch.item_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'public.items has none with this value in id', 'batches.yaml:25:7 (batch.item_id) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."item_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."items" AS referred WHERE "referred"."id" = "now"."item_id");
            
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch.author_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'public.users has none with this value in id', 'batches.yaml:31:7 (batch.author_id) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."author_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."author_id");
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "now"."id" AND "legacy"."created_at" = "now"."created_at");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch.item_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'public.items has none with this value in id', 'batches.yaml:25:7 (batch.item_id) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."item_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."items" AS referred WHERE "referred"."id" = "now"."item_id") AND "was"."item_id"::text IS DISTINCT FROM "now"."item_id"::text;
            
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch.author_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'public.users has none with this value in id', 'batches.yaml:31:7 (batch.author_id) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."author_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."author_id") AND "was"."author_id"::text IS DISTINCT FROM "now"."author_id"::text;
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "public"."batches" AS legacy SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."id" = "was"."id" AND "legacy"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch_quantity" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_section" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_field" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_field_layout" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_field_rule" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_field_default" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_field_input" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_weighing" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_weighing_actual" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_attribute" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_correction" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_reading" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_signature" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_attachment" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_attachment_content" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                    UPDATE "production"."batch_state_change" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at")));
                END IF;
            END IF;
            UPDATE "production"."batch" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."item_id" IS NOT NULL AND "now"."item_id" IS NULL) OR ("was"."product" IS NOT NULL AND "now"."product" IS NULL) OR ("was"."state" IS NOT NULL AND "now"."state" IS NULL) OR ("was"."mmr_id" IS NOT NULL AND "now"."mmr_id" IS NULL) OR ("was"."mmr_version" IS NOT NULL AND "now"."mmr_version" IS NULL) OR ("was"."priority" IS NOT NULL AND "now"."priority" IS NULL) OR ("was"."author_id" IS NOT NULL AND "now"."author_id" IS NULL) OR ("was"."started_at" IS NOT NULL AND "now"."started_at" IS NULL) THEN '[["meta"], {}]'::jsonb END, CASE WHEN ("was"."mmr_id" IS NOT NULL AND "now"."mmr_id" IS NULL) OR ("was"."mmr_version" IS NOT NULL AND "now"."mmr_version" IS NULL) THEN '[["meta", "mmr"], {}]'::jsonb END])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."created_at" = "now"."created_at" AND (("was"."item_id" IS NOT NULL AND "now"."item_id" IS NULL) OR ("was"."product" IS NOT NULL AND "now"."product" IS NULL) OR ("was"."state" IS NOT NULL AND "now"."state" IS NULL) OR ("was"."mmr_id" IS NOT NULL AND "now"."mmr_id" IS NULL) OR ("was"."mmr_version" IS NOT NULL AND "now"."mmr_version" IS NULL) OR ("was"."priority" IS NOT NULL AND "now"."priority" IS NULL) OR ("was"."author_id" IS NOT NULL AND "now"."author_id" IS NULL) OR ("was"."started_at" IS NOT NULL AND "now"."started_at" IS NULL) OR ("was"."mmr_id" IS NOT NULL AND "now"."mmr_id" IS NULL) OR ("was"."mmr_version" IS NOT NULL AND "now"."mmr_version" IS NULL));
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                DELETE FROM "production"."batch_quantity" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_section" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_field" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_field_layout" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_field_rule" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_field_default" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_field_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_weighing" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_weighing_actual" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_attribute" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_correction" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_reading" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_signature" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_attachment" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_attachment_content" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
                DELETE FROM "production"."batch_state_change" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "public"."batches" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND "legacy"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at") AND EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "was"."id" AND "legacy"."created_at" = "was"."created_at");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch is written
CREATE OR REPLACE FUNCTION "production"."match_batch"() RETURNS trigger
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
    places := ARRAY['batch'];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_quantity
CREATE OR REPLACE FUNCTION "production"."written_batch_quantity"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_quantity ' || ROW("touched"."quantity")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_quantity ' || ROW("touched"."quantity")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."quantity") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."quantity")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["quantities"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                        AND NOT EXISTS (SELECT FROM "production"."batch_quantity" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_quantity', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'quantity', "was"."quantity"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'quantity', "now"."quantity")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."quantity") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."quantity")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_quantity ' || ROW("touched"."quantity")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["quantities"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                    AND NOT EXISTS (SELECT FROM "production"."batch_quantity" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_quantity', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'quantity', "was"."quantity"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_quantity is written
CREATE OR REPLACE FUNCTION "production"."match_batch_quantity"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_quantity ' || ROW("touched"."quantity")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_quantity"(NULL::"production"."batch_quantity", "production"."element_batch_quantity"("touched"."id", "touched"."created_at", "touched"."quantity")) THEN 'batch_quantity ' || ROW("touched"."quantity")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_quantity" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_quantity ' || ROW("other"."quantity")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_quantity');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_section
CREATE OR REPLACE FUNCTION "production"."written_batch_section"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            UPDATE "production"."batch_section" AS stored SET "batch_section_ordinal" = placed."place_"
            FROM (
                SELECT "sibling"."id", "sibling"."created_at", "sibling"."section_id", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_section_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."section_id") AS "place_"
                FROM "production"."batch_section" AS sibling
                LEFT JOIN (SELECT "now"."id", "now"."created_at", "now"."section_id", -1 AS "rank", row_number() OVER () AS "row_number" FROM "new_rows" AS now) AS written ON "written"."id" = "sibling"."id" AND "written"."created_at" = "sibling"."created_at" AND "written"."section_id" = "sibling"."section_id"
                WHERE ("sibling"."id", "sibling"."created_at") IN (
                    SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."section_id" = "placed"."section_id" AND stored."batch_section_ordinal" <> placed."place_";
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch_field" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
                    UPDATE "production"."batch_field_layout" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
                    UPDATE "production"."batch_field_rule" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
                    UPDATE "production"."batch_field_default" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
                    UPDATE "production"."batch_field_input" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
                    UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["sections"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                        AND NOT EXISTS (SELECT FROM "production"."batch_section" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_section', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'section_id', "was"."section_id"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'section_id', "now"."section_id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id")));
                END IF;
            END IF;
            UPDATE "production"."batch_section" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."collapsed" IS NOT NULL AND "now"."collapsed" IS NULL) OR ("was"."columns" IS NOT NULL AND "now"."columns" IS NULL) OR ("was"."place" IS NOT NULL AND "now"."place" IS NULL) OR ("was"."theme" IS NOT NULL AND "now"."theme" IS NULL) THEN '[["layout"], {}]'::jsonb END])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."created_at" = "now"."created_at" AND "stored"."section_id" = "now"."section_id" AND (("was"."collapsed" IS NOT NULL AND "now"."collapsed" IS NULL) OR ("was"."columns" IS NOT NULL AND "now"."columns" IS NULL) OR ("was"."place" IS NOT NULL AND "now"."place" IS NULL) OR ("was"."theme" IS NOT NULL AND "now"."theme" IS NULL));
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at") OR "was"."batch_section_ordinal" <> "now"."batch_section_ordinal") THEN
                UPDATE "production"."batch_section" AS stored SET "batch_section_ordinal" = placed."place_"
                FROM (
                    SELECT "sibling"."id", "sibling"."created_at", "sibling"."section_id", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_section_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."section_id") AS "place_"
                    FROM "production"."batch_section" AS sibling
                    LEFT JOIN (SELECT "now"."id", "now"."created_at", "now"."section_id", CASE WHEN ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at") THEN -1 ELSE sign("now"."batch_section_ordinal" - "was"."batch_section_ordinal") END AS "rank", "was"."row_number"
                        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number") AS written ON "written"."id" = "sibling"."id" AND "written"."created_at" = "sibling"."created_at" AND "written"."section_id" = "sibling"."section_id"
                    WHERE ("sibling"."id", "sibling"."created_at") IN (
                        SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows"
                    )
                ) AS placed
                WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."section_id" = "placed"."section_id" AND stored."batch_section_ordinal" <> placed."place_";
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                DELETE FROM "production"."batch_field" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id");
                DELETE FROM "production"."batch_field_layout" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id");
                DELETE FROM "production"."batch_field_rule" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id");
                DELETE FROM "production"."batch_field_default" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id");
                DELETE FROM "production"."batch_field_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id");
                UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["sections"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                    AND NOT EXISTS (SELECT FROM "production"."batch_section" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_section', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'section_id', "was"."section_id"))) FROM "old_rows" AS was));
            END IF;
            UPDATE "production"."batch_section" AS stored SET "batch_section_ordinal" = placed."place_"
            FROM (
                SELECT "sibling"."id", "sibling"."created_at", "sibling"."section_id", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_section_ordinal", "sibling"."section_id") AS "place_"
                FROM "production"."batch_section" AS sibling
                WHERE ("sibling"."id", "sibling"."created_at") IN (
                    SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."section_id" = "placed"."section_id" AND stored."batch_section_ordinal" <> placed."place_";
            
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_section is written
CREATE OR REPLACE FUNCTION "production"."match_batch_section"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_section ' || ROW("touched"."section_id")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_section"(NULL::"production"."batch_section", "production"."element_batch_section"("touched"."id", "touched"."created_at", "touched"."section_id")) THEN 'batch_section ' || ROW("touched"."section_id")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_section" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_section ' || ROW("other"."section_id")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_section');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_field
CREATE OR REPLACE FUNCTION "production"."written_batch_field"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            INSERT INTO "production"."batch_field_layout" ("id", "created_at", "section_id", "batch_field_path")
            SELECT "now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            INSERT INTO "production"."batch_field_default" ("id", "created_at", "section_id", "batch_field_path")
            SELECT "now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            UPDATE "production"."batch_field" AS stored SET "batch_field_ordinal" = placed."place_"
            FROM (
                SELECT "sibling"."id", "sibling"."created_at", "sibling"."section_id", "sibling"."batch_field_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at", "sibling"."section_id", "sibling"."batch_field_path"[:cardinality("sibling"."batch_field_path") - 1] ORDER BY "sibling"."batch_field_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."batch_field_path"[cardinality("sibling"."batch_field_path")]) AS "place_"
                FROM "production"."batch_field" AS sibling
                LEFT JOIN (SELECT "now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path", -1 AS "rank", row_number() OVER () AS "row_number" FROM "new_rows" AS now) AS written ON "written"."id" = "sibling"."id" AND "written"."created_at" = "sibling"."created_at" AND "written"."section_id" = "sibling"."section_id" AND "written"."batch_field_path" = "sibling"."batch_field_path"
                WHERE ("sibling"."id", "sibling"."created_at") IN (
                    SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."section_id" = "placed"."section_id" AND "stored"."batch_field_path" = "placed"."batch_field_path" AND stored."batch_field_ordinal" <> placed."place_";
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch_field" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND cardinality("stored"."batch_field_path") > cardinality("was"."batch_field_path") AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
                    UPDATE "production"."batch_field_layout" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
                    UPDATE "production"."batch_field_rule" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
                    UPDATE "production"."batch_field_default" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
                    UPDATE "production"."batch_field_input" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
                    UPDATE "production"."batch_section" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["fields"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at" AND "was"."section_id" = "stored"."section_id" AND cardinality("was"."batch_field_path") = 1)
                        AND NOT EXISTS (SELECT FROM "production"."batch_field" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at" AND "other"."section_id" = "stored"."section_id" AND cardinality("other"."batch_field_path") = 1);
                    
                    UPDATE "production"."batch_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at" AND "was"."section_id" = "stored"."section_id" AND "was"."batch_field_path"[:cardinality("was"."batch_field_path") - 1] = "stored"."batch_field_path")
                        AND NOT EXISTS (SELECT FROM "production"."batch_field" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at" AND "other"."section_id" = "stored"."section_id" AND "other"."batch_field_path"[:cardinality("other"."batch_field_path") - 1] = "stored"."batch_field_path");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_field', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'section_id', "was"."section_id", 'batch_field_path', "was"."batch_field_path"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'section_id', "now"."section_id", 'batch_field_path', "now"."batch_field_path")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path"[:cardinality("was"."batch_field_path") - 1]) IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path"[:cardinality("now"."batch_field_path") - 1]) OR "was"."batch_field_ordinal" <> "now"."batch_field_ordinal") THEN
                UPDATE "production"."batch_field" AS stored SET "batch_field_ordinal" = placed."place_"
                FROM (
                    SELECT "sibling"."id", "sibling"."created_at", "sibling"."section_id", "sibling"."batch_field_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at", "sibling"."section_id", "sibling"."batch_field_path"[:cardinality("sibling"."batch_field_path") - 1] ORDER BY "sibling"."batch_field_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."batch_field_path"[cardinality("sibling"."batch_field_path")]) AS "place_"
                    FROM "production"."batch_field" AS sibling
                    LEFT JOIN (SELECT "now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path", CASE WHEN ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path"[:cardinality("was"."batch_field_path") - 1]) IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path"[:cardinality("now"."batch_field_path") - 1]) THEN -1 ELSE sign("now"."batch_field_ordinal" - "was"."batch_field_ordinal") END AS "rank", "was"."row_number"
                        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number") AS written ON "written"."id" = "sibling"."id" AND "written"."created_at" = "sibling"."created_at" AND "written"."section_id" = "sibling"."section_id" AND "written"."batch_field_path" = "sibling"."batch_field_path"
                    WHERE ("sibling"."id", "sibling"."created_at") IN (
                        SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows"
                    )
                ) AS placed
                WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."section_id" = "placed"."section_id" AND "stored"."batch_field_path" = "placed"."batch_field_path" AND stored."batch_field_ordinal" <> placed."place_";
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                DELETE FROM "production"."batch_field" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND cardinality("stored"."batch_field_path") > cardinality("was"."batch_field_path") AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path");
                DELETE FROM "production"."batch_field_layout" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path");
                DELETE FROM "production"."batch_field_rule" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path");
                DELETE FROM "production"."batch_field_default" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path");
                DELETE FROM "production"."batch_field_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path");
                UPDATE "production"."batch_section" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["fields"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at" AND "was"."section_id" = "stored"."section_id" AND cardinality("was"."batch_field_path") = 1)
                    AND NOT EXISTS (SELECT FROM "production"."batch_field" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at" AND "other"."section_id" = "stored"."section_id" AND cardinality("other"."batch_field_path") = 1);
                
                UPDATE "production"."batch_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at" AND "was"."section_id" = "stored"."section_id" AND "was"."batch_field_path"[:cardinality("was"."batch_field_path") - 1] = "stored"."batch_field_path")
                    AND NOT EXISTS (SELECT FROM "production"."batch_field" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at" AND "other"."section_id" = "stored"."section_id" AND "other"."batch_field_path"[:cardinality("other"."batch_field_path") - 1] = "stored"."batch_field_path");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_field', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'section_id', "was"."section_id", 'batch_field_path', "was"."batch_field_path"))) FROM "old_rows" AS was));
            END IF;
            UPDATE "production"."batch_field" AS stored SET "batch_field_ordinal" = placed."place_"
            FROM (
                SELECT "sibling"."id", "sibling"."created_at", "sibling"."section_id", "sibling"."batch_field_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at", "sibling"."section_id", "sibling"."batch_field_path"[:cardinality("sibling"."batch_field_path") - 1] ORDER BY "sibling"."batch_field_ordinal", "sibling"."batch_field_path"[cardinality("sibling"."batch_field_path")]) AS "place_"
                FROM "production"."batch_field" AS sibling
                WHERE ("sibling"."id", "sibling"."created_at") IN (
                    SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."section_id" = "placed"."section_id" AND "stored"."batch_field_path" = "placed"."batch_field_path" AND stored."batch_field_ordinal" <> placed."place_";
            
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_field is written
CREATE OR REPLACE FUNCTION "production"."match_batch_field"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
        ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth));
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(cardinality("touched"."batch_field_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_batch_field"(NULL::"production"."batch_field", "production"."element_batch_field"("touched"."id", "touched"."created_at", "touched"."section_id", "touched"."batch_field_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_batch_section"(NULL::"production"."batch_section", "production"."element_batch_section"("touched"."id", "touched"."created_at", "touched"."section_id")) THEN 'batch_section ' || ROW("touched"."section_id")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_field" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_section ' || ROW("other"."section_id")::text] ||
                ARRAY(SELECT 'batch_field ' || ROW("other"."section_id", "other"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("other"."batch_field_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_field');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_field_layout
CREATE OR REPLACE FUNCTION "production"."written_batch_field_layout"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table batch_field_layout cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'its rows belong to those of batch_field', 'change the key in batch_field: the rows of batch_field_layout follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path");
            
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL) THEN '[["ui"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "stored"."created_at" = "now"."created_at" AND "stored"."section_id" = "now"."section_id" AND "stored"."batch_field_path" = "now"."batch_field_path" AND (("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_field_layout', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."label" IS NOT NULL AND "now"."label" IS NULL OR "was"."x" IS NOT NULL AND "now"."x" IS NULL OR "was"."y" IS NOT NULL AND "now"."y" IS NULL OR "was"."width" IS NOT NULL AND "now"."width" IS NULL OR "was"."height" IS NOT NULL AND "now"."height" IS NULL OR "was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL OR "was"."help" IS NOT NULL AND "now"."help" IS NULL OR "was"."style" IS NOT NULL AND "now"."style" IS NULL OR "was"."options" IS NOT NULL AND "now"."options" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table batch_field_layout cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'every row of batch_field that is there has one there', 'delete the row of batch_field, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."batch_field_layout" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path") AND EXISTS (SELECT FROM "production"."batch_field" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path" = "was"."batch_field_path");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_field_layout is written
CREATE OR REPLACE FUNCTION "production"."match_batch_field_layout"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
        ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth));
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(cardinality("touched"."batch_field_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_batch_field"(NULL::"production"."batch_field", "production"."element_batch_field"("touched"."id", "touched"."created_at", "touched"."section_id", "touched"."batch_field_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_batch_section"(NULL::"production"."batch_section", "production"."element_batch_section"("touched"."id", "touched"."created_at", "touched"."section_id")) THEN 'batch_section ' || ROW("touched"."section_id")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_field_layout" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_section ' || ROW("other"."section_id")::text] ||
                ARRAY(SELECT 'batch_field ' || ROW("other"."section_id", "other"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("other"."batch_field_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_field_layout');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_field_rule
CREATE OR REPLACE FUNCTION "production"."written_batch_field_rule"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table batch_field_rule cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'its rows belong to those of batch_field', 'change the key in batch_field: the rows of batch_field_rule follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{validation}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path" = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field_rule" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_field_rule', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_field_rule is written
CREATE OR REPLACE FUNCTION "production"."match_batch_field_rule"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
        ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth));
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(cardinality("touched"."batch_field_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_batch_field"(NULL::"production"."batch_field", "production"."element_batch_field"("touched"."id", "touched"."created_at", "touched"."section_id", "touched"."batch_field_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_batch_section"(NULL::"production"."batch_section", "production"."element_batch_section"("touched"."id", "touched"."created_at", "touched"."section_id")) THEN 'batch_section ' || ROW("touched"."section_id")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_field_rule" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_section ' || ROW("other"."section_id")::text] ||
                ARRAY(SELECT 'batch_field ' || ROW("other"."section_id", "other"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("other"."batch_field_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_field_rule');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_field_default
CREATE OR REPLACE FUNCTION "production"."written_batch_field_default"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table batch_field_default cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'its rows belong to those of batch_field', 'change the key in batch_field: the rows of batch_field_default follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path");
            
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL) THEN '[["default"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "stored"."created_at" = "now"."created_at" AND "stored"."section_id" = "now"."section_id" AND "stored"."batch_field_path" = "now"."batch_field_path" AND (("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_field_default', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table batch_field_default cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'every row of batch_field that is there has one there', 'delete the row of batch_field, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."batch_field_default" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path") AND EXISTS (SELECT FROM "production"."batch_field" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path" = "was"."batch_field_path");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_field_default is written
CREATE OR REPLACE FUNCTION "production"."match_batch_field_default"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
        ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth));
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(cardinality("touched"."batch_field_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_batch_field"(NULL::"production"."batch_field", "production"."element_batch_field"("touched"."id", "touched"."created_at", "touched"."section_id", "touched"."batch_field_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_batch_section"(NULL::"production"."batch_section", "production"."element_batch_section"("touched"."id", "touched"."created_at", "touched"."section_id")) THEN 'batch_section ' || ROW("touched"."section_id")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_field_default" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_section ' || ROW("other"."section_id")::text] ||
                ARRAY(SELECT 'batch_field ' || ROW("other"."section_id", "other"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("other"."batch_field_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_field_default');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_field_input
CREATE OR REPLACE FUNCTION "production"."written_batch_field_input"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_field_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'section_id = ' || "now"."section_id"::text, 'batch_field_path = ' || "now"."batch_field_path"::text), 'public.users has none with this value in id', 'batches.yaml:105:7 (batch_field_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_field_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'section_id = ' || "now"."section_id"::text, 'batch_field_path = ' || "now"."batch_field_path"::text), 'public.users has none with this value in id', 'batches.yaml:105:7 (batch_field_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by") AND "was"."entered_by"::text IS DISTINCT FROM "now"."entered_by"::text;
            
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table batch_field_input cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'its rows belong to those of batch_field', 'change the key in batch_field: the rows of batch_field_input follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
                    ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path" = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field_input" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_field_input', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_field_input is written
CREATE OR REPLACE FUNCTION "production"."match_batch_field_input"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_section ' || ROW("touched"."section_id")::text] ||
        ARRAY(SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("touched"."batch_field_path")) AS step (depth));
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'batch_field ' || ROW("touched"."section_id", "touched"."batch_field_path"[:depth])::text FROM generate_series(cardinality("touched"."batch_field_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_batch_field"(NULL::"production"."batch_field", "production"."element_batch_field"("touched"."id", "touched"."created_at", "touched"."section_id", "touched"."batch_field_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_batch_section"(NULL::"production"."batch_section", "production"."element_batch_section"("touched"."id", "touched"."created_at", "touched"."section_id")) THEN 'batch_section ' || ROW("touched"."section_id")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_field_input" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_section ' || ROW("other"."section_id")::text] ||
                ARRAY(SELECT 'batch_field ' || ROW("other"."section_id", "other"."batch_field_path"[:depth])::text FROM generate_series(1, cardinality("other"."batch_field_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_field_input');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_weighing
CREATE OR REPLACE FUNCTION "production"."written_batch_weighing"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_weighing.item_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'batch_weighing_ordinal = ' || "now"."batch_weighing_ordinal"::text), 'public.items has none with this value in id', 'batches.yaml:114:7 (batch_weighing.item_id) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."item_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."items" AS referred WHERE "referred"."id" = "now"."item_id");
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."batch_weighing_ordinal" < 1;
            
            INSERT INTO "production"."batch_weighing_actual" ("id", "created_at", "batch_weighing_ordinal")
            SELECT "now"."id", "now"."created_at", "now"."batch_weighing_ordinal" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                IF EXISTS (
                    SELECT FROM "production"."batch_weighing" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
                    GROUP BY "sibling"."id", "sibling"."created_at"
                    HAVING max("sibling"."batch_weighing_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."batch_weighing_actual" AS stored SET "batch_weighing_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_weighing_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_weighing_ordinal"))::integer AS "place_"
                    FROM "production"."batch_weighing" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_weighing_ordinal" = "moved"."former";
                    UPDATE "production"."batch_weighing" AS stored SET "batch_weighing_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_weighing_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_weighing_ordinal"))::integer AS "place_"
                    FROM "production"."batch_weighing" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_weighing_ordinal" = "moved"."former";
                    UPDATE "production"."batch_weighing_actual" AS stored SET "batch_weighing_ordinal" = -"stored"."batch_weighing_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_weighing_ordinal" < 0;
                    UPDATE "production"."batch_weighing" AS stored SET "batch_weighing_ordinal" = -"stored"."batch_weighing_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_weighing_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_weighing', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_weighing.item_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'batch_weighing_ordinal = ' || "now"."batch_weighing_ordinal"::text), 'public.items has none with this value in id', 'batches.yaml:114:7 (batch_weighing.item_id) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."item_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."items" AS referred WHERE "referred"."id" = "now"."item_id") AND "was"."item_id"::text IS DISTINCT FROM "now"."item_id"::text;
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."batch_weighing_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_weighing_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_weighing_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch_weighing_actual" AS stored SET ("id", "created_at", "batch_weighing_ordinal") = ROW("now"."id", "now"."created_at", "now"."batch_weighing_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_weighing_ordinal" = "was"."batch_weighing_ordinal" AND ("was"."id", "was"."created_at", "was"."batch_weighing_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_weighing_ordinal");
                    UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["weighings"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                        AND NOT EXISTS (SELECT FROM "production"."batch_weighing" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_weighing', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'batch_weighing_ordinal', "was"."batch_weighing_ordinal"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'batch_weighing_ordinal', "now"."batch_weighing_ordinal")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_weighing_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_weighing_ordinal")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_weighing_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_weighing_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    IF EXISTS (
                        SELECT FROM "production"."batch_weighing" AS sibling
                        WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
                        GROUP BY "sibling"."id", "sibling"."created_at"
                        HAVING max("sibling"."batch_weighing_ordinal") <> count(*)
                    ) THEN
                        UPDATE "production"."batch_weighing_actual" AS stored SET "batch_weighing_ordinal" = -"moved"."place_"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_weighing_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_weighing_ordinal"))::integer AS "place_"
                        FROM "production"."batch_weighing" AS sibling
                        WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_weighing_ordinal" = "moved"."former";
                        UPDATE "production"."batch_weighing" AS stored SET "batch_weighing_ordinal" = -"moved"."place_"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_weighing_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_weighing_ordinal"))::integer AS "place_"
                        FROM "production"."batch_weighing" AS sibling
                        WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_weighing_ordinal" = "moved"."former";
                        UPDATE "production"."batch_weighing_actual" AS stored SET "batch_weighing_ordinal" = -"stored"."batch_weighing_ordinal"
                        WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_weighing_ordinal" < 0;
                        UPDATE "production"."batch_weighing" AS stored SET "batch_weighing_ordinal" = -"stored"."batch_weighing_ordinal"
                        WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_weighing_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_weighing', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                DELETE FROM "production"."batch_weighing_actual" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_weighing_ordinal" = "was"."batch_weighing_ordinal" AND NOT EXISTS (SELECT FROM "production"."batch_weighing" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."batch_weighing_ordinal" = "was"."batch_weighing_ordinal");
                UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["weighings"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                    AND NOT EXISTS (SELECT FROM "production"."batch_weighing" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_weighing', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'batch_weighing_ordinal', "was"."batch_weighing_ordinal"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                IF EXISTS (
                    SELECT FROM "production"."batch_weighing" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
                    GROUP BY "sibling"."id", "sibling"."created_at"
                    HAVING max("sibling"."batch_weighing_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."batch_weighing_actual" AS stored SET "batch_weighing_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_weighing_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_weighing_ordinal"))::integer AS "place_"
                    FROM "production"."batch_weighing" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_weighing_ordinal" = "moved"."former";
                    UPDATE "production"."batch_weighing" AS stored SET "batch_weighing_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_weighing_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_weighing_ordinal"))::integer AS "place_"
                    FROM "production"."batch_weighing" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_weighing_ordinal" = "moved"."former";
                    UPDATE "production"."batch_weighing_actual" AS stored SET "batch_weighing_ordinal" = -"stored"."batch_weighing_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AND "stored"."batch_weighing_ordinal" < 0;
                    UPDATE "production"."batch_weighing" AS stored SET "batch_weighing_ordinal" = -"stored"."batch_weighing_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AND "stored"."batch_weighing_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_weighing', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_weighing is written
CREATE OR REPLACE FUNCTION "production"."match_batch_weighing"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_weighing"(NULL::"production"."batch_weighing", "production"."element_batch_weighing"("touched"."id", "touched"."created_at", "touched"."batch_weighing_ordinal")) THEN 'batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_weighing" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_weighing ' || ROW("other"."batch_weighing_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_weighing');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_weighing_actual
CREATE OR REPLACE FUNCTION "production"."written_batch_weighing_actual"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_weighing_actual.weighed_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'batch_weighing_ordinal = ' || "now"."batch_weighing_ordinal"::text), 'public.users has none with this value in id', 'batches.yaml:124:7 (batch_weighing_actual.weighed_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."weighed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."weighed_by");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_weighing_actual.weighed_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'batch_weighing_ordinal = ' || "now"."batch_weighing_ordinal"::text), 'public.users has none with this value in id', 'batches.yaml:124:7 (batch_weighing_actual.weighed_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."weighed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."weighed_by") AND "was"."weighed_by"::text IS DISTINCT FROM "now"."weighed_by"::text;
            
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table batch_weighing_actual cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'its rows belong to those of batch_weighing', 'change the key in batch_weighing: the rows of batch_weighing_actual follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_weighing_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_weighing_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table batch_weighing_actual cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'every row of batch_weighing that is there has one there', 'delete the row of batch_weighing, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."batch_weighing_actual" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."batch_weighing_ordinal" = "was"."batch_weighing_ordinal") AND EXISTS (SELECT FROM "production"."batch_weighing" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_weighing_ordinal" = "was"."batch_weighing_ordinal");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_weighing_actual is written
CREATE OR REPLACE FUNCTION "production"."match_batch_weighing_actual"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_weighing"(NULL::"production"."batch_weighing", "production"."element_batch_weighing"("touched"."id", "touched"."created_at", "touched"."batch_weighing_ordinal")) THEN 'batch_weighing ' || ROW("touched"."batch_weighing_ordinal")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_weighing_actual" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_weighing ' || ROW("other"."batch_weighing_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_weighing_actual');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_attribute
CREATE OR REPLACE FUNCTION "production"."written_batch_attribute"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_attribute ' || ROW("touched"."attribute")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_attribute ' || ROW("touched"."attribute")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."attribute") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."attribute")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                        AND NOT EXISTS (SELECT FROM "production"."batch_attribute" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_attribute', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'attribute', "was"."attribute"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'attribute', "now"."attribute")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."attribute") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."attribute")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_attribute ' || ROW("touched"."attribute")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                    AND NOT EXISTS (SELECT FROM "production"."batch_attribute" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_attribute', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'attribute', "was"."attribute"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_attribute is written
CREATE OR REPLACE FUNCTION "production"."match_batch_attribute"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_attribute ' || ROW("touched"."attribute")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_attribute"(NULL::"production"."batch_attribute", "production"."element_batch_attribute"("touched"."id", "touched"."created_at", "touched"."attribute")) THEN 'batch_attribute ' || ROW("touched"."attribute")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_attribute" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_attribute ' || ROW("other"."attribute")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_attribute');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_correction
CREATE OR REPLACE FUNCTION "production"."written_batch_correction"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_correction ' || ROW("touched"."corrected_field_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_correction.corrected_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'corrected_field_id = ' || "now"."corrected_field_id"::text), 'public.users has none with this value in id', 'batches.yaml:142:7 (batch_correction.corrected_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."corrected_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."corrected_by");
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_correction ' || ROW("touched"."corrected_field_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_correction.corrected_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'corrected_field_id = ' || "now"."corrected_field_id"::text), 'public.users has none with this value in id', 'batches.yaml:142:7 (batch_correction.corrected_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."corrected_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."corrected_by") AND "was"."corrected_by"::text IS DISTINCT FROM "now"."corrected_by"::text;
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."corrected_field_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."corrected_field_id")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["inputs"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                        AND NOT EXISTS (SELECT FROM "production"."batch_correction" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_correction', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'corrected_field_id', "was"."corrected_field_id"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'corrected_field_id', "now"."corrected_field_id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."corrected_field_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."corrected_field_id")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_correction ' || ROW("touched"."corrected_field_id")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["inputs"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                    AND NOT EXISTS (SELECT FROM "production"."batch_correction" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_correction', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'corrected_field_id', "was"."corrected_field_id"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_correction is written
CREATE OR REPLACE FUNCTION "production"."match_batch_correction"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_correction ' || ROW("touched"."corrected_field_id")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_correction"(NULL::"production"."batch_correction", "production"."element_batch_correction"("touched"."id", "touched"."created_at", "touched"."corrected_field_id")) THEN 'batch_correction ' || ROW("touched"."corrected_field_id")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_correction" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_correction ' || ROW("other"."corrected_field_id")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_correction');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_reading
CREATE OR REPLACE FUNCTION "production"."written_batch_reading"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_reading ' || ROW("touched"."measured_by")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_reading ' || ROW("touched"."measured_by")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."measured_by") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."measured_by")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["readings"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                        AND NOT EXISTS (SELECT FROM "production"."batch_reading" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_reading', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'measured_by', "was"."measured_by"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'measured_by', "now"."measured_by")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."measured_by") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."measured_by")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_reading ' || ROW("touched"."measured_by")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["readings"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                    AND NOT EXISTS (SELECT FROM "production"."batch_reading" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_reading', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'measured_by', "was"."measured_by"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_reading is written
CREATE OR REPLACE FUNCTION "production"."match_batch_reading"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_reading ' || ROW("touched"."measured_by")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_reading"(NULL::"production"."batch_reading", "production"."element_batch_reading"("touched"."id", "touched"."created_at", "touched"."measured_by")) THEN 'batch_reading ' || ROW("touched"."measured_by")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_reading" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_reading ' || ROW("other"."measured_by")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_reading');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_signature
CREATE OR REPLACE FUNCTION "production"."written_batch_signature"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_signature ' || ROW("touched"."signed_as")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_signature.signed_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'signed_as = ' || "now"."signed_as"::text), 'public.users has none with this value in id', 'batches.yaml:160:7 (batch_signature.signed_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."signed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."signed_by");
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            UPDATE "production"."batch_signature" AS stored SET "batch_signature_ordinal" = placed."place_"
            FROM (
                SELECT "sibling"."id", "sibling"."created_at", "sibling"."signed_as", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_signature_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."signed_as") AS "place_"
                FROM "production"."batch_signature" AS sibling
                LEFT JOIN (SELECT "now"."id", "now"."created_at", "now"."signed_as", -1 AS "rank", row_number() OVER () AS "row_number" FROM "new_rows" AS now) AS written ON "written"."id" = "sibling"."id" AND "written"."created_at" = "sibling"."created_at" AND "written"."signed_as" = "sibling"."signed_as"
                WHERE ("sibling"."id", "sibling"."created_at") IN (
                    SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."signed_as" = "placed"."signed_as" AND stored."batch_signature_ordinal" <> placed."place_";
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_signature ' || ROW("touched"."signed_as")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_signature.signed_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'signed_as = ' || "now"."signed_as"::text), 'public.users has none with this value in id', 'batches.yaml:160:7 (batch_signature.signed_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."signed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."signed_by") AND "was"."signed_by"::text IS DISTINCT FROM "now"."signed_by"::text;
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."signed_as") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."signed_as")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["signatures"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                        AND NOT EXISTS (SELECT FROM "production"."batch_signature" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_signature', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'signed_as', "was"."signed_as"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'signed_as', "now"."signed_as")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."signed_as") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."signed_as")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at") OR "was"."batch_signature_ordinal" <> "now"."batch_signature_ordinal") THEN
                UPDATE "production"."batch_signature" AS stored SET "batch_signature_ordinal" = placed."place_"
                FROM (
                    SELECT "sibling"."id", "sibling"."created_at", "sibling"."signed_as", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_signature_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."signed_as") AS "place_"
                    FROM "production"."batch_signature" AS sibling
                    LEFT JOIN (SELECT "now"."id", "now"."created_at", "now"."signed_as", CASE WHEN ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at") THEN -1 ELSE sign("now"."batch_signature_ordinal" - "was"."batch_signature_ordinal") END AS "rank", "was"."row_number"
                        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number") AS written ON "written"."id" = "sibling"."id" AND "written"."created_at" = "sibling"."created_at" AND "written"."signed_as" = "sibling"."signed_as"
                    WHERE ("sibling"."id", "sibling"."created_at") IN (
                        SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows"
                    )
                ) AS placed
                WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."signed_as" = "placed"."signed_as" AND stored."batch_signature_ordinal" <> placed."place_";
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_signature ' || ROW("touched"."signed_as")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["signatures"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                    AND NOT EXISTS (SELECT FROM "production"."batch_signature" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_signature', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'signed_as', "was"."signed_as"))) FROM "old_rows" AS was));
            END IF;
            UPDATE "production"."batch_signature" AS stored SET "batch_signature_ordinal" = placed."place_"
            FROM (
                SELECT "sibling"."id", "sibling"."created_at", "sibling"."signed_as", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_signature_ordinal", "sibling"."signed_as") AS "place_"
                FROM "production"."batch_signature" AS sibling
                WHERE ("sibling"."id", "sibling"."created_at") IN (
                    SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."signed_as" = "placed"."signed_as" AND stored."batch_signature_ordinal" <> placed."place_";
            
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_signature is written
CREATE OR REPLACE FUNCTION "production"."match_batch_signature"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_signature ' || ROW("touched"."signed_as")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_signature"(NULL::"production"."batch_signature", "production"."element_batch_signature"("touched"."id", "touched"."created_at", "touched"."signed_as")) THEN 'batch_signature ' || ROW("touched"."signed_as")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_signature" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_signature ' || ROW("other"."signed_as")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_signature');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_attachment
CREATE OR REPLACE FUNCTION "production"."written_batch_attachment"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."batch_attachment_ordinal" < 1;
            
            INSERT INTO "production"."batch_attachment_content" ("id", "created_at", "batch_attachment_ordinal")
            SELECT "now"."id", "now"."created_at", "now"."batch_attachment_ordinal" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                IF EXISTS (
                    SELECT FROM "production"."batch_attachment" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
                    GROUP BY "sibling"."id", "sibling"."created_at"
                    HAVING max("sibling"."batch_attachment_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."batch_attachment_content" AS stored SET "batch_attachment_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_attachment_ordinal"))::integer AS "place_"
                    FROM "production"."batch_attachment" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."batch_attachment" AS stored SET "batch_attachment_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_attachment_ordinal"))::integer AS "place_"
                    FROM "production"."batch_attachment" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."batch_attachment_content" AS stored SET "batch_attachment_ordinal" = -"stored"."batch_attachment_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_attachment_ordinal" < 0;
                    UPDATE "production"."batch_attachment" AS stored SET "batch_attachment_ordinal" = -"stored"."batch_attachment_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_attachment_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_attachment', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."batch_attachment_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_attachment_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch_attachment_content" AS stored SET ("id", "created_at", "batch_attachment_ordinal") = ROW("now"."id", "now"."created_at", "now"."batch_attachment_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_attachment_ordinal" = "was"."batch_attachment_ordinal" AND ("was"."id", "was"."created_at", "was"."batch_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_attachment_ordinal");
                    UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attachments"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                        AND NOT EXISTS (SELECT FROM "production"."batch_attachment" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_attachment', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'batch_attachment_ordinal', "was"."batch_attachment_ordinal"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'batch_attachment_ordinal', "now"."batch_attachment_ordinal")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_attachment_ordinal")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_attachment_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    IF EXISTS (
                        SELECT FROM "production"."batch_attachment" AS sibling
                        WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
                        GROUP BY "sibling"."id", "sibling"."created_at"
                        HAVING max("sibling"."batch_attachment_ordinal") <> count(*)
                    ) THEN
                        UPDATE "production"."batch_attachment_content" AS stored SET "batch_attachment_ordinal" = -"moved"."place_"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_attachment_ordinal"))::integer AS "place_"
                        FROM "production"."batch_attachment" AS sibling
                        WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_attachment_ordinal" = "moved"."former";
                        UPDATE "production"."batch_attachment" AS stored SET "batch_attachment_ordinal" = -"moved"."place_"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_attachment_ordinal"))::integer AS "place_"
                        FROM "production"."batch_attachment" AS sibling
                        WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_attachment_ordinal" = "moved"."former";
                        UPDATE "production"."batch_attachment_content" AS stored SET "batch_attachment_ordinal" = -"stored"."batch_attachment_ordinal"
                        WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_attachment_ordinal" < 0;
                        UPDATE "production"."batch_attachment" AS stored SET "batch_attachment_ordinal" = -"stored"."batch_attachment_ordinal"
                        WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_attachment_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_attachment', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                DELETE FROM "production"."batch_attachment_content" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_attachment_ordinal" = "was"."batch_attachment_ordinal" AND NOT EXISTS (SELECT FROM "production"."batch_attachment" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."batch_attachment_ordinal" = "was"."batch_attachment_ordinal");
                UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attachments"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                    AND NOT EXISTS (SELECT FROM "production"."batch_attachment" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_attachment', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'batch_attachment_ordinal', "was"."batch_attachment_ordinal"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                IF EXISTS (
                    SELECT FROM "production"."batch_attachment" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
                    GROUP BY "sibling"."id", "sibling"."created_at"
                    HAVING max("sibling"."batch_attachment_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."batch_attachment_content" AS stored SET "batch_attachment_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_attachment_ordinal"))::integer AS "place_"
                    FROM "production"."batch_attachment" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."batch_attachment" AS stored SET "batch_attachment_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_attachment_ordinal"))::integer AS "place_"
                    FROM "production"."batch_attachment" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."batch_attachment_content" AS stored SET "batch_attachment_ordinal" = -"stored"."batch_attachment_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AND "stored"."batch_attachment_ordinal" < 0;
                    UPDATE "production"."batch_attachment" AS stored SET "batch_attachment_ordinal" = -"stored"."batch_attachment_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AND "stored"."batch_attachment_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_attachment', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_attachment is written
CREATE OR REPLACE FUNCTION "production"."match_batch_attachment"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_attachment"(NULL::"production"."batch_attachment", "production"."element_batch_attachment"("touched"."id", "touched"."created_at", "touched"."batch_attachment_ordinal")) THEN 'batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_attachment" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_attachment ' || ROW("other"."batch_attachment_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_attachment');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_attachment_content
CREATE OR REPLACE FUNCTION "production"."written_batch_attachment_content"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table batch_attachment_content cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'its rows belong to those of batch_attachment', 'change the key in batch_attachment: the rows of batch_attachment_content follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_attachment_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table batch_attachment_content cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text, 'created_at = ' || "was"."created_at"::text), 'every row of batch_attachment that is there has one there', 'delete the row of batch_attachment, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."batch_attachment_content" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."batch_attachment_ordinal" = "was"."batch_attachment_ordinal") AND EXISTS (SELECT FROM "production"."batch_attachment" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_attachment_ordinal" = "was"."batch_attachment_ordinal");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_attachment_content is written
CREATE OR REPLACE FUNCTION "production"."match_batch_attachment_content"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_attachment"(NULL::"production"."batch_attachment", "production"."element_batch_attachment"("touched"."id", "touched"."created_at", "touched"."batch_attachment_ordinal")) THEN 'batch_attachment ' || ROW("touched"."batch_attachment_ordinal")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_attachment_content" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_attachment ' || ROW("other"."batch_attachment_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_attachment_content');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): what follows a write to batch_state_change
CREATE OR REPLACE FUNCTION "production"."written_batch_state_change"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_state_change ' || ROW("touched"."batch_state_change_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_state_change.changed_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'batch_state_change_ordinal = ' || "now"."batch_state_change_ordinal"::text), 'public.users has none with this value in id', 'batches.yaml:187:7 (batch_state_change.changed_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."changed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."changed_by");
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."batch_state_change_ordinal" < 1;
            
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                IF EXISTS (
                    SELECT FROM "production"."batch_state_change" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
                    GROUP BY "sibling"."id", "sibling"."created_at"
                    HAVING max("sibling"."batch_state_change_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."batch_state_change" AS stored SET "batch_state_change_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_state_change_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_state_change_ordinal"))::integer AS "place_"
                    FROM "production"."batch_state_change" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_state_change_ordinal" = "moved"."former";
                    UPDATE "production"."batch_state_change" AS stored SET "batch_state_change_ordinal" = -"stored"."batch_state_change_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_state_change_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_state_change', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_state_change ' || ROW("touched"."batch_state_change_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column batch_state_change.changed_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text, 'batch_state_change_ordinal = ' || "now"."batch_state_change_ordinal"::text), 'public.users has none with this value in id', 'batches.yaml:187:7 (batch_state_change.changed_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."changed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."changed_by") AND "was"."changed_by"::text IS DISTINCT FROM "now"."changed_by"::text;
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text, 'created_at = ' || "now"."created_at"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."batch_state_change_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_state_change_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_state_change_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["stateHistory"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                        AND NOT EXISTS (SELECT FROM "production"."batch_state_change" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_state_change', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'batch_state_change_ordinal', "was"."batch_state_change_ordinal"), 'now', jsonb_build_object('id', "now"."id", 'created_at', "now"."created_at", 'batch_state_change_ordinal', "now"."batch_state_change_ordinal")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_state_change_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_state_change_ordinal")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."created_at", "was"."batch_state_change_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_state_change_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                    IF EXISTS (
                        SELECT FROM "production"."batch_state_change" AS sibling
                        WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")
                        GROUP BY "sibling"."id", "sibling"."created_at"
                        HAVING max("sibling"."batch_state_change_ordinal") <> count(*)
                    ) THEN
                        UPDATE "production"."batch_state_change" AS stored SET "batch_state_change_ordinal" = -"moved"."place_"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_state_change_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_state_change_ordinal"))::integer AS "place_"
                        FROM "production"."batch_state_change" AS sibling
                        WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_state_change_ordinal" = "moved"."former";
                        UPDATE "production"."batch_state_change" AS stored SET "batch_state_change_ordinal" = -"stored"."batch_state_change_ordinal"
                        WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows" UNION SELECT "new_rows"."id", "new_rows"."created_at" FROM "new_rows") AND "stored"."batch_state_change_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_state_change', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."batches" AS legacy
            WHERE ("legacy"."id", "legacy"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
            ORDER BY "legacy"."id", "legacy"."created_at"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), ARRAY['batch'] ||
                    ARRAY['batch_state_change ' || ROW("touched"."batch_state_change_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["stateHistory"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
                    AND NOT EXISTS (SELECT FROM "production"."batch_state_change" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_state_change', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'created_at', "was"."created_at", 'batch_state_change_ordinal', "was"."batch_state_change_ordinal"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_23d12420') THEN
                IF EXISTS (
                    SELECT FROM "production"."batch_state_change" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")
                    GROUP BY "sibling"."id", "sibling"."created_at"
                    HAVING max("sibling"."batch_state_change_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."batch_state_change" AS stored SET "batch_state_change_ordinal" = -"moved"."place_"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_state_change_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_state_change_ordinal"))::integer AS "place_"
                    FROM "production"."batch_state_change" AS sibling
                    WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_state_change_ordinal" = "moved"."former";
                    UPDATE "production"."batch_state_change" AS stored SET "batch_state_change_ordinal" = -"stored"."batch_state_change_ordinal"
                    WHERE ("stored"."id", "stored"."created_at") IN (SELECT "old_rows"."id", "old_rows"."created_at" FROM "old_rows") AND "stored"."batch_state_change_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_23d12420', 'batch_state_change', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_23d12420', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_batches"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_23d12420', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_batches"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): compares the tag asked for before a row of batch_state_change is written
CREATE OR REPLACE FUNCTION "production"."match_batch_state_change"() RETURNS trigger
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
    places := ARRAY['batch'] ||
        ARRAY['batch_state_change ' || ROW("touched"."batch_state_change_ordinal")::text];
    asked := hofsm.tag_asked('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."batches" AS legacy WHERE "legacy"."id" = "touched"."id" AND "legacy"."created_at" = "touched"."created_at" FOR NO KEY UPDATE;
        -- The row of the document in the other table may not be made a new version by those who write, the root row is.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
            PERFORM FROM "production"."batch" AS root WHERE "root"."id" = "touched"."id" AND "root"."created_at" = "touched"."created_at" FOR KEY SHARE SKIP LOCKED;
        END IF;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_batch_state_change"(NULL::"production"."batch_state_change", "production"."element_batch_state_change"("touched"."id", "touched"."created_at", "touched"."batch_state_change_ordinal")) THEN 'batch_state_change ' || ROW("touched"."batch_state_change_ordinal")::text END,
            CASE WHEN asked = "production"."etag_batch"(NULL::"production"."batch", "production"."element_batch"("touched"."id", "touched"."created_at")) THEN 'batch' END
        );
        PERFORM hofsm.grant_tag('batches', concat_ws(', ', 'id = ' || "touched"."id"::text, 'created_at = ' || "touched"."created_at"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."batch_state_change" AS other
            WHERE "other"."id" = "touched"."id" AND "other"."created_at" = "touched"."created_at" AND place = ANY (
                ARRAY['batch'] ||
                ARRAY['batch_state_change ' || ROW("other"."batch_state_change_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.batch_state_change');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): functions that know payloads
DROP FUNCTION "production"."view_write_batches";
DROP FUNCTION "production"."view_document_batches";
DROP FUNCTION "production"."view_document_batches_now";

RESET search_path;
