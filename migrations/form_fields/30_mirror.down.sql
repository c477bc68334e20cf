-- form_fields: mirrored -> dual_write
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the new tables only): the root table first, since a writer of the legacy side that has none of them yet comes by it
-- Whoever waits for the root table holds up nobody at the others; one statement, so that it runs under psql, too. Writers of the new side
-- come by the root with another table in hand: they are waited for before, and who comes meanwhile is sent back.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext('hofsm.writing_01423498'));
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
    IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_attachment_content";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_attachment_content";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_attachment_content";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_attachment_content";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_attachment_content";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_attachment_content";
DROP TRIGGER aa_hofsm_room ON "production"."form_field_attachment_content";
CREATE TRIGGER "closed_form_field_attachment_content" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_attachment_content"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."room_form_field_attachment_content"();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_attachment_content"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_attachment_content"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_attachment";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_attachment";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_attachment";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_attachment";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_attachment";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_attachment";

CREATE TRIGGER "closed_form_field_attachment" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_attachment"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_attachment"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_attachment"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_reading";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_reading";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_reading";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_reading";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_reading";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_reading";

CREATE TRIGGER "closed_form_field_reading" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_reading"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_reading"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_reading"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_attribute";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_attribute";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_attribute";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_attribute";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_attribute";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_attribute";

CREATE TRIGGER "closed_form_field_attribute" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_attribute"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_attribute"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_attribute"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_child_input";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_child_input";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_child_input";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_child_input";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_child_input";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_child_input";

CREATE TRIGGER "closed_form_field_child_input" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child_input"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_child_input"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_child_input"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_child_default";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_child_default";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_child_default";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_child_default";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_child_default";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_child_default";
DROP TRIGGER aa_hofsm_room ON "production"."form_field_child_default";
CREATE TRIGGER "closed_form_field_child_default" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child_default"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."room_form_field_child_default"();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_child_default"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_child_default"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_child_rule";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_child_rule";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_child_rule";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_child_rule";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_child_rule";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_child_rule";

CREATE TRIGGER "closed_form_field_child_rule" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child_rule"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_child_rule"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_child_rule"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_child_layout";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_child_layout";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_child_layout";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_child_layout";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_child_layout";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_child_layout";
DROP TRIGGER aa_hofsm_room ON "production"."form_field_child_layout";
CREATE TRIGGER "closed_form_field_child_layout" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child_layout"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."room_form_field_child_layout"();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_child_layout"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_child_layout"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_child";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_child";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_child";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_child";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_child";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_child";

CREATE TRIGGER "closed_form_field_child" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_child"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_child"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_input";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_input";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_input";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_input";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_input";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_input";

CREATE TRIGGER "closed_form_field_input" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_input"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_input"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_input"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_default";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_default";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_default";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_default";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_default";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_default";
DROP TRIGGER aa_hofsm_room ON "production"."form_field_default";
CREATE TRIGGER "closed_form_field_default" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_default"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."room_form_field_default"();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_default"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_default"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_rule";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_rule";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_rule";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_rule";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_rule";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_rule";

CREATE TRIGGER "closed_form_field_rule" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_rule"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_rule"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_rule"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field_layout";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field_layout";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field_layout";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field_layout";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field_layout";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field_layout";
DROP TRIGGER aa_hofsm_room ON "production"."form_field_layout";
CREATE TRIGGER "closed_form_field_layout" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_layout"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."room_form_field_layout"();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field_layout"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field_layout"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "production"."form_field";
DROP TRIGGER "aa_hofsm_match" ON "production"."form_field";
DROP TRIGGER "zz_hofsm_insert" ON "production"."form_field";
DROP TRIGGER "zz_hofsm_update" ON "production"."form_field";
DROP TRIGGER "zz_hofsm_delete" ON "production"."form_field";
DROP TRIGGER "aa_hofsm_truncate" ON "production"."form_field";

CREATE TRIGGER "closed_form_field" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "production"."written_form_field"();

-- down (no lock on any table)
DROP FUNCTION "production"."match_form_field"();

-- down (no lock on any table)
DROP FUNCTION "production"."later_form_fields"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."mirror_form_fields"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."mirror_document_form_field"("public"."form_fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."settle_form_field"("public"."form_fields"."id"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."document_form_field"("public"."form_fields"."id"%TYPE);

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "production"."forget_form_fields"("public"."form_fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    -- The root row is claimed before it goes: a backfill that is about to commit it is waited for, and a writer whose snapshot is
    -- older than that gets 40001 instead of leaving rows of a document that is no more.
    INSERT INTO "production"."form_field" ("id") VALUES ($1) ON CONFLICT DO NOTHING;
    DELETE FROM "production"."form_field_attachment_content" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_attachment" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_reading" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_attribute" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_child_input" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_child_default" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_child_rule" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_child_layout" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_child" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_input" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_default" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_rule" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field_layout" AS target WHERE target."id" = $1;
    DELETE FROM "production"."form_field" AS target WHERE target."id" = $1;
END
$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "production"."dual_write_form_fields"() RETURNS trigger
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
                'form_fields', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["production"."etag_form_field"(NULL::"production"."form_field", "old"."value")] END
            );
            PERFORM hofsm.bind_etag('form_fields', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    -- Set here and not beside the function's other settings: there, a role needs to be superuser to name one of ours.
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Where the new side has given a document another key, its root row has it already and the rest of its rows are on the way there, with
    -- what else was written to them. If that brings the legacy row to another partition, it is a DELETE and an INSERT here.
    IF TG_OP = 'DELETE' THEN
        IF origin_before <> 'new' OR EXISTS (SELECT FROM "production"."form_field" AS root WHERE "root"."id" = "old"."id") THEN
            PERFORM "production"."follow_form_fields"("old"."id");
        END IF;
    ELSIF TG_OP = 'INSERT' AND origin_before = 'new' AND EXISTS (SELECT FROM "production"."form_field" AS root WHERE "root"."id" = "new"."id") THEN
        NULL;
    ELSIF TG_OP = 'UPDATE' AND ("old"."id" IS DISTINCT FROM "new"."id") THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end. Where the
        -- new side has moved a document, its rows are there already, and the payload does not yet say what else was written to them.
        IF origin_before <> 'new'
            OR EXISTS (SELECT FROM "production"."form_field" AS root WHERE "root"."id" = "old"."id")
            OR NOT EXISTS (SELECT FROM "production"."form_field" AS root WHERE "root"."id" = "new"."id")
        THEN
            PERFORM "production"."follow_form_fields"("old"."id");
            PERFORM "production"."follow_form_fields"("new"."id");
        END IF;
    ELSE
        -- Triggers of nested statements fire before those of the statement around them, so the table may be ahead of NEW. An old snapshot
        -- may show a deleted row beside the present one of its key, so it is asked whether one of them is NEW.
        IF NOT EXISTS (
            SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "new"."id" AND hofsm.same_payload("legacy"."value", "new"."value")
        ) THEN
            PERFORM "production"."follow_form_fields"("new"."id");
        ELSIF TG_OP = 'INSERT' THEN
            IF NOT "production"."represent_form_fields"("new"."id", "new"."value" #> '{}') THEN
                PERFORM "production"."follow_form_fields"("new"."id");
            END IF;
        ELSIF NOT "production"."change_form_field"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'follow') THEN
            PERFORM "production"."follow_form_fields"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- down (no lock on any table): nothing to do

RESET search_path;
