-- mixed: mirrored -> dual_write
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the new tables only): the root table first, since a writer of the legacy side that has none of them yet comes by it
-- Whoever waits for the root table holds up nobody at the others; one statement, so that it runs under psql, too. Writers of the new side
-- come by the root with another table in hand: they are waited for before, and who comes meanwhile is sent back.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext('hofsm.writing_8bc77045'));
    LOCK TABLE
        "mixed_new"."document",
        "mixed_new"."document_input",
        "mixed_new"."document_rest",
        "mixed_new"."attribute",
        "mixed_new"."option",
        "mixed_new"."form_row"
    IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "mixed_new"."form_row";
DROP TRIGGER "aa_hofsm_match" ON "mixed_new"."form_row";
DROP TRIGGER "zz_hofsm_insert" ON "mixed_new"."form_row";
DROP TRIGGER "zz_hofsm_update" ON "mixed_new"."form_row";
DROP TRIGGER "zz_hofsm_delete" ON "mixed_new"."form_row";
DROP TRIGGER "aa_hofsm_truncate" ON "mixed_new"."form_row";

CREATE TRIGGER "closed_form_row" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."form_row"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."written_form_row"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."match_form_row"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "mixed_new"."option";
DROP TRIGGER "aa_hofsm_match" ON "mixed_new"."option";
DROP TRIGGER "zz_hofsm_insert" ON "mixed_new"."option";
DROP TRIGGER "zz_hofsm_update" ON "mixed_new"."option";
DROP TRIGGER "zz_hofsm_delete" ON "mixed_new"."option";
DROP TRIGGER "aa_hofsm_truncate" ON "mixed_new"."option";

CREATE TRIGGER "closed_option" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."option"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."written_option"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."match_option"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "mixed_new"."attribute";
DROP TRIGGER "aa_hofsm_match" ON "mixed_new"."attribute";
DROP TRIGGER "zz_hofsm_insert" ON "mixed_new"."attribute";
DROP TRIGGER "zz_hofsm_update" ON "mixed_new"."attribute";
DROP TRIGGER "zz_hofsm_delete" ON "mixed_new"."attribute";
DROP TRIGGER "aa_hofsm_truncate" ON "mixed_new"."attribute";

CREATE TRIGGER "closed_attribute" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."attribute"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."written_attribute"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."match_attribute"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "mixed_new"."document_rest";
DROP TRIGGER "aa_hofsm_match" ON "mixed_new"."document_rest";
DROP TRIGGER "zz_hofsm_insert" ON "mixed_new"."document_rest";
DROP TRIGGER "zz_hofsm_update" ON "mixed_new"."document_rest";
DROP TRIGGER "zz_hofsm_delete" ON "mixed_new"."document_rest";
DROP TRIGGER "aa_hofsm_truncate" ON "mixed_new"."document_rest";
DROP TRIGGER aa_hofsm_room ON "mixed_new"."document_rest";
CREATE TRIGGER "closed_document_rest" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."document_rest"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."room_document_rest"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."written_document_rest"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."match_document_rest"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "mixed_new"."document_input";
DROP TRIGGER "aa_hofsm_match" ON "mixed_new"."document_input";
DROP TRIGGER "zz_hofsm_insert" ON "mixed_new"."document_input";
DROP TRIGGER "zz_hofsm_update" ON "mixed_new"."document_input";
DROP TRIGGER "zz_hofsm_delete" ON "mixed_new"."document_input";
DROP TRIGGER "aa_hofsm_truncate" ON "mixed_new"."document_input";

CREATE TRIGGER "closed_document_input" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."document_input"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."written_document_input"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."match_document_input"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "mixed_new"."document";
DROP TRIGGER "aa_hofsm_match" ON "mixed_new"."document";
DROP TRIGGER "zz_hofsm_insert" ON "mixed_new"."document";
DROP TRIGGER "zz_hofsm_update" ON "mixed_new"."document";
DROP TRIGGER "zz_hofsm_delete" ON "mixed_new"."document";
DROP TRIGGER "aa_hofsm_truncate" ON "mixed_new"."document";

CREATE TRIGGER "closed_document" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."document"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."written_document"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."match_document"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."later_mixed"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."mirror_mixed"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."mirror_document_document"("public"."mixed"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."settle_document"("public"."mixed"."id"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."document_document"("public"."mixed"."id"%TYPE);

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "mixed_new"."forget_mixed"("public"."mixed"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    -- The root row is claimed before it goes: a backfill that is about to commit it is waited for, and a writer whose snapshot is
    -- older than that gets 40001 instead of leaving rows of a document that is no more.
    INSERT INTO "mixed_new"."document" ("id") VALUES ($1) ON CONFLICT DO NOTHING;
    DELETE FROM "mixed_new"."form_row" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."option" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."attribute" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."document_rest" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."document_input" AS target WHERE target."id" = $1;
    DELETE FROM "mixed_new"."document" AS target WHERE target."id" = $1;
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
        ELSIF NOT "mixed_new"."change_document"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'follow') THEN
            PERFORM "mixed_new"."follow_mixed"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- down (no lock on any table): nothing to do

RESET search_path;
