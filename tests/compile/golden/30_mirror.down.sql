-- golden: mirrored -> dual_write
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the new tables only): the root table first, since a writer of the legacy side that has none of them yet comes by it
-- Whoever waits for the root table holds up nobody at the others; one statement, so that it runs under psql, too. Writers of the new side
-- come by the root with another table in hand: they are waited for before, and who comes meanwhile is sent back.
DO $do$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext('hofsm.writing_c01626be'));
    LOCK TABLE
        "New Side"."order",
        "New Side"."order_signature",
        "New Side"."line ""item""",
        "New Side"."line_cell",
        "New Side"."attribute",
        "New Side"."component",
        "New Side"."component_option"
    IN ACCESS EXCLUSIVE MODE;
END
$do$;

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "New Side"."component_option";
DROP TRIGGER "aa_hofsm_match" ON "New Side"."component_option";
DROP TRIGGER "zz_hofsm_insert" ON "New Side"."component_option";
DROP TRIGGER "zz_hofsm_update" ON "New Side"."component_option";
DROP TRIGGER "zz_hofsm_delete" ON "New Side"."component_option";
DROP TRIGGER "aa_hofsm_truncate" ON "New Side"."component_option";

CREATE TRIGGER "closed_component_option" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."component_option"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "New Side"."written_component_option"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."match_component_option"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "New Side"."component";
DROP TRIGGER "aa_hofsm_match" ON "New Side"."component";
DROP TRIGGER "zz_hofsm_insert" ON "New Side"."component";
DROP TRIGGER "zz_hofsm_update" ON "New Side"."component";
DROP TRIGGER "zz_hofsm_delete" ON "New Side"."component";
DROP TRIGGER "aa_hofsm_truncate" ON "New Side"."component";

CREATE TRIGGER "closed_component" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."component"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "New Side"."written_component"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."match_component"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "New Side"."attribute";
DROP TRIGGER "aa_hofsm_match" ON "New Side"."attribute";
DROP TRIGGER "zz_hofsm_insert" ON "New Side"."attribute";
DROP TRIGGER "zz_hofsm_update" ON "New Side"."attribute";
DROP TRIGGER "zz_hofsm_delete" ON "New Side"."attribute";
DROP TRIGGER "aa_hofsm_truncate" ON "New Side"."attribute";

CREATE TRIGGER "closed_attribute" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."attribute"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "New Side"."written_attribute"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."match_attribute"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "New Side"."line_cell";
DROP TRIGGER "aa_hofsm_match" ON "New Side"."line_cell";
DROP TRIGGER "zz_hofsm_insert" ON "New Side"."line_cell";
DROP TRIGGER "zz_hofsm_update" ON "New Side"."line_cell";
DROP TRIGGER "zz_hofsm_delete" ON "New Side"."line_cell";
DROP TRIGGER "aa_hofsm_truncate" ON "New Side"."line_cell";

CREATE TRIGGER "closed_line_cell" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."line_cell"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "New Side"."written_line_cell"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."match_line_cell"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "New Side"."line ""item""";
DROP TRIGGER "aa_hofsm_match" ON "New Side"."line ""item""";
DROP TRIGGER "zz_hofsm_insert" ON "New Side"."line ""item""";
DROP TRIGGER "zz_hofsm_update" ON "New Side"."line ""item""";
DROP TRIGGER "zz_hofsm_delete" ON "New Side"."line ""item""";
DROP TRIGGER "aa_hofsm_truncate" ON "New Side"."line ""item""";

CREATE TRIGGER "closed_line ""item""" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."line ""item"""
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "New Side"."written_line ""item"""();

-- down (no lock on any table)
DROP FUNCTION "New Side"."match_line ""item"""();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "New Side"."order_signature";
DROP TRIGGER "aa_hofsm_match" ON "New Side"."order_signature";
DROP TRIGGER "zz_hofsm_insert" ON "New Side"."order_signature";
DROP TRIGGER "zz_hofsm_update" ON "New Side"."order_signature";
DROP TRIGGER "zz_hofsm_delete" ON "New Side"."order_signature";
DROP TRIGGER "aa_hofsm_truncate" ON "New Side"."order_signature";

CREATE TRIGGER "closed_order_signature" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."order_signature"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "New Side"."written_order_signature"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."match_order_signature"();

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "aa_hofsm_begin" ON "New Side"."order";
DROP TRIGGER "aa_hofsm_match" ON "New Side"."order";
DROP TRIGGER "zz_hofsm_insert" ON "New Side"."order";
DROP TRIGGER "zz_hofsm_update" ON "New Side"."order";
DROP TRIGGER "zz_hofsm_delete" ON "New Side"."order";
DROP TRIGGER "aa_hofsm_truncate" ON "New Side"."order";

CREATE TRIGGER "closed_order" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."order"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- down (no lock on any table)
DROP FUNCTION "New Side"."written_order"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."match_order"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."later_golden"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."mirror_golden"(jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."mirror_document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "New Side"."settle_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."forget_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    -- The root row is claimed before it goes: a backfill that is about to commit it is waited for, and a writer whose snapshot is
    -- older than that gets 40001 instead of leaving rows of a document that is no more.
    INSERT INTO "New Side"."order" ("Company", "id") VALUES ($1, $2) ON CONFLICT DO NOTHING;
    DELETE FROM "New Side"."component_option" AS target WHERE target."Company" = $1 AND target."id" = $2;
    DELETE FROM "New Side"."component" AS target WHERE target."Company" = $1 AND target."id" = $2;
    DELETE FROM "New Side"."attribute" AS target WHERE target."Company" = $1 AND target."id" = $2;
    DELETE FROM "New Side"."line_cell" AS target WHERE target."Company" = $1 AND target."id" = $2;
    DELETE FROM "New Side"."line ""item""" AS target WHERE target."Company" = $1 AND target."id" = $2;
    DELETE FROM "New Side"."order_signature" AS target WHERE target."Company" = $1 AND target."id" = $2;
    DELETE FROM "New Side"."order" AS target WHERE target."Company" = $1 AND target."id" = $2;
END
$body$;

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION "New Side"."dual_write_golden"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- A write that the new side makes of its own change comes with the key of the document; any other write in its wake is followed.
    IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN ROW("old"."Company", "old"."id") ELSE ROW("new"."Company", "new"."id") END)::text THEN
        RETURN NULL;
    END IF;
    IF origin_before NOT LIKE 'new%' THEN
        IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
            PERFORM hofsm.check_etag(
                'golden', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'Company = ' || "new"."Company"::text, 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'Company = ' || "old"."Company"::text, 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["New Side"."etag_order"(NULL::"New Side"."order", "old"."the ""value""")] END
            );
            PERFORM hofsm.bind_etag('golden', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'Company = ' || "old"."Company"::text, 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'Company = ' || "new"."Company"::text, 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    -- Set here and not beside the function's other settings: there, a role needs to be superuser to name one of ours.
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Where the new side has given a document another key, its root row has it already and the rest of its rows are on the way there, with
    -- what else was written to them. If that brings the legacy row to another partition, it is a DELETE and an INSERT here.
    IF TG_OP = 'DELETE' THEN
        IF origin_before <> 'new' OR EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "old"."Company" AND "root"."id" = "old"."id") THEN
            PERFORM "New Side"."follow_golden"("old"."Company", "old"."id");
        END IF;
    ELSIF TG_OP = 'INSERT' AND origin_before = 'new' AND EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "new"."Company" AND "root"."id" = "new"."id") THEN
        NULL;
    ELSIF TG_OP = 'UPDATE' AND ("old"."Company" IS DISTINCT FROM "new"."Company" OR "old"."id" IS DISTINCT FROM "new"."id") THEN
        -- Several rows may have changed their keys in one statement, to keys that others had: only the table knows the end. Where the
        -- new side has moved a document, its rows are there already, and the payload does not yet say what else was written to them.
        IF origin_before <> 'new'
            OR EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "old"."Company" AND "root"."id" = "old"."id")
            OR NOT EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "new"."Company" AND "root"."id" = "new"."id")
        THEN
            PERFORM "New Side"."follow_golden"("old"."Company", "old"."id");
            PERFORM "New Side"."follow_golden"("new"."Company", "new"."id");
        END IF;
    ELSE
        -- Triggers of nested statements fire before those of the statement around them, so the table may be ahead of NEW. An old snapshot
        -- may show a deleted row beside the present one of its key, so it is asked whether one of them is NEW.
        IF NOT EXISTS (
            SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "new"."Company" AND "legacy"."id" = "new"."id" AND hofsm.same_payload("legacy"."the ""value""", "new"."the ""value""")
        ) THEN
            PERFORM "New Side"."follow_golden"("new"."Company", "new"."id");
        ELSIF TG_OP = 'INSERT' THEN
            IF NOT "New Side"."represent_golden"("new"."Company", "new"."id", "new"."the ""value""" #> '{}') THEN
                PERFORM "New Side"."follow_golden"("new"."Company", "new"."id");
            END IF;
        ELSIF NOT "New Side"."change_order"("new"."Company", "new"."id", ("old"."the ""value""") #> '{}', "new"."the ""value""" #> '{}', 'follow') THEN
            PERFORM "New Side"."follow_golden"("new"."Company", "new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- down (no lock on any table): nothing to do

RESET search_path;
