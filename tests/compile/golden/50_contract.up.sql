-- golden: cutover -> contracted
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the base table, SHARE ROW EXCLUSIVE on the new tables): waits for whoever writes or reads, and nobody is in between
-- Writers of the new side have a row there before they come to the base table, so the new tables are first; one statement for psql.
DO $do$
BEGIN
    LOCK TABLE
        "New Side"."order",
        "New Side"."order_signature",
        "New Side"."line ""item""",
        "New Side"."line_cell",
        "New Side"."attribute",
        "New Side"."component",
        "New Side"."component_option"
    IN SHARE ROW EXCLUSIVE MODE;
    LOCK TABLE "old"."Legacy Orders_base" IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- up (ACCESS EXCLUSIVE on the base table): no document comes through it any more; its keys follow those of the documents
SELECT hofsm.drop_triggers('"old"."Legacy Orders_base"', '"New Side"."take_golden"()');
DROP TRIGGER "dual_write_golden_update" ON "old"."Legacy Orders_base";
CREATE TRIGGER "zz_hofsm_key" BEFORE UPDATE ON "old"."Legacy Orders_base"
    FOR EACH ROW WHEN (("old"."Company" IS DISTINCT FROM "new"."Company" OR "old"."id" IS DISTINCT FROM "new"."id") AND coalesce(current_setting('hofsm.origin', true), '') <> 'new')
    EXECUTE FUNCTION hofsm.refuse_key('"New Side"."order"');
DO $descendants$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"old"."Legacy Orders_base"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('DROP TRIGGER "dual_write_golden_update" ON %s;', descendant.oid::regclass);
            EXECUTE format('CREATE TRIGGER "zz_hofsm_key" BEFORE UPDATE ON %s
    FOR EACH ROW WHEN (("old"."Company" IS DISTINCT FROM "new"."Company" OR "old"."id" IS DISTINCT FROM "new"."id") AND coalesce(current_setting(''hofsm.origin'', true), '''') <> ''new'')
    EXECUTE FUNCTION hofsm.refuse_key(''"New Side"."order"'');', descendant.oid::regclass);
        END IF;
    END LOOP;
END
$descendants$;

-- up (ACCESS EXCLUSIVE on the base table, for its catalog entry): the payload column goes, and with it its indexes; there is no way back
ALTER TABLE "old"."Legacy Orders_base" DROP COLUMN "the ""value""";
DELETE FROM hofsm.way_back WHERE mapping = 'golden';
DELETE FROM hofsm.payload WHERE mapping = 'golden';

-- up (no lock on any table): spec.yaml:8:3 (golden): the view is read-only
CREATE OR REPLACE FUNCTION "New Side"."view_write_golden"() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog
AS $body$
BEGIN
    RAISE EXCEPTION 'view %.% is read-only', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'Its mapping is in phase contracted: documents are composed from the new tables. Nothing was written.',
            HINT = 'Write documents to the tables of schema New Side, and columns that no document has to table "old"."Legacy Orders_base".';
END
$body$;

-- up (no lock on any table): spec.yaml:8:3 (golden): a row of the base table comes with an empty document and goes with its document
CREATE OR REPLACE FUNCTION "New Side"."dual_write_golden"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- What the new side does to the row of its own document comes with its key.
    IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN ROW("old"."Company", "old"."id") ELSE ROW("new"."Company", "new"."id") END)::text THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Each row of the base table has a document, and each document has a row there.
    IF TG_OP = 'INSERT' THEN
        PERFORM "New Side"."represent_golden"("new"."Company", "new"."id", '{}');
    -- A document that the new side is about to give another key has rows under the old one, and no root row any more: an UPDATE that
    -- moves its row to another partition is a DELETE here.
    ELSIF origin_before <> 'new' OR EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "old"."Company" AND "root"."id" = "old"."id") THEN
        PERFORM "New Side"."forget_golden"("old"."Company", "old"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- up (no lock on any table): a write to a document makes its row in the base table a new version
SELECT hofsm.make_touch('"New Side"."touch_golden"', '"old"."Legacy Orders_base"', '{Company,id}');

-- up (no lock on any table): spec.yaml:8:3 (golden): bring the rows of a document in line with it, or refuse what was written
CREATE OR REPLACE FUNCTION "New Side"."mirror_document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
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
    PERFORM set_config('hofsm.origin', 'legacy', true);
    PERFORM "New Side"."settle_order"($1, $2, "New Side"."document_order"($1, $2));
    -- The trigger of the base table returns where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1, $2)::text, true);
    IF EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2) THEN
        PERFORM "New Side"."touch_golden"($1, $2);
    ELSE
        BEGIN
            INSERT INTO "old"."Legacy Orders_base" ("Company", "id") OVERRIDING SYSTEM VALUE VALUES ($1, $2);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'each document has a row in old.Legacy Orders_base, and the column has no default', 'give it one, or insert the row there first: it comes with an empty row in order');
        END;
        IF NOT EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2) THEN
            PERFORM hofsm.refuse(
                'object_not_in_prerequisite_state', 'table old.Legacy Orders_base did not take the row of the document', concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'a trigger or a rule there kept it out', 'change the trigger, or insert the row there first'
            );
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END
$body$;

-- up (no lock on any table): spec.yaml:8:3 (golden): follows TRUNCATE of the legacy table or of one of its partitions
CREATE OR REPLACE FUNCTION "New Side"."dual_write_golden_truncate"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages('"old"."Legacy Orders_base"') AND NOT EXISTS (SELECT FROM "old"."Legacy Orders_base") THEN
        TRUNCATE "New Side"."order", "New Side"."order_signature", "New Side"."line ""item""", "New Side"."line_cell", "New Side"."attribute", "New Side"."component", "New Side"."component_option";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"old"."Legacy Orders_base"');
        DELETE FROM "New Side"."component_option" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."component" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."attribute" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."line_cell" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."line ""item""" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."order_signature" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."order" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;

-- up (no lock on any table): functions that know payloads
DROP FUNCTION "New Side"."backfill_golden";
DROP FUNCTION "New Side"."verify_golden";
DROP FUNCTION "New Side"."follow_golden";
DROP FUNCTION "New Side"."take_golden";
DROP FUNCTION "New Side"."exchange_golden";
DROP FUNCTION "New Side"."keeps_payload_golden";
DROP FUNCTION "New Side"."payload_documents_golden";
DROP FUNCTION "New Side"."empty_payload_golden";
DROP FUNCTION "New Side"."restore_payload_golden";
DROP FUNCTION "New Side"."change_order";
DROP FUNCTION "New Side"."change_line ""item""";
DROP FUNCTION "New Side"."change_line_cell";
DROP FUNCTION "New Side"."change_attribute";
DROP FUNCTION "New Side"."change_component";
DROP FUNCTION "New Side"."change_component_option";

-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): spec.yaml:24:7 (order_signature.signed_by): a real reference from now on
SELECT hofsm.add_reference('"New Side"."order_signature"', 'order_signature_signed_by_fkey', 'signed_by', '"public"."users"', 'id');

RESET search_path;
