-- batches: dual_write -> mirrored
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (SHARE ROW EXCLUSIVE on the legacy table): writers in flight are waited for, since their functions wait for rows of the new tables
-- One statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "public"."batches" IN SHARE ROW EXCLUSIVE MODE;
END
$do$;

-- up (no lock on any table): batches.yaml:18:3 (batch): follows every write to the legacy table, never waits for a row of a new one
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
        ELSIF NOT "production"."change_batch"("new"."id", "new"."created_at", ("old"."value") #> '{}', "new"."value" #> '{}', 'contend') THEN
            PERFORM "production"."follow_batches"("new"."id", "new"."created_at");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- up (no lock on any table): batches.yaml:18:3 (batch): drops all rows of a document, never waits for a row of a new one
CREATE OR REPLACE FUNCTION "production"."forget_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    IF (SELECT count(*) FROM "production"."batch" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_quantity" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_quantity" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_quantity');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_section" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_section" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_section');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_field" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_field" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_field');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_field_layout" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_field_layout" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_field_layout');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_field_rule" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_field_rule" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_field_rule');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_field_default" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_field_default" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_field_default');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_field_input" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_field_input" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_field_input');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_weighing" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_weighing" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_weighing');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_weighing_actual" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_weighing_actual" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_weighing_actual');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_attribute" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_attribute" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_attribute');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_correction" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_correction" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_correction');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_reading" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_reading" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_reading');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_signature" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_signature" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_signature');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_attachment" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_attachment" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_attachment');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_attachment_content" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_attachment_content" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_attachment_content');
    END IF;
    IF (SELECT count(*) FROM "production"."batch_state_change" AS target WHERE target."id" = $1 AND target."created_at" = $2)
        > (SELECT count(*) FROM (SELECT FROM "production"."batch_state_change" AS target WHERE target."id" = $1 AND target."created_at" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.batch_state_change');
    END IF;
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

-- up (no lock on any table): batches.yaml:18:3 (batch): one composed document
CREATE FUNCTION "production"."document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET enable_nestloop = off SET enable_memoize = off
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
        SELECT "batch"."id", "batch"."created_at", CASE WHEN "batch"."residual" IS NULL AND "batch"."residual_absent" IS NULL THEN "production"."compose_batch"("batch".*, "members of_batch_quantity"."members", "members of_batch_section"."members", "members of_batch_weighing"."members", "members of_batch_attribute"."members", "members of_batch_correction"."members", "members of_batch_reading"."members", "members of_batch_signature"."members", "members of_batch_attachment"."members", "members of_batch_state_change"."members") ELSE "overlay of_batch"."document" END AS "document"
        FROM "production"."batch" AS "batch"
        LEFT JOIN (
            SELECT "batch_quantity"."id", "batch_quantity"."created_at", '{' || string_agg(to_json("batch_quantity"."quantity")::text || ':' || CASE WHEN "batch_quantity"."residual" IS NULL AND "batch_quantity"."residual_absent" IS NULL THEN "production"."compose_batch_quantity"("batch_quantity".*) ELSE "overlay of_batch_quantity"."document" END, ',' ORDER BY "batch_quantity"."quantity") || '}' AS "members"
            FROM "production"."batch_quantity" AS "batch_quantity"
            LEFT JOIN LATERAL "production"."overlay_batch_quantity"("batch_quantity".*) AS "overlay of_batch_quantity" ON true
            WHERE "batch_quantity"."id" = $1 AND "batch_quantity"."created_at" = $2
            GROUP BY "batch_quantity"."id", "batch_quantity"."created_at"
        ) AS "members of_batch_quantity" ON "batch"."id" = "members of_batch_quantity"."id" AND "batch"."created_at" = "members of_batch_quantity"."created_at"
        LEFT JOIN (
            SELECT "batch_section"."id", "batch_section"."created_at", '[' || string_agg(CASE WHEN "batch_section"."residual" IS NULL AND "batch_section"."residual_absent" IS NULL THEN "production"."compose_batch_section"("batch_section".*, "members of_batch_field"."members") ELSE "overlay of_batch_section"."document" END, ',' ORDER BY "batch_section"."batch_section_ordinal") || ']' AS "members"
            FROM "production"."batch_section" AS "batch_section"
            LEFT JOIN (
                SELECT "step"."id", "step"."created_at", "step"."section_id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "batch_field"."id", "batch_field"."created_at", "batch_field"."section_id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("batch_field"."batch_field_path") THEN ',' ELSE '' END || split_part(CASE WHEN "batch_field"."residual" IS NULL AND "batch_field"."residual_absent" IS NULL THEN "production"."compose_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) ELSE "overlay of_batch_field"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("batch_field"."batch_field_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                    FROM "production"."batch_field" AS "batch_field"
                    LEFT JOIN "production"."batch_field_layout" AS "batch_field_layout" ON "batch_field"."id" = "batch_field_layout"."id" AND "batch_field"."created_at" = "batch_field_layout"."created_at" AND "batch_field"."section_id" = "batch_field_layout"."section_id" AND "batch_field"."batch_field_path" = "batch_field_layout"."batch_field_path" AND "batch_field_layout"."id" = $1 AND "batch_field_layout"."created_at" = $2
                    LEFT JOIN "production"."batch_field_rule" AS "batch_field_rule" ON "batch_field"."id" = "batch_field_rule"."id" AND "batch_field"."created_at" = "batch_field_rule"."created_at" AND "batch_field"."section_id" = "batch_field_rule"."section_id" AND "batch_field"."batch_field_path" = "batch_field_rule"."batch_field_path" AND "batch_field_rule"."id" = $1 AND "batch_field_rule"."created_at" = $2
                    LEFT JOIN "production"."batch_field_default" AS "batch_field_default" ON "batch_field"."id" = "batch_field_default"."id" AND "batch_field"."created_at" = "batch_field_default"."created_at" AND "batch_field"."section_id" = "batch_field_default"."section_id" AND "batch_field"."batch_field_path" = "batch_field_default"."batch_field_path" AND "batch_field_default"."id" = $1 AND "batch_field_default"."created_at" = $2
                    LEFT JOIN "production"."batch_field_input" AS "batch_field_input" ON "batch_field"."id" = "batch_field_input"."id" AND "batch_field"."created_at" = "batch_field_input"."created_at" AND "batch_field"."section_id" = "batch_field_input"."section_id" AND "batch_field"."batch_field_path" = "batch_field_input"."batch_field_path" AND "batch_field_input"."id" = $1 AND "batch_field_input"."created_at" = $2
                    JOIN (
                        SELECT "step"."id", "step"."created_at", "step"."section_id", "step"."batch_field_path", "step"."place" AS "place",
                            lag(cardinality("step"."batch_field_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."batch_field_path")) OVER walk_order AS "next_depth"
                        FROM (
                            WITH RECURSIVE place AS (
                                SELECT "top"."id", "top"."created_at", "top"."section_id", "top"."batch_field_path", ARRAY["top"."batch_field_ordinal"] AS "place" FROM "production"."batch_field" AS top WHERE "top"."batch_field_parent" IS NULL AND "top"."id" = $1 AND "top"."created_at" = $2
                                UNION ALL
                                SELECT "child"."id", "child"."created_at", "child"."section_id", "child"."batch_field_path", place."place" || "child"."batch_field_ordinal"
                                FROM place JOIN "production"."batch_field" AS child ON "place"."id" = "child"."id" AND "place"."created_at" = "child"."created_at" AND "place"."section_id" = "child"."section_id" AND "child"."batch_field_parent" = "place"."batch_field_path" AND "child"."id" = $1 AND "child"."created_at" = $2
                            )
                            SELECT * FROM place
                        ) AS step
                        WINDOW walk_order AS (PARTITION BY "step"."id", "step"."created_at", "step"."section_id" ORDER BY "step"."place")
                    ) AS "walk" ON "batch_field"."id" = "walk"."id" AND "batch_field"."created_at" = "walk"."created_at" AND "batch_field"."section_id" = "walk"."section_id" AND "batch_field"."batch_field_path" = "walk"."batch_field_path"
                    LEFT JOIN LATERAL "production"."overlay_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) AS "overlay of_batch_field" ON true
                    WHERE "batch_field"."id" = $1 AND "batch_field"."created_at" = $2
                ) AS step
                GROUP BY "step"."id", "step"."created_at", "step"."section_id"
            ) AS "members of_batch_field" ON "batch_section"."id" = "members of_batch_field"."id" AND "batch_section"."created_at" = "members of_batch_field"."created_at" AND "batch_section"."section_id" = "members of_batch_field"."section_id"
            LEFT JOIN LATERAL "production"."overlay_batch_section"("batch_section".*, "members of_batch_field"."members") AS "overlay of_batch_section" ON true
            WHERE "batch_section"."id" = $1 AND "batch_section"."created_at" = $2
            GROUP BY "batch_section"."id", "batch_section"."created_at"
        ) AS "members of_batch_section" ON "batch"."id" = "members of_batch_section"."id" AND "batch"."created_at" = "members of_batch_section"."created_at"
        LEFT JOIN (
            SELECT "batch_weighing"."id", "batch_weighing"."created_at", '[' || string_agg(CASE WHEN "batch_weighing"."residual" IS NULL AND "batch_weighing"."residual_absent" IS NULL THEN "production"."compose_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) ELSE "overlay of_batch_weighing"."document" END, ',' ORDER BY "batch_weighing"."batch_weighing_ordinal") || ']' AS "members"
            FROM "production"."batch_weighing" AS "batch_weighing"
            LEFT JOIN "production"."batch_weighing_actual" AS "batch_weighing_actual" ON "batch_weighing"."id" = "batch_weighing_actual"."id" AND "batch_weighing"."created_at" = "batch_weighing_actual"."created_at" AND "batch_weighing"."batch_weighing_ordinal" = "batch_weighing_actual"."batch_weighing_ordinal" AND "batch_weighing_actual"."id" = $1 AND "batch_weighing_actual"."created_at" = $2
            LEFT JOIN LATERAL "production"."overlay_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) AS "overlay of_batch_weighing" ON true
            WHERE "batch_weighing"."id" = $1 AND "batch_weighing"."created_at" = $2
            GROUP BY "batch_weighing"."id", "batch_weighing"."created_at"
        ) AS "members of_batch_weighing" ON "batch"."id" = "members of_batch_weighing"."id" AND "batch"."created_at" = "members of_batch_weighing"."created_at"
        LEFT JOIN (
            SELECT "batch_attribute"."id", "batch_attribute"."created_at", '{' || string_agg(to_json("batch_attribute"."attribute")::text || ':' || CASE WHEN "batch_attribute"."residual" IS NULL AND "batch_attribute"."residual_absent" IS NULL THEN "production"."compose_batch_attribute"("batch_attribute".*) ELSE "overlay of_batch_attribute"."document" END, ',' ORDER BY "batch_attribute"."attribute") || '}' AS "members"
            FROM "production"."batch_attribute" AS "batch_attribute"
            LEFT JOIN LATERAL "production"."overlay_batch_attribute"("batch_attribute".*) AS "overlay of_batch_attribute" ON true
            WHERE "batch_attribute"."id" = $1 AND "batch_attribute"."created_at" = $2
            GROUP BY "batch_attribute"."id", "batch_attribute"."created_at"
        ) AS "members of_batch_attribute" ON "batch"."id" = "members of_batch_attribute"."id" AND "batch"."created_at" = "members of_batch_attribute"."created_at"
        LEFT JOIN (
            SELECT "batch_correction"."id", "batch_correction"."created_at", '{' || string_agg(to_json("batch_correction"."corrected_field_id")::text || ':' || CASE WHEN "batch_correction"."residual" IS NULL AND "batch_correction"."residual_absent" IS NULL THEN "production"."compose_batch_correction"("batch_correction".*) ELSE "overlay of_batch_correction"."document" END, ',' ORDER BY "batch_correction"."corrected_field_id") || '}' AS "members"
            FROM "production"."batch_correction" AS "batch_correction"
            LEFT JOIN LATERAL "production"."overlay_batch_correction"("batch_correction".*) AS "overlay of_batch_correction" ON true
            WHERE "batch_correction"."id" = $1 AND "batch_correction"."created_at" = $2
            GROUP BY "batch_correction"."id", "batch_correction"."created_at"
        ) AS "members of_batch_correction" ON "batch"."id" = "members of_batch_correction"."id" AND "batch"."created_at" = "members of_batch_correction"."created_at"
        LEFT JOIN (
            SELECT "batch_reading"."id", "batch_reading"."created_at", '{' || string_agg(to_json("batch_reading"."measured_by")::text || ':' || CASE WHEN "batch_reading"."residual" IS NULL AND "batch_reading"."residual_absent" IS NULL THEN "production"."compose_batch_reading"("batch_reading".*) ELSE "overlay of_batch_reading"."document" END, ',' ORDER BY "batch_reading"."measured_by") || '}' AS "members"
            FROM "production"."batch_reading" AS "batch_reading"
            LEFT JOIN LATERAL "production"."overlay_batch_reading"("batch_reading".*) AS "overlay of_batch_reading" ON true
            WHERE "batch_reading"."id" = $1 AND "batch_reading"."created_at" = $2
            GROUP BY "batch_reading"."id", "batch_reading"."created_at"
        ) AS "members of_batch_reading" ON "batch"."id" = "members of_batch_reading"."id" AND "batch"."created_at" = "members of_batch_reading"."created_at"
        LEFT JOIN (
            SELECT "batch_signature"."id", "batch_signature"."created_at", '[' || string_agg(CASE WHEN "batch_signature"."residual" IS NULL AND "batch_signature"."residual_absent" IS NULL THEN "production"."compose_batch_signature"("batch_signature".*) ELSE "overlay of_batch_signature"."document" END, ',' ORDER BY "batch_signature"."batch_signature_ordinal") || ']' AS "members"
            FROM "production"."batch_signature" AS "batch_signature"
            LEFT JOIN LATERAL "production"."overlay_batch_signature"("batch_signature".*) AS "overlay of_batch_signature" ON true
            WHERE "batch_signature"."id" = $1 AND "batch_signature"."created_at" = $2
            GROUP BY "batch_signature"."id", "batch_signature"."created_at"
        ) AS "members of_batch_signature" ON "batch"."id" = "members of_batch_signature"."id" AND "batch"."created_at" = "members of_batch_signature"."created_at"
        LEFT JOIN (
            SELECT "batch_attachment"."id", "batch_attachment"."created_at", '[' || string_agg(CASE WHEN "batch_attachment"."residual" IS NULL AND "batch_attachment"."residual_absent" IS NULL THEN "production"."compose_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) ELSE "overlay of_batch_attachment"."document" END, ',' ORDER BY "batch_attachment"."batch_attachment_ordinal") || ']' AS "members"
            FROM "production"."batch_attachment" AS "batch_attachment"
            LEFT JOIN "production"."batch_attachment_content" AS "batch_attachment_content" ON "batch_attachment"."id" = "batch_attachment_content"."id" AND "batch_attachment"."created_at" = "batch_attachment_content"."created_at" AND "batch_attachment"."batch_attachment_ordinal" = "batch_attachment_content"."batch_attachment_ordinal" AND "batch_attachment_content"."id" = $1 AND "batch_attachment_content"."created_at" = $2
            LEFT JOIN LATERAL "production"."overlay_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) AS "overlay of_batch_attachment" ON true
            WHERE "batch_attachment"."id" = $1 AND "batch_attachment"."created_at" = $2
            GROUP BY "batch_attachment"."id", "batch_attachment"."created_at"
        ) AS "members of_batch_attachment" ON "batch"."id" = "members of_batch_attachment"."id" AND "batch"."created_at" = "members of_batch_attachment"."created_at"
        LEFT JOIN (
            SELECT "batch_state_change"."id", "batch_state_change"."created_at", '[' || string_agg(CASE WHEN "batch_state_change"."residual" IS NULL AND "batch_state_change"."residual_absent" IS NULL THEN "production"."compose_batch_state_change"("batch_state_change".*) ELSE "overlay of_batch_state_change"."document" END, ',' ORDER BY "batch_state_change"."batch_state_change_ordinal") || ']' AS "members"
            FROM "production"."batch_state_change" AS "batch_state_change"
            LEFT JOIN LATERAL "production"."overlay_batch_state_change"("batch_state_change".*) AS "overlay of_batch_state_change" ON true
            WHERE "batch_state_change"."id" = $1 AND "batch_state_change"."created_at" = $2
            GROUP BY "batch_state_change"."id", "batch_state_change"."created_at"
        ) AS "members of_batch_state_change" ON "batch"."id" = "members of_batch_state_change"."id" AND "batch"."created_at" = "members of_batch_state_change"."created_at"
        LEFT JOIN LATERAL "production"."overlay_batch"("batch".*, "members of_batch_quantity"."members", "members of_batch_section"."members", "members of_batch_weighing"."members", "members of_batch_attribute"."members", "members of_batch_correction"."members", "members of_batch_reading"."members", "members of_batch_signature"."members", "members of_batch_attachment"."members", "members of_batch_state_change"."members") AS "overlay of_batch" ON true
        WHERE "batch"."id" = $1 AND "batch"."created_at" = $2
        ) AS composed
    );
END

$body$;
COMMENT ON FUNCTION "production"."document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) IS 'batches.yaml:18:3 (batch): one composed document';
REVOKE EXECUTE ON FUNCTION "production"."document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) FROM PUBLIC;

-- up (no lock on any table): batches.yaml:18:3 (batch): bring the rows of a document in line with it, or refuse what was written
CREATE FUNCTION "production"."settle_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET enable_nestloop = off SET enable_memoize = off
AS $body$
#variable_conflict use_column
DECLARE
    code text;
    message text;
    detail text;
    hint text;
    in_table text;
    kind text;
    place text;
    in_columns text;
BEGIN
    -- A collection that the residual keeps whole would be hidden behind rows.
    SELECT * INTO code, message, detail, hint FROM (
        SELECT 'object_not_in_prerequisite_state', 'collection batch_quantity is closed for writes from the new side', 'batch, path quantities: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."batch" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND jsonb_typeof(("stored"."residual" -> 'quantities')) = 'object' AND ("stored"."residual" -> 'quantities') <> '{}' AND EXISTS (SELECT FROM "production"."batch_quantity" AS child WHERE "child"."id" = "stored"."id" AND "child"."created_at" = "stored"."created_at")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection batch_section is closed for writes from the new side', 'batch, path sections: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."batch" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND jsonb_typeof(("stored"."residual" -> 'sections')) = 'array' AND ("stored"."residual" -> 'sections') <> '[]' AND EXISTS (SELECT FROM "production"."batch_section" AS child WHERE "child"."id" = "stored"."id" AND "child"."created_at" = "stored"."created_at")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection batch_attribute is closed for writes from the new side', 'batch, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."batch" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}' AND EXISTS (SELECT FROM "production"."batch_attribute" AS child WHERE "child"."id" = "stored"."id" AND "child"."created_at" = "stored"."created_at")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection batch_correction is closed for writes from the new side', 'batch, path inputs: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."batch" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND jsonb_typeof(("stored"."residual" -> 'inputs')) = 'object' AND ("stored"."residual" -> 'inputs') <> '{}' AND EXISTS (SELECT FROM "production"."batch_correction" AS child WHERE "child"."id" = "stored"."id" AND "child"."created_at" = "stored"."created_at")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection batch_reading is closed for writes from the new side', 'batch, path readings: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."batch" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND jsonb_typeof(("stored"."residual" -> 'readings')) = 'object' AND ("stored"."residual" -> 'readings') <> '{}' AND EXISTS (SELECT FROM "production"."batch_reading" AS child WHERE "child"."id" = "stored"."id" AND "child"."created_at" = "stored"."created_at")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection batch_signature is closed for writes from the new side', 'batch, path signatures: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."batch" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND jsonb_typeof(("stored"."residual" -> 'signatures')) = 'array' AND ("stored"."residual" -> 'signatures') <> '[]' AND EXISTS (SELECT FROM "production"."batch_signature" AS child WHERE "child"."id" = "stored"."id" AND "child"."created_at" = "stored"."created_at")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection batch_field is closed for writes from the new side', 'batch_section, path fields: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."batch_section" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND jsonb_typeof(("stored"."residual" -> 'fields')) = 'array' AND ("stored"."residual" -> 'fields') <> '[]' AND EXISTS (SELECT FROM "production"."batch_field" AS child WHERE "child"."id" = "stored"."id" AND "child"."created_at" = "stored"."created_at" AND "child"."section_id" = "stored"."section_id" AND cardinality("child"."batch_field_path") = 1)
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection batch_field is closed for writes from the new side', 'batch_field, path children: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."batch_field" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND jsonb_typeof(("stored"."residual" -> 'children')) = 'array' AND ("stored"."residual" -> 'children') <> '[]' AND EXISTS (SELECT FROM "production"."batch_field" AS child WHERE "child"."id" = "stored"."id" AND "child"."created_at" = "stored"."created_at" AND "child"."section_id" = "stored"."section_id" AND "child"."batch_field_path"[:cardinality("child"."batch_field_path") - 1] = "stored"."batch_field_path")
    ) AS reason LIMIT 1;
    IF code IS NOT NULL THEN
        PERFORM hofsm.refuse(code, message, concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text), detail, hint);
    END IF;
    -- The rows that the document gives: what follows from it is written, what contradicts it is reported.
    WITH "rows of_batch" AS MATERIALIZED (
        SELECT $1 AS "id", $2 AS "created_at", node.*
        FROM "production"."decompose_batch"($3) AS node
    ),
    "rows of_batch_quantity" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_quantity"("parent"."container of batch_quantity") AS node
    ),
    "rows of_batch_section" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_section"("parent"."container of batch_section") AS node
    ),
    "rows of_batch_weighing" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_weighing"("parent"."container of batch_weighing") AS node
    ),
    "rows of_batch_attribute" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_attribute"("parent"."container of batch_attribute") AS node
    ),
    "rows of_batch_correction" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_correction"("parent"."container of batch_correction") AS node
    ),
    "rows of_batch_reading" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_reading"("parent"."container of batch_reading") AS node
    ),
    "rows of_batch_signature" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_signature"("parent"."container of batch_signature") AS node
    ),
    "rows of_batch_attachment" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_attachment"("parent"."container of batch_attachment") AS node
    ),
    "rows of_batch_state_change" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_state_change"("parent"."container of batch_state_change") AS node
    ),
    "rows of_batch_field" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", "parent"."section_id", node.*
        FROM "rows of_batch_section" AS parent CROSS JOIN LATERAL "production"."decompose_batch_field"("parent"."container of batch_field") AS node
    ),
    "into_batch" AS (
        UPDATE "production"."batch" AS stored SET "residual" = "rows of_batch"."residual", "residual_absent" = "rows of_batch"."residual_absent"
        FROM "rows of_batch"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch"."id" AND "stored"."created_at" = "rows of_batch"."created_at" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_batch"."residual", "rows of_batch"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_batch"."residual", "rows of_batch"."residual_absent")::text
    ),
    "into_batch_quantity" AS (
        UPDATE "production"."batch_quantity" AS stored SET "residual" = "rows of_batch_quantity"."residual", "residual_absent" = "rows of_batch_quantity"."residual_absent"
        FROM "rows of_batch_quantity"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_quantity"."id" AND "stored"."created_at" = "rows of_batch_quantity"."created_at" AND "stored"."quantity" = "rows of_batch_quantity"."quantity" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_batch_quantity"."residual", "rows of_batch_quantity"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_batch_quantity"."residual", "rows of_batch_quantity"."residual_absent")::text
    ),
    "into_batch_section" AS (
        UPDATE "production"."batch_section" AS stored SET "residual" = "rows of_batch_section"."residual", "residual_absent" = "rows of_batch_section"."residual_absent", "batch_section_ordinal" = "rows of_batch_section"."batch_section_ordinal"
        FROM "rows of_batch_section"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_section"."id" AND "stored"."created_at" = "rows of_batch_section"."created_at" AND "stored"."section_id" = "rows of_batch_section"."section_id" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent", "stored"."batch_section_ordinal"), ROW("rows of_batch_section"."residual", "rows of_batch_section"."residual_absent", "rows of_batch_section"."batch_section_ordinal")) AND ROW("stored"."residual", "stored"."residual_absent", "stored"."batch_section_ordinal")::text <> ROW("rows of_batch_section"."residual", "rows of_batch_section"."residual_absent", "rows of_batch_section"."batch_section_ordinal")::text
    ),
    "into_batch_field" AS (
        UPDATE "production"."batch_field" AS stored SET "residual" = "rows of_batch_field"."residual", "residual_absent" = "rows of_batch_field"."residual_absent", "batch_field_ordinal" = "rows of_batch_field"."batch_field_ordinal"
        FROM "rows of_batch_field"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_field"."id" AND "stored"."created_at" = "rows of_batch_field"."created_at" AND "stored"."section_id" = "rows of_batch_field"."section_id" AND "stored"."batch_field_path" = "rows of_batch_field"."batch_field_path" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent", "stored"."batch_field_ordinal"), ROW("rows of_batch_field"."residual", "rows of_batch_field"."residual_absent", "rows of_batch_field"."batch_field_ordinal")) AND ROW("stored"."residual", "stored"."residual_absent", "stored"."batch_field_ordinal")::text <> ROW("rows of_batch_field"."residual", "rows of_batch_field"."residual_absent", "rows of_batch_field"."batch_field_ordinal")::text
    ),
    "into_batch_weighing" AS (
        UPDATE "production"."batch_weighing" AS stored SET "residual" = "rows of_batch_weighing"."residual", "residual_absent" = "rows of_batch_weighing"."residual_absent"
        FROM "rows of_batch_weighing"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_weighing"."id" AND "stored"."created_at" = "rows of_batch_weighing"."created_at" AND "stored"."batch_weighing_ordinal" = "rows of_batch_weighing"."batch_weighing_ordinal" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_batch_weighing"."residual", "rows of_batch_weighing"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_batch_weighing"."residual", "rows of_batch_weighing"."residual_absent")::text
    ),
    "into_batch_attribute" AS (
        UPDATE "production"."batch_attribute" AS stored SET "residual" = "rows of_batch_attribute"."residual", "residual_absent" = "rows of_batch_attribute"."residual_absent"
        FROM "rows of_batch_attribute"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_attribute"."id" AND "stored"."created_at" = "rows of_batch_attribute"."created_at" AND "stored"."attribute" = "rows of_batch_attribute"."attribute" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_batch_attribute"."residual", "rows of_batch_attribute"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_batch_attribute"."residual", "rows of_batch_attribute"."residual_absent")::text
    ),
    "into_batch_correction" AS (
        UPDATE "production"."batch_correction" AS stored SET "residual" = "rows of_batch_correction"."residual", "residual_absent" = "rows of_batch_correction"."residual_absent"
        FROM "rows of_batch_correction"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_correction"."id" AND "stored"."created_at" = "rows of_batch_correction"."created_at" AND "stored"."corrected_field_id" = "rows of_batch_correction"."corrected_field_id" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_batch_correction"."residual", "rows of_batch_correction"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_batch_correction"."residual", "rows of_batch_correction"."residual_absent")::text
    ),
    "into_batch_reading" AS (
        UPDATE "production"."batch_reading" AS stored SET "residual" = "rows of_batch_reading"."residual", "residual_absent" = "rows of_batch_reading"."residual_absent"
        FROM "rows of_batch_reading"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_reading"."id" AND "stored"."created_at" = "rows of_batch_reading"."created_at" AND "stored"."measured_by" = "rows of_batch_reading"."measured_by" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_batch_reading"."residual", "rows of_batch_reading"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_batch_reading"."residual", "rows of_batch_reading"."residual_absent")::text
    ),
    "into_batch_signature" AS (
        UPDATE "production"."batch_signature" AS stored SET "residual" = "rows of_batch_signature"."residual", "residual_absent" = "rows of_batch_signature"."residual_absent", "batch_signature_ordinal" = "rows of_batch_signature"."batch_signature_ordinal"
        FROM "rows of_batch_signature"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_signature"."id" AND "stored"."created_at" = "rows of_batch_signature"."created_at" AND "stored"."signed_as" = "rows of_batch_signature"."signed_as" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent", "stored"."batch_signature_ordinal"), ROW("rows of_batch_signature"."residual", "rows of_batch_signature"."residual_absent", "rows of_batch_signature"."batch_signature_ordinal")) AND ROW("stored"."residual", "stored"."residual_absent", "stored"."batch_signature_ordinal")::text <> ROW("rows of_batch_signature"."residual", "rows of_batch_signature"."residual_absent", "rows of_batch_signature"."batch_signature_ordinal")::text
    ),
    "into_batch_attachment" AS (
        UPDATE "production"."batch_attachment" AS stored SET "residual" = "rows of_batch_attachment"."residual", "residual_absent" = "rows of_batch_attachment"."residual_absent"
        FROM "rows of_batch_attachment"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_attachment"."id" AND "stored"."created_at" = "rows of_batch_attachment"."created_at" AND "stored"."batch_attachment_ordinal" = "rows of_batch_attachment"."batch_attachment_ordinal" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_batch_attachment"."residual", "rows of_batch_attachment"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_batch_attachment"."residual", "rows of_batch_attachment"."residual_absent")::text
    ),
    "into_batch_state_change" AS (
        UPDATE "production"."batch_state_change" AS stored SET "residual" = "rows of_batch_state_change"."residual", "residual_absent" = "rows of_batch_state_change"."residual_absent"
        FROM "rows of_batch_state_change"
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."id" = "rows of_batch_state_change"."id" AND "stored"."created_at" = "rows of_batch_state_change"."created_at" AND "stored"."batch_state_change_ordinal" = "rows of_batch_state_change"."batch_state_change_ordinal" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_batch_state_change"."residual", "rows of_batch_state_change"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_batch_state_change"."residual", "rows of_batch_state_change"."residual_absent")::text
    )
    SELECT difference.* INTO in_table, kind, place, in_columns FROM (
        (SELECT 'batch', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."version"::text IS DISTINCT FROM "found"."value 1"::text THEN 'version' END, CASE WHEN "stored"."lot"::text IS DISTINCT FROM "found"."value 2"::text THEN 'lot' END, CASE WHEN "stored"."revision"::text IS DISTINCT FROM "found"."value 3"::text THEN 'revision' END, CASE WHEN "stored"."item_id"::text IS DISTINCT FROM "found"."value 4"::text THEN 'item_id' END, CASE WHEN "stored"."product"::text IS DISTINCT FROM "found"."value 5"::text THEN 'product' END, CASE WHEN "stored"."state"::text IS DISTINCT FROM "found"."value 6"::text THEN 'state' END, CASE WHEN "stored"."mmr_id"::text IS DISTINCT FROM "found"."value 7"::text THEN 'mmr_id' END, CASE WHEN "stored"."mmr_version"::text IS DISTINCT FROM "found"."value 8"::text THEN 'mmr_version' END, CASE WHEN "stored"."priority"::text IS DISTINCT FROM "found"."value 9"::text THEN 'priority' END, CASE WHEN "stored"."author_id"::text IS DISTINCT FROM "found"."value 10"::text THEN 'author_id' END, CASE WHEN "stored"."started_at"::text IS DISTINCT FROM "found"."value 11"::text THEN 'started_at' END, CASE WHEN "stored"."notes"::text IS DISTINCT FROM "found"."value 12"::text THEN 'notes' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch"."id", "rows of_batch"."created_at", "rows of_batch"."version" AS "value 1", "rows of_batch"."lot" AS "value 2", "rows of_batch"."revision" AS "value 3", "rows of_batch"."item_id" AS "value 4", "rows of_batch"."product" AS "value 5", "rows of_batch"."state" AS "value 6", "rows of_batch"."mmr_id" AS "value 7", "rows of_batch"."mmr_version" AS "value 8", "rows of_batch"."priority" AS "value 9", "rows of_batch"."author_id" AS "value 10", "rows of_batch"."started_at" AS "value 11", "rows of_batch"."notes" AS "value 12" FROM "rows of_batch") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."version", "stored"."lot", "stored"."revision", "stored"."item_id", "stored"."product", "stored"."state", "stored"."mmr_id", "stored"."mmr_version", "stored"."priority", "stored"."author_id", "stored"."started_at", "stored"."notes"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8", "found"."value 9", "found"."value 10", "found"."value 11", "found"."value 12")) AND ROW("stored"."version", "stored"."lot", "stored"."revision", "stored"."item_id", "stored"."product", "stored"."state", "stored"."mmr_id", "stored"."mmr_version", "stored"."priority", "stored"."author_id", "stored"."started_at", "stored"."notes")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8", "found"."value 9", "found"."value 10", "found"."value 11", "found"."value 12")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_quantity', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('quantity', "stored"."quantity")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('quantity', "found"."quantity")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END, CASE WHEN "stored"."unit"::text IS DISTINCT FROM "found"."value 2"::text THEN 'unit' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_quantity" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_quantity"."id", "rows of_batch_quantity"."created_at", "rows of_batch_quantity"."quantity", "rows of_batch_quantity"."value" AS "value 1", "rows of_batch_quantity"."unit" AS "value 2" FROM "rows of_batch_quantity") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."quantity" = "found"."quantity"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value", "stored"."unit"), ROW("found"."value 1", "found"."value 2")) AND ROW("stored"."value", "stored"."unit")::text <> ROW("found"."value 1", "found"."value 2")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_section', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('section_id', "stored"."section_id")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('section_id', "found"."section_id")::text END), array_to_string(ARRAY[CASE WHEN "stored"."title"::text IS DISTINCT FROM "found"."value 1"::text THEN 'title' END, CASE WHEN "stored"."collapsed"::text IS DISTINCT FROM "found"."value 2"::text THEN 'collapsed' END, CASE WHEN "stored"."columns"::text IS DISTINCT FROM "found"."value 3"::text THEN 'columns' END, CASE WHEN "stored"."place"::text IS DISTINCT FROM "found"."value 4"::text THEN 'place' END, CASE WHEN "stored"."theme"::text IS DISTINCT FROM "found"."value 5"::text THEN 'theme' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_section" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_section"."id", "rows of_batch_section"."created_at", "rows of_batch_section"."section_id", "rows of_batch_section"."title" AS "value 1", "rows of_batch_section"."collapsed" AS "value 2", "rows of_batch_section"."columns" AS "value 3", "rows of_batch_section"."place" AS "value 4", "rows of_batch_section"."theme" AS "value 5" FROM "rows of_batch_section") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."section_id" = "found"."section_id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."title", "stored"."collapsed", "stored"."columns", "stored"."place", "stored"."theme"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5")) AND ROW("stored"."title", "stored"."collapsed", "stored"."columns", "stored"."place", "stored"."theme")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_field', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('section_id', "stored"."section_id", 'batch_field_path', "stored"."batch_field_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('section_id', "found"."section_id", 'batch_field_path', "found"."batch_field_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."kind"::text IS DISTINCT FROM "found"."value 1"::text THEN 'kind' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_field" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."kind" AS "value 1" FROM "rows of_batch_field") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."section_id" = "found"."section_id" AND "stored"."batch_field_path" = "found"."batch_field_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."kind"), ROW("found"."value 1")) AND ROW("stored"."kind")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_field_layout', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('section_id', "stored"."section_id", 'batch_field_path', "stored"."batch_field_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('section_id', "found"."section_id", 'batch_field_path', "found"."batch_field_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."label"::text IS DISTINCT FROM "found"."value 1"::text THEN 'label' END, CASE WHEN "stored"."x"::text IS DISTINCT FROM "found"."value 2"::text THEN 'x' END, CASE WHEN "stored"."y"::text IS DISTINCT FROM "found"."value 3"::text THEN 'y' END, CASE WHEN "stored"."width"::text IS DISTINCT FROM "found"."value 4"::text THEN 'width' END, CASE WHEN "stored"."height"::text IS DISTINCT FROM "found"."value 5"::text THEN 'height' END, CASE WHEN "stored"."hidden"::text IS DISTINCT FROM "found"."value 6"::text THEN 'hidden' END, CASE WHEN "stored"."help"::text IS DISTINCT FROM "found"."value 7"::text THEN 'help' END, CASE WHEN "stored"."style"::text IS DISTINCT FROM "found"."value 8"::text THEN 'style' END, CASE WHEN "stored"."options"::text IS DISTINCT FROM "found"."value 9"::text THEN 'options' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_field_layout" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."label" AS "value 1", "rows of_batch_field"."x" AS "value 2", "rows of_batch_field"."y" AS "value 3", "rows of_batch_field"."width" AS "value 4", "rows of_batch_field"."height" AS "value 5", "rows of_batch_field"."hidden" AS "value 6", "rows of_batch_field"."help" AS "value 7", "rows of_batch_field"."style" AS "value 8", "rows of_batch_field"."options" AS "value 9" FROM "rows of_batch_field") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."section_id" = "found"."section_id" AND "stored"."batch_field_path" = "found"."batch_field_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."label", "stored"."x", "stored"."y", "stored"."width", "stored"."height", "stored"."hidden", "stored"."help", "stored"."style", "stored"."options"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8", "found"."value 9")) AND ROW("stored"."label", "stored"."x", "stored"."y", "stored"."width", "stored"."height", "stored"."hidden", "stored"."help", "stored"."style", "stored"."options")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8", "found"."value 9")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_field_rule', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('section_id', "stored"."section_id", 'batch_field_path', "stored"."batch_field_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('section_id', "found"."section_id", 'batch_field_path', "found"."batch_field_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."required"::text IS DISTINCT FROM "found"."value 1"::text THEN 'required' END, CASE WHEN "stored"."minimum"::text IS DISTINCT FROM "found"."value 2"::text THEN 'minimum' END, CASE WHEN "stored"."maximum"::text IS DISTINCT FROM "found"."value 3"::text THEN 'maximum' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_field_rule" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."required" AS "value 1", "rows of_batch_field"."minimum" AS "value 2", "rows of_batch_field"."maximum" AS "value 3" FROM "rows of_batch_field" WHERE "rows of_batch_field"."batch_field_rule.exists") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."section_id" = "found"."section_id" AND "stored"."batch_field_path" = "found"."batch_field_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."required", "stored"."minimum", "stored"."maximum"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."required", "stored"."minimum", "stored"."maximum")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_field_default', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('section_id', "stored"."section_id", 'batch_field_path', "stored"."batch_field_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('section_id', "found"."section_id", 'batch_field_path', "found"."batch_field_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."default_value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'default_value' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_field_default" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."default_value" AS "value 1" FROM "rows of_batch_field") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."section_id" = "found"."section_id" AND "stored"."batch_field_path" = "found"."batch_field_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."default_value"), ROW("found"."value 1")) AND ROW("stored"."default_value")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_field_input', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('section_id', "stored"."section_id", 'batch_field_path', "stored"."batch_field_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('section_id', "found"."section_id", 'batch_field_path', "found"."batch_field_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END, CASE WHEN "stored"."entered_by"::text IS DISTINCT FROM "found"."value 2"::text THEN 'entered_by' END, CASE WHEN "stored"."entered_at"::text IS DISTINCT FROM "found"."value 3"::text THEN 'entered_at' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_field_input" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."value" AS "value 1", "rows of_batch_field"."entered_by" AS "value 2", "rows of_batch_field"."entered_at" AS "value 3" FROM "rows of_batch_field" WHERE "rows of_batch_field"."batch_field_input.exists") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."section_id" = "found"."section_id" AND "stored"."batch_field_path" = "found"."batch_field_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value", "stored"."entered_by", "stored"."entered_at"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."value", "stored"."entered_by", "stored"."entered_at")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_weighing', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('batch_weighing_ordinal', "stored"."batch_weighing_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('batch_weighing_ordinal', "found"."batch_weighing_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."item_id"::text IS DISTINCT FROM "found"."value 1"::text THEN 'item_id' END, CASE WHEN "stored"."target"::text IS DISTINCT FROM "found"."value 2"::text THEN 'target' END, CASE WHEN "stored"."tolerance"::text IS DISTINCT FROM "found"."value 3"::text THEN 'tolerance' END, CASE WHEN "stored"."unit"::text IS DISTINCT FROM "found"."value 4"::text THEN 'unit' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_weighing" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_weighing"."id", "rows of_batch_weighing"."created_at", "rows of_batch_weighing"."batch_weighing_ordinal", "rows of_batch_weighing"."item_id" AS "value 1", "rows of_batch_weighing"."target" AS "value 2", "rows of_batch_weighing"."tolerance" AS "value 3", "rows of_batch_weighing"."unit" AS "value 4" FROM "rows of_batch_weighing") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."batch_weighing_ordinal" = "found"."batch_weighing_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."item_id", "stored"."target", "stored"."tolerance", "stored"."unit"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")) AND ROW("stored"."item_id", "stored"."target", "stored"."tolerance", "stored"."unit")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_weighing_actual', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('batch_weighing_ordinal', "stored"."batch_weighing_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('batch_weighing_ordinal', "found"."batch_weighing_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."actual"::text IS DISTINCT FROM "found"."value 1"::text THEN 'actual' END, CASE WHEN "stored"."weighed_by"::text IS DISTINCT FROM "found"."value 2"::text THEN 'weighed_by' END, CASE WHEN "stored"."weighed_at"::text IS DISTINCT FROM "found"."value 3"::text THEN 'weighed_at' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_weighing_actual" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_weighing"."id", "rows of_batch_weighing"."created_at", "rows of_batch_weighing"."batch_weighing_ordinal", "rows of_batch_weighing"."actual" AS "value 1", "rows of_batch_weighing"."weighed_by" AS "value 2", "rows of_batch_weighing"."weighed_at" AS "value 3" FROM "rows of_batch_weighing") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."batch_weighing_ordinal" = "found"."batch_weighing_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."actual", "stored"."weighed_by", "stored"."weighed_at"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."actual", "stored"."weighed_by", "stored"."weighed_at")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_attribute', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('attribute', "stored"."attribute")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('attribute', "found"."attribute")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_attribute" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_attribute"."id", "rows of_batch_attribute"."created_at", "rows of_batch_attribute"."attribute", "rows of_batch_attribute"."value" AS "value 1" FROM "rows of_batch_attribute") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."attribute" = "found"."attribute"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value"), ROW("found"."value 1")) AND ROW("stored"."value")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_correction', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('corrected_field_id', "stored"."corrected_field_id")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('corrected_field_id', "found"."corrected_field_id")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END, CASE WHEN "stored"."corrected_by"::text IS DISTINCT FROM "found"."value 2"::text THEN 'corrected_by' END, CASE WHEN "stored"."corrected_at"::text IS DISTINCT FROM "found"."value 3"::text THEN 'corrected_at' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_correction" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_correction"."id", "rows of_batch_correction"."created_at", "rows of_batch_correction"."corrected_field_id", "rows of_batch_correction"."value" AS "value 1", "rows of_batch_correction"."corrected_by" AS "value 2", "rows of_batch_correction"."corrected_at" AS "value 3" FROM "rows of_batch_correction") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."corrected_field_id" = "found"."corrected_field_id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value", "stored"."corrected_by", "stored"."corrected_at"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."value", "stored"."corrected_by", "stored"."corrected_at")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_reading', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('measured_by', "stored"."measured_by")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('measured_by', "found"."measured_by")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END, CASE WHEN "stored"."unit"::text IS DISTINCT FROM "found"."value 2"::text THEN 'unit' END, CASE WHEN "stored"."measured_at"::text IS DISTINCT FROM "found"."value 3"::text THEN 'measured_at' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_reading" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_reading"."id", "rows of_batch_reading"."created_at", "rows of_batch_reading"."measured_by", "rows of_batch_reading"."value" AS "value 1", "rows of_batch_reading"."unit" AS "value 2", "rows of_batch_reading"."measured_at" AS "value 3" FROM "rows of_batch_reading") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."measured_by" = "found"."measured_by"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value", "stored"."unit", "stored"."measured_at"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."value", "stored"."unit", "stored"."measured_at")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_signature', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('signed_as', "stored"."signed_as")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('signed_as', "found"."signed_as")::text END), array_to_string(ARRAY[CASE WHEN "stored"."signed_by"::text IS DISTINCT FROM "found"."value 1"::text THEN 'signed_by' END, CASE WHEN "stored"."signed_at"::text IS DISTINCT FROM "found"."value 2"::text THEN 'signed_at' END, CASE WHEN "stored"."pad"::text IS DISTINCT FROM "found"."value 3"::text THEN 'pad' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_signature" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_signature"."id", "rows of_batch_signature"."created_at", "rows of_batch_signature"."signed_as", "rows of_batch_signature"."signed_by" AS "value 1", "rows of_batch_signature"."signed_at" AS "value 2", "rows of_batch_signature"."pad" AS "value 3" FROM "rows of_batch_signature") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."signed_as" = "found"."signed_as"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."signed_by", "stored"."signed_at", "stored"."pad"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."signed_by", "stored"."signed_at", "stored"."pad")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_attachment', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('batch_attachment_ordinal', "stored"."batch_attachment_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('batch_attachment_ordinal', "found"."batch_attachment_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."name"::text IS DISTINCT FROM "found"."value 1"::text THEN 'name' END, CASE WHEN "stored"."media_type"::text IS DISTINCT FROM "found"."value 2"::text THEN 'media_type' END, CASE WHEN "stored"."bytes"::text IS DISTINCT FROM "found"."value 3"::text THEN 'bytes' END, CASE WHEN "stored"."attached_at"::text IS DISTINCT FROM "found"."value 4"::text THEN 'attached_at' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_attachment" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_attachment"."id", "rows of_batch_attachment"."created_at", "rows of_batch_attachment"."batch_attachment_ordinal", "rows of_batch_attachment"."name" AS "value 1", "rows of_batch_attachment"."media_type" AS "value 2", "rows of_batch_attachment"."bytes" AS "value 3", "rows of_batch_attachment"."attached_at" AS "value 4" FROM "rows of_batch_attachment") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."batch_attachment_ordinal" = "found"."batch_attachment_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."name", "stored"."media_type", "stored"."bytes", "stored"."attached_at"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")) AND ROW("stored"."name", "stored"."media_type", "stored"."bytes", "stored"."attached_at")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_attachment_content', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('batch_attachment_ordinal', "stored"."batch_attachment_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('batch_attachment_ordinal', "found"."batch_attachment_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."base64"::text IS DISTINCT FROM "found"."value 1"::text THEN 'base64' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_attachment_content" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_attachment"."id", "rows of_batch_attachment"."created_at", "rows of_batch_attachment"."batch_attachment_ordinal", "rows of_batch_attachment"."base64" AS "value 1" FROM "rows of_batch_attachment") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."batch_attachment_ordinal" = "found"."batch_attachment_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."base64"), ROW("found"."value 1")) AND ROW("stored"."base64")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'batch_state_change', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('batch_state_change_ordinal', "stored"."batch_state_change_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('batch_state_change_ordinal', "found"."batch_state_change_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."state"::text IS DISTINCT FROM "found"."value 1"::text THEN 'state' END, CASE WHEN "stored"."changed_at"::text IS DISTINCT FROM "found"."value 2"::text THEN 'changed_at' END, CASE WHEN "stored"."changed_by"::text IS DISTINCT FROM "found"."value 3"::text THEN 'changed_by' END]::text[], ', ')
        FROM (SELECT * FROM "production"."batch_state_change" AS own WHERE "own"."id" = $1 AND "own"."created_at" = $2) AS stored
        FULL JOIN (SELECT "rows of_batch_state_change"."id", "rows of_batch_state_change"."created_at", "rows of_batch_state_change"."batch_state_change_ordinal", "rows of_batch_state_change"."state" AS "value 1", "rows of_batch_state_change"."changed_at" AS "value 2", "rows of_batch_state_change"."changed_by" AS "value 3" FROM "rows of_batch_state_change") AS found ON "stored"."id" = "found"."id" AND "stored"."created_at" = "found"."created_at" AND "stored"."batch_state_change_ordinal" = "found"."batch_state_change_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."state", "stored"."changed_at", "stored"."changed_by"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."state", "stored"."changed_at", "stored"."changed_by")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
    ) AS difference LIMIT 1;
    IF in_table IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO code, message, detail, hint FROM (
        SELECT 'check_violation', 'column value has a number that no document can hold', 'batch_quantity.value is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."batch_quantity" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."value" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column minimum has a number that no document can hold', 'batch_field_rule.minimum is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."batch_field_rule" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."minimum" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column maximum has a number that no document can hold', 'batch_field_rule.maximum is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."batch_field_rule" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."maximum" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column target has a number that no document can hold', 'batch_weighing.target is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."batch_weighing" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."target" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column tolerance has a number that no document can hold', 'batch_weighing.tolerance is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."batch_weighing" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."tolerance" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column actual has a number that no document can hold', 'batch_weighing_actual.actual is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."batch_weighing_actual" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."actual" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column value has a number that no document can hold', 'batch_reading.value is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."batch_reading" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."value" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_quantity has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_quantity" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_section has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_section" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_field has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_field" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_section" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at" AND "stored"."section_id" = "parent"."section_id" AND cardinality("stored"."batch_field_path") = 1) AND NOT EXISTS (SELECT FROM "production"."batch_field" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at" AND "stored"."section_id" = "parent"."section_id" AND "stored"."batch_field_path"[:cardinality("stored"."batch_field_path") - 1] = "parent"."batch_field_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_weighing has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_weighing" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_attribute has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_attribute" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_correction has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_correction" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_reading has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_reading" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_signature has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_signature" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_attachment has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_attachment" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_state_change has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."batch_state_change" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."created_at" = "parent"."created_at")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_field_layout has a row without its row in batch_field', 'every row there belongs to one of batch_field', 'insert the row of batch_field first, or in the same statement'
        FROM "production"."batch_field_layout" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_field" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."created_at" = "stored"."created_at" AND "spine"."section_id" = "stored"."section_id" AND "spine"."batch_field_path" = "stored"."batch_field_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_field_rule has a row without its row in batch_field', 'every row there belongs to one of batch_field', 'insert the row of batch_field first, or in the same statement'
        FROM "production"."batch_field_rule" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_field" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."created_at" = "stored"."created_at" AND "spine"."section_id" = "stored"."section_id" AND "spine"."batch_field_path" = "stored"."batch_field_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_field_default has a row without its row in batch_field', 'every row there belongs to one of batch_field', 'insert the row of batch_field first, or in the same statement'
        FROM "production"."batch_field_default" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_field" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."created_at" = "stored"."created_at" AND "spine"."section_id" = "stored"."section_id" AND "spine"."batch_field_path" = "stored"."batch_field_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_field_input has a row without its row in batch_field', 'every row there belongs to one of batch_field', 'insert the row of batch_field first, or in the same statement'
        FROM "production"."batch_field_input" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_field" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."created_at" = "stored"."created_at" AND "spine"."section_id" = "stored"."section_id" AND "spine"."batch_field_path" = "stored"."batch_field_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_weighing_actual has a row without its row in batch_weighing', 'every row there belongs to one of batch_weighing', 'insert the row of batch_weighing first, or in the same statement'
        FROM "production"."batch_weighing_actual" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_weighing" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."created_at" = "stored"."created_at" AND "spine"."batch_weighing_ordinal" = "stored"."batch_weighing_ordinal")
        UNION ALL
        SELECT 'foreign_key_violation', 'table batch_attachment_content has a row without its row in batch_attachment', 'every row there belongs to one of batch_attachment', 'insert the row of batch_attachment first, or in the same statement'
        FROM "production"."batch_attachment_content" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_attachment" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."created_at" = "stored"."created_at" AND "spine"."batch_attachment_ordinal" = "stored"."batch_attachment_ordinal")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table batch_field_layout cannot be deleted by themselves', 'every row of batch_field that is there has one there', 'delete the row of batch_field, or set the columns to NULL'
        FROM "production"."batch_field" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_field_layout" AS split WHERE "split"."id" = "stored"."id" AND "split"."created_at" = "stored"."created_at" AND "split"."section_id" = "stored"."section_id" AND "split"."batch_field_path" = "stored"."batch_field_path")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table batch_field_default cannot be deleted by themselves', 'every row of batch_field that is there has one there', 'delete the row of batch_field, or set the columns to NULL'
        FROM "production"."batch_field" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_field_default" AS split WHERE "split"."id" = "stored"."id" AND "split"."created_at" = "stored"."created_at" AND "split"."section_id" = "stored"."section_id" AND "split"."batch_field_path" = "stored"."batch_field_path")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table batch_weighing_actual cannot be deleted by themselves', 'every row of batch_weighing that is there has one there', 'delete the row of batch_weighing, or set the columns to NULL'
        FROM "production"."batch_weighing" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_weighing_actual" AS split WHERE "split"."id" = "stored"."id" AND "split"."created_at" = "stored"."created_at" AND "split"."batch_weighing_ordinal" = "stored"."batch_weighing_ordinal")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table batch_attachment_content cannot be deleted by themselves', 'every row of batch_attachment that is there has one there', 'delete the row of batch_attachment, or set the columns to NULL'
        FROM "production"."batch_attachment" AS stored
        WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND NOT EXISTS (SELECT FROM "production"."batch_attachment_content" AS split WHERE "split"."id" = "stored"."id" AND "split"."created_at" = "stored"."created_at" AND "split"."batch_attachment_ordinal" = "stored"."batch_attachment_ordinal")
    ) AS reason LIMIT 1;
    IF code IS NULL THEN
        code := 'check_violation';
        message := format('what was written to table %s does not come back from the document', in_table);
        detail := format('row %s is %s%s', place, kind, CASE WHEN in_columns <> '' THEN ' in ' || in_columns ELSE '' END);
        hint := 'Write values that the spec can write to a document and read again, and rows that fit each other.';
    ELSE
        detail := format('%s (table %s, row %s)', detail, in_table, place);
    END IF;
    PERFORM hofsm.refuse(code, message, concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text), detail, hint);
END

$body$;
COMMENT ON FUNCTION "production"."settle_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb) IS 'batches.yaml:18:3 (batch): bring the rows of a document in line with it, or refuse what was written';
REVOKE EXECUTE ON FUNCTION "production"."settle_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb) FROM PUBLIC;

-- up (no lock on any table): batches.yaml:18:3 (batch): bring rows to one document
CREATE FUNCTION "production"."mirror_document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_variable
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
    composed jsonb;
    actual jsonb;
    is_there boolean;
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
        -- Rows that exclude each other, a value and elements in one place, may not even make JSON.
        PERFORM "production"."settle_batch"($1, $2, NULL);
        RAISE;
    END;
    PERFORM "production"."settle_batch"($1, $2, composed);
    -- The triggers of the legacy table return where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1, $2)::text, true);
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."batches" AS legacy WHERE "legacy"."id" = $1 AND "legacy"."created_at" = $2;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "public"."batches" ("id", "created_at", "value") OVERRIDING SYSTEM VALUE
            VALUES ($1, $2, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "public"."batches" AS legacy SET "value" = composed WHERE "legacy"."id" = $1 AND "legacy"."created_at" = $2;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."batches" AS legacy WHERE "legacy"."id" = $1 AND "legacy"."created_at" = $2;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'id = ' || $1::text, 'created_at = ' || $2::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text THEN
        composed := "production"."document_batch"($1, $2);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "production"."change_batch"($1, $2, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "production"."mirror_document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) IS 'batches.yaml:18:3 (batch): bring rows to one document';
REVOKE EXECUTE ON FUNCTION "production"."mirror_document_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) FROM PUBLIC;

-- up (no lock on any table): batches.yaml:18:3 (batch): bring rows to the documents with the given keys
CREATE FUNCTION "production"."mirror_batches"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT DISTINCT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1) AS touched ORDER BY "touched"."id", "touched"."created_at"
    LOOP
        PERFORM "production"."mirror_document_batch"("one"."id", "one"."created_at");
    END LOOP;
END

$body$;
COMMENT ON FUNCTION "production"."mirror_batches"(jsonb) IS 'batches.yaml:18:3 (batch): bring rows to the documents with the given keys';
REVOKE EXECUTE ON FUNCTION "production"."mirror_batches"(jsonb) FROM PUBLIC;

-- up (no lock on any table): batches.yaml:18:3 (batch): what triggers of one statement put off for the last
CREATE FUNCTION "production"."later_batches"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    todo text[] := hofsm.put_off_kinds($1 -> 'later');
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF todo && ARRAY['batch_attachment gone'] THEN
        DELETE FROM "production"."batch_attachment_content" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_attachment", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_attachment', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_attachment_ordinal" = "was"."batch_attachment_ordinal" AND NOT EXISTS (SELECT FROM "production"."batch_attachment" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."batch_attachment_ordinal" = "was"."batch_attachment_ordinal" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_attachment", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_attachment', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."batch_attachment_ordinal" = "again"."batch_attachment_ordinal"));
    END IF;
    IF todo && ARRAY['batch_attachment moved'] THEN
        UPDATE "production"."batch_attachment_content" AS stored SET ("id", "created_at", "batch_attachment_ordinal") = ROW("now"."id", "now"."created_at", "now"."batch_attachment_ordinal")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_attachment", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_attachment', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_attachment", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_attachment', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_attachment_ordinal" = "was"."batch_attachment_ordinal" AND ("was"."id", "was"."created_at", "was"."batch_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_attachment_ordinal");
    END IF;
    IF todo && ARRAY['batch_weighing gone'] THEN
        DELETE FROM "production"."batch_weighing_actual" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_weighing", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_weighing', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_weighing_ordinal" = "was"."batch_weighing_ordinal" AND NOT EXISTS (SELECT FROM "production"."batch_weighing" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."batch_weighing_ordinal" = "was"."batch_weighing_ordinal" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_weighing", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_weighing', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."batch_weighing_ordinal" = "again"."batch_weighing_ordinal"));
    END IF;
    IF todo && ARRAY['batch_weighing moved'] THEN
        UPDATE "production"."batch_weighing_actual" AS stored SET ("id", "created_at", "batch_weighing_ordinal") = ROW("now"."id", "now"."created_at", "now"."batch_weighing_ordinal")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_weighing", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_weighing', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_weighing", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_weighing', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."batch_weighing_ordinal" = "was"."batch_weighing_ordinal" AND ("was"."id", "was"."created_at", "was"."batch_weighing_ordinal") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."batch_weighing_ordinal");
    END IF;
    IF todo && ARRAY['batch_field gone'] THEN
        DELETE FROM "production"."batch_field" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND cardinality("stored"."batch_field_path") > cardinality("was"."batch_field_path") AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id" AND "now"."batch_field_path" = "again"."batch_field_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path"));
        DELETE FROM "production"."batch_field_layout" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id" AND "now"."batch_field_path" = "again"."batch_field_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path"));
        DELETE FROM "production"."batch_field_rule" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id" AND "now"."batch_field_path" = "again"."batch_field_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path"));
        DELETE FROM "production"."batch_field_default" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id" AND "now"."batch_field_path" = "again"."batch_field_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path"));
        DELETE FROM "production"."batch_field_input" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id" AND "now"."batch_field_path" = "again"."batch_field_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path"));
    END IF;
    IF todo && ARRAY['batch_field moved'] THEN
        UPDATE "production"."batch_field" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND cardinality("stored"."batch_field_path") > cardinality("was"."batch_field_path") AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
        UPDATE "production"."batch_field_layout" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
        UPDATE "production"."batch_field_rule" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
        UPDATE "production"."batch_field_default" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
        UPDATE "production"."batch_field_input" AS stored SET ("id", "created_at", "section_id", "batch_field_path") = ROW("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path" || "stored"."batch_field_path"[cardinality("was"."batch_field_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path"[:cardinality("was"."batch_field_path")] = "was"."batch_field_path" AND ("was"."id", "was"."created_at", "was"."section_id", "was"."batch_field_path") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id", "now"."batch_field_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."created_at" = "nearer"."created_at" AND "stored"."section_id" = "nearer"."section_id" AND "stored"."batch_field_path"[:cardinality("nearer"."batch_field_path")] = "nearer"."batch_field_path" AND cardinality("nearer"."batch_field_path") > cardinality("was"."batch_field_path") AND ("nearer"."id", "nearer"."created_at", "nearer"."section_id", "nearer"."batch_field_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."created_at", "nearer_now"."section_id", "nearer_now"."batch_field_path"));
    END IF;
    IF todo && ARRAY['batch_field gone', 'batch_field moved'] THEN
        UPDATE "production"."batch_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'gone', 'moved'), $1 -> 'later', 'batch_field', '{id,created_at,section_id,batch_field_path}', 'batch_field_path', 1)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at" AND "was"."section_id" = "stored"."section_id" AND "was"."batch_field_path"[:cardinality("was"."batch_field_path") - 1] = "stored"."batch_field_path")
            AND NOT EXISTS (SELECT FROM "production"."batch_field" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at" AND "other"."section_id" = "stored"."section_id" AND "other"."batch_field_path"[:cardinality("other"."batch_field_path") - 1] = "stored"."batch_field_path");
        
    END IF;
    IF todo && ARRAY['batch_field_layout UPDATE'] THEN
        UPDATE "production"."batch_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL) THEN '[["ui"], {}]'::jsonb END])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field_layout", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field_layout', 'UPDATE'), $1 -> 'later', 'batch_field', '{id,created_at,section_id,batch_field_path}', 'batch_field_path', 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field_layout", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field_layout', 'UPDATE'), $1 -> 'later', 'batch_field', '{id,created_at,section_id,batch_field_path}', 'batch_field_path', 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "now"."id" AND "stored"."created_at" = "now"."created_at" AND "stored"."section_id" = "now"."section_id" AND "stored"."batch_field_path" = "now"."batch_field_path" AND (("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL));
    END IF;
    IF todo && ARRAY['batch_field_rule DELETE'] THEN
        UPDATE "production"."batch_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{validation}'::text[])
        FROM jsonb_populate_recordset(NULL::"production"."batch_field_rule", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field_rule', 'DELETE'), $1 -> 'later', 'batch_field', '{id,created_at,section_id,batch_field_path}', 'batch_field_path', 0)) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path" = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field_rule" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path");
    END IF;
    IF todo && ARRAY['batch_field_default UPDATE'] THEN
        UPDATE "production"."batch_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL) THEN '[["default"], {}]'::jsonb END])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field_default", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field_default', 'UPDATE'), $1 -> 'later', 'batch_field', '{id,created_at,section_id,batch_field_path}', 'batch_field_path', 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_field_default", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'batch_field_default', 'UPDATE'), $1 -> 'later', 'batch_field', '{id,created_at,section_id,batch_field_path}', 'batch_field_path', 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "now"."id" AND "stored"."created_at" = "now"."created_at" AND "stored"."section_id" = "now"."section_id" AND "stored"."batch_field_path" = "now"."batch_field_path" AND (("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL));
    END IF;
    IF todo && ARRAY['batch_field_input DELETE'] THEN
        UPDATE "production"."batch_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
        FROM jsonb_populate_recordset(NULL::"production"."batch_field_input", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field_input', 'DELETE'), $1 -> 'later', 'batch_field', '{id,created_at,section_id,batch_field_path}', 'batch_field_path', 0)) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND "stored"."batch_field_path" = "was"."batch_field_path" AND NOT EXISTS (SELECT FROM "production"."batch_field_input" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND "again"."batch_field_path" = "was"."batch_field_path");
    END IF;
    IF todo && ARRAY['batch_section gone'] THEN
        DELETE FROM "production"."batch_field" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id"));
        DELETE FROM "production"."batch_field_layout" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id"));
        DELETE FROM "production"."batch_field_rule" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id"));
        DELETE FROM "production"."batch_field_default" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id"));
        DELETE FROM "production"."batch_field_input" AS stored USING jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM "production"."batch_section" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND "again"."section_id" = "was"."section_id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at" AND "now"."section_id" = "again"."section_id"));
    END IF;
    IF todo && ARRAY['batch_section moved'] THEN
        UPDATE "production"."batch_field" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
        UPDATE "production"."batch_field_layout" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
        UPDATE "production"."batch_field_rule" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
        UPDATE "production"."batch_field_default" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
        UPDATE "production"."batch_field_input" AS stored SET ("id", "created_at", "section_id") = ROW("now"."id", "now"."created_at", "now"."section_id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.put_off_rows($1 -> 'later', 'now', 'batch_section', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND "stored"."section_id" = "was"."section_id" AND ("was"."id", "was"."created_at", "was"."section_id") IS DISTINCT FROM ("now"."id", "now"."created_at", "now"."section_id");
    END IF;
    IF todo && ARRAY['batch_field gone', 'batch_field moved'] THEN
        UPDATE "production"."batch_section" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["fields"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_field", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_field', 'gone', 'moved'), $1 -> 'later', 'batch_section', '{id,created_at,section_id}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at" AND "was"."section_id" = "stored"."section_id" AND cardinality("was"."batch_field_path") = 1)
            AND NOT EXISTS (SELECT FROM "production"."batch_field" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at" AND "other"."section_id" = "stored"."section_id" AND cardinality("other"."batch_field_path") = 1);
        
    END IF;
    IF todo && ARRAY['batch gone'] THEN
        DELETE FROM "production"."batch_quantity" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_section" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_field" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_field_layout" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_field_rule" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_field_default" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_field_input" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_weighing" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_weighing_actual" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_attribute" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_correction" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_reading" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_signature" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_attachment" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_attachment_content" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
        DELETE FROM "production"."batch_state_change" AS stored USING jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM "production"."batch" AS again WHERE "again"."id" = "was"."id" AND "again"."created_at" = "was"."created_at" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."created_at" = "again"."created_at"));
    END IF;
    IF todo && ARRAY['batch moved'] THEN
        UPDATE "production"."batch_quantity" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_section" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_field" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_field_layout" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_field_rule" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_field_default" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_field_input" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_weighing" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_weighing_actual" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_attribute" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_correction" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_reading" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_signature" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_attachment" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_attachment_content" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
        UPDATE "production"."batch_state_change" AS stored SET ("id", "created_at") = ROW("now"."id", "now"."created_at")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'was', 'batch', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."batch", hofsm.put_off_rows($1 -> 'later', 'now', 'batch', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."created_at" = "was"."created_at" AND ("was"."id", "was"."created_at") IS DISTINCT FROM ("now"."id", "now"."created_at");
    END IF;
    IF todo && ARRAY['batch_quantity gone', 'batch_quantity moved'] THEN
        UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["quantities"], {}]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_quantity", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_quantity', 'gone', 'moved'), $1 -> 'later', 'batch', '{id,created_at}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
            AND NOT EXISTS (SELECT FROM "production"."batch_quantity" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
        
    END IF;
    IF todo && ARRAY['batch_section gone', 'batch_section moved'] THEN
        UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["sections"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_section", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_section', 'gone', 'moved'), $1 -> 'later', 'batch', '{id,created_at}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
            AND NOT EXISTS (SELECT FROM "production"."batch_section" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
        
    END IF;
    IF todo && ARRAY['batch_weighing gone', 'batch_weighing moved'] THEN
        UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["weighings"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_weighing", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_weighing', 'gone', 'moved'), $1 -> 'later', 'batch', '{id,created_at}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
            AND NOT EXISTS (SELECT FROM "production"."batch_weighing" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
        
    END IF;
    IF todo && ARRAY['batch_attribute gone', 'batch_attribute moved'] THEN
        UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_attribute", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_attribute', 'gone', 'moved'), $1 -> 'later', 'batch', '{id,created_at}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
            AND NOT EXISTS (SELECT FROM "production"."batch_attribute" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
        
    END IF;
    IF todo && ARRAY['batch_correction gone', 'batch_correction moved'] THEN
        UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["inputs"], {}]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_correction", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_correction', 'gone', 'moved'), $1 -> 'later', 'batch', '{id,created_at}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
            AND NOT EXISTS (SELECT FROM "production"."batch_correction" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
        
    END IF;
    IF todo && ARRAY['batch_reading gone', 'batch_reading moved'] THEN
        UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["readings"], {}]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_reading", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_reading', 'gone', 'moved'), $1 -> 'later', 'batch', '{id,created_at}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
            AND NOT EXISTS (SELECT FROM "production"."batch_reading" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
        
    END IF;
    IF todo && ARRAY['batch_signature gone', 'batch_signature moved'] THEN
        UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["signatures"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_signature", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_signature', 'gone', 'moved'), $1 -> 'later', 'batch', '{id,created_at}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
            AND NOT EXISTS (SELECT FROM "production"."batch_signature" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
        
    END IF;
    IF todo && ARRAY['batch_attachment gone', 'batch_attachment moved'] THEN
        UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attachments"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_attachment", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_attachment', 'gone', 'moved'), $1 -> 'later', 'batch', '{id,created_at}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
            AND NOT EXISTS (SELECT FROM "production"."batch_attachment" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
        
    END IF;
    IF todo && ARRAY['batch_state_change gone', 'batch_state_change moved'] THEN
        UPDATE "production"."batch" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["stateHistory"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."batch_state_change", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'batch_state_change', 'gone', 'moved'), $1 -> 'later', 'batch', '{id,created_at}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND "was"."created_at" = "stored"."created_at")
            AND NOT EXISTS (SELECT FROM "production"."batch_state_change" AS other WHERE "other"."id" = "stored"."id" AND "other"."created_at" = "stored"."created_at");
        
    END IF;
    IF todo && ARRAY['batch moved'] THEN
        UPDATE "production"."batch_section" AS stored SET "batch_section_ordinal" = placed."place_"
        FROM (
            SELECT "sibling"."id", "sibling"."created_at", "sibling"."section_id", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_section_ordinal", "sibling"."section_id") AS "place_"
            FROM "production"."batch_section" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (
                SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched
            )
        ) AS placed
        WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."section_id" = "placed"."section_id" AND stored."batch_section_ordinal" <> placed."place_";
        
    END IF;
    IF todo && ARRAY['batch moved', 'batch_section moved', 'batch_field moved'] THEN
        UPDATE "production"."batch_field" AS stored SET "batch_field_ordinal" = placed."place_"
        FROM (
            SELECT "sibling"."id", "sibling"."created_at", "sibling"."section_id", "sibling"."batch_field_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at", "sibling"."section_id", "sibling"."batch_field_path"[:cardinality("sibling"."batch_field_path") - 1] ORDER BY "sibling"."batch_field_ordinal", "sibling"."batch_field_path"[cardinality("sibling"."batch_field_path")]) AS "place_"
            FROM "production"."batch_field" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (
                SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched
            )
        ) AS placed
        WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."section_id" = "placed"."section_id" AND "stored"."batch_field_path" = "placed"."batch_field_path" AND stored."batch_field_ordinal" <> placed."place_";
        
    END IF;
    IF todo && ARRAY['batch_weighing numbered'] THEN
        IF EXISTS (
            SELECT FROM "production"."batch_weighing" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."id", "sibling"."created_at"
            HAVING max("sibling"."batch_weighing_ordinal") <> count(*)
        ) THEN
            UPDATE "production"."batch_weighing_actual" AS stored SET "batch_weighing_ordinal" = -"moved"."place_"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_weighing_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_weighing_ordinal"))::integer AS "place_"
            FROM "production"."batch_weighing" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_weighing_ordinal" = "moved"."former";
            UPDATE "production"."batch_weighing" AS stored SET "batch_weighing_ordinal" = -"moved"."place_"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_weighing_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_weighing_ordinal"))::integer AS "place_"
            FROM "production"."batch_weighing" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_weighing_ordinal" = "moved"."former";
            UPDATE "production"."batch_weighing_actual" AS stored SET "batch_weighing_ordinal" = -"stored"."batch_weighing_ordinal"
            WHERE ("stored"."id", "stored"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched) AND "stored"."batch_weighing_ordinal" < 0;
            UPDATE "production"."batch_weighing" AS stored SET "batch_weighing_ordinal" = -"stored"."batch_weighing_ordinal"
            WHERE ("stored"."id", "stored"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched) AND "stored"."batch_weighing_ordinal" < 0;
        END IF;
    END IF;
    IF todo && ARRAY['batch moved'] THEN
        UPDATE "production"."batch_signature" AS stored SET "batch_signature_ordinal" = placed."place_"
        FROM (
            SELECT "sibling"."id", "sibling"."created_at", "sibling"."signed_as", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_signature_ordinal", "sibling"."signed_as") AS "place_"
            FROM "production"."batch_signature" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (
                SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched
            )
        ) AS placed
        WHERE "stored"."id" = "placed"."id" AND "stored"."created_at" = "placed"."created_at" AND "stored"."signed_as" = "placed"."signed_as" AND stored."batch_signature_ordinal" <> placed."place_";
        
    END IF;
    IF todo && ARRAY['batch_attachment numbered'] THEN
        IF EXISTS (
            SELECT FROM "production"."batch_attachment" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."id", "sibling"."created_at"
            HAVING max("sibling"."batch_attachment_ordinal") <> count(*)
        ) THEN
            UPDATE "production"."batch_attachment_content" AS stored SET "batch_attachment_ordinal" = -"moved"."place_"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_attachment_ordinal"))::integer AS "place_"
            FROM "production"."batch_attachment" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_attachment_ordinal" = "moved"."former";
            UPDATE "production"."batch_attachment" AS stored SET "batch_attachment_ordinal" = -"moved"."place_"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_attachment_ordinal"))::integer AS "place_"
            FROM "production"."batch_attachment" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_attachment_ordinal" = "moved"."former";
            UPDATE "production"."batch_attachment_content" AS stored SET "batch_attachment_ordinal" = -"stored"."batch_attachment_ordinal"
            WHERE ("stored"."id", "stored"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched) AND "stored"."batch_attachment_ordinal" < 0;
            UPDATE "production"."batch_attachment" AS stored SET "batch_attachment_ordinal" = -"stored"."batch_attachment_ordinal"
            WHERE ("stored"."id", "stored"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched) AND "stored"."batch_attachment_ordinal" < 0;
        END IF;
    END IF;
    IF todo && ARRAY['batch_state_change numbered'] THEN
        IF EXISTS (
            SELECT FROM "production"."batch_state_change" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."id", "sibling"."created_at"
            HAVING max("sibling"."batch_state_change_ordinal") <> count(*)
        ) THEN
            UPDATE "production"."batch_state_change" AS stored SET "batch_state_change_ordinal" = -"moved"."place_"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."created_at", "sibling"."batch_state_change_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."created_at" ORDER BY "sibling"."batch_state_change_ordinal"))::integer AS "place_"
            FROM "production"."batch_state_change" AS sibling
            WHERE ("sibling"."id", "sibling"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place_") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."created_at" = "moved"."created_at" AND "stored"."batch_state_change_ordinal" = "moved"."former";
            UPDATE "production"."batch_state_change" AS stored SET "batch_state_change_ordinal" = -"stored"."batch_state_change_ordinal"
            WHERE ("stored"."id", "stored"."created_at") IN (SELECT "touched"."id", "touched"."created_at" FROM jsonb_populate_recordset(NULL::"production"."batch", $1 -> 'touched') AS touched) AND "stored"."batch_state_change_ordinal" < 0;
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "production"."later_batches"(jsonb) IS 'batches.yaml:18:3 (batch): what triggers of one statement put off for the last';
REVOKE EXECUTE ON FUNCTION "production"."later_batches"(jsonb) FROM PUBLIC;

-- up (no lock on any table): batches.yaml:18:3 (batch): compares the tag asked for before a row of batch is written
CREATE FUNCTION "production"."match_batch"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch"() IS 'batches.yaml:18:3 (batch): compares the tag asked for before a row of batch is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:18:3 (batch): what follows a write to batch
CREATE FUNCTION "production"."written_batch"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch"() IS 'batches.yaml:18:3 (batch): what follows a write to batch';
REVOKE EXECUTE ON FUNCTION "production"."written_batch"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch" ON "production"."batch";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:37:3 (batch_quantity): compares the tag asked for before a row of batch_quantity is written
CREATE FUNCTION "production"."match_batch_quantity"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_quantity"() IS 'batches.yaml:37:3 (batch_quantity): compares the tag asked for before a row of batch_quantity is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_quantity"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:37:3 (batch_quantity): what follows a write to batch_quantity
CREATE FUNCTION "production"."written_batch_quantity"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_quantity"() IS 'batches.yaml:37:3 (batch_quantity): what follows a write to batch_quantity';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_quantity"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_quantity" ON "production"."batch_quantity";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_quantity"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_quantity"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_quantity"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_quantity" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_quantity"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_quantity" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_quantity"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_quantity" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_quantity"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_quantity"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:46:3 (batch_section): compares the tag asked for before a row of batch_section is written
CREATE FUNCTION "production"."match_batch_section"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_section"() IS 'batches.yaml:46:3 (batch_section): compares the tag asked for before a row of batch_section is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_section"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:46:3 (batch_section): what follows a write to batch_section
CREATE FUNCTION "production"."written_batch_section"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_section"() IS 'batches.yaml:46:3 (batch_section): what follows a write to batch_section';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_section"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_section" ON "production"."batch_section";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_section"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_section"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_section"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_section" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_section"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_section" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_section"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_section" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_section"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_section"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:58:3 (batch_field): compares the tag asked for before a row of batch_field is written
CREATE FUNCTION "production"."match_batch_field"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_field"() IS 'batches.yaml:58:3 (batch_field): compares the tag asked for before a row of batch_field is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_field"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:58:3 (batch_field): what follows a write to batch_field
CREATE FUNCTION "production"."written_batch_field"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_field"() IS 'batches.yaml:58:3 (batch_field): what follows a write to batch_field';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_field"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_field" ON "production"."batch_field";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_field"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_field" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_field" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_field" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_field"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:66:3 (batch_field_layout): compares the tag asked for before a row of batch_field_layout is written
CREATE FUNCTION "production"."match_batch_field_layout"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_field_layout"() IS 'batches.yaml:66:3 (batch_field_layout): compares the tag asked for before a row of batch_field_layout is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_field_layout"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:66:3 (batch_field_layout): what follows a write to batch_field_layout
CREATE FUNCTION "production"."written_batch_field_layout"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_field_layout"() IS 'batches.yaml:66:3 (batch_field_layout): what follows a write to batch_field_layout';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_field_layout"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:66:3 (batch_field_layout): an inserted row takes the place of one without values
CREATE FUNCTION "production"."room_batch_field_layout"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "production"."batch_field_layout" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."created_at" = NEW."created_at" AND "stored"."section_id" = NEW."section_id" AND "stored"."batch_field_path" = NEW."batch_field_path" AND "stored"."label" IS NULL AND "stored"."x" IS NULL AND "stored"."y" IS NULL AND "stored"."width" IS NULL AND "stored"."height" IS NULL AND "stored"."hidden" IS NULL AND "stored"."help" IS NULL AND "stored"."style" IS NULL AND "stored"."options" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "production"."room_batch_field_layout"() IS 'batches.yaml:66:3 (batch_field_layout): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "production"."room_batch_field_layout"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_field_layout" ON "production"."batch_field_layout";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field_layout"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field_layout"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_field_layout"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_field_layout" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_layout"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_field_layout" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_layout"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_field_layout" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_layout"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_field_layout"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "production"."batch_field_layout"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."room_batch_field_layout"();

-- up (no lock on any table): batches.yaml:82:3 (batch_field_rule): compares the tag asked for before a row of batch_field_rule is written
CREATE FUNCTION "production"."match_batch_field_rule"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_field_rule"() IS 'batches.yaml:82:3 (batch_field_rule): compares the tag asked for before a row of batch_field_rule is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_field_rule"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:82:3 (batch_field_rule): what follows a write to batch_field_rule
CREATE FUNCTION "production"."written_batch_field_rule"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_field_rule"() IS 'batches.yaml:82:3 (batch_field_rule): what follows a write to batch_field_rule';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_field_rule"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_field_rule" ON "production"."batch_field_rule";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field_rule"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field_rule"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_field_rule"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_field_rule" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_rule"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_field_rule" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_rule"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_field_rule" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_rule"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_field_rule"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:92:3 (batch_field_default): compares the tag asked for before a row of batch_field_default is written
CREATE FUNCTION "production"."match_batch_field_default"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_field_default"() IS 'batches.yaml:92:3 (batch_field_default): compares the tag asked for before a row of batch_field_default is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_field_default"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:92:3 (batch_field_default): what follows a write to batch_field_default
CREATE FUNCTION "production"."written_batch_field_default"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_field_default"() IS 'batches.yaml:92:3 (batch_field_default): what follows a write to batch_field_default';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_field_default"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:92:3 (batch_field_default): an inserted row takes the place of one without values
CREATE FUNCTION "production"."room_batch_field_default"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "production"."batch_field_default" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."created_at" = NEW."created_at" AND "stored"."section_id" = NEW."section_id" AND "stored"."batch_field_path" = NEW."batch_field_path" AND "stored"."default_value" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "production"."room_batch_field_default"() IS 'batches.yaml:92:3 (batch_field_default): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "production"."room_batch_field_default"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_field_default" ON "production"."batch_field_default";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field_default"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field_default"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_field_default"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_field_default" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_default"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_field_default" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_default"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_field_default" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_default"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_field_default"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "production"."batch_field_default"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."room_batch_field_default"();

-- up (no lock on any table): batches.yaml:98:3 (batch_field_input): compares the tag asked for before a row of batch_field_input is written
CREATE FUNCTION "production"."match_batch_field_input"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_field_input"() IS 'batches.yaml:98:3 (batch_field_input): compares the tag asked for before a row of batch_field_input is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_field_input"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:98:3 (batch_field_input): what follows a write to batch_field_input
CREATE FUNCTION "production"."written_batch_field_input"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_field_input"() IS 'batches.yaml:98:3 (batch_field_input): what follows a write to batch_field_input';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_field_input"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_field_input" ON "production"."batch_field_input";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field_input"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_field_input"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_field_input"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_field_input" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_input"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_field_input" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_input"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_field_input" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_field_input"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_field_input"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:110:3 (batch_weighing): compares the tag asked for before a row of batch_weighing is written
CREATE FUNCTION "production"."match_batch_weighing"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_weighing"() IS 'batches.yaml:110:3 (batch_weighing): compares the tag asked for before a row of batch_weighing is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_weighing"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:110:3 (batch_weighing): what follows a write to batch_weighing
CREATE FUNCTION "production"."written_batch_weighing"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_weighing"() IS 'batches.yaml:110:3 (batch_weighing): what follows a write to batch_weighing';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_weighing"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_weighing" ON "production"."batch_weighing";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_weighing"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_weighing"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_weighing"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_weighing" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_weighing"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_weighing" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_weighing"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_weighing" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_weighing"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_weighing"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:119:3 (batch_weighing_actual): compares the tag asked for before a row of batch_weighing_actual is written
CREATE FUNCTION "production"."match_batch_weighing_actual"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_weighing_actual"() IS 'batches.yaml:119:3 (batch_weighing_actual): compares the tag asked for before a row of batch_weighing_actual is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_weighing_actual"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:119:3 (batch_weighing_actual): what follows a write to batch_weighing_actual
CREATE FUNCTION "production"."written_batch_weighing_actual"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_weighing_actual"() IS 'batches.yaml:119:3 (batch_weighing_actual): what follows a write to batch_weighing_actual';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_weighing_actual"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:119:3 (batch_weighing_actual): an inserted row takes the place of one without values
CREATE FUNCTION "production"."room_batch_weighing_actual"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "production"."batch_weighing_actual" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."created_at" = NEW."created_at" AND "stored"."batch_weighing_ordinal" = NEW."batch_weighing_ordinal" AND "stored"."actual" IS NULL AND "stored"."weighed_by" IS NULL AND "stored"."weighed_at" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "production"."room_batch_weighing_actual"() IS 'batches.yaml:119:3 (batch_weighing_actual): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "production"."room_batch_weighing_actual"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_weighing_actual" ON "production"."batch_weighing_actual";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_weighing_actual"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_weighing_actual"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_weighing_actual"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_weighing_actual" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_weighing_actual"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_weighing_actual" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_weighing_actual"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_weighing_actual" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_weighing_actual"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_weighing_actual"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "production"."batch_weighing_actual"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."room_batch_weighing_actual"();

-- up (no lock on any table): batches.yaml:128:3 (batch_attribute): compares the tag asked for before a row of batch_attribute is written
CREATE FUNCTION "production"."match_batch_attribute"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_attribute"() IS 'batches.yaml:128:3 (batch_attribute): compares the tag asked for before a row of batch_attribute is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_attribute"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:128:3 (batch_attribute): what follows a write to batch_attribute
CREATE FUNCTION "production"."written_batch_attribute"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_attribute"() IS 'batches.yaml:128:3 (batch_attribute): what follows a write to batch_attribute';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_attribute"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_attribute" ON "production"."batch_attribute";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_attribute"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_attribute"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_attribute"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_attribute" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_attribute"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_attribute" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_attribute"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_attribute" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_attribute"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_attribute"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:136:3 (batch_correction): compares the tag asked for before a row of batch_correction is written
CREATE FUNCTION "production"."match_batch_correction"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_correction"() IS 'batches.yaml:136:3 (batch_correction): compares the tag asked for before a row of batch_correction is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_correction"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:136:3 (batch_correction): what follows a write to batch_correction
CREATE FUNCTION "production"."written_batch_correction"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_correction"() IS 'batches.yaml:136:3 (batch_correction): what follows a write to batch_correction';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_correction"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_correction" ON "production"."batch_correction";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_correction"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_correction"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_correction"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_correction" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_correction"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_correction" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_correction"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_correction" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_correction"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_correction"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:146:3 (batch_reading): compares the tag asked for before a row of batch_reading is written
CREATE FUNCTION "production"."match_batch_reading"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_reading"() IS 'batches.yaml:146:3 (batch_reading): compares the tag asked for before a row of batch_reading is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_reading"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:146:3 (batch_reading): what follows a write to batch_reading
CREATE FUNCTION "production"."written_batch_reading"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_reading"() IS 'batches.yaml:146:3 (batch_reading): what follows a write to batch_reading';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_reading"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_reading" ON "production"."batch_reading";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_reading"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_reading"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_reading"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_reading" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_reading"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_reading" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_reading"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_reading" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_reading"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_reading"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:155:3 (batch_signature): compares the tag asked for before a row of batch_signature is written
CREATE FUNCTION "production"."match_batch_signature"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_signature"() IS 'batches.yaml:155:3 (batch_signature): compares the tag asked for before a row of batch_signature is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_signature"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:155:3 (batch_signature): what follows a write to batch_signature
CREATE FUNCTION "production"."written_batch_signature"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_signature"() IS 'batches.yaml:155:3 (batch_signature): what follows a write to batch_signature';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_signature"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_signature" ON "production"."batch_signature";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_signature"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_signature"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_signature"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_signature" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_signature"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_signature" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_signature"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_signature" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_signature"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_signature"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:165:3 (batch_attachment): compares the tag asked for before a row of batch_attachment is written
CREATE FUNCTION "production"."match_batch_attachment"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_attachment"() IS 'batches.yaml:165:3 (batch_attachment): compares the tag asked for before a row of batch_attachment is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_attachment"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:165:3 (batch_attachment): what follows a write to batch_attachment
CREATE FUNCTION "production"."written_batch_attachment"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_attachment"() IS 'batches.yaml:165:3 (batch_attachment): what follows a write to batch_attachment';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_attachment"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_attachment" ON "production"."batch_attachment";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_attachment"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_attachment"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_attachment"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_attachment" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_attachment"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_attachment" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_attachment"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_attachment" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_attachment"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_attachment"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): batches.yaml:175:3 (batch_attachment_content): compares the tag asked for before a row of batch_attachment_content is written
CREATE FUNCTION "production"."match_batch_attachment_content"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_attachment_content"() IS 'batches.yaml:175:3 (batch_attachment_content): compares the tag asked for before a row of batch_attachment_content is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_attachment_content"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:175:3 (batch_attachment_content): what follows a write to batch_attachment_content
CREATE FUNCTION "production"."written_batch_attachment_content"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_attachment_content"() IS 'batches.yaml:175:3 (batch_attachment_content): what follows a write to batch_attachment_content';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_attachment_content"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:175:3 (batch_attachment_content): an inserted row takes the place of one without values
CREATE FUNCTION "production"."room_batch_attachment_content"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "production"."batch_attachment_content" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."created_at" = NEW."created_at" AND "stored"."batch_attachment_ordinal" = NEW."batch_attachment_ordinal" AND "stored"."base64" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "production"."room_batch_attachment_content"() IS 'batches.yaml:175:3 (batch_attachment_content): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "production"."room_batch_attachment_content"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_attachment_content" ON "production"."batch_attachment_content";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_attachment_content"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_attachment_content"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_attachment_content"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_attachment_content" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_attachment_content"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_attachment_content" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_attachment_content"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_attachment_content" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_attachment_content"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_attachment_content"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "production"."batch_attachment_content"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."room_batch_attachment_content"();

-- up (no lock on any table): batches.yaml:181:3 (batch_state_change): compares the tag asked for before a row of batch_state_change is written
CREATE FUNCTION "production"."match_batch_state_change"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."match_batch_state_change"() IS 'batches.yaml:181:3 (batch_state_change): compares the tag asked for before a row of batch_state_change is written';
REVOKE EXECUTE ON FUNCTION "production"."match_batch_state_change"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:181:3 (batch_state_change): what follows a write to batch_state_change
CREATE FUNCTION "production"."written_batch_state_change"() RETURNS trigger
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
COMMENT ON FUNCTION "production"."written_batch_state_change"() IS 'batches.yaml:181:3 (batch_state_change): what follows a write to batch_state_change';
REVOKE EXECUTE ON FUNCTION "production"."written_batch_state_change"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_batch_state_change" ON "production"."batch_state_change";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_state_change"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_23d12420', '"public"."batches"', '"public"."batches_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."batch_state_change"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_batch_state_change"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."batch_state_change" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_state_change"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."batch_state_change" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_state_change"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."batch_state_change" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_batch_state_change"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."batch_state_change"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): nothing to do, since each trigger's own statement locks the tables, the root first

RESET search_path;
