-- batches: mirrored -> dual_write
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the new tables only): the root table first, since a writer of the legacy side that has none of them yet comes by it
-- Whoever waits for the root table holds up nobody at the others; one statement, so that it runs under psql, too. Writers of the new side
-- come by the root with another table in hand: they are waited for before, and who comes meanwhile is sent back.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext('hofsm.writing_23d12420'));
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
    IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_state_change";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_state_change";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_state_change";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_state_change";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_state_change";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_state_change";

CREATE TRIGGER "closed_batch_state_change" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_state_change"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_state_change"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_state_change"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_attachment_content";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_attachment_content";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_attachment_content";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_attachment_content";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_attachment_content";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_attachment_content";
DROP TRIGGER aa_hofsm_room ON "production"."batch_attachment_content";
CREATE TRIGGER "closed_batch_attachment_content" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_attachment_content"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."room_batch_attachment_content"();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_attachment_content"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_attachment_content"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_attachment";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_attachment";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_attachment";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_attachment";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_attachment";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_attachment";

CREATE TRIGGER "closed_batch_attachment" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_attachment"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_attachment"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_attachment"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_signature";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_signature";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_signature";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_signature";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_signature";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_signature";

CREATE TRIGGER "closed_batch_signature" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_signature"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_signature"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_signature"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_reading";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_reading";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_reading";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_reading";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_reading";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_reading";

CREATE TRIGGER "closed_batch_reading" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_reading"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_reading"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_reading"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_correction";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_correction";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_correction";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_correction";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_correction";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_correction";

CREATE TRIGGER "closed_batch_correction" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_correction"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_correction"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_correction"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_attribute";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_attribute";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_attribute";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_attribute";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_attribute";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_attribute";

CREATE TRIGGER "closed_batch_attribute" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_attribute"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_attribute"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_attribute"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_weighing_actual";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_weighing_actual";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_weighing_actual";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_weighing_actual";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_weighing_actual";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_weighing_actual";
DROP TRIGGER aa_hofsm_room ON "production"."batch_weighing_actual";
CREATE TRIGGER "closed_batch_weighing_actual" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_weighing_actual"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."room_batch_weighing_actual"();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_weighing_actual"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_weighing_actual"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_weighing";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_weighing";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_weighing";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_weighing";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_weighing";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_weighing";

CREATE TRIGGER "closed_batch_weighing" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_weighing"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_weighing"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_weighing"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_field_input";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_field_input";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_field_input";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_field_input";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_field_input";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_field_input";

CREATE TRIGGER "closed_batch_field_input" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field_input"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_field_input"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_field_input"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_field_default";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_field_default";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_field_default";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_field_default";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_field_default";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_field_default";
DROP TRIGGER aa_hofsm_room ON "production"."batch_field_default";
CREATE TRIGGER "closed_batch_field_default" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field_default"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."room_batch_field_default"();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_field_default"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_field_default"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_field_rule";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_field_rule";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_field_rule";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_field_rule";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_field_rule";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_field_rule";

CREATE TRIGGER "closed_batch_field_rule" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field_rule"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_field_rule"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_field_rule"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_field_layout";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_field_layout";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_field_layout";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_field_layout";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_field_layout";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_field_layout";
DROP TRIGGER aa_hofsm_room ON "production"."batch_field_layout";
CREATE TRIGGER "closed_batch_field_layout" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field_layout"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."room_batch_field_layout"();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_field_layout"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_field_layout"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_field";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_field";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_field";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_field";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_field";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_field";

CREATE TRIGGER "closed_batch_field" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_field"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_field"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_section";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_section";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_section";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_section";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_section";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_section";

CREATE TRIGGER "closed_batch_section" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_section"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_section"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_section"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch_quantity";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch_quantity";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch_quantity";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch_quantity";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch_quantity";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch_quantity";

CREATE TRIGGER "closed_batch_quantity" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_quantity"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch_quantity"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch_quantity"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."batch";
DROP TRIGGER "aa_hofsm_match" ON "production"."batch";
DROP TRIGGER "zz_hofsm_insert" ON "production"."batch";
DROP TRIGGER "zz_hofsm_update" ON "production"."batch";
DROP TRIGGER "zz_hofsm_delete" ON "production"."batch";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."batch";

CREATE TRIGGER "closed_batch" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_batch"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_batch"();

-- down (no lock on any table)
DROP FUNCTION "production"."later_batches"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."mirror_batches"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."mirror_document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."settle_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE);

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "production"."forget_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    -- The root row is claimed before it goes: a backfill that is about to commit it is waited for, and a writer whose snapshot is
    -- older than that gets 40001 instead of leaving rows of a document that is no more.
    INSERT INTO "production"."batch" ("id", "created_at") VALUES ($1, $2) ON CONFLICT DO NOTHING;
    DELETE FROM "production"."batch_state_change" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_attachment_content" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_attachment" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_signature" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_reading" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_correction" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_attribute" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_weighing_actual" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_weighing" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_field_input" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_field_default" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_field_rule" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_field_layout" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_field" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_section" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch_quantity" AS target WHERE target."id" = $1 AND target."created_at" = $2;
    DELETE FROM "production"."batch" AS target WHERE target."id" = $1 AND target."created_at" = $2;
END
$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "production"."dual_write_batches"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- A write that the new side makes of its own change comes with the key of the document; any other write in its wake is followed.
    IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN ROW("old"."id", "old"."created_at") ELSE ROW("new"."id", "new"."created_at") END)::text THEN
        RETURN NULL;
    END IF;
    IF origin_before NOT LIKE 'new%' THEN
        IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
            PERFORM hofsm.check_etag(
                'batches', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text, 'created_at = ' || "new"."created_at"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text, 'created_at = ' || "old"."created_at"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["production"."etag_batch"(NULL::"production"."batch", "old"."value")] END
            );
            PERFORM hofsm.bind_etag('batches', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text, 'created_at = ' || "old"."created_at"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text, 'created_at = ' || "new"."created_at"::text) END);
        END IF;
    END IF;
    -- Set here and not beside the function's other settings: there, a role needs to be superuser to name one of ours.
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Where the new side has given a document another key, its root row has it already and the rest of its rows are on the way there, with
    -- what else was written to them. If that brings the legacy row to another partition, it is a DELETE and an INSERT here.
    IF TG_OP = 'DELETE' THEN
        IF origin_before <> 'new' OR EXISTS (SELECT FROM "production"."batch" AS root WHERE "root"."id" = "old"."id" AND "root"."created_at" = "old"."created_at") THEN
            PERFORM "production"."follow_batches"("old"."id", "old"."created_at");
        END IF;
    ELSIF TG_OP = 'INSERT' AND origin_before = 'new' AND EXISTS (SELECT FROM "production"."batch" AS root WHERE "root"."id" = "new"."id" AND "root"."created_at" = "new"."created_at") THEN
        NULL;
    ELSIF TG_OP = 'UPDATE' AND ("old"."id" IS DISTINCT FROM "new"."id" OR "old"."created_at" IS DISTINCT FROM "new"."created_at") THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end. Where the
        -- new side has moved a document, its rows are there already, and the payload does not yet say what else was written to them.
        IF origin_before <> 'new'
            OR EXISTS (SELECT FROM "production"."batch" AS root WHERE "root"."id" = "old"."id" AND "root"."created_at" = "old"."created_at")
            OR NOT EXISTS (SELECT FROM "production"."batch" AS root WHERE "root"."id" = "new"."id" AND "root"."created_at" = "new"."created_at")
        THEN
            PERFORM "production"."follow_batches"("old"."id", "old"."created_at");
            PERFORM "production"."follow_batches"("new"."id", "new"."created_at");
        END IF;
    ELSE
        -- Triggers of nested statements fire before those of the statement around them, so the table may be ahead of NEW. An old snapshot
        -- may show a deleted row beside the present one of its key, so it is asked whether one of them is NEW.
        IF NOT EXISTS (
            SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "new"."id" AND "legacy"."created_at" = "new"."created_at" AND hofsm.same_payload("legacy"."value", "new"."value")
        ) THEN
            PERFORM "production"."follow_batches"("new"."id", "new"."created_at");
        ELSIF TG_OP = 'INSERT' THEN
            IF NOT "production"."represent_batches"("new"."id", "new"."created_at", "new"."value" #> '{}') THEN
                PERFORM "production"."follow_batches"("new"."id", "new"."created_at");
            END IF;
        ELSIF NOT "production"."change_batch"("new"."id", "new"."created_at", ("old"."value") #> '{}', "new"."value" #> '{}', 'follow') THEN
            PERFORM "production"."follow_batches"("new"."id", "new"."created_at");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- down (no lock on any table): nothing to do

RESET search_path;
