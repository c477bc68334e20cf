-- variants: mirrored -> dual_write
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the new tables only): the root table first, since a writer of the legacy side that has none of them yet comes by it
-- Whoever waits for the root table holds up nobody at the others; one statement, so that it runs under psql, too. Writers of the new side
-- come by the root with another table in hand: they are waited for before, and who comes meanwhile is sent back.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext('hofsm.writing_c4651d46'));
    LOCK TABLE
        "variants_new"."field",
        "variants_new"."field_choice",
        "variants_new"."entry",
        "variants_new"."part",
        "variants_new"."stock_item",
        "variants_new"."field_option"
    IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "variants_new"."field_option";
DROP TRIGGER "aa_hofsm_match" ON "variants_new"."field_option";
DROP TRIGGER "zz_hofsm_insert" ON "variants_new"."field_option";
DROP TRIGGER "zz_hofsm_update" ON "variants_new"."field_option";
DROP TRIGGER "zz_hofsm_delete" ON "variants_new"."field_option";
DROP TRIGGER "aa_hofsm_truncate" ON "variants_new"."field_option";

CREATE TRIGGER "closed_field_option" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."field_option"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."written_field_option"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."match_field_option"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "variants_new"."stock_item";
DROP TRIGGER "aa_hofsm_match" ON "variants_new"."stock_item";
DROP TRIGGER "zz_hofsm_insert" ON "variants_new"."stock_item";
DROP TRIGGER "zz_hofsm_update" ON "variants_new"."stock_item";
DROP TRIGGER "zz_hofsm_delete" ON "variants_new"."stock_item";
DROP TRIGGER "aa_hofsm_truncate" ON "variants_new"."stock_item";
DROP TRIGGER aa_hofsm_room ON "variants_new"."stock_item";
CREATE TRIGGER "closed_stock_item" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."stock_item"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."room_stock_item"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."written_stock_item"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."match_stock_item"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "variants_new"."part";
DROP TRIGGER "aa_hofsm_match" ON "variants_new"."part";
DROP TRIGGER "zz_hofsm_insert" ON "variants_new"."part";
DROP TRIGGER "zz_hofsm_update" ON "variants_new"."part";
DROP TRIGGER "zz_hofsm_delete" ON "variants_new"."part";
DROP TRIGGER "aa_hofsm_truncate" ON "variants_new"."part";
DROP TRIGGER aa_hofsm_room ON "variants_new"."part";
CREATE TRIGGER "closed_part" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."part"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."room_part"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."written_part"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."match_part"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "variants_new"."entry";
DROP TRIGGER "aa_hofsm_match" ON "variants_new"."entry";
DROP TRIGGER "zz_hofsm_insert" ON "variants_new"."entry";
DROP TRIGGER "zz_hofsm_update" ON "variants_new"."entry";
DROP TRIGGER "zz_hofsm_delete" ON "variants_new"."entry";
DROP TRIGGER "aa_hofsm_truncate" ON "variants_new"."entry";

CREATE TRIGGER "closed_entry" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."entry"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."written_entry"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."match_entry"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "variants_new"."field_choice";
DROP TRIGGER "aa_hofsm_match" ON "variants_new"."field_choice";
DROP TRIGGER "zz_hofsm_insert" ON "variants_new"."field_choice";
DROP TRIGGER "zz_hofsm_update" ON "variants_new"."field_choice";
DROP TRIGGER "zz_hofsm_delete" ON "variants_new"."field_choice";
DROP TRIGGER "aa_hofsm_truncate" ON "variants_new"."field_choice";
DROP TRIGGER aa_hofsm_room ON "variants_new"."field_choice";
CREATE TRIGGER "closed_field_choice" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."field_choice"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."room_field_choice"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."written_field_choice"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."match_field_choice"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "variants_new"."field";
DROP TRIGGER "aa_hofsm_match" ON "variants_new"."field";
DROP TRIGGER "zz_hofsm_insert" ON "variants_new"."field";
DROP TRIGGER "zz_hofsm_update" ON "variants_new"."field";
DROP TRIGGER "zz_hofsm_delete" ON "variants_new"."field";
DROP TRIGGER "aa_hofsm_truncate" ON "variants_new"."field";

CREATE TRIGGER "closed_field" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."field"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."written_field"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."match_field"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."later_variants"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."mirror_variants"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."mirror_document_field"("old"."fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."settle_field"("old"."fields"."id"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."document_field"("old"."fields"."id"%TYPE);

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."forget_variants"("old"."fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    -- The root row is claimed before it goes: a backfill that is about to commit it is waited for, and a writer whose snapshot is
    -- older than that gets 40001 instead of leaving rows of a document that is no more.
    INSERT INTO "variants_new"."field" ("id") VALUES ($1) ON CONFLICT DO NOTHING;
    DELETE FROM "variants_new"."field_option" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."stock_item" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."part" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."entry" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."field_choice" AS target WHERE target."id" = $1;
    DELETE FROM "variants_new"."field" AS target WHERE target."id" = $1;
END
$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "variants_new"."dual_write_variants"() RETURNS trigger
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
                'variants', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["variants_new"."etag_field"(NULL::"variants_new"."field", "old"."value")] END
            );
            PERFORM hofsm.bind_etag('variants', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    -- Set here and not beside the function's other settings: there, a role needs to be superuser to name one of ours.
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Where the new side has given a document another key, its root row has it already and the rest of its rows are on the way there, with
    -- what else was written to them. If that brings the legacy row to another partition, it is a DELETE and an INSERT here.
    IF TG_OP = 'DELETE' THEN
        IF origin_before <> 'new' OR EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "old"."id") THEN
            PERFORM "variants_new"."follow_variants"("old"."id");
        END IF;
    ELSIF TG_OP = 'INSERT' AND origin_before = 'new' AND EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "new"."id") THEN
        NULL;
    ELSIF TG_OP = 'UPDATE' AND ("old"."id" IS DISTINCT FROM "new"."id") THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end. Where the
        -- new side has moved a document, its rows are there already, and the payload does not yet say what else was written to them.
        IF origin_before <> 'new'
            OR EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "old"."id")
            OR NOT EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "new"."id")
        THEN
            PERFORM "variants_new"."follow_variants"("old"."id");
            PERFORM "variants_new"."follow_variants"("new"."id");
        END IF;
    ELSE
        -- Triggers of nested statements fire before those of the statement around them, so the table may be ahead of NEW. An old snapshot
        -- may show a deleted row beside the present one of its key, so it is asked whether one of them is NEW.
        IF NOT EXISTS (
            SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "new"."id" AND hofsm.same_payload("legacy"."value", "new"."value")
        ) THEN
            PERFORM "variants_new"."follow_variants"("new"."id");
        ELSIF TG_OP = 'INSERT' THEN
            IF NOT "variants_new"."represent_variants"("new"."id", "new"."value" #> '{}') THEN
                PERFORM "variants_new"."follow_variants"("new"."id");
            END IF;
        ELSIF NOT "variants_new"."change_field"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'follow') THEN
            PERFORM "variants_new"."follow_variants"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- down (no lock on any table): nothing to do

RESET search_path;
