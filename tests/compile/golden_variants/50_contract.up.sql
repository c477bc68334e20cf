-- variants: cutover -> contracted
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the base table, SHARE ROW EXCLUSIVE on the new tables): waits for whoever writes or reads, and nobody is in between
-- Writers of the new side have a row there before they come to the base table, so the new tables are first; one statement for psql.
DO $do$
BEGIN
    LOCK TABLE
        "variants_new"."field",
        "variants_new"."field_choice",
        "variants_new"."entry",
        "variants_new"."part",
        "variants_new"."stock_item",
        "variants_new"."field_option"
    IN SHARE ROW EXCLUSIVE MODE;
    LOCK TABLE "old"."fields_base" IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- up (ACCESS EXCLUSIVE on the base table): no document comes through it any more; its keys follow those of the documents
SELECT hofsm.drop_triggers('"old"."fields_base"', '"variants_new"."take_variants"()');
DROP TRIGGER "dual_write_variants_update" ON "old"."fields_base";
CREATE TRIGGER "zz_hofsm_key" BEFORE UPDATE ON "old"."fields_base"
    FOR EACH ROW WHEN (("old"."id" IS DISTINCT FROM "new"."id") AND coalesce(current_setting('hofsm.origin', true), '') <> 'new')
    EXECUTE FUNCTION hofsm.refuse_key('"variants_new"."field"');
DO $descendants$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"old"."fields_base"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('DROP TRIGGER "dual_write_variants_update" ON %s;', descendant.oid::regclass);
            EXECUTE format('CREATE TRIGGER "zz_hofsm_key" BEFORE UPDATE ON %s
    FOR EACH ROW WHEN (("old"."id" IS DISTINCT FROM "new"."id") AND coalesce(current_setting(''hofsm.origin'', true), '''') <> ''new'')
    EXECUTE FUNCTION hofsm.refuse_key(''"variants_new"."field"'');', descendant.oid::regclass);
        END IF;
    END LOOP;
END
$descendants$;

-- up (ACCESS EXCLUSIVE on the base table, for its catalog entry): the payload column goes, and with it its indexes; there is no way back
ALTER TABLE "old"."fields_base" DROP COLUMN "value";
DELETE FROM hofsm.way_back WHERE mapping = 'variants';
DELETE FROM hofsm.payload WHERE mapping = 'variants';

-- up (no lock on any table): spec.yaml:5:3 (variants): the view is read-only
CREATE OR REPLACE FUNCTION "variants_new"."view_write_variants"() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'view %.% is read-only', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'Its mapping is in phase contracted: documents are composed from the new tables. Nothing was written.',
            HINT = 'Write documents to the tables of schema variants_new, and columns that no document has to table "old"."fields_base".';
END
$body$;

-- up (no lock on any table): spec.yaml:5:3 (variants): a row of the base table comes with an empty document and goes with its document
CREATE OR REPLACE FUNCTION "variants_new"."dual_write_variants"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- What the new side does to the row of its own document comes with its key.
    IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN ROW("old"."id") ELSE ROW("new"."id") END)::text THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Each row of the base table has a document, and each document has a row there.
    IF TG_OP = 'INSERT' THEN
        PERFORM "variants_new"."represent_variants"("new"."id", '{}');
    -- A document that the new side is about to give another key has rows under the old one, and no root row any more: an UPDATE that
    -- moves its row to another partition is a DELETE here.
    ELSIF origin_before <> 'new' OR EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "old"."id") THEN
        PERFORM "variants_new"."forget_variants"("old"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- up (no lock on any table): a write to a document makes its row in the base table a new version
SELECT hofsm.make_touch('"variants_new"."touch_variants"', '"old"."fields_base"', '{id}');

-- up (no lock on any table): spec.yaml:5:3 (variants): bring the rows of a document in line with it, or refuse what was written
CREATE OR REPLACE FUNCTION "variants_new"."mirror_document_field"("old"."fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
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
    PERFORM set_config('hofsm.origin', 'legacy', true);
    PERFORM "variants_new"."settle_field"($1, "variants_new"."document_field"($1));
    -- The trigger of the base table returns where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1)::text, true);
    IF EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = $1) THEN
        PERFORM "variants_new"."touch_variants"($1);
    ELSE
        BEGIN
            INSERT INTO "old"."fields_base" ("id") OVERRIDING SYSTEM VALUE VALUES ($1);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'each document has a row in old.fields_base, and the column has no default', 'give it one, or insert the row there first: it comes with an empty row in field');
        END;
        IF NOT EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'object_not_in_prerequisite_state', 'table old.fields_base did not take the row of the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule there kept it out', 'change the trigger, or insert the row there first'
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
    IF hofsm.has_no_pages('"old"."fields_base"') AND NOT EXISTS (SELECT FROM "old"."fields_base") THEN
        TRUNCATE "variants_new"."field", "variants_new"."field_choice", "variants_new"."entry", "variants_new"."part", "variants_new"."stock_item", "variants_new"."field_option";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"old"."fields_base"');
        DELETE FROM "variants_new"."field_option" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."stock_item" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."part" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."entry" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."field_choice" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "variants_new"."field" AS target WHERE NOT EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;

-- up (no lock on any table): functions that know payloads
DROP FUNCTION "variants_new"."backfill_variants";
DROP FUNCTION "variants_new"."verify_variants";
DROP FUNCTION "variants_new"."follow_variants";
DROP FUNCTION "variants_new"."take_variants";
DROP FUNCTION "variants_new"."exchange_variants";
DROP FUNCTION "variants_new"."keeps_payload_variants";
DROP FUNCTION "variants_new"."payload_documents_variants";
DROP FUNCTION "variants_new"."empty_payload_variants";
DROP FUNCTION "variants_new"."restore_payload_variants";
DROP FUNCTION "variants_new"."change_field";
DROP FUNCTION "variants_new"."change_entry";
DROP FUNCTION "variants_new"."change_field_option";

RESET search_path;
