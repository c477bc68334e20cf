-- form_fields: cutover -> contracted
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the base table, SHARE ROW EXCLUSIVE on the new tables): waits for whoever writes or reads, and nobody is in between
-- Writers of the new side have a row there before they come to the base table, so the new tables are first; one statement for psql.
DO $do$
BEGIN
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
    LOCK TABLE "public"."form_fields_base" IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- up (ACCESS EXCLUSIVE on the base table): no document comes through it any more; its keys follow those of the documents
SELECT hofsm.drop_triggers('"public"."form_fields_base"', '"production"."take_form_fields"()');
DROP TRIGGER "dual_write_form_fields_update" ON "public"."form_fields_base";
CREATE TRIGGER "zz_hofsm_key" BEFORE UPDATE ON "public"."form_fields_base"
    FOR EACH ROW WHEN (("old"."id" IS DISTINCT FROM "new"."id") AND coalesce(current_setting('hofsm.origin', true), '') <> 'new')
    EXECUTE FUNCTION hofsm.refuse_key('"production"."form_field"');
DO $descendants$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"public"."form_fields_base"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('DROP TRIGGER "dual_write_form_fields_update" ON %s;', descendant.oid::regclass);
            EXECUTE format('CREATE TRIGGER "zz_hofsm_key" BEFORE UPDATE ON %s
    FOR EACH ROW WHEN (("old"."id" IS DISTINCT FROM "new"."id") AND coalesce(current_setting(''hofsm.origin'', true), '''') <> ''new'')
    EXECUTE FUNCTION hofsm.refuse_key(''"production"."form_field"'');', descendant.oid::regclass);
        END IF;
    END LOOP;
END
$descendants$;

-- up (ACCESS EXCLUSIVE on the base table, for its catalog entry): the payload column goes, and with it its indexes; there is no way back
ALTER TABLE "public"."form_fields_base" DROP COLUMN "value";
DELETE FROM hofsm.way_back WHERE mapping = 'form_fields';
DELETE FROM hofsm.payload WHERE mapping = 'form_fields';

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): the view is read-only
CREATE OR REPLACE FUNCTION "production"."view_write_form_fields"() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'view %.% is read-only', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'Its mapping is in phase contracted: documents are composed from the new tables. Nothing was written.',
            HINT = 'Write documents to the tables of schema production, and columns that no document has to table "public"."form_fields_base".';
END
$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): a row of the base table comes with an empty document and goes with its document
CREATE OR REPLACE FUNCTION "production"."dual_write_form_fields"() RETURNS trigger
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
        PERFORM "production"."represent_form_fields"("new"."id", '{}');
    -- A document that the new side is about to give another key has rows under the old one, and no root row any more: an UPDATE that
    -- moves its row to another partition is a DELETE here.
    ELSIF origin_before <> 'new' OR EXISTS (SELECT FROM "production"."form_field" AS root WHERE "root"."id" = "old"."id") THEN
        PERFORM "production"."forget_form_fields"("old"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- up (no lock on any table): a write to a document makes its row in the base table a new version
SELECT hofsm.make_touch('"production"."touch_form_fields"', '"public"."form_fields_base"', '{id}');

-- up (no lock on any table): form_fields.yaml:17:3 (form_fields): bring the rows of a document in line with it, or refuse what was written
CREATE OR REPLACE FUNCTION "production"."mirror_document_form_field"("public"."form_fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
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
    PERFORM set_config('hofsm.origin', 'legacy', true);
    PERFORM "production"."settle_form_field"($1, "production"."document_form_field"($1));
    -- The trigger of the base table returns where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1)::text, true);
    IF EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = $1) THEN
        PERFORM "production"."touch_form_fields"($1);
    ELSE
        BEGIN
            INSERT INTO "public"."form_fields_base" ("id") OVERRIDING SYSTEM VALUE VALUES ($1);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'each document has a row in public.form_fields_base, and the column has no default', 'give it one, or insert the row there first: it comes with an empty row in form_field');
        END;
        IF NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'object_not_in_prerequisite_state', 'table public.form_fields_base did not take the row of the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule there kept it out', 'change the trigger, or insert the row there first'
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
    IF hofsm.has_no_pages('"public"."form_fields_base"') AND NOT EXISTS (SELECT FROM "public"."form_fields_base") THEN
        TRUNCATE "production"."form_field", "production"."form_field_layout", "production"."form_field_rule", "production"."form_field_default", "production"."form_field_input", "production"."form_field_child", "production"."form_field_child_layout", "production"."form_field_child_rule", "production"."form_field_child_default", "production"."form_field_child_input", "production"."form_field_attribute", "production"."form_field_reading", "production"."form_field_attachment", "production"."form_field_attachment_content";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"public"."form_fields_base"');
        DELETE FROM "production"."form_field_attachment_content" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_attachment" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_reading" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_attribute" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_default" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_rule" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_layout" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_default" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_rule" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_layout" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "target"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;

-- up (no lock on any table): functions that know payloads
DROP FUNCTION "production"."backfill_form_fields";
DROP FUNCTION "production"."verify_form_fields";
DROP FUNCTION "production"."follow_form_fields";
DROP FUNCTION "production"."take_form_fields";
DROP FUNCTION "production"."exchange_form_fields";
DROP FUNCTION "production"."keeps_payload_form_fields";
DROP FUNCTION "production"."payload_documents_form_fields";
DROP FUNCTION "production"."empty_payload_form_fields";
DROP FUNCTION "production"."restore_payload_form_fields";
DROP FUNCTION "production"."change_form_field";
DROP FUNCTION "production"."change_form_field_child";
DROP FUNCTION "production"."change_form_field_attribute";
DROP FUNCTION "production"."change_form_field_reading";
DROP FUNCTION "production"."change_form_field_attachment";

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): form_fields.yaml:25:7 (form_field.item_id): a real reference from now on
SELECT hofsm.add_reference('"production"."form_field"', 'form_field_item_id_fkey', 'item_id', '"public"."items"', 'id');

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): form_fields.yaml:71:7 (form_field_input.entered_by): a real reference from now on
SELECT hofsm.add_reference('"production"."form_field_input"', 'form_field_input_entered_by_fkey', 'entered_by', '"public"."users"', 'id');

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): form_fields.yaml:119:7 (form_field_child_input.entered_by): a real reference from now on
SELECT hofsm.add_reference('"production"."form_field_child_input"', 'form_field_child_input_entered_by_fkey', 'entered_by', '"public"."users"', 'id');

RESET search_path;
