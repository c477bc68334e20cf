-- batches: cutover -> contracted
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the base table, SHARE ROW EXCLUSIVE on the new tables): waits for whoever writes or reads, and nobody is in between
-- Writers of the new side have a row there before they come to the base table, so the new tables are first; one statement for psql.
DO $do$
BEGIN
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
    LOCK TABLE "public"."batches_base" IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- up (ACCESS EXCLUSIVE on the base table): no document comes through it any more; its keys follow those of the documents
SELECT hofsm.drop_triggers('"public"."batches_base"', '"production"."take_batches"()');
DROP TRIGGER "dual_write_batches_update" ON "public"."batches_base";
CREATE TRIGGER "zz_hofsm_key" BEFORE UPDATE ON "public"."batches_base"
    FOR EACH ROW WHEN (("old"."id" IS DISTINCT FROM "new"."id" OR "old"."created_at" IS DISTINCT FROM "new"."created_at") AND coalesce(current_setting('hofsm.origin', true), '') <> 'new')
    EXECUTE FUNCTION hofsm.refuse_key('"production"."batch"');
DO $descendants$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"public"."batches_base"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('DROP TRIGGER "dual_write_batches_update" ON %s;', descendant.oid::regclass);
            EXECUTE format('CREATE TRIGGER "zz_hofsm_key" BEFORE UPDATE ON %s
    FOR EACH ROW WHEN (("old"."id" IS DISTINCT FROM "new"."id" OR "old"."created_at" IS DISTINCT FROM "new"."created_at") AND coalesce(current_setting(''hofsm.origin'', true), '''') <> ''new'')
    EXECUTE FUNCTION hofsm.refuse_key(''"production"."batch"'');', descendant.oid::regclass);
        END IF;
    END LOOP;
END
$descendants$;

-- up (ACCESS EXCLUSIVE on the base table, for its catalog entry): the payload column goes, and with it its indexes; there is no way back
ALTER TABLE "public"."batches_base" DROP COLUMN "value";
DELETE FROM hofsm.way_back WHERE mapping = 'batches';
DELETE FROM hofsm.payload WHERE mapping = 'batches';

-- up (no lock on any table): batches.yaml:18:3 (batches): the view is read-only
CREATE OR REPLACE FUNCTION "production"."view_write_batches"() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'view %.% is read-only', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'Its mapping is in phase contracted: documents are composed from the new tables. Nothing was written.',
            HINT = 'Write documents to the tables of schema production, and columns that no document has to table "public"."batches_base".';
END
$body$;

-- up (no lock on any table): batches.yaml:18:3 (batches): a row of the base table comes with an empty document and goes with its document
CREATE OR REPLACE FUNCTION "production"."dual_write_batches"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- What the new side does to the row of its own document comes with its key.
    IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN ROW("old"."id", "old"."created_at") ELSE ROW("new"."id", "new"."created_at") END)::text THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Each row of the base table has a document, and each document has a row there.
    IF TG_OP = 'INSERT' THEN
        PERFORM "production"."represent_batches"("new"."id", "new"."created_at", '{}');
    -- A document that the new side is about to give another key has rows under the old one, and no root row any more: an UPDATE that
    -- moves its row to another partition is a DELETE here.
    ELSIF origin_before <> 'new' OR EXISTS (SELECT FROM "production"."batch" AS root WHERE "root"."id" = "old"."id" AND "root"."created_at" = "old"."created_at") THEN
        PERFORM "production"."forget_batches"("old"."id", "old"."created_at");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- up (no lock on any table): a write to a document makes its row in the base table a new version
SELECT hofsm.make_touch('"production"."touch_batches"', '"public"."batches_base"', '{id,created_at}');

-- up (no lock on any table): batches.yaml:18:3 (batches): bring the rows of a document in line with it, or refuse what was written
CREATE OR REPLACE FUNCTION "production"."mirror_document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
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
    PERFORM set_config('hofsm.origin', 'legacy', true);
    PERFORM "production"."settle_batch"($1, $2, "production"."document_batch"($1, $2));
    -- The trigger of the base table returns where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1, $2)::text, true);
    IF EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = $1 AND "legacy"."created_at" = $2) THEN
        PERFORM "production"."touch_batches"($1, $2);
    ELSE
        BEGIN
            INSERT INTO "public"."batches_base" ("id", "created_at") OVERRIDING SYSTEM VALUE VALUES ($1, $2);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text), 'each document has a row in public.batches_base, and the column has no default', 'give it one, or insert the row there first: it comes with an empty row in batch');
        END;
        IF NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = $1 AND "legacy"."created_at" = $2) THEN
            PERFORM hofsm.refuse(
                'object_not_in_prerequisite_state', 'table public.batches_base did not take the row of the document', concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text), 'a trigger or a rule there kept it out', 'change the trigger, or insert the row there first'
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
    IF hofsm.has_no_pages('"public"."batches_base"') AND NOT EXISTS (SELECT FROM "public"."batches_base") THEN
        TRUNCATE "production"."batch", "production"."batch_quantity", "production"."batch_section", "production"."batch_field", "production"."batch_field_layout", "production"."batch_field_rule", "production"."batch_field_default", "production"."batch_field_input", "production"."batch_weighing", "production"."batch_weighing_actual", "production"."batch_attribute", "production"."batch_correction", "production"."batch_reading", "production"."batch_signature", "production"."batch_attachment", "production"."batch_attachment_content", "production"."batch_state_change";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"public"."batches_base"');
        DELETE FROM "production"."batch_state_change" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_attachment_content" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_attachment" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_signature" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_reading" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_correction" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_attribute" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_weighing_actual" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_weighing" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_default" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_rule" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_layout" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_section" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_quantity" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches_base" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;

-- up (no lock on any table): functions that know payloads
DROP FUNCTION "production"."backfill_batches";
DROP FUNCTION "production"."verify_batches";
DROP FUNCTION "production"."follow_batches";
DROP FUNCTION "production"."take_batches";
DROP FUNCTION "production"."exchange_batches";
DROP FUNCTION "production"."keeps_payload_batches";
DROP FUNCTION "production"."payload_documents_batches";
DROP FUNCTION "production"."empty_payload_batches";
DROP FUNCTION "production"."restore_payload_batches";
DROP FUNCTION "production"."change_batch";
DROP FUNCTION "production"."change_batch_quantity";
DROP FUNCTION "production"."change_batch_section";
DROP FUNCTION "production"."change_batch_field";
DROP FUNCTION "production"."change_batch_weighing";
DROP FUNCTION "production"."change_batch_attribute";
DROP FUNCTION "production"."change_batch_correction";
DROP FUNCTION "production"."change_batch_reading";
DROP FUNCTION "production"."change_batch_signature";
DROP FUNCTION "production"."change_batch_attachment";
DROP FUNCTION "production"."change_batch_state_change";

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): batches.yaml:25:7 (batch.item_id): a real reference from now on
SELECT hofsm.add_reference('"production"."batch"', 'batch_item_id_fkey', 'item_id', '"public"."items"', 'id');

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): batches.yaml:31:7 (batch.author_id): a real reference from now on
SELECT hofsm.add_reference('"production"."batch"', 'batch_author_id_fkey', 'author_id', '"public"."users"', 'id');

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): batches.yaml:105:7 (batch_field_input.entered_by): a real reference from now on
SELECT hofsm.add_reference('"production"."batch_field_input"', 'batch_field_input_entered_by_fkey', 'entered_by', '"public"."users"', 'id');

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): batches.yaml:114:7 (batch_weighing.item_id): a real reference from now on
SELECT hofsm.add_reference('"production"."batch_weighing"', 'batch_weighing_item_id_fkey', 'item_id', '"public"."items"', 'id');

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): batches.yaml:124:7 (batch_weighing_actual.weighed_by): a real reference from now on
SELECT hofsm.add_reference('"production"."batch_weighing_actual"', 'batch_weighing_actual_weighed_by_fkey', 'weighed_by', '"public"."users"', 'id');

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): batches.yaml:142:7 (batch_correction.corrected_by): a real reference from now on
SELECT hofsm.add_reference('"production"."batch_correction"', 'batch_correction_corrected_by_fkey', 'corrected_by', '"public"."users"', 'id');

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): batches.yaml:160:7 (batch_signature.signed_by): a real reference from now on
SELECT hofsm.add_reference('"production"."batch_signature"', 'batch_signature_signed_by_fkey', 'signed_by', '"public"."users"', 'id');

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): batches.yaml:187:7 (batch_state_change.changed_by): a real reference from now on
SELECT hofsm.add_reference('"production"."batch_state_change"', 'batch_state_change_changed_by_fkey', 'changed_by', '"public"."users"', 'id');

RESET search_path;
