-- form_fields: dual_write -> mirrored
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (SHARE ROW EXCLUSIVE on the legacy table): writers in flight are waited for, since their functions wait for rows of the new tables
-- One statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "public"."form_fields" IN SHARE ROW EXCLUSIVE MODE;
END
$do$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): follows every write to the legacy table, never waits for a row of a new one
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
        ELSIF NOT "production"."change_form_field"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'contend') THEN
            PERFORM "production"."follow_form_fields"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): drops all rows of a document, never waits for a row of a new one
CREATE OR REPLACE FUNCTION "production"."forget_form_fields"("public"."form_fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    IF (SELECT count(*) FROM "production"."form_field" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_layout" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_layout" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_layout');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_rule" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_rule" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_rule');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_default" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_default" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_default');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_input" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_input" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_input');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_child" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_child" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_child');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_child_layout" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_child_layout" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_child_layout');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_child_rule" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_child_rule" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_child_rule');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_child_default" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_child_default" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_child_default');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_child_input" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_child_input" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_child_input');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_attribute" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_attribute" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_attribute');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_reading" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_reading" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_reading');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_attachment" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_attachment" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_attachment');
    END IF;
    IF (SELECT count(*) FROM "production"."form_field_attachment_content" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "production"."form_field_attachment_content" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('production.form_field_attachment_content');
    END IF;
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

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): one composed document
CREATE FUNCTION "production"."document_form_field"("public"."form_fields"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET enable_nestloop = off SET enable_memoize = off
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
        SELECT "form_field"."id", CASE WHEN "form_field"."residual" IS NULL AND "form_field"."residual_absent" IS NULL THEN "production"."compose_form_field"("form_field".*, "form_field_layout".*, "form_field_rule".*, "form_field_default".*, "form_field_input".*, "members of_form_field_child"."members", "members of_form_field_attribute"."members", "members of_form_field_reading"."members", "members of_form_field_attachment"."members") ELSE "overlay of_form_field"."document" END AS "document"
        FROM "production"."form_field" AS "form_field"
        LEFT JOIN "production"."form_field_layout" AS "form_field_layout" ON "form_field"."id" = "form_field_layout"."id" AND "form_field_layout"."id" = $1
        LEFT JOIN "production"."form_field_rule" AS "form_field_rule" ON "form_field"."id" = "form_field_rule"."id" AND "form_field_rule"."id" = $1
        LEFT JOIN "production"."form_field_default" AS "form_field_default" ON "form_field"."id" = "form_field_default"."id" AND "form_field_default"."id" = $1
        LEFT JOIN "production"."form_field_input" AS "form_field_input" ON "form_field"."id" = "form_field_input"."id" AND "form_field_input"."id" = $1
        LEFT JOIN (
            SELECT "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
            FROM (
                SELECT "form_field_child"."id", "walk"."place",
                    CASE WHEN "walk"."previous_depth" >= cardinality("form_field_child"."form_field_child_path") THEN ',' ELSE '' END || split_part(CASE WHEN "form_field_child"."residual" IS NULL AND "form_field_child"."residual_absent" IS NULL THEN "production"."compose_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) ELSE "overlay of_form_field_child"."document" END, chr(1), 1)
                    || repeat(']}', greatest(cardinality("form_field_child"."form_field_child_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                FROM "production"."form_field_child" AS "form_field_child"
                LEFT JOIN "production"."form_field_child_layout" AS "form_field_child_layout" ON "form_field_child"."id" = "form_field_child_layout"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_layout"."form_field_child_path" AND "form_field_child_layout"."id" = $1
                LEFT JOIN "production"."form_field_child_rule" AS "form_field_child_rule" ON "form_field_child"."id" = "form_field_child_rule"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_rule"."form_field_child_path" AND "form_field_child_rule"."id" = $1
                LEFT JOIN "production"."form_field_child_default" AS "form_field_child_default" ON "form_field_child"."id" = "form_field_child_default"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_default"."form_field_child_path" AND "form_field_child_default"."id" = $1
                LEFT JOIN "production"."form_field_child_input" AS "form_field_child_input" ON "form_field_child"."id" = "form_field_child_input"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_input"."form_field_child_path" AND "form_field_child_input"."id" = $1
                JOIN (
                    SELECT "step"."id", "step"."form_field_child_path", "step"."place" AS "place",
                        lag(cardinality("step"."form_field_child_path")) OVER walk_order AS "previous_depth",
                        lead(cardinality("step"."form_field_child_path")) OVER walk_order AS "next_depth"
                    FROM (
                        WITH RECURSIVE place AS (
                            SELECT "top"."id", "top"."form_field_child_path", ARRAY["top"."form_field_child_ordinal"] AS "place" FROM "production"."form_field_child" AS top WHERE "top"."form_field_child_parent" IS NULL AND "top"."id" = $1
                            UNION ALL
                            SELECT "child"."id", "child"."form_field_child_path", place."place" || "child"."form_field_child_ordinal"
                            FROM place JOIN "production"."form_field_child" AS child ON "place"."id" = "child"."id" AND "child"."form_field_child_parent" = "place"."form_field_child_path" AND "child"."id" = $1
                        )
                        SELECT * FROM place
                    ) AS step
                    WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."place")
                ) AS "walk" ON "form_field_child"."id" = "walk"."id" AND "form_field_child"."form_field_child_path" = "walk"."form_field_child_path"
                LEFT JOIN LATERAL "production"."overlay_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) AS "overlay of_form_field_child" ON true
                WHERE "form_field_child"."id" = $1
            ) AS step
            GROUP BY "step"."id"
        ) AS "members of_form_field_child" ON "form_field"."id" = "members of_form_field_child"."id"
        LEFT JOIN (
            SELECT "form_field_attribute"."id", '{' || string_agg(to_json("form_field_attribute"."attribute")::text || ':' || CASE WHEN "form_field_attribute"."residual" IS NULL AND "form_field_attribute"."residual_absent" IS NULL THEN "production"."compose_form_field_attribute"("form_field_attribute".*) ELSE "overlay of_form_field_attribute"."document" END, ',' ORDER BY "form_field_attribute"."attribute") || '}' AS "members"
            FROM "production"."form_field_attribute" AS "form_field_attribute"
            LEFT JOIN LATERAL "production"."overlay_form_field_attribute"("form_field_attribute".*) AS "overlay of_form_field_attribute" ON true
            WHERE "form_field_attribute"."id" = $1
            GROUP BY "form_field_attribute"."id"
        ) AS "members of_form_field_attribute" ON "form_field"."id" = "members of_form_field_attribute"."id"
        LEFT JOIN (
            SELECT "form_field_reading"."id", '{' || string_agg(to_json("form_field_reading"."measured_by")::text || ':' || CASE WHEN "form_field_reading"."residual" IS NULL AND "form_field_reading"."residual_absent" IS NULL THEN "production"."compose_form_field_reading"("form_field_reading".*) ELSE "overlay of_form_field_reading"."document" END, ',' ORDER BY "form_field_reading"."measured_by") || '}' AS "members"
            FROM "production"."form_field_reading" AS "form_field_reading"
            LEFT JOIN LATERAL "production"."overlay_form_field_reading"("form_field_reading".*) AS "overlay of_form_field_reading" ON true
            WHERE "form_field_reading"."id" = $1
            GROUP BY "form_field_reading"."id"
        ) AS "members of_form_field_reading" ON "form_field"."id" = "members of_form_field_reading"."id"
        LEFT JOIN (
            SELECT "form_field_attachment"."id", '[' || string_agg(CASE WHEN "form_field_attachment"."residual" IS NULL AND "form_field_attachment"."residual_absent" IS NULL THEN "production"."compose_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) ELSE "overlay of_form_field_attachment"."document" END, ',' ORDER BY "form_field_attachment"."form_field_attachment_ordinal") || ']' AS "members"
            FROM "production"."form_field_attachment" AS "form_field_attachment"
            LEFT JOIN "production"."form_field_attachment_content" AS "form_field_attachment_content" ON "form_field_attachment"."id" = "form_field_attachment_content"."id" AND "form_field_attachment"."form_field_attachment_ordinal" = "form_field_attachment_content"."form_field_attachment_ordinal" AND "form_field_attachment_content"."id" = $1
            LEFT JOIN LATERAL "production"."overlay_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) AS "overlay of_form_field_attachment" ON true
            WHERE "form_field_attachment"."id" = $1
            GROUP BY "form_field_attachment"."id"
        ) AS "members of_form_field_attachment" ON "form_field"."id" = "members of_form_field_attachment"."id"
        LEFT JOIN LATERAL "production"."overlay_form_field"("form_field".*, "form_field_layout".*, "form_field_rule".*, "form_field_default".*, "form_field_input".*, "members of_form_field_child"."members", "members of_form_field_attribute"."members", "members of_form_field_reading"."members", "members of_form_field_attachment"."members") AS "overlay of_form_field" ON true
        WHERE "form_field"."id" = $1
        ) AS composed
    );
END

$body$;
COMMENT ON FUNCTION "production"."document_form_field"("public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): one composed document';
REVOKE EXECUTE ON FUNCTION "production"."document_form_field"("public"."form_fields"."id"%TYPE) FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): bring the rows of a document in line with it, or refuse what was written
CREATE FUNCTION "production"."settle_form_field"("public"."form_fields"."id"%TYPE, jsonb) RETURNS void
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
        SELECT 'object_not_in_prerequisite_state', 'collection form_field_child is closed for writes from the new side', 'form_field, path children: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."form_field" AS stored
        WHERE "stored"."id" = $1 AND jsonb_typeof(("stored"."residual" -> 'children')) = 'array' AND ("stored"."residual" -> 'children') <> '[]' AND EXISTS (SELECT FROM "production"."form_field_child" AS child WHERE "child"."id" = "stored"."id" AND cardinality("child"."form_field_child_path") = 1)
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection form_field_attribute is closed for writes from the new side', 'form_field, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."form_field" AS stored
        WHERE "stored"."id" = $1 AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}' AND EXISTS (SELECT FROM "production"."form_field_attribute" AS child WHERE "child"."id" = "stored"."id")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection form_field_reading is closed for writes from the new side', 'form_field, path readings: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."form_field" AS stored
        WHERE "stored"."id" = $1 AND jsonb_typeof(("stored"."residual" -> 'readings')) = 'object' AND ("stored"."residual" -> 'readings') <> '{}' AND EXISTS (SELECT FROM "production"."form_field_reading" AS child WHERE "child"."id" = "stored"."id")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection form_field_child is closed for writes from the new side', 'form_field_child, path children: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "production"."form_field_child" AS stored
        WHERE "stored"."id" = $1 AND jsonb_typeof(("stored"."residual" -> 'children')) = 'array' AND ("stored"."residual" -> 'children') <> '[]' AND EXISTS (SELECT FROM "production"."form_field_child" AS child WHERE "child"."id" = "stored"."id" AND "child"."form_field_child_path"[:cardinality("child"."form_field_child_path") - 1] = "stored"."form_field_child_path")
    ) AS reason LIMIT 1;
    IF code IS NOT NULL THEN
        PERFORM hofsm.refuse(code, message, concat_ws(', ', 'id = ' || $1::text), detail, hint);
    END IF;
    -- The rows that the document gives: what follows from it is written, what contradicts it is reported.
    WITH "rows of_form_field" AS MATERIALIZED (
        SELECT $1 AS "id", node.*
        FROM "production"."decompose_form_field"($2) AS node
    ),
    "rows of_form_field_child" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent CROSS JOIN LATERAL "production"."decompose_form_field_child"("parent"."container of form_field_child") AS node
    ),
    "rows of_form_field_attribute" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent CROSS JOIN LATERAL "production"."decompose_form_field_attribute"("parent"."container of form_field_attribute") AS node
    ),
    "rows of_form_field_reading" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent CROSS JOIN LATERAL "production"."decompose_form_field_reading"("parent"."container of form_field_reading") AS node
    ),
    "rows of_form_field_attachment" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent CROSS JOIN LATERAL "production"."decompose_form_field_attachment"("parent"."container of form_field_attachment") AS node
    ),
    "into_form_field" AS (
        UPDATE "production"."form_field" AS stored SET "residual" = "rows of_form_field"."residual", "residual_absent" = "rows of_form_field"."residual_absent"
        FROM "rows of_form_field"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_form_field"."id" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_form_field"."residual", "rows of_form_field"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_form_field"."residual", "rows of_form_field"."residual_absent")::text
    ),
    "into_form_field_child" AS (
        UPDATE "production"."form_field_child" AS stored SET "residual" = "rows of_form_field_child"."residual", "residual_absent" = "rows of_form_field_child"."residual_absent", "form_field_child_ordinal" = "rows of_form_field_child"."form_field_child_ordinal"
        FROM "rows of_form_field_child"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_form_field_child"."id" AND "stored"."form_field_child_path" = "rows of_form_field_child"."form_field_child_path" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent", "stored"."form_field_child_ordinal"), ROW("rows of_form_field_child"."residual", "rows of_form_field_child"."residual_absent", "rows of_form_field_child"."form_field_child_ordinal")) AND ROW("stored"."residual", "stored"."residual_absent", "stored"."form_field_child_ordinal")::text <> ROW("rows of_form_field_child"."residual", "rows of_form_field_child"."residual_absent", "rows of_form_field_child"."form_field_child_ordinal")::text
    ),
    "into_form_field_attribute" AS (
        UPDATE "production"."form_field_attribute" AS stored SET "residual" = "rows of_form_field_attribute"."residual", "residual_absent" = "rows of_form_field_attribute"."residual_absent"
        FROM "rows of_form_field_attribute"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_form_field_attribute"."id" AND "stored"."attribute" = "rows of_form_field_attribute"."attribute" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_form_field_attribute"."residual", "rows of_form_field_attribute"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_form_field_attribute"."residual", "rows of_form_field_attribute"."residual_absent")::text
    ),
    "into_form_field_reading" AS (
        UPDATE "production"."form_field_reading" AS stored SET "residual" = "rows of_form_field_reading"."residual", "residual_absent" = "rows of_form_field_reading"."residual_absent"
        FROM "rows of_form_field_reading"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_form_field_reading"."id" AND "stored"."measured_by" = "rows of_form_field_reading"."measured_by" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_form_field_reading"."residual", "rows of_form_field_reading"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_form_field_reading"."residual", "rows of_form_field_reading"."residual_absent")::text
    ),
    "into_form_field_attachment" AS (
        UPDATE "production"."form_field_attachment" AS stored SET "residual" = "rows of_form_field_attachment"."residual", "residual_absent" = "rows of_form_field_attachment"."residual_absent"
        FROM "rows of_form_field_attachment"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_form_field_attachment"."id" AND "stored"."form_field_attachment_ordinal" = "rows of_form_field_attachment"."form_field_attachment_ordinal" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_form_field_attachment"."residual", "rows of_form_field_attachment"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_form_field_attachment"."residual", "rows of_form_field_attachment"."residual_absent")::text
    )
    SELECT difference.* INTO in_table, kind, place, in_columns FROM (
        (SELECT 'form_field', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."field_id"::text IS DISTINCT FROM "found"."value 1"::text THEN 'field_id' END, CASE WHEN "stored"."kind"::text IS DISTINCT FROM "found"."value 2"::text THEN 'kind' END, CASE WHEN "stored"."version"::text IS DISTINCT FROM "found"."value 3"::text THEN 'version' END, CASE WHEN "stored"."revision"::text IS DISTINCT FROM "found"."value 4"::text THEN 'revision' END, CASE WHEN "stored"."item_id"::text IS DISTINCT FROM "found"."value 5"::text THEN 'item_id' END, CASE WHEN "stored"."designed_at"::text IS DISTINCT FROM "found"."value 6"::text THEN 'designed_at' END, CASE WHEN "stored"."notes"::text IS DISTINCT FROM "found"."value 7"::text THEN 'notes' END, CASE WHEN "stored"."pad"::text IS DISTINCT FROM "found"."value 8"::text THEN 'pad' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field"."id", "rows of_form_field"."field_id" AS "value 1", "rows of_form_field"."kind" AS "value 2", "rows of_form_field"."version" AS "value 3", "rows of_form_field"."revision" AS "value 4", "rows of_form_field"."item_id" AS "value 5", "rows of_form_field"."designed_at" AS "value 6", "rows of_form_field"."notes" AS "value 7", "rows of_form_field"."pad" AS "value 8" FROM "rows of_form_field") AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."field_id", "stored"."kind", "stored"."version", "stored"."revision", "stored"."item_id", "stored"."designed_at", "stored"."notes", "stored"."pad"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8")) AND ROW("stored"."field_id", "stored"."kind", "stored"."version", "stored"."revision", "stored"."item_id", "stored"."designed_at", "stored"."notes", "stored"."pad")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_layout', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."label"::text IS DISTINCT FROM "found"."value 1"::text THEN 'label' END, CASE WHEN "stored"."x"::text IS DISTINCT FROM "found"."value 2"::text THEN 'x' END, CASE WHEN "stored"."y"::text IS DISTINCT FROM "found"."value 3"::text THEN 'y' END, CASE WHEN "stored"."width"::text IS DISTINCT FROM "found"."value 4"::text THEN 'width' END, CASE WHEN "stored"."height"::text IS DISTINCT FROM "found"."value 5"::text THEN 'height' END, CASE WHEN "stored"."hidden"::text IS DISTINCT FROM "found"."value 6"::text THEN 'hidden' END, CASE WHEN "stored"."help"::text IS DISTINCT FROM "found"."value 7"::text THEN 'help' END, CASE WHEN "stored"."style"::text IS DISTINCT FROM "found"."value 8"::text THEN 'style' END, CASE WHEN "stored"."options"::text IS DISTINCT FROM "found"."value 9"::text THEN 'options' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_layout" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field"."id", "rows of_form_field"."label" AS "value 1", "rows of_form_field"."x" AS "value 2", "rows of_form_field"."y" AS "value 3", "rows of_form_field"."width" AS "value 4", "rows of_form_field"."height" AS "value 5", "rows of_form_field"."hidden" AS "value 6", "rows of_form_field"."help" AS "value 7", "rows of_form_field"."style" AS "value 8", "rows of_form_field"."options" AS "value 9" FROM "rows of_form_field") AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."label", "stored"."x", "stored"."y", "stored"."width", "stored"."height", "stored"."hidden", "stored"."help", "stored"."style", "stored"."options"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8", "found"."value 9")) AND ROW("stored"."label", "stored"."x", "stored"."y", "stored"."width", "stored"."height", "stored"."hidden", "stored"."help", "stored"."style", "stored"."options")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8", "found"."value 9")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_rule', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."required"::text IS DISTINCT FROM "found"."value 1"::text THEN 'required' END, CASE WHEN "stored"."minimum"::text IS DISTINCT FROM "found"."value 2"::text THEN 'minimum' END, CASE WHEN "stored"."maximum"::text IS DISTINCT FROM "found"."value 3"::text THEN 'maximum' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_rule" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field"."id", "rows of_form_field"."required" AS "value 1", "rows of_form_field"."minimum" AS "value 2", "rows of_form_field"."maximum" AS "value 3" FROM "rows of_form_field" WHERE "rows of_form_field"."form_field_rule.exists") AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."required", "stored"."minimum", "stored"."maximum"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."required", "stored"."minimum", "stored"."maximum")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_default', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."default_value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'default_value' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_default" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field"."id", "rows of_form_field"."default_value" AS "value 1" FROM "rows of_form_field") AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."default_value"), ROW("found"."value 1")) AND ROW("stored"."default_value")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_input', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END, CASE WHEN "stored"."entered_by"::text IS DISTINCT FROM "found"."value 2"::text THEN 'entered_by' END, CASE WHEN "stored"."entered_at"::text IS DISTINCT FROM "found"."value 3"::text THEN 'entered_at' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_input" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field"."id", "rows of_form_field"."value" AS "value 1", "rows of_form_field"."entered_by" AS "value 2", "rows of_form_field"."entered_at" AS "value 3" FROM "rows of_form_field" WHERE "rows of_form_field"."form_field_input.exists") AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value", "stored"."entered_by", "stored"."entered_at"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."value", "stored"."entered_by", "stored"."entered_at")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_child', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "stored"."form_field_child_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "found"."form_field_child_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."kind"::text IS DISTINCT FROM "found"."value 1"::text THEN 'kind' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_child" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."kind" AS "value 1" FROM "rows of_form_field_child") AS found ON "stored"."id" = "found"."id" AND "stored"."form_field_child_path" = "found"."form_field_child_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."kind"), ROW("found"."value 1")) AND ROW("stored"."kind")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_child_layout', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "stored"."form_field_child_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "found"."form_field_child_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."label"::text IS DISTINCT FROM "found"."value 1"::text THEN 'label' END, CASE WHEN "stored"."x"::text IS DISTINCT FROM "found"."value 2"::text THEN 'x' END, CASE WHEN "stored"."y"::text IS DISTINCT FROM "found"."value 3"::text THEN 'y' END, CASE WHEN "stored"."width"::text IS DISTINCT FROM "found"."value 4"::text THEN 'width' END, CASE WHEN "stored"."height"::text IS DISTINCT FROM "found"."value 5"::text THEN 'height' END, CASE WHEN "stored"."hidden"::text IS DISTINCT FROM "found"."value 6"::text THEN 'hidden' END, CASE WHEN "stored"."help"::text IS DISTINCT FROM "found"."value 7"::text THEN 'help' END, CASE WHEN "stored"."style"::text IS DISTINCT FROM "found"."value 8"::text THEN 'style' END, CASE WHEN "stored"."options"::text IS DISTINCT FROM "found"."value 9"::text THEN 'options' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_child_layout" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."label" AS "value 1", "rows of_form_field_child"."x" AS "value 2", "rows of_form_field_child"."y" AS "value 3", "rows of_form_field_child"."width" AS "value 4", "rows of_form_field_child"."height" AS "value 5", "rows of_form_field_child"."hidden" AS "value 6", "rows of_form_field_child"."help" AS "value 7", "rows of_form_field_child"."style" AS "value 8", "rows of_form_field_child"."options" AS "value 9" FROM "rows of_form_field_child") AS found ON "stored"."id" = "found"."id" AND "stored"."form_field_child_path" = "found"."form_field_child_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."label", "stored"."x", "stored"."y", "stored"."width", "stored"."height", "stored"."hidden", "stored"."help", "stored"."style", "stored"."options"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8", "found"."value 9")) AND ROW("stored"."label", "stored"."x", "stored"."y", "stored"."width", "stored"."height", "stored"."hidden", "stored"."help", "stored"."style", "stored"."options")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6", "found"."value 7", "found"."value 8", "found"."value 9")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_child_rule', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "stored"."form_field_child_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "found"."form_field_child_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."required"::text IS DISTINCT FROM "found"."value 1"::text THEN 'required' END, CASE WHEN "stored"."minimum"::text IS DISTINCT FROM "found"."value 2"::text THEN 'minimum' END, CASE WHEN "stored"."maximum"::text IS DISTINCT FROM "found"."value 3"::text THEN 'maximum' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_child_rule" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."required" AS "value 1", "rows of_form_field_child"."minimum" AS "value 2", "rows of_form_field_child"."maximum" AS "value 3" FROM "rows of_form_field_child" WHERE "rows of_form_field_child"."form_field_child_rule.exists") AS found ON "stored"."id" = "found"."id" AND "stored"."form_field_child_path" = "found"."form_field_child_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."required", "stored"."minimum", "stored"."maximum"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."required", "stored"."minimum", "stored"."maximum")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_child_default', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "stored"."form_field_child_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "found"."form_field_child_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."default_value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'default_value' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_child_default" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."default_value" AS "value 1" FROM "rows of_form_field_child") AS found ON "stored"."id" = "found"."id" AND "stored"."form_field_child_path" = "found"."form_field_child_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."default_value"), ROW("found"."value 1")) AND ROW("stored"."default_value")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_child_input', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "stored"."form_field_child_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('form_field_child_path', "found"."form_field_child_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END, CASE WHEN "stored"."entered_by"::text IS DISTINCT FROM "found"."value 2"::text THEN 'entered_by' END, CASE WHEN "stored"."entered_at"::text IS DISTINCT FROM "found"."value 3"::text THEN 'entered_at' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_child_input" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."value" AS "value 1", "rows of_form_field_child"."entered_by" AS "value 2", "rows of_form_field_child"."entered_at" AS "value 3" FROM "rows of_form_field_child" WHERE "rows of_form_field_child"."form_field_child_input.exists") AS found ON "stored"."id" = "found"."id" AND "stored"."form_field_child_path" = "found"."form_field_child_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value", "stored"."entered_by", "stored"."entered_at"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."value", "stored"."entered_by", "stored"."entered_at")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_attribute', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('attribute', "stored"."attribute")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('attribute', "found"."attribute")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_attribute" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field_attribute"."id", "rows of_form_field_attribute"."attribute", "rows of_form_field_attribute"."value" AS "value 1" FROM "rows of_form_field_attribute") AS found ON "stored"."id" = "found"."id" AND "stored"."attribute" = "found"."attribute"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value"), ROW("found"."value 1")) AND ROW("stored"."value")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_reading', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('measured_by', "stored"."measured_by")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('measured_by', "found"."measured_by")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END, CASE WHEN "stored"."unit"::text IS DISTINCT FROM "found"."value 2"::text THEN 'unit' END, CASE WHEN "stored"."measured_at"::text IS DISTINCT FROM "found"."value 3"::text THEN 'measured_at' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_reading" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field_reading"."id", "rows of_form_field_reading"."measured_by", "rows of_form_field_reading"."value" AS "value 1", "rows of_form_field_reading"."unit" AS "value 2", "rows of_form_field_reading"."measured_at" AS "value 3" FROM "rows of_form_field_reading") AS found ON "stored"."id" = "found"."id" AND "stored"."measured_by" = "found"."measured_by"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value", "stored"."unit", "stored"."measured_at"), ROW("found"."value 1", "found"."value 2", "found"."value 3")) AND ROW("stored"."value", "stored"."unit", "stored"."measured_at")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_attachment', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('form_field_attachment_ordinal', "stored"."form_field_attachment_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('form_field_attachment_ordinal', "found"."form_field_attachment_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."name"::text IS DISTINCT FROM "found"."value 1"::text THEN 'name' END, CASE WHEN "stored"."media_type"::text IS DISTINCT FROM "found"."value 2"::text THEN 'media_type' END, CASE WHEN "stored"."bytes"::text IS DISTINCT FROM "found"."value 3"::text THEN 'bytes' END, CASE WHEN "stored"."attached_at"::text IS DISTINCT FROM "found"."value 4"::text THEN 'attached_at' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_attachment" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field_attachment"."id", "rows of_form_field_attachment"."form_field_attachment_ordinal", "rows of_form_field_attachment"."name" AS "value 1", "rows of_form_field_attachment"."media_type" AS "value 2", "rows of_form_field_attachment"."bytes" AS "value 3", "rows of_form_field_attachment"."attached_at" AS "value 4" FROM "rows of_form_field_attachment") AS found ON "stored"."id" = "found"."id" AND "stored"."form_field_attachment_ordinal" = "found"."form_field_attachment_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."name", "stored"."media_type", "stored"."bytes", "stored"."attached_at"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")) AND ROW("stored"."name", "stored"."media_type", "stored"."bytes", "stored"."attached_at")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_field_attachment_content', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('form_field_attachment_ordinal', "stored"."form_field_attachment_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('form_field_attachment_ordinal', "found"."form_field_attachment_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."base64"::text IS DISTINCT FROM "found"."value 1"::text THEN 'base64' END]::text[], ', ')
        FROM (SELECT * FROM "production"."form_field_attachment_content" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_field_attachment"."id", "rows of_form_field_attachment"."form_field_attachment_ordinal", "rows of_form_field_attachment"."base64" AS "value 1" FROM "rows of_form_field_attachment") AS found ON "stored"."id" = "found"."id" AND "stored"."form_field_attachment_ordinal" = "found"."form_field_attachment_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."base64"), ROW("found"."value 1")) AND ROW("stored"."base64")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
    ) AS difference LIMIT 1;
    IF in_table IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO code, message, detail, hint FROM (
        SELECT 'check_violation', 'column minimum has a number that no document can hold', 'form_field_rule.minimum is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."form_field_rule" AS stored
        WHERE "stored"."id" = $1 AND "stored"."minimum" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column maximum has a number that no document can hold', 'form_field_rule.maximum is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."form_field_rule" AS stored
        WHERE "stored"."id" = $1 AND "stored"."maximum" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column minimum has a number that no document can hold', 'form_field_child_rule.minimum is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."form_field_child_rule" AS stored
        WHERE "stored"."id" = $1 AND "stored"."minimum" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column maximum has a number that no document can hold', 'form_field_child_rule.maximum is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."form_field_child_rule" AS stored
        WHERE "stored"."id" = $1 AND "stored"."maximum" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column value has a number that no document can hold', 'form_field_reading.value is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "production"."form_field_reading" AS stored
        WHERE "stored"."id" = $1 AND "stored"."value" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_child has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."form_field_child" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field" AS parent WHERE "stored"."id" = "parent"."id" AND cardinality("stored"."form_field_child_path") = 1) AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."form_field_child_path"[:cardinality("stored"."form_field_child_path") - 1] = "parent"."form_field_child_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_attribute has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."form_field_attribute" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field" AS parent WHERE "stored"."id" = "parent"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_reading has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."form_field_reading" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field" AS parent WHERE "stored"."id" = "parent"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_attachment has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "production"."form_field_attachment" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field" AS parent WHERE "stored"."id" = "parent"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_layout has a row without its row in form_field', 'every row there belongs to one of form_field', 'insert the row of form_field first, or in the same statement'
        FROM "production"."form_field_layout" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field" AS spine WHERE "spine"."id" = "stored"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_rule has a row without its row in form_field', 'every row there belongs to one of form_field', 'insert the row of form_field first, or in the same statement'
        FROM "production"."form_field_rule" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field" AS spine WHERE "spine"."id" = "stored"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_default has a row without its row in form_field', 'every row there belongs to one of form_field', 'insert the row of form_field first, or in the same statement'
        FROM "production"."form_field_default" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field" AS spine WHERE "spine"."id" = "stored"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_input has a row without its row in form_field', 'every row there belongs to one of form_field', 'insert the row of form_field first, or in the same statement'
        FROM "production"."form_field_input" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field" AS spine WHERE "spine"."id" = "stored"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_child_layout has a row without its row in form_field_child', 'every row there belongs to one of form_field_child', 'insert the row of form_field_child first, or in the same statement'
        FROM "production"."form_field_child_layout" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."form_field_child_path" = "stored"."form_field_child_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_child_rule has a row without its row in form_field_child', 'every row there belongs to one of form_field_child', 'insert the row of form_field_child first, or in the same statement'
        FROM "production"."form_field_child_rule" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."form_field_child_path" = "stored"."form_field_child_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_child_default has a row without its row in form_field_child', 'every row there belongs to one of form_field_child', 'insert the row of form_field_child first, or in the same statement'
        FROM "production"."form_field_child_default" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."form_field_child_path" = "stored"."form_field_child_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_child_input has a row without its row in form_field_child', 'every row there belongs to one of form_field_child', 'insert the row of form_field_child first, or in the same statement'
        FROM "production"."form_field_child_input" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."form_field_child_path" = "stored"."form_field_child_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_field_attachment_content has a row without its row in form_field_attachment', 'every row there belongs to one of form_field_attachment', 'insert the row of form_field_attachment first, or in the same statement'
        FROM "production"."form_field_attachment_content" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_attachment" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."form_field_attachment_ordinal" = "stored"."form_field_attachment_ordinal")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table form_field_layout cannot be deleted by themselves', 'every row of form_field that is there has one there', 'delete the row of form_field, or set the columns to NULL'
        FROM "production"."form_field" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_layout" AS split WHERE "split"."id" = "stored"."id")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table form_field_default cannot be deleted by themselves', 'every row of form_field that is there has one there', 'delete the row of form_field, or set the columns to NULL'
        FROM "production"."form_field" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_default" AS split WHERE "split"."id" = "stored"."id")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table form_field_child_layout cannot be deleted by themselves', 'every row of form_field_child that is there has one there', 'delete the row of form_field_child, or set the columns to NULL'
        FROM "production"."form_field_child" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_child_layout" AS split WHERE "split"."id" = "stored"."id" AND "split"."form_field_child_path" = "stored"."form_field_child_path")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table form_field_child_default cannot be deleted by themselves', 'every row of form_field_child that is there has one there', 'delete the row of form_field_child, or set the columns to NULL'
        FROM "production"."form_field_child" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_child_default" AS split WHERE "split"."id" = "stored"."id" AND "split"."form_field_child_path" = "stored"."form_field_child_path")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table form_field_attachment_content cannot be deleted by themselves', 'every row of form_field_attachment that is there has one there', 'delete the row of form_field_attachment, or set the columns to NULL'
        FROM "production"."form_field_attachment" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "production"."form_field_attachment_content" AS split WHERE "split"."id" = "stored"."id" AND "split"."form_field_attachment_ordinal" = "stored"."form_field_attachment_ordinal")
    ) AS reason LIMIT 1;
    IF code IS NULL THEN
        code := 'check_violation';
        message := format('what was written to table %s does not come back from the document', in_table);
        detail := format('row %s is %s%s', place, kind, CASE WHEN in_columns <> '' THEN ' in ' || in_columns ELSE '' END);
        hint := 'Write values that the spec can write to a document and read again, and rows that fit each other.';
    ELSE
        detail := format('%s (table %s, row %s)', detail, in_table, place);
    END IF;
    PERFORM hofsm.refuse(code, message, concat_ws(', ', 'id = ' || $1::text), detail, hint);
END

$body$;
COMMENT ON FUNCTION "production"."settle_form_field"("public"."form_fields"."id"%TYPE, jsonb) IS 'form_fields.yaml:17:3 (form_field): bring the rows of a document in line with it, or refuse what was written';
REVOKE EXECUTE ON FUNCTION "production"."settle_form_field"("public"."form_fields"."id"%TYPE, jsonb) FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): bring rows to one document
CREATE FUNCTION "production"."mirror_document_form_field"("public"."form_fields"."id"%TYPE) RETURNS void
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
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('form_fields', concat_ws(', ', 'id = ' || $1::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "production"."document_form_field"($1);
    EXCEPTION WHEN invalid_text_representation THEN
        -- Rows that exclude each other, a value and elements in one place, may not even make JSON.
        PERFORM "production"."settle_form_field"($1, NULL);
        RAISE;
    END;
    PERFORM "production"."settle_form_field"($1, composed);
    -- The triggers of the legacy table return where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1)::text, true);
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "public"."form_fields" ("id", "value") OVERRIDING SYSTEM VALUE
            VALUES ($1, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "public"."form_fields" AS legacy SET "value" = composed WHERE "legacy"."id" = $1;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text THEN
        composed := "production"."document_form_field"($1);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "production"."change_form_field"($1, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "production"."mirror_document_form_field"("public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): bring rows to one document';
REVOKE EXECUTE ON FUNCTION "production"."mirror_document_form_field"("public"."form_fields"."id"%TYPE) FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): bring rows to the documents with the given keys
CREATE FUNCTION "production"."mirror_form_fields"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT DISTINCT "touched"."id" FROM jsonb_populate_recordset(NULL::"production"."form_field", $1) AS touched ORDER BY "touched"."id"
    LOOP
        PERFORM "production"."mirror_document_form_field"("one"."id");
    END LOOP;
END

$body$;
COMMENT ON FUNCTION "production"."mirror_form_fields"(jsonb) IS 'form_fields.yaml:17:3 (form_field): bring rows to the documents with the given keys';
REVOKE EXECUTE ON FUNCTION "production"."mirror_form_fields"(jsonb) FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): what triggers of one statement put off for the last
CREATE FUNCTION "production"."later_form_fields"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    todo text[] := hofsm.put_off_kinds($1 -> 'later');
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF todo && ARRAY['form_field_attachment gone'] THEN
        DELETE FROM "production"."form_field_attachment_content" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field_attachment", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_attachment', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal" AND NOT EXISTS (SELECT FROM "production"."form_field_attachment" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_attachment", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_attachment', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."form_field_attachment_ordinal" = "again"."form_field_attachment_ordinal"));
    END IF;
    IF todo && ARRAY['form_field_attachment moved'] THEN
        UPDATE "production"."form_field_attachment_content" AS stored SET ("id", "form_field_attachment_ordinal") = ROW("now"."id", "now"."form_field_attachment_ordinal")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_attachment", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_attachment', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_attachment", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_attachment', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal" AND ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal");
    END IF;
    IF todo && ARRAY['form_field_child gone'] THEN
        DELETE FROM "production"."form_field_child" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND cardinality("stored"."form_field_child_path") > cardinality("was"."form_field_child_path") AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."form_field_child_path" = "again"."form_field_child_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path"));
        DELETE FROM "production"."form_field_child_layout" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."form_field_child_path" = "again"."form_field_child_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path"));
        DELETE FROM "production"."form_field_child_rule" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."form_field_child_path" = "again"."form_field_child_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path"));
        DELETE FROM "production"."form_field_child_default" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."form_field_child_path" = "again"."form_field_child_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path"));
        DELETE FROM "production"."form_field_child_input" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."form_field_child_path" = "again"."form_field_child_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path"));
    END IF;
    IF todo && ARRAY['form_field_child moved'] THEN
        UPDATE "production"."form_field_child" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND cardinality("stored"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
        UPDATE "production"."form_field_child_layout" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
        UPDATE "production"."form_field_child_rule" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
        UPDATE "production"."form_field_child_default" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
        UPDATE "production"."form_field_child_input" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
    END IF;
    IF todo && ARRAY['form_field_child gone', 'form_field_child moved'] THEN
        UPDATE "production"."form_field_child" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'gone', 'moved'), $1 -> 'later', 'form_field_child', '{id,form_field_child_path}', 'form_field_child_path', 1)) AS was WHERE "was"."id" = "stored"."id" AND "was"."form_field_child_path"[:cardinality("was"."form_field_child_path") - 1] = "stored"."form_field_child_path")
            AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_field_child_path"[:cardinality("other"."form_field_child_path") - 1] = "stored"."form_field_child_path");
        
    END IF;
    IF todo && ARRAY['form_field_child_layout UPDATE'] THEN
        UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL) THEN '[["ui"], {}]'::jsonb END])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child_layout", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child_layout', 'UPDATE'), $1 -> 'later', 'form_field_child', '{id,form_field_child_path}', 'form_field_child_path', 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child_layout", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child_layout', 'UPDATE'), $1 -> 'later', 'form_field_child', '{id,form_field_child_path}', 'form_field_child_path', 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "now"."id" AND "stored"."form_field_child_path" = "now"."form_field_child_path" AND (("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL));
    END IF;
    IF todo && ARRAY['form_field_child_rule DELETE'] THEN
        UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{validation}'::text[])
        FROM jsonb_populate_recordset(NULL::"production"."form_field_child_rule", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child_rule', 'DELETE'), $1 -> 'later', 'form_field_child', '{id,form_field_child_path}', 'form_field_child_path', 0)) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child_rule" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
    END IF;
    IF todo && ARRAY['form_field_child_default UPDATE'] THEN
        UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL) THEN '[["default"], {}]'::jsonb END])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child_default", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child_default', 'UPDATE'), $1 -> 'later', 'form_field_child', '{id,form_field_child_path}', 'form_field_child_path', 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_child_default", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_child_default', 'UPDATE'), $1 -> 'later', 'form_field_child', '{id,form_field_child_path}', 'form_field_child_path', 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "now"."id" AND "stored"."form_field_child_path" = "now"."form_field_child_path" AND (("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL));
    END IF;
    IF todo && ARRAY['form_field_child_input DELETE'] THEN
        UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
        FROM jsonb_populate_recordset(NULL::"production"."form_field_child_input", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child_input', 'DELETE'), $1 -> 'later', 'form_field_child', '{id,form_field_child_path}', 'form_field_child_path', 0)) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child_input" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
    END IF;
    IF todo && ARRAY['form_field gone'] THEN
        DELETE FROM "production"."form_field_layout" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_rule" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_default" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_input" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_child" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_child_layout" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_child_rule" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_child_default" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_child_input" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_attribute" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_reading" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_attachment" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "production"."form_field_attachment_content" AS stored USING jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
    END IF;
    IF todo && ARRAY['form_field moved'] THEN
        UPDATE "production"."form_field_layout" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_rule" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_default" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_input" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_child" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_child_layout" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_child_rule" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_child_default" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_child_input" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_attribute" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_reading" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_attachment" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "production"."form_field_attachment_content" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'was', 'form_field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field", hofsm.put_off_rows($1 -> 'later', 'now', 'form_field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
    END IF;
    IF todo && ARRAY['form_field_child gone', 'form_field_child moved'] THEN
        UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_child", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_child', 'gone', 'moved'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_field_child_path") = 1)
            AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_field_child_path") = 1);
        
    END IF;
    IF todo && ARRAY['form_field_attribute gone', 'form_field_attribute moved'] THEN
        UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_attribute", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_attribute', 'gone', 'moved'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id")
            AND NOT EXISTS (SELECT FROM "production"."form_field_attribute" AS other WHERE "other"."id" = "stored"."id");
        
    END IF;
    IF todo && ARRAY['form_field_reading gone', 'form_field_reading moved'] THEN
        UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["readings"], {}]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_reading", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_reading', 'gone', 'moved'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id")
            AND NOT EXISTS (SELECT FROM "production"."form_field_reading" AS other WHERE "other"."id" = "stored"."id");
        
    END IF;
    IF todo && ARRAY['form_field_attachment gone', 'form_field_attachment moved'] THEN
        UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attachments"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"production"."form_field_attachment", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_attachment', 'gone', 'moved'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id")
            AND NOT EXISTS (SELECT FROM "production"."form_field_attachment" AS other WHERE "other"."id" = "stored"."id");
        
    END IF;
    IF todo && ARRAY['form_field_layout UPDATE'] THEN
        UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL) THEN '[["ui"], {}]'::jsonb END])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_layout", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_layout', 'UPDATE'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_layout", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_layout', 'UPDATE'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "now"."id" AND (("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL));
    END IF;
    IF todo && ARRAY['form_field_rule DELETE'] THEN
        UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{validation}'::text[])
        FROM jsonb_populate_recordset(NULL::"production"."form_field_rule", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_rule', 'DELETE'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field_rule" AS again WHERE "again"."id" = "was"."id");
    END IF;
    IF todo && ARRAY['form_field_default UPDATE'] THEN
        UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL) THEN '[["default"], {}]'::jsonb END])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_default", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_default', 'UPDATE'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"production"."form_field_default", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'form_field_default', 'UPDATE'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "now"."id" AND (("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL));
    END IF;
    IF todo && ARRAY['form_field_input DELETE'] THEN
        UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
        FROM jsonb_populate_recordset(NULL::"production"."form_field_input", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_field_input', 'DELETE'), $1 -> 'later', 'form_field', '{id}', NULL, 0)) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field_input" AS again WHERE "again"."id" = "was"."id");
    END IF;
    IF todo && ARRAY['form_field moved', 'form_field_child moved'] THEN
        UPDATE "production"."form_field_child" AS stored SET "form_field_child_ordinal" = placed."place"
        FROM (
            SELECT "sibling"."id", "sibling"."form_field_child_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_field_child_path"[:cardinality("sibling"."form_field_child_path") - 1] ORDER BY "sibling"."form_field_child_ordinal", "sibling"."form_field_child_path"[cardinality("sibling"."form_field_child_path")]) AS "place"
            FROM "production"."form_field_child" AS sibling
            WHERE ("sibling"."id") IN (
                SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"production"."form_field", $1 -> 'touched') AS touched
            )
        ) AS placed
        WHERE "stored"."id" = "placed"."id" AND "stored"."form_field_child_path" = "placed"."form_field_child_path" AND stored."form_field_child_ordinal" <> placed."place";
        
    END IF;
    IF todo && ARRAY['form_field_attachment numbered'] THEN
        IF EXISTS (
            SELECT FROM "production"."form_field_attachment" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"production"."form_field", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."id"
            HAVING max("sibling"."form_field_attachment_ordinal") <> count(*)
        ) THEN
            UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
            FROM "production"."form_field_attachment" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"production"."form_field", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
            UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
            FROM "production"."form_field_attachment" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"production"."form_field", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
            UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
            WHERE ("stored"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"production"."form_field", $1 -> 'touched') AS touched) AND "stored"."form_field_attachment_ordinal" < 0;
            UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
            WHERE ("stored"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"production"."form_field", $1 -> 'touched') AS touched) AND "stored"."form_field_attachment_ordinal" < 0;
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "production"."later_form_fields"(jsonb) IS 'form_fields.yaml:17:3 (form_field): what triggers of one statement put off for the last';
REVOKE EXECUTE ON FUNCTION "production"."later_form_fields"(jsonb) FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): compares the tag asked for before a row of form_field is written
CREATE FUNCTION "production"."match_form_field"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field"() IS 'form_fields.yaml:17:3 (form_field): compares the tag asked for before a row of form_field is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): what follows a write to form_field
CREATE FUNCTION "production"."written_form_field"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field.item_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text), 'public.items has none with this value in id', 'form_fields.yaml:25:7 (form_field.item_id) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."item_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."items" AS referred WHERE "referred"."id" = "now"."item_id");
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'id = ' || "now"."id"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "now"."id");
            
            INSERT INTO "production"."form_field_layout" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            INSERT INTO "production"."form_field_default" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field.item_id refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text), 'public.items has none with this value in id', 'form_fields.yaml:25:7 (form_field.item_id) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."item_id" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."items" AS referred WHERE "referred"."id" = "now"."item_id") AND "was"."item_id"::text IS DISTINCT FROM "now"."item_id"::text;
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "public"."form_fields" AS legacy SET ("id") = ROW("now"."id")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field_layout" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_rule" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_default" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_input" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child_layout" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child_rule" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child_default" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_child_input" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_attribute" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_reading" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_attachment" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "production"."form_field_attachment_content" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id"), 'now', jsonb_build_object('id', "now"."id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                DELETE FROM "production"."form_field_layout" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_rule" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_default" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child_layout" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child_rule" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child_default" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_child_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_attribute" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_reading" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_attachment" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "production"."form_field_attachment_content" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "public"."form_fields" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "was"."id");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field"() IS 'form_fields.yaml:17:3 (form_field): what follows a write to form_field';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field" ON "production"."form_field";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): form_fields.yaml:32:3 (form_field_layout): compares the tag asked for before a row of form_field_layout is written
CREATE FUNCTION "production"."match_form_field_layout"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_layout" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_layout');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_layout"() IS 'form_fields.yaml:32:3 (form_field_layout): compares the tag asked for before a row of form_field_layout is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_layout"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:32:3 (form_field_layout): what follows a write to form_field_layout
CREATE FUNCTION "production"."written_form_field_layout"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_layout cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field', 'change the key in form_field: the rows of form_field_layout follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL) THEN '[["ui"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND (("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_layout', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."label" IS NOT NULL AND "now"."label" IS NULL OR "was"."x" IS NOT NULL AND "now"."x" IS NULL OR "was"."y" IS NOT NULL AND "now"."y" IS NULL OR "was"."width" IS NOT NULL AND "now"."width" IS NULL OR "was"."height" IS NOT NULL AND "now"."height" IS NULL OR "was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL OR "was"."help" IS NOT NULL AND "now"."help" IS NULL OR "was"."style" IS NOT NULL AND "now"."style" IS NULL OR "was"."options" IS NOT NULL AND "now"."options" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_layout cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field that is there has one there', 'delete the row of form_field, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_layout" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "production"."form_field" AS "stored" WHERE "stored"."id" = "was"."id");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_layout"() IS 'form_fields.yaml:32:3 (form_field_layout): what follows a write to form_field_layout';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_layout"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:32:3 (form_field_layout): an inserted row takes the place of one without values
CREATE FUNCTION "production"."room_form_field_layout"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "production"."form_field_layout" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."label" IS NULL AND "stored"."x" IS NULL AND "stored"."y" IS NULL AND "stored"."width" IS NULL AND "stored"."height" IS NULL AND "stored"."hidden" IS NULL AND "stored"."help" IS NULL AND "stored"."style" IS NULL AND "stored"."options" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "production"."room_form_field_layout"() IS 'form_fields.yaml:32:3 (form_field_layout): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "production"."room_form_field_layout"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_layout" ON "production"."form_field_layout";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_layout"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_layout"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_layout"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_layout" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_layout"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_layout" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_layout"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_layout" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_layout"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_layout"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "production"."form_field_layout"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."room_form_field_layout"();

-- up (no lock on any table): form_fields.yaml:48:3 (form_field_rule): compares the tag asked for before a row of form_field_rule is written
CREATE FUNCTION "production"."match_form_field_rule"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_rule" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_rule');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_rule"() IS 'form_fields.yaml:48:3 (form_field_rule): compares the tag asked for before a row of form_field_rule is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_rule"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:48:3 (form_field_rule): what follows a write to form_field_rule
CREATE FUNCTION "production"."written_form_field_rule"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_rule cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field', 'change the key in form_field: the rows of form_field_rule follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{validation}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field_rule" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_rule', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_rule"() IS 'form_fields.yaml:48:3 (form_field_rule): what follows a write to form_field_rule';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_rule"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_rule" ON "production"."form_field_rule";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_rule"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_rule"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_rule"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_rule" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_rule"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_rule" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_rule"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_rule" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_rule"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_rule"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): form_fields.yaml:58:3 (form_field_default): compares the tag asked for before a row of form_field_default is written
CREATE FUNCTION "production"."match_form_field_default"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_default" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_default');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_default"() IS 'form_fields.yaml:58:3 (form_field_default): compares the tag asked for before a row of form_field_default is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_default"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:58:3 (form_field_default): what follows a write to form_field_default
CREATE FUNCTION "production"."written_form_field_default"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_default cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field', 'change the key in form_field: the rows of form_field_default follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL) THEN '[["default"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND (("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_default', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_default cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field that is there has one there', 'delete the row of form_field, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_default" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "production"."form_field" AS "stored" WHERE "stored"."id" = "was"."id");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_default"() IS 'form_fields.yaml:58:3 (form_field_default): what follows a write to form_field_default';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_default"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:58:3 (form_field_default): an inserted row takes the place of one without values
CREATE FUNCTION "production"."room_form_field_default"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "production"."form_field_default" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."default_value" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "production"."room_form_field_default"() IS 'form_fields.yaml:58:3 (form_field_default): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "production"."room_form_field_default"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_default" ON "production"."form_field_default";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_default"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_default"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_default"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_default" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_default"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_default" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_default"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_default" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_default"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_default"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "production"."form_field_default"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."room_form_field_default"();

-- up (no lock on any table): form_fields.yaml:64:3 (form_field_input): compares the tag asked for before a row of form_field_input is written
CREATE FUNCTION "production"."match_form_field_input"() RETURNS trigger
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
    places := ARRAY['form_field'];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_input" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_input');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_input"() IS 'form_fields.yaml:64:3 (form_field_input): compares the tag asked for before a row of form_field_input is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_input"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:64:3 (form_field_input): what follows a write to form_field_input
CREATE FUNCTION "production"."written_form_field_input"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text), 'public.users has none with this value in id', 'form_fields.yaml:71:7 (form_field_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text), 'public.users has none with this value in id', 'form_fields.yaml:71:7 (form_field_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by") AND "was"."entered_by"::text IS DISTINCT FROM "now"."entered_by"::text;
            
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_input cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field', 'change the key in form_field: the rows of form_field_input follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field_input" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_input', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_input"() IS 'form_fields.yaml:64:3 (form_field_input): what follows a write to form_field_input';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_input"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_input" ON "production"."form_field_input";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_input"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_input"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_input"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_input" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_input"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_input" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_input"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_input" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_input"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_input"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): compares the tag asked for before a row of form_field_child is written
CREATE FUNCTION "production"."match_form_field_child"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_child"() IS 'form_fields.yaml:76:3 (form_field_child): compares the tag asked for before a row of form_field_child is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_child"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): what follows a write to form_field_child
CREATE FUNCTION "production"."written_form_field_child"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            INSERT INTO "production"."form_field_child_layout" ("id", "form_field_child_path")
            SELECT "now"."id", "now"."form_field_child_path" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            INSERT INTO "production"."form_field_child_default" ("id", "form_field_child_path")
            SELECT "now"."id", "now"."form_field_child_path" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            UPDATE "production"."form_field_child" AS stored SET "form_field_child_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."id", "sibling"."form_field_child_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_field_child_path"[:cardinality("sibling"."form_field_child_path") - 1] ORDER BY "sibling"."form_field_child_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."form_field_child_path"[cardinality("sibling"."form_field_child_path")]) AS "place"
                FROM "production"."form_field_child" AS sibling
                LEFT JOIN (SELECT "now"."id", "now"."form_field_child_path", -1 AS "rank", row_number() OVER () AS "row_number" FROM "new_rows" AS now) AS written ON "written"."id" = "sibling"."id" AND "written"."form_field_child_path" = "sibling"."form_field_child_path"
                WHERE ("sibling"."id") IN (
                    SELECT "new_rows"."id" FROM "new_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."form_field_child_path" = "placed"."form_field_child_path" AND stored."form_field_child_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field_child" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND cardinality("stored"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field_child_layout" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field_child_rule" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field_child_default" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field_child_input" AS stored SET ("id", "form_field_child_path") = ROW("now"."id", "now"."form_field_child_path" || "stored"."form_field_child_path"[cardinality("was"."form_field_child_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_field_child_path"[:cardinality("nearer"."form_field_child_path")] = "nearer"."form_field_child_path" AND cardinality("nearer"."form_field_child_path") > cardinality("was"."form_field_child_path") AND ("nearer"."id", "nearer"."form_field_child_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_field_child_path"));
                    UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_field_child_path") = 1)
                        AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_field_child_path") = 1);
                    
                    UPDATE "production"."form_field_child" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."form_field_child_path"[:cardinality("was"."form_field_child_path") - 1] = "stored"."form_field_child_path")
                        AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_field_child_path"[:cardinality("other"."form_field_child_path") - 1] = "stored"."form_field_child_path");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_field_child_path', "was"."form_field_child_path"), 'now', jsonb_build_object('id', "now"."id", 'form_field_child_path', "now"."form_field_child_path")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path"[:cardinality("was"."form_field_child_path") - 1]) IS DISTINCT FROM ("now"."id", "now"."form_field_child_path"[:cardinality("now"."form_field_child_path") - 1]) OR "was"."form_field_child_ordinal" <> "now"."form_field_child_ordinal") THEN
                UPDATE "production"."form_field_child" AS stored SET "form_field_child_ordinal" = placed."place"
                FROM (
                    SELECT "sibling"."id", "sibling"."form_field_child_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_field_child_path"[:cardinality("sibling"."form_field_child_path") - 1] ORDER BY "sibling"."form_field_child_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."form_field_child_path"[cardinality("sibling"."form_field_child_path")]) AS "place"
                    FROM "production"."form_field_child" AS sibling
                    LEFT JOIN (SELECT "now"."id", "now"."form_field_child_path", CASE WHEN ("was"."id", "was"."form_field_child_path"[:cardinality("was"."form_field_child_path") - 1]) IS DISTINCT FROM ("now"."id", "now"."form_field_child_path"[:cardinality("now"."form_field_child_path") - 1]) THEN -1 ELSE sign("now"."form_field_child_ordinal" - "was"."form_field_child_ordinal") END AS "rank", "was"."row_number"
                        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number") AS written ON "written"."id" = "sibling"."id" AND "written"."form_field_child_path" = "sibling"."form_field_child_path"
                    WHERE ("sibling"."id") IN (
                        SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows"
                    )
                ) AS placed
                WHERE "stored"."id" = "placed"."id" AND "stored"."form_field_child_path" = "placed"."form_field_child_path" AND stored."form_field_child_ordinal" <> placed."place";
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                DELETE FROM "production"."form_field_child" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND cardinality("stored"."form_field_child_path") > cardinality("was"."form_field_child_path") AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                DELETE FROM "production"."form_field_child_layout" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                DELETE FROM "production"."form_field_child_rule" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                DELETE FROM "production"."form_field_child_default" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                DELETE FROM "production"."form_field_child_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path"[:cardinality("was"."form_field_child_path")] = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
                UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_field_child_path") = 1)
                    AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_field_child_path") = 1);
                
                UPDATE "production"."form_field_child" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["children"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."form_field_child_path"[:cardinality("was"."form_field_child_path") - 1] = "stored"."form_field_child_path")
                    AND NOT EXISTS (SELECT FROM "production"."form_field_child" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_field_child_path"[:cardinality("other"."form_field_child_path") - 1] = "stored"."form_field_child_path");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_field_child_path', "was"."form_field_child_path"))) FROM "old_rows" AS was));
            END IF;
            UPDATE "production"."form_field_child" AS stored SET "form_field_child_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."id", "sibling"."form_field_child_path", row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_field_child_path"[:cardinality("sibling"."form_field_child_path") - 1] ORDER BY "sibling"."form_field_child_ordinal", "sibling"."form_field_child_path"[cardinality("sibling"."form_field_child_path")]) AS "place"
                FROM "production"."form_field_child" AS sibling
                WHERE ("sibling"."id") IN (
                    SELECT "old_rows"."id" FROM "old_rows"
                )
            ) AS placed
            WHERE "stored"."id" = "placed"."id" AND "stored"."form_field_child_path" = "placed"."form_field_child_path" AND stored."form_field_child_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_child"() IS 'form_fields.yaml:76:3 (form_field_child): what follows a write to form_field_child';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_child"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_child" ON "production"."form_field_child";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_child"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_child" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_child" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_child" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_child"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): form_fields.yaml:84:3 (form_field_child_layout): compares the tag asked for before a row of form_field_child_layout is written
CREATE FUNCTION "production"."match_form_field_child_layout"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child_layout" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child_layout');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_child_layout"() IS 'form_fields.yaml:84:3 (form_field_child_layout): compares the tag asked for before a row of form_field_child_layout is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_child_layout"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:84:3 (form_field_child_layout): what follows a write to form_field_child_layout
CREATE FUNCTION "production"."written_form_field_child_layout"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_child_layout cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_child', 'change the key in form_field_child: the rows of form_field_child_layout follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path");
            
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL) THEN '[["ui"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "stored"."form_field_child_path" = "now"."form_field_child_path" AND (("was"."x" IS NOT NULL AND "now"."x" IS NULL) OR ("was"."y" IS NOT NULL AND "now"."y" IS NULL) OR ("was"."width" IS NOT NULL AND "now"."width" IS NULL) OR ("was"."height" IS NOT NULL AND "now"."height" IS NULL) OR ("was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL) OR ("was"."help" IS NOT NULL AND "now"."help" IS NULL) OR ("was"."style" IS NOT NULL AND "now"."style" IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child_layout', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."label" IS NOT NULL AND "now"."label" IS NULL OR "was"."x" IS NOT NULL AND "now"."x" IS NULL OR "was"."y" IS NOT NULL AND "now"."y" IS NULL OR "was"."width" IS NOT NULL AND "now"."width" IS NULL OR "was"."height" IS NOT NULL AND "now"."height" IS NULL OR "was"."hidden" IS NOT NULL AND "now"."hidden" IS NULL OR "was"."help" IS NOT NULL AND "now"."help" IS NULL OR "was"."style" IS NOT NULL AND "now"."style" IS NULL OR "was"."options" IS NOT NULL AND "now"."options" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_child_layout cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field_child that is there has one there', 'delete the row of form_field_child, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_child_layout" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path") AND EXISTS (SELECT FROM "production"."form_field_child" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_child_layout"() IS 'form_fields.yaml:84:3 (form_field_child_layout): what follows a write to form_field_child_layout';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_child_layout"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:84:3 (form_field_child_layout): an inserted row takes the place of one without values
CREATE FUNCTION "production"."room_form_field_child_layout"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "production"."form_field_child_layout" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."form_field_child_path" = NEW."form_field_child_path" AND "stored"."label" IS NULL AND "stored"."x" IS NULL AND "stored"."y" IS NULL AND "stored"."width" IS NULL AND "stored"."height" IS NULL AND "stored"."hidden" IS NULL AND "stored"."help" IS NULL AND "stored"."style" IS NULL AND "stored"."options" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "production"."room_form_field_child_layout"() IS 'form_fields.yaml:84:3 (form_field_child_layout): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "production"."room_form_field_child_layout"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_child_layout" ON "production"."form_field_child_layout";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child_layout"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child_layout"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_child_layout"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_child_layout" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_layout"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_child_layout" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_layout"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_child_layout" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_layout"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_child_layout"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "production"."form_field_child_layout"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."room_form_field_child_layout"();

-- up (no lock on any table): form_fields.yaml:98:3 (form_field_child_rule): compares the tag asked for before a row of form_field_child_rule is written
CREATE FUNCTION "production"."match_form_field_child_rule"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child_rule" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child_rule');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_child_rule"() IS 'form_fields.yaml:98:3 (form_field_child_rule): compares the tag asked for before a row of form_field_child_rule is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_child_rule"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:98:3 (form_field_child_rule): what follows a write to form_field_child_rule
CREATE FUNCTION "production"."written_form_field_child_rule"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_child_rule cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_child', 'change the key in form_field_child: the rows of form_field_child_rule follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{validation}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child_rule" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child_rule', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_child_rule"() IS 'form_fields.yaml:98:3 (form_field_child_rule): what follows a write to form_field_child_rule';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_child_rule"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_child_rule" ON "production"."form_field_child_rule";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child_rule"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child_rule"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_child_rule"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_child_rule" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_rule"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_child_rule" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_rule"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_child_rule" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_rule"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_child_rule"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): form_fields.yaml:107:3 (form_field_child_default): compares the tag asked for before a row of form_field_child_default is written
CREATE FUNCTION "production"."match_form_field_child_default"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child_default" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child_default');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_child_default"() IS 'form_fields.yaml:107:3 (form_field_child_default): compares the tag asked for before a row of form_field_child_default is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_child_default"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:107:3 (form_field_child_default): what follows a write to form_field_child_default
CREATE FUNCTION "production"."written_form_field_child_default"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_child_default cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_child', 'change the key in form_field_child: the rows of form_field_child_default follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path");
            
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL) THEN '[["default"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "stored"."form_field_child_path" = "now"."form_field_child_path" AND (("was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL AND ("stored"."residual" -> 'defaultValue') IS NULL AND ("stored"."residual" -> 'deflt') IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child_default', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."default_value" IS NOT NULL AND "now"."default_value" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_child_default cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field_child that is there has one there', 'delete the row of form_field_child, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_child_default" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path") AND EXISTS (SELECT FROM "production"."form_field_child" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_child_default"() IS 'form_fields.yaml:107:3 (form_field_child_default): what follows a write to form_field_child_default';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_child_default"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:107:3 (form_field_child_default): an inserted row takes the place of one without values
CREATE FUNCTION "production"."room_form_field_child_default"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "production"."form_field_child_default" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."form_field_child_path" = NEW."form_field_child_path" AND "stored"."default_value" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "production"."room_form_field_child_default"() IS 'form_fields.yaml:107:3 (form_field_child_default): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "production"."room_form_field_child_default"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_child_default" ON "production"."form_field_child_default";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child_default"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child_default"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_child_default"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_child_default" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_default"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_child_default" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_default"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_child_default" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_default"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_child_default"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "production"."form_field_child_default"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."room_form_field_child_default"();

-- up (no lock on any table): form_fields.yaml:113:3 (form_field_child_input): compares the tag asked for before a row of form_field_child_input is written
CREATE FUNCTION "production"."match_form_field_child_input"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth));
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(cardinality("touched"."form_field_child_path"), 1, -1) AS step (depth)
                            WHERE asked = "production"."etag_form_field_child"(NULL::"production"."form_field_child", "production"."element_form_field_child"("touched"."id", "touched"."form_field_child_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_child_input" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY(SELECT 'form_field_child ' || ROW("other"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_field_child_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_child_input');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_child_input"() IS 'form_fields.yaml:113:3 (form_field_child_input): compares the tag asked for before a row of form_field_child_input is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_child_input"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:113:3 (form_field_child_input): what follows a write to form_field_child_input
CREATE FUNCTION "production"."written_form_field_child_input"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field_child_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'form_field_child_path = ' || "now"."form_field_child_path"::text), 'public.users has none with this value in id', 'form_fields.yaml:119:7 (form_field_child_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column form_field_child_input.entered_by refers to a row that is not there', concat_ws(', ', 'id = ' || "now"."id"::text, 'form_field_child_path = ' || "now"."form_field_child_path"::text), 'public.users has none with this value in id', 'form_fields.yaml:119:7 (form_field_child_input.entered_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."entered_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."entered_by") AND "was"."entered_by"::text IS DISTINCT FROM "now"."entered_by"::text;
            
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_child_input cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_child', 'change the key in form_field_child: the rows of form_field_child_input follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_child_path") IS DISTINCT FROM ("now"."id", "now"."form_field_child_path");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY(SELECT 'form_field_child ' || ROW("touched"."form_field_child_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_field_child_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field_child" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_child_path" = "was"."form_field_child_path" AND NOT EXISTS (SELECT FROM "production"."form_field_child_input" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_child_path" = "was"."form_field_child_path");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_child_input', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_child_input"() IS 'form_fields.yaml:113:3 (form_field_child_input): what follows a write to form_field_child_input';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_child_input"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_child_input" ON "production"."form_field_child_input";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child_input"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_child_input"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_child_input"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_child_input" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_input"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_child_input" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_input"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_child_input" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_child_input"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_child_input"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): compares the tag asked for before a row of form_field_attribute is written
CREATE FUNCTION "production"."match_form_field_attribute"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY['form_field_attribute ' || ROW("touched"."attribute")::text];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field_attribute"(NULL::"production"."form_field_attribute", "production"."element_form_field_attribute"("touched"."id", "touched"."attribute")) THEN 'form_field_attribute ' || ROW("touched"."attribute")::text END,
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_attribute" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY['form_field_attribute ' || ROW("other"."attribute")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_attribute');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_attribute"() IS 'form_fields.yaml:124:3 (form_field_attribute): compares the tag asked for before a row of form_field_attribute is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_attribute"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): what follows a write to form_field_attribute
CREATE FUNCTION "production"."written_form_field_attribute"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attribute ' || ROW("touched"."attribute")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attribute ' || ROW("touched"."attribute")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."attribute") IS DISTINCT FROM ("now"."id", "now"."attribute")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "production"."form_field_attribute" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attribute', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'attribute', "was"."attribute"), 'now', jsonb_build_object('id', "now"."id", 'attribute', "now"."attribute")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."attribute") IS DISTINCT FROM ("now"."id", "now"."attribute")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attribute ' || ROW("touched"."attribute")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "production"."form_field_attribute" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attribute', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'attribute', "was"."attribute"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_attribute"() IS 'form_fields.yaml:124:3 (form_field_attribute): what follows a write to form_field_attribute';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_attribute"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_attribute" ON "production"."form_field_attribute";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_attribute"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_attribute"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_attribute"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_attribute" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_attribute"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_attribute" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_attribute"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_attribute" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_attribute"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_attribute"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): compares the tag asked for before a row of form_field_reading is written
CREATE FUNCTION "production"."match_form_field_reading"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY['form_field_reading ' || ROW("touched"."measured_by")::text];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field_reading"(NULL::"production"."form_field_reading", "production"."element_form_field_reading"("touched"."id", "touched"."measured_by")) THEN 'form_field_reading ' || ROW("touched"."measured_by")::text END,
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_reading" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY['form_field_reading ' || ROW("other"."measured_by")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_reading');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_reading"() IS 'form_fields.yaml:132:3 (form_field_reading): compares the tag asked for before a row of form_field_reading is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_reading"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): what follows a write to form_field_reading
CREATE FUNCTION "production"."written_form_field_reading"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_reading ' || ROW("touched"."measured_by")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_reading ' || ROW("touched"."measured_by")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."measured_by") IS DISTINCT FROM ("now"."id", "now"."measured_by")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["readings"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "production"."form_field_reading" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_reading', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'measured_by', "was"."measured_by"), 'now', jsonb_build_object('id', "now"."id", 'measured_by', "now"."measured_by")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."measured_by") IS DISTINCT FROM ("now"."id", "now"."measured_by")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_reading ' || ROW("touched"."measured_by")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["readings"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "production"."form_field_reading" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_reading', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'measured_by', "was"."measured_by"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_reading"() IS 'form_fields.yaml:132:3 (form_field_reading): what follows a write to form_field_reading';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_reading"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_reading" ON "production"."form_field_reading";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_reading"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_reading"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_reading"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_reading" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_reading"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_reading" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_reading"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_reading" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_reading"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_reading"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): compares the tag asked for before a row of form_field_attachment is written
CREATE FUNCTION "production"."match_form_field_attachment"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field_attachment"(NULL::"production"."form_field_attachment", "production"."element_form_field_attachment"("touched"."id", "touched"."form_field_attachment_ordinal")) THEN 'form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text END,
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_attachment" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY['form_field_attachment ' || ROW("other"."form_field_attachment_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_attachment');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_attachment"() IS 'form_fields.yaml:141:3 (form_field_attachment): compares the tag asked for before a row of form_field_attachment is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_attachment"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): what follows a write to form_field_attachment
CREATE FUNCTION "production"."written_form_field_attachment"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."form_field_attachment_ordinal" < 1;
            
            INSERT INTO "production"."form_field_attachment_content" ("id", "form_field_attachment_ordinal")
            SELECT "now"."id", "now"."form_field_attachment_ordinal" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                IF EXISTS (
                    SELECT FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."form_field_attachment_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                    FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                    FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                    UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."form_field_attachment_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    UPDATE "production"."form_field_attachment_content" AS stored SET ("id", "form_field_attachment_ordinal") = ROW("now"."id", "now"."form_field_attachment_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal" AND ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal");
                    UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attachments"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "production"."form_field_attachment" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_field_attachment_ordinal', "was"."form_field_attachment_ordinal"), 'now', jsonb_build_object('id', "now"."id", 'form_field_attachment_ordinal', "now"."form_field_attachment_ordinal")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_01423498') THEN
                    IF EXISTS (
                        SELECT FROM "production"."form_field_attachment" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."form_field_attachment_ordinal") <> count(*)
                    ) THEN
                        UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                        FROM "production"."form_field_attachment" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                        UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                        FROM "production"."form_field_attachment" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                        UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                        UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                DELETE FROM "production"."form_field_attachment_content" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal" AND NOT EXISTS (SELECT FROM "production"."form_field_attachment" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal");
                UPDATE "production"."form_field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attachments"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "production"."form_field_attachment" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_field_attachment_ordinal', "was"."form_field_attachment_ordinal"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                IF EXISTS (
                    SELECT FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."form_field_attachment_ordinal") <> count(*)
                ) THEN
                    UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                    FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."form_field_attachment_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."form_field_attachment_ordinal"))::integer AS "place"
                    FROM "production"."form_field_attachment" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_field_attachment_ordinal" = "moved"."former";
                    UPDATE "production"."form_field_attachment_content" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                    UPDATE "production"."form_field_attachment" AS stored SET "form_field_attachment_ordinal" = -"stored"."form_field_attachment_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."form_field_attachment_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_01423498', 'form_field_attachment', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_attachment"() IS 'form_fields.yaml:141:3 (form_field_attachment): what follows a write to form_field_attachment';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_attachment"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_attachment" ON "production"."form_field_attachment";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_attachment"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_attachment"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_attachment"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_attachment" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_attachment"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_attachment" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_attachment"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_attachment" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_attachment"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_attachment"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): form_fields.yaml:151:3 (form_field_attachment_content): compares the tag asked for before a row of form_field_attachment_content is written
CREATE FUNCTION "production"."match_form_field_attachment_content"() RETURNS trigger
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
    places := ARRAY['form_field'] ||
        ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text];
    asked := hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "production"."etag_form_field_attachment"(NULL::"production"."form_field_attachment", "production"."element_form_field_attachment"("touched"."id", "touched"."form_field_attachment_ordinal")) THEN 'form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text END,
            CASE WHEN asked = "production"."etag_form_field"(NULL::"production"."form_field", "production"."element_form_field"("touched"."id")) THEN 'form_field' END
        );
        PERFORM hofsm.grant_tag('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "production"."form_field_attachment_content" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['form_field'] ||
                ARRAY['form_field_attachment ' || ROW("other"."form_field_attachment_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('production.form_field_attachment_content');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "production"."match_form_field_attachment_content"() IS 'form_fields.yaml:151:3 (form_field_attachment_content): compares the tag asked for before a row of form_field_attachment_content is written';
REVOKE EXECUTE ON FUNCTION "production"."match_form_field_attachment_content"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:151:3 (form_field_attachment_content): what follows a write to form_field_attachment_content
CREATE FUNCTION "production"."written_form_field_attachment_content"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table form_field_attachment_content cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of form_field_attachment', 'change the key in form_field_attachment: the rows of form_field_attachment_content follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_field_attachment_ordinal") IS DISTINCT FROM ("now"."id", "now"."form_field_attachment_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."form_fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('form_fields', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['form_field'] ||
                    ARRAY['form_field_attachment ' || ROW("touched"."form_field_attachment_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_01423498') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table form_field_attachment_content cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of form_field_attachment that is there has one there', 'delete the row of form_field_attachment, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field_attachment_content" AS again WHERE "again"."id" = "was"."id" AND "again"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal") AND EXISTS (SELECT FROM "production"."form_field_attachment" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_01423498', touched);
    IF later IS NOT NULL THEN
        PERFORM "production"."later_form_fields"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_01423498', touched);
    IF touched IS NOT NULL THEN
        PERFORM "production"."mirror_form_fields"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."written_form_field_attachment_content"() IS 'form_fields.yaml:151:3 (form_field_attachment_content): what follows a write to form_field_attachment_content';
REVOKE EXECUTE ON FUNCTION "production"."written_form_field_attachment_content"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:151:3 (form_field_attachment_content): an inserted row takes the place of one without values
CREATE FUNCTION "production"."room_form_field_attachment_content"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "production"."form_field_attachment_content" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."form_field_attachment_ordinal" = NEW."form_field_attachment_ordinal" AND "stored"."base64" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "production"."room_form_field_attachment_content"() IS 'form_fields.yaml:151:3 (form_field_attachment_content): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "production"."room_form_field_attachment_content"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_field_attachment_content" ON "production"."form_field_attachment_content";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_attachment_content"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_01423498', '"public"."form_fields"', '"public"."form_fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "production"."form_field_attachment_content"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "production"."match_form_field_attachment_content"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "production"."form_field_attachment_content" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_attachment_content"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "production"."form_field_attachment_content" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_attachment_content"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "production"."form_field_attachment_content" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."written_form_field_attachment_content"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "production"."form_field_attachment_content"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "production"."form_field_attachment_content"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "production"."room_form_field_attachment_content"();

-- up (no lock on any table): nothing to do, since each trigger's own statement locks the tables, the root first

RESET search_path;
