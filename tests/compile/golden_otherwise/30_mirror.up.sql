-- mixed: dual_write -> mirrored
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (SHARE ROW EXCLUSIVE on the legacy table): writers in flight are waited for, since their functions wait for rows of the new tables
-- One statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "public"."mixed" IN SHARE ROW EXCLUSIVE MODE;
END
$do$;

-- up (no lock on any table): spec.yaml:7:3 (document): follows every write to the legacy table, never waits for a row of a new one
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
        ELSIF NOT "mixed_new"."change_document"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'contend') THEN
            PERFORM "mixed_new"."follow_mixed"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- up (no lock on any table): spec.yaml:7:3 (document): drops all rows of a document, never waits for a row of a new one
CREATE OR REPLACE FUNCTION "mixed_new"."forget_mixed"("public"."mixed"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    IF (SELECT count(*) FROM "mixed_new"."document" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "mixed_new"."document" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('mixed_new.document');
    END IF;
    IF (SELECT count(*) FROM "mixed_new"."document_input" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "mixed_new"."document_input" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('mixed_new.document_input');
    END IF;
    IF (SELECT count(*) FROM "mixed_new"."document_rest" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "mixed_new"."document_rest" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('mixed_new.document_rest');
    END IF;
    IF (SELECT count(*) FROM "mixed_new"."attribute" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "mixed_new"."attribute" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('mixed_new.attribute');
    END IF;
    IF (SELECT count(*) FROM "mixed_new"."option" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "mixed_new"."option" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('mixed_new.option');
    END IF;
    IF (SELECT count(*) FROM "mixed_new"."form_row" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "mixed_new"."form_row" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('mixed_new.form_row');
    END IF;
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

-- up (no lock on any table): spec.yaml:7:3 (document): one composed document
CREATE FUNCTION "mixed_new"."document_document"("public"."mixed"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET enable_nestloop = off SET enable_memoize = off
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
        SELECT "document"."id", CASE WHEN "document"."residual" IS NULL AND "document"."residual_absent" IS NULL THEN "mixed_new"."compose_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") ELSE "overlay of_document"."document" END AS "document"
        FROM "mixed_new"."document" AS "document"
        LEFT JOIN "mixed_new"."document_input" AS "document_input" ON "document"."id" = "document_input"."id" AND "document_input"."id" = $1
        LEFT JOIN "mixed_new"."document_rest" AS "document_rest" ON "document"."id" = "document_rest"."id" AND "document_rest"."id" = $1
        LEFT JOIN (
            SELECT "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "mixed_new"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
            FROM "mixed_new"."attribute" AS "attribute"
            LEFT JOIN LATERAL "mixed_new"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
            WHERE "attribute"."id" = $1
            GROUP BY "attribute"."id"
        ) AS "members of_attribute" ON "document"."id" = "members of_attribute"."id"
        LEFT JOIN (
            SELECT "option"."id", '[' || string_agg(CASE WHEN "option"."residual" IS NULL AND "option"."residual_absent" IS NULL THEN "mixed_new"."compose_option"("option".*) ELSE "overlay of_option"."document" END, ',' ORDER BY "option"."option_ordinal") || ']' AS "members"
            FROM "mixed_new"."option" AS "option"
            LEFT JOIN LATERAL "mixed_new"."overlay_option"("option".*) AS "overlay of_option" ON true
            WHERE "option"."id" = $1
            GROUP BY "option"."id"
        ) AS "members of_option" ON "document"."id" = "members of_option"."id"
        LEFT JOIN (
            SELECT "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
            FROM (
                SELECT "form_row"."id", "walk"."place",
                    CASE WHEN "walk"."previous_depth" >= cardinality("form_row"."form_row_path") THEN ',' ELSE '' END || split_part(CASE WHEN "form_row"."residual" IS NULL AND "form_row"."residual_absent" IS NULL THEN "mixed_new"."compose_form_row"("form_row".*, CASE WHEN "walk"."next_depth" > cardinality("form_row"."form_row_path") THEN '[' || chr(1) END) ELSE "overlay of_form_row"."document" END, chr(1), 1)
                    || repeat(']}}', greatest(cardinality("form_row"."form_row_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                FROM "mixed_new"."form_row" AS "form_row"
                JOIN (
                    SELECT "step"."id", "step"."form_row_path", "step"."form_row_path" AS "place",
                        lag(cardinality("step"."form_row_path")) OVER walk_order AS "previous_depth",
                        lead(cardinality("step"."form_row_path")) OVER walk_order AS "next_depth"
                    FROM "mixed_new"."form_row" AS step
                    WHERE "step"."id" = $1
                    WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."form_row_path")
                ) AS "walk" ON "form_row"."id" = "walk"."id" AND "form_row"."form_row_path" = "walk"."form_row_path"
                LEFT JOIN LATERAL "mixed_new"."overlay_form_row"("form_row".*, CASE WHEN "walk"."next_depth" > cardinality("form_row"."form_row_path") THEN '[' || chr(1) END) AS "overlay of_form_row" ON true
                WHERE "form_row"."id" = $1
            ) AS step
            GROUP BY "step"."id"
        ) AS "members of_form_row" ON "document"."id" = "members of_form_row"."id"
        LEFT JOIN LATERAL "mixed_new"."overlay_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") AS "overlay of_document" ON true
        WHERE "document"."id" = $1
        ) AS composed
    );
END

$body$;
COMMENT ON FUNCTION "mixed_new"."document_document"("public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): one composed document';
REVOKE EXECUTE ON FUNCTION "mixed_new"."document_document"("public"."mixed"."id"%TYPE) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:7:3 (document): bring the rows of a document in line with it, or refuse what was written
CREATE FUNCTION "mixed_new"."settle_document"("public"."mixed"."id"%TYPE, jsonb) RETURNS void
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
        SELECT 'object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', 'document, path form.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "mixed_new"."document" AS stored
        WHERE "stored"."id" = $1 AND jsonb_typeof(("stored"."residual" -> 'form' -> 'rows')) = 'array' AND ("stored"."residual" -> 'form' -> 'rows') <> '[]' AND EXISTS (SELECT FROM "mixed_new"."form_row" AS child WHERE "child"."id" = "stored"."id" AND cardinality("child"."form_row_path") = 1)
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', 'document, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "mixed_new"."document" AS stored
        WHERE "stored"."id" = $1 AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}' AND EXISTS (SELECT FROM "mixed_new"."attribute" AS child WHERE "child"."id" = "stored"."id")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', 'form_row, path data.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "mixed_new"."form_row" AS stored
        WHERE "stored"."id" = $1 AND jsonb_typeof(("stored"."residual" -> 'data' -> 'rows')) = 'array' AND ("stored"."residual" -> 'data' -> 'rows') <> '[]' AND EXISTS (SELECT FROM "mixed_new"."form_row" AS child WHERE "child"."id" = "stored"."id" AND "child"."form_row_path"[:cardinality("child"."form_row_path") - 1] = "stored"."form_row_path")
    ) AS reason LIMIT 1;
    IF code IS NOT NULL THEN
        PERFORM hofsm.refuse(code, message, concat_ws(', ', 'id = ' || $1::text), detail, hint);
    END IF;
    -- The rows that the document gives: what follows from it is written, what contradicts it is reported.
    WITH "rows of_document" AS MATERIALIZED (
        SELECT $1 AS "id", node.*
        FROM "mixed_new"."decompose_document"($2) AS node
    ),
    "rows of_attribute" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_document" AS parent CROSS JOIN LATERAL "mixed_new"."decompose_attribute"("parent"."container of attribute") AS node
    ),
    "rows of_option" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_document" AS parent CROSS JOIN LATERAL "mixed_new"."decompose_option"("parent"."container of option") AS node
    ),
    "rows of_form_row" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_document" AS parent CROSS JOIN LATERAL "mixed_new"."decompose_form_row"("parent"."container of form_row") AS node
    ),
    "into_document" AS (
        UPDATE "mixed_new"."document" AS stored SET "residual" = "rows of_document"."residual", "residual_absent" = "rows of_document"."residual_absent"
        FROM "rows of_document"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_document"."id" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_document"."residual", "rows of_document"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_document"."residual", "rows of_document"."residual_absent")::text
    ),
    "into_attribute" AS (
        UPDATE "mixed_new"."attribute" AS stored SET "residual" = "rows of_attribute"."residual", "residual_absent" = "rows of_attribute"."residual_absent"
        FROM "rows of_attribute"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_attribute"."id" AND "stored"."attribute_key" = "rows of_attribute"."attribute_key" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_attribute"."residual", "rows of_attribute"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_attribute"."residual", "rows of_attribute"."residual_absent")::text
    ),
    "into_option" AS (
        UPDATE "mixed_new"."option" AS stored SET "residual" = "rows of_option"."residual", "residual_absent" = "rows of_option"."residual_absent"
        FROM "rows of_option"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_option"."id" AND "stored"."option_ordinal" = "rows of_option"."option_ordinal" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_option"."residual", "rows of_option"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_option"."residual", "rows of_option"."residual_absent")::text
    ),
    "into_form_row" AS (
        UPDATE "mixed_new"."form_row" AS stored SET "residual" = "rows of_form_row"."residual", "residual_absent" = "rows of_form_row"."residual_absent"
        FROM "rows of_form_row"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_form_row"."id" AND "stored"."form_row_path" = "rows of_form_row"."form_row_path" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_form_row"."residual", "rows of_form_row"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_form_row"."residual", "rows of_form_row"."residual_absent")::text
    )
    SELECT difference.* INTO in_table, kind, place, in_columns FROM (
        (SELECT 'document', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."other"::text IS DISTINCT FROM "found"."value 1"::text THEN 'other' END, CASE WHEN "stored"."number"::text IS DISTINCT FROM "found"."value 2"::text THEN 'number' END, CASE WHEN "stored"."form_other"::text IS DISTINCT FROM "found"."value 3"::text THEN 'form_other' END, CASE WHEN "stored"."title"::text IS DISTINCT FROM "found"."value 4"::text THEN 'title' END, CASE WHEN "stored"."options_other"::text IS DISTINCT FROM "found"."value 5"::text THEN 'options_other' END, CASE WHEN "stored"."rows_other"::text IS DISTINCT FROM "found"."value 6"::text THEN 'rows_other' END]::text[], ', ')
        FROM (SELECT * FROM "mixed_new"."document" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_document"."id", "rows of_document"."other" AS "value 1", "rows of_document"."number" AS "value 2", "rows of_document"."form_other" AS "value 3", "rows of_document"."title" AS "value 4", "rows of_document"."options_other" AS "value 5", "rows of_document"."rows_other" AS "value 6" FROM "rows of_document") AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."other", "stored"."number", "stored"."form_other", "stored"."title", "stored"."options_other", "stored"."rows_other"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6")) AND ROW("stored"."other", "stored"."number", "stored"."form_other", "stored"."title", "stored"."options_other", "stored"."rows_other")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4", "found"."value 5", "found"."value 6")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'document_input', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."entered_by"::text IS DISTINCT FROM "found"."value 1"::text THEN 'entered_by' END]::text[], ', ')
        FROM (SELECT * FROM "mixed_new"."document_input" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_document"."id", "rows of_document"."entered_by" AS "value 1" FROM "rows of_document" WHERE "rows of_document"."document_input.exists") AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."entered_by"), ROW("found"."value 1")) AND ROW("stored"."entered_by")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'document_rest', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."input_other"::text IS DISTINCT FROM "found"."value 1"::text THEN 'input_other' END, CASE WHEN "stored"."attributes_other"::text IS DISTINCT FROM "found"."value 2"::text THEN 'attributes_other' END]::text[], ', ')
        FROM (SELECT * FROM "mixed_new"."document_rest" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_document"."id", "rows of_document"."input_other" AS "value 1", "rows of_document"."attributes_other" AS "value 2" FROM "rows of_document") AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."input_other", "stored"."attributes_other"), ROW("found"."value 1", "found"."value 2")) AND ROW("stored"."input_other", "stored"."attributes_other")::text <> ROW("found"."value 1", "found"."value 2")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'attribute', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('attribute_key', "stored"."attribute_key")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('attribute_key', "found"."attribute_key")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END]::text[], ', ')
        FROM (SELECT * FROM "mixed_new"."attribute" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_attribute"."id", "rows of_attribute"."attribute_key", "rows of_attribute"."value" AS "value 1" FROM "rows of_attribute") AS found ON "stored"."id" = "found"."id" AND "stored"."attribute_key" = "found"."attribute_key"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."value"), ROW("found"."value 1")) AND ROW("stored"."value")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'option', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('option_ordinal', "stored"."option_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('option_ordinal', "found"."option_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."other"::text IS DISTINCT FROM "found"."value 1"::text THEN 'other' END, CASE WHEN "stored"."label"::text IS DISTINCT FROM "found"."value 2"::text THEN 'label' END]::text[], ', ')
        FROM (SELECT * FROM "mixed_new"."option" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_option"."id", "rows of_option"."option_ordinal", "rows of_option"."other" AS "value 1", "rows of_option"."label" AS "value 2" FROM "rows of_option") AS found ON "stored"."id" = "found"."id" AND "stored"."option_ordinal" = "found"."option_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."other", "stored"."label"), ROW("found"."value 1", "found"."value 2")) AND ROW("stored"."other", "stored"."label")::text <> ROW("found"."value 1", "found"."value 2")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'form_row', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('form_row_path', "stored"."form_row_path")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('form_row_path', "found"."form_row_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."other"::text IS DISTINCT FROM "found"."value 1"::text THEN 'other' END, CASE WHEN "stored"."title"::text IS DISTINCT FROM "found"."value 2"::text THEN 'title' END, CASE WHEN "stored"."data_other"::text IS DISTINCT FROM "found"."value 3"::text THEN 'data_other' END, CASE WHEN "stored"."below_other"::text IS DISTINCT FROM "found"."value 4"::text THEN 'below_other' END]::text[], ', ')
        FROM (SELECT * FROM "mixed_new"."form_row" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_form_row"."id", "rows of_form_row"."form_row_path", "rows of_form_row"."other" AS "value 1", "rows of_form_row"."title" AS "value 2", "rows of_form_row"."data_other" AS "value 3", "rows of_form_row"."below_other" AS "value 4" FROM "rows of_form_row") AS found ON "stored"."id" = "found"."id" AND "stored"."form_row_path" = "found"."form_row_path"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."other", "stored"."title", "stored"."data_other", "stored"."below_other"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")) AND ROW("stored"."other", "stored"."title", "stored"."data_other", "stored"."below_other")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")::text)
        LIMIT 1)
        
    ) AS difference LIMIT 1;
    IF in_table IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO code, message, detail, hint FROM (
        SELECT 'foreign_key_violation', 'table attribute has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "mixed_new"."attribute" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS parent WHERE "stored"."id" = "parent"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table option has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "mixed_new"."option" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS parent WHERE "stored"."id" = "parent"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table form_row has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "mixed_new"."form_row" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS parent WHERE "stored"."id" = "parent"."id" AND cardinality("stored"."form_row_path") = 1) AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS parent WHERE "stored"."id" = "parent"."id" AND "stored"."form_row_path"[:cardinality("stored"."form_row_path") - 1] = "parent"."form_row_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table document_input has a row without its row in document', 'every row there belongs to one of document', 'insert the row of document first, or in the same statement'
        FROM "mixed_new"."document_input" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS spine WHERE "spine"."id" = "stored"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table document_rest has a row without its row in document', 'every row there belongs to one of document', 'insert the row of document first, or in the same statement'
        FROM "mixed_new"."document_rest" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS spine WHERE "spine"."id" = "stored"."id")
        UNION ALL
        SELECT 'check_violation', 'column other has a value where other columns or rows have one, too', 'document, path $: document has something there', 'set the columns there to NULL and remove rows, or set other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."document" AS other WHERE "other"."id" = "holder"."id" AND ("other"."number" IS NOT NULL OR "other"."form_other" IS NOT NULL OR "other"."title" IS NOT NULL OR "other"."options_other" IS NOT NULL OR "other"."rows_other" IS NOT NULL))
        UNION ALL
        SELECT 'check_violation', 'column other has a value where other columns or rows have one, too', 'document, path $: document_input has something there', 'set the columns there to NULL and remove rows, or set other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."document_input" AS other WHERE "other"."id" = "holder"."id" AND ("other"."entered_by" IS NOT NULL OR true))
        UNION ALL
        SELECT 'check_violation', 'column other has a value where other columns or rows have one, too', 'document, path $: document_rest has something there', 'set the columns there to NULL and remove rows, or set other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."document_rest" AS other WHERE "other"."id" = "holder"."id" AND ("other"."input_other" IS NOT NULL OR "other"."attributes_other" IS NOT NULL))
        UNION ALL
        SELECT 'check_violation', 'column other has a value where other columns or rows have one, too', 'document, path $: form_row has something there', 'set the columns there to NULL and remove rows, or set other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "holder"."id" AND cardinality("other"."form_row_path") = 1)
        UNION ALL
        SELECT 'check_violation', 'column other has a value where other columns or rows have one, too', 'document, path $: attribute has something there', 'set the columns there to NULL and remove rows, or set other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."attribute" AS other WHERE "other"."id" = "holder"."id")
        UNION ALL
        SELECT 'check_violation', 'column other has a value where other columns or rows have one, too', 'document, path $: option has something there', 'set the columns there to NULL and remove rows, or set other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."option" AS other WHERE "other"."id" = "holder"."id")
        UNION ALL
        SELECT 'check_violation', 'column form_other has a value where other columns or rows have one, too', 'document, path form: document has something there', 'set the columns there to NULL and remove rows, or set form_other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."form_other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."document" AS other WHERE "other"."id" = "holder"."id" AND ("other"."title" IS NOT NULL OR "other"."rows_other" IS NOT NULL))
        UNION ALL
        SELECT 'check_violation', 'column form_other has a value where other columns or rows have one, too', 'document, path form: form_row has something there', 'set the columns there to NULL and remove rows, or set form_other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."form_other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "holder"."id" AND cardinality("other"."form_row_path") = 1)
        UNION ALL
        SELECT 'check_violation', 'column rows_other has a value where other columns or rows have one, too', 'document, path form.rows: form_row has something there', 'set the columns there to NULL and remove rows, or set rows_other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."rows_other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "holder"."id" AND cardinality("other"."form_row_path") = 1)
        UNION ALL
        SELECT 'check_violation', 'column input_other has a value where other columns or rows have one, too', 'document_rest, path input: document_input has something there', 'set the columns there to NULL and remove rows, or set input_other to NULL, in one statement'
        FROM "mixed_new"."document_rest" AS holder
        WHERE "holder"."id" = $1 AND "holder"."input_other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."document_input" AS other WHERE "other"."id" = "holder"."id" AND ("other"."entered_by" IS NOT NULL OR true))
        UNION ALL
        SELECT 'check_violation', 'column attributes_other has a value where other columns or rows have one, too', 'document_rest, path attributes: attribute has something there', 'set the columns there to NULL and remove rows, or set attributes_other to NULL, in one statement'
        FROM "mixed_new"."document_rest" AS holder
        WHERE "holder"."id" = $1 AND "holder"."attributes_other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."attribute" AS other WHERE "other"."id" = "holder"."id")
        UNION ALL
        SELECT 'check_violation', 'column options_other has a value where other columns or rows have one, too', 'document, path options: option has something there', 'set the columns there to NULL and remove rows, or set options_other to NULL, in one statement'
        FROM "mixed_new"."document" AS holder
        WHERE "holder"."id" = $1 AND "holder"."options_other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."option" AS other WHERE "other"."id" = "holder"."id")
        UNION ALL
        SELECT 'check_violation', 'column other has a value where other columns or rows have one, too', 'option, path $: option has something there', 'set the columns there to NULL and remove rows, or set other to NULL, in one statement'
        FROM "mixed_new"."option" AS holder
        WHERE "holder"."id" = $1 AND "holder"."other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."option" AS other WHERE "other"."id" = "holder"."id" AND "other"."option_ordinal" = "holder"."option_ordinal" AND ("other"."label" IS NOT NULL))
        UNION ALL
        SELECT 'check_violation', 'column other has a value where other columns or rows have one, too', 'form_row, path $: form_row has something there', 'set the columns there to NULL and remove rows, or set other to NULL, in one statement'
        FROM "mixed_new"."form_row" AS holder
        WHERE "holder"."id" = $1 AND "holder"."other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "holder"."id" AND "other"."form_row_path" = "holder"."form_row_path" AND ("other"."title" IS NOT NULL OR "other"."data_other" IS NOT NULL OR "other"."below_other" IS NOT NULL))
        UNION ALL
        SELECT 'check_violation', 'column other has a value where other columns or rows have one, too', 'form_row, path $: form_row has something there', 'set the columns there to NULL and remove rows, or set other to NULL, in one statement'
        FROM "mixed_new"."form_row" AS holder
        WHERE "holder"."id" = $1 AND "holder"."other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "holder"."id" AND "other"."form_row_path"[:cardinality("other"."form_row_path") - 1] = "holder"."form_row_path")
        UNION ALL
        SELECT 'check_violation', 'column data_other has a value where other columns or rows have one, too', 'form_row, path data: form_row has something there', 'set the columns there to NULL and remove rows, or set data_other to NULL, in one statement'
        FROM "mixed_new"."form_row" AS holder
        WHERE "holder"."id" = $1 AND "holder"."data_other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "holder"."id" AND "other"."form_row_path" = "holder"."form_row_path" AND ("other"."below_other" IS NOT NULL))
        UNION ALL
        SELECT 'check_violation', 'column data_other has a value where other columns or rows have one, too', 'form_row, path data: form_row has something there', 'set the columns there to NULL and remove rows, or set data_other to NULL, in one statement'
        FROM "mixed_new"."form_row" AS holder
        WHERE "holder"."id" = $1 AND "holder"."data_other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "holder"."id" AND "other"."form_row_path"[:cardinality("other"."form_row_path") - 1] = "holder"."form_row_path")
        UNION ALL
        SELECT 'check_violation', 'column below_other has a value where other columns or rows have one, too', 'form_row, path data.rows: form_row has something there', 'set the columns there to NULL and remove rows, or set below_other to NULL, in one statement'
        FROM "mixed_new"."form_row" AS holder
        WHERE "holder"."id" = $1 AND "holder"."below_other" IS NOT NULL AND EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "holder"."id" AND "other"."form_row_path"[:cardinality("other"."form_row_path") - 1] = "holder"."form_row_path")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table document_rest cannot be deleted by themselves', 'every row of document that is there has one there', 'delete the row of document, or set the columns to NULL'
        FROM "mixed_new"."document" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "mixed_new"."document_rest" AS split WHERE "split"."id" = "stored"."id")
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
COMMENT ON FUNCTION "mixed_new"."settle_document"("public"."mixed"."id"%TYPE, jsonb) IS 'spec.yaml:7:3 (document): bring the rows of a document in line with it, or refuse what was written';
REVOKE EXECUTE ON FUNCTION "mixed_new"."settle_document"("public"."mixed"."id"%TYPE, jsonb) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:7:3 (document): bring rows to one document
CREATE FUNCTION "mixed_new"."mirror_document_document"("public"."mixed"."id"%TYPE) RETURNS void
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
    IF NOT EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = $1) THEN
        IF EXISTS (SELECT FROM "mixed_new"."document_input" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "mixed_new"."document_rest" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "mixed_new"."attribute" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "mixed_new"."option" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "mixed_new"."form_row" AS own WHERE "own"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', 'a row was written for a document that table document does not have', concat_ws(', ', 'id = ' || $1::text), 'every document has one row in document', 'insert the row of document first, or in the same statement'
            );
        END IF;
        RETURN;
    END IF;
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('mixed', concat_ws(', ', 'id = ' || $1::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "mixed_new"."document_document"($1);
    EXCEPTION WHEN invalid_text_representation THEN
        -- Rows that exclude each other, a value and elements in one place, may not even make JSON.
        PERFORM "mixed_new"."settle_document"($1, NULL);
        RAISE;
    END;
    PERFORM "mixed_new"."settle_document"($1, composed);
    -- The triggers of the legacy table return where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1)::text, true);
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."mixed" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "public"."mixed" ("id", "value") OVERRIDING SYSTEM VALUE
            VALUES ($1, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "public"."mixed" AS legacy SET "value" = composed WHERE "legacy"."id" = $1;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."mixed" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text THEN
        composed := "mixed_new"."document_document"($1);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "mixed_new"."change_document"($1, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "mixed_new"."mirror_document_document"("public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): bring rows to one document';
REVOKE EXECUTE ON FUNCTION "mixed_new"."mirror_document_document"("public"."mixed"."id"%TYPE) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:7:3 (document): bring rows to the documents with the given keys
CREATE FUNCTION "mixed_new"."mirror_mixed"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT DISTINCT "touched"."id" FROM jsonb_populate_recordset(NULL::"mixed_new"."document", $1) AS touched ORDER BY "touched"."id"
    LOOP
        PERFORM "mixed_new"."mirror_document_document"("one"."id");
    END LOOP;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."mirror_mixed"(jsonb) IS 'spec.yaml:7:3 (document): bring rows to the documents with the given keys';
REVOKE EXECUTE ON FUNCTION "mixed_new"."mirror_mixed"(jsonb) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:7:3 (document): what triggers of one statement put off for the last
CREATE FUNCTION "mixed_new"."later_mixed"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    todo text[] := hofsm.put_off_kinds($1 -> 'later');
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF todo && ARRAY['form_row gone'] THEN
        DELETE FROM "mixed_new"."form_row" AS stored USING jsonb_populate_recordset(NULL::"mixed_new"."form_row", hofsm.put_off_rows($1 -> 'later', 'was', 'form_row', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."form_row_path"[:cardinality("was"."form_row_path")] = "was"."form_row_path" AND cardinality("stored"."form_row_path") > cardinality("was"."form_row_path") AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS again WHERE "again"."id" = "was"."id" AND "again"."form_row_path" = "was"."form_row_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."form_row", hofsm.put_off_rows($1 -> 'later', 'now', 'form_row', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."form_row_path" = "again"."form_row_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."form_row", hofsm.put_off_rows($1 -> 'later', 'was', 'form_row', 'moved')) AS nearer WHERE "stored"."id" = "nearer"."id" AND "stored"."form_row_path"[:cardinality("nearer"."form_row_path")] = "nearer"."form_row_path" AND cardinality("nearer"."form_row_path") > cardinality("was"."form_row_path"));
    END IF;
    IF todo && ARRAY['form_row moved'] THEN
        UPDATE "mixed_new"."form_row" AS stored SET ("id", "form_row_path") = ROW("now"."id", "now"."form_row_path" || "stored"."form_row_path"[cardinality("was"."form_row_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."form_row", hofsm.put_off_rows($1 -> 'later', 'was', 'form_row', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."form_row", hofsm.put_off_rows($1 -> 'later', 'now', 'form_row', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."form_row_path"[:cardinality("was"."form_row_path")] = "was"."form_row_path" AND cardinality("stored"."form_row_path") > cardinality("was"."form_row_path") AND ("was"."id", "was"."form_row_path") IS DISTINCT FROM ("now"."id", "now"."form_row_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."form_row", hofsm.put_off_rows($1 -> 'later', 'was', 'form_row', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."form_row", hofsm.put_off_rows($1 -> 'later', 'now', 'form_row', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_row_path"[:cardinality("nearer"."form_row_path")] = "nearer"."form_row_path" AND cardinality("nearer"."form_row_path") > cardinality("was"."form_row_path") AND ("nearer"."id", "nearer"."form_row_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_row_path"));
    END IF;
    IF todo && ARRAY['form_row gone', 'form_row moved'] THEN
        UPDATE "mixed_new"."form_row" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["data", "rows"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."form_row", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_row', 'gone', 'moved'), $1 -> 'later', 'form_row', '{id,form_row_path}', 'form_row_path', 1)) AS was WHERE "was"."id" = "stored"."id" AND "was"."form_row_path"[:cardinality("was"."form_row_path") - 1] = "stored"."form_row_path")
            AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_row_path"[:cardinality("other"."form_row_path") - 1] = "stored"."form_row_path");
        
    END IF;
    IF todo && ARRAY['document gone'] THEN
        DELETE FROM "mixed_new"."document_input" AS stored USING jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "mixed_new"."document_rest" AS stored USING jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "mixed_new"."attribute" AS stored USING jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "mixed_new"."option" AS stored USING jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "mixed_new"."form_row" AS stored USING jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS now WHERE "now"."id" = "again"."id"));
    END IF;
    IF todo && ARRAY['document moved'] THEN
        UPDATE "mixed_new"."document_input" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "mixed_new"."document_rest" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "mixed_new"."attribute" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "mixed_new"."option" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "mixed_new"."form_row" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'was', 'document', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document", hofsm.put_off_rows($1 -> 'later', 'now', 'document', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
    END IF;
    IF todo && ARRAY['form_row gone', 'form_row moved'] THEN
        UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["form", "rows"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."form_row", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'form_row', 'gone', 'moved'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_row_path") = 1)
            AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_row_path") = 1);
        
    END IF;
    IF todo && ARRAY['attribute gone', 'attribute moved'] THEN
        UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."attribute", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'attribute', 'gone', 'moved'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id")
            AND NOT EXISTS (SELECT FROM "mixed_new"."attribute" AS other WHERE "other"."id" = "stored"."id");
        
    END IF;
    IF todo && ARRAY['option gone', 'option moved'] THEN
        UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"mixed_new"."option", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'option', 'gone', 'moved'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id")
            AND NOT EXISTS (SELECT FROM "mixed_new"."option" AS other WHERE "other"."id" = "stored"."id");
        
    END IF;
    IF todo && ARRAY['document_input DELETE'] THEN
        UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
        FROM jsonb_populate_recordset(NULL::"mixed_new"."document_input", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'document_input', 'DELETE'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document_input" AS again WHERE "again"."id" = "was"."id");
    END IF;
    IF todo && ARRAY['document_rest INSERT'] THEN
        UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
        FROM jsonb_populate_recordset(NULL::"mixed_new"."document_rest", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'document_rest', 'INSERT'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS now
        WHERE "stored"."id" = "now"."id" AND "now"."input_other" IS NOT NULL AND ("stored"."residual" -> 'input') IS NOT NULL;
        PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
        FROM jsonb_populate_recordset(NULL::"mixed_new"."document_rest", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'document_rest', 'INSERT'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS now CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}';
        
        UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{attributes}'::text[])
        FROM jsonb_populate_recordset(NULL::"mixed_new"."document_rest", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'document_rest', 'INSERT'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS now
        WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND ("stored"."residual" -> 'attributes') IS NOT NULL;
    END IF;
    IF todo && ARRAY['document_rest UPDATE'] THEN
        UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document_rest", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'document_rest', 'UPDATE'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document_rest", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'document_rest', 'UPDATE'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "now"."id" AND "now"."input_other" IS NOT NULL AND "was"."input_other" IS NULL AND ("stored"."residual" -> 'input') IS NOT NULL;
        PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document_rest", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'document_rest', 'UPDATE'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document_rest", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'document_rest', 'UPDATE'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND "was"."attributes_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}';
        
        UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{attributes}'::text[])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document_rest", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'document_rest', 'UPDATE'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"mixed_new"."document_rest", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'document_rest', 'UPDATE'), $1 -> 'later', 'document', '{id}', NULL, 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND "was"."attributes_other" IS NULL AND ("stored"."residual" -> 'attributes') IS NOT NULL;
    END IF;
    IF todo && ARRAY['option numbered'] THEN
        IF EXISTS (
            SELECT FROM "mixed_new"."option" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"mixed_new"."document", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."id"
            HAVING max("sibling"."option_ordinal") <> count(*)
        ) THEN
            UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"moved"."place"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."option_ordinal"))::integer AS "place"
            FROM "mixed_new"."option" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"mixed_new"."document", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."option_ordinal" = "moved"."former";
            UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"stored"."option_ordinal"
            WHERE ("stored"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"mixed_new"."document", $1 -> 'touched') AS touched) AND "stored"."option_ordinal" < 0;
        END IF;
    END IF;
    IF todo && ARRAY['form_row numbered'] THEN
        IF EXISTS (
            SELECT FROM "mixed_new"."form_row" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"mixed_new"."document", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1]
            HAVING max("sibling"."form_row_path"[cardinality("sibling"."form_row_path")]) <> count(*)
        ) THEN
            UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("moved"."place")
            FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."id", "sibling"."form_row_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1] ORDER BY "sibling"."form_row_path"[cardinality("sibling"."form_row_path")]))::integer AS "place"
            FROM "mixed_new"."form_row" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"mixed_new"."document", $1 -> 'touched') AS touched)),
            walk AS (
                SELECT "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                FROM numbered WHERE cardinality("numbered"."former") = 1
                UNION ALL
                SELECT "below"."id", "below"."former", "walk"."place" || "below"."place"
                FROM walk JOIN numbered AS below ON "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
            )
            SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."form_row_path" = "moved"."former";
            UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("stored"."form_row_path")
            WHERE ("stored"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"mixed_new"."document", $1 -> 'touched') AS touched) AND "stored"."form_row_path"[1] < 0;
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "mixed_new"."later_mixed"(jsonb) IS 'spec.yaml:7:3 (document): what triggers of one statement put off for the last';
REVOKE EXECUTE ON FUNCTION "mixed_new"."later_mixed"(jsonb) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:7:3 (document): compares the tag asked for before a row of document is written
CREATE FUNCTION "mixed_new"."match_document"() RETURNS trigger
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
    places := ARRAY['document'];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."document" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.document');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."match_document"() IS 'spec.yaml:7:3 (document): compares the tag asked for before a row of document is written';
REVOKE EXECUTE ON FUNCTION "mixed_new"."match_document"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:7:3 (document): what follows a write to document
CREATE FUNCTION "mixed_new"."written_document"() RETURNS trigger
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
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'id = ' || "now"."id"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "now"."id");
            
            INSERT INTO "mixed_new"."document_rest" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "public"."mixed" AS legacy SET ("id") = ROW("now"."id")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    UPDATE "mixed_new"."document_input" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "mixed_new"."document_rest" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "mixed_new"."attribute" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "mixed_new"."option" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "mixed_new"."form_row" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id"), 'now', jsonb_build_object('id', "now"."id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")));
                END IF;
            END IF;
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."title" IS NOT NULL AND "now"."title" IS NULL) OR ("was"."rows_other" IS NOT NULL AND "now"."rows_other" IS NULL) THEN '[["form"], {}]'::jsonb END])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND (("was"."title" IS NOT NULL AND "now"."title" IS NULL) OR ("was"."rows_other" IS NOT NULL AND "now"."rows_other" IS NULL));
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path form.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'form' -> 'rows')) = 'array' AND ("stored"."residual" -> 'form' -> 'rows') <> '[]';
            
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}';
            
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND "stored"."residual" IS NOT NULL;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path form.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."form_other" IS NOT NULL AND "was"."form_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'form' -> 'rows')) = 'array' AND ("stored"."residual" -> 'form' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{form}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "now"."form_other" IS NOT NULL AND "was"."form_other" IS NULL AND ("stored"."residual" -> 'form') IS NOT NULL;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path form.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."rows_other" IS NOT NULL AND "was"."rows_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'form' -> 'rows')) = 'array' AND ("stored"."residual" -> 'form' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{form,rows}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "now"."rows_other" IS NOT NULL AND "was"."rows_other" IS NULL AND ("stored"."residual" -> 'form' -> 'rows') IS NOT NULL;
            UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{options}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "now"."options_other" IS NOT NULL AND "was"."options_other" IS NULL AND ("stored"."residual" -> 'options') IS NOT NULL;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                DELETE FROM "mixed_new"."document_input" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "mixed_new"."document_rest" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "mixed_new"."attribute" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "mixed_new"."option" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "mixed_new"."form_row" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "public"."mixed" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "was"."id");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."written_document"() IS 'spec.yaml:7:3 (document): what follows a write to document';
REVOKE EXECUTE ON FUNCTION "mixed_new"."written_document"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_document" ON "mixed_new"."document";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."document"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_8bc77045', '"public"."mixed"', '"public"."mixed_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."document"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "mixed_new"."match_document"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "mixed_new"."document" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_document"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "mixed_new"."document" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_document"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "mixed_new"."document" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_document"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "mixed_new"."document"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:18:3 (document_input): compares the tag asked for before a row of document_input is written
CREATE FUNCTION "mixed_new"."match_document_input"() RETURNS trigger
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
    places := ARRAY['document'];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."document_input" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.document_input');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."match_document_input"() IS 'spec.yaml:18:3 (document_input): compares the tag asked for before a row of document_input is written';
REVOKE EXECUTE ON FUNCTION "mixed_new"."match_document_input"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:18:3 (document_input): what follows a write to document_input
CREATE FUNCTION "mixed_new"."written_document_input"() RETURNS trigger
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
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table document_input cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of document', 'change the key in document: the rows of document_input follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document_input" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document_input', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."written_document_input"() IS 'spec.yaml:18:3 (document_input): what follows a write to document_input';
REVOKE EXECUTE ON FUNCTION "mixed_new"."written_document_input"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_document_input" ON "mixed_new"."document_input";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."document_input"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_8bc77045', '"public"."mixed"', '"public"."mixed_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."document_input"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "mixed_new"."match_document_input"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "mixed_new"."document_input" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_document_input"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "mixed_new"."document_input" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_document_input"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "mixed_new"."document_input" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_document_input"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "mixed_new"."document_input"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:25:3 (document_rest): compares the tag asked for before a row of document_rest is written
CREATE FUNCTION "mixed_new"."match_document_rest"() RETURNS trigger
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
    places := ARRAY['document'];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."document_rest" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.document_rest');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."match_document_rest"() IS 'spec.yaml:25:3 (document_rest): compares the tag asked for before a row of document_rest is written';
REVOKE EXECUTE ON FUNCTION "mixed_new"."match_document_rest"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:25:3 (document_rest): what follows a write to document_rest
CREATE FUNCTION "mixed_new"."written_document_rest"() RETURNS trigger
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
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM "new_rows" AS now
                WHERE "stored"."id" = "now"."id" AND "now"."input_other" IS NOT NULL AND ("stored"."residual" -> 'input') IS NOT NULL;
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
                FROM "new_rows" AS now CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}';
                
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{attributes}'::text[])
                FROM "new_rows" AS now
                WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND ("stored"."residual" -> 'attributes') IS NOT NULL;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document_rest', 'INSERT', (SELECT jsonb_agg(jsonb_build_object('now', to_jsonb("now".*))) FROM "new_rows" AS "now"));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table document_rest cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of document', 'change the key in document: the rows of document_rest follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{input}'::text[])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "now"."input_other" IS NOT NULL AND "was"."input_other" IS NULL AND ("stored"."residual" -> 'input') IS NOT NULL;
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'document, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."document" AS "stored" WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND "was"."attributes_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}';
                
                UPDATE "mixed_new"."document" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{attributes}'::text[])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND "now"."attributes_other" IS NOT NULL AND "was"."attributes_other" IS NULL AND ("stored"."residual" -> 'attributes') IS NOT NULL;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'document_rest', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."input_other" IS NULL) <> ("now"."input_other" IS NULL) OR ("was"."attributes_other" IS NULL) <> ("now"."attributes_other" IS NULL)));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table document_rest cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of document that is there has one there', 'delete the row of document, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "mixed_new"."document_rest" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "mixed_new"."document" AS "stored" WHERE "stored"."id" = "was"."id");
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."written_document_rest"() IS 'spec.yaml:25:3 (document_rest): what follows a write to document_rest';
REVOKE EXECUTE ON FUNCTION "mixed_new"."written_document_rest"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:25:3 (document_rest): an inserted row takes the place of one without values
CREATE FUNCTION "mixed_new"."room_document_rest"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "mixed_new"."document_rest" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."input_other" IS NULL AND "stored"."attributes_other" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."room_document_rest"() IS 'spec.yaml:25:3 (document_rest): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "mixed_new"."room_document_rest"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_document_rest" ON "mixed_new"."document_rest";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."document_rest"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_8bc77045', '"public"."mixed"', '"public"."mixed_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."document_rest"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "mixed_new"."match_document_rest"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "mixed_new"."document_rest" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_document_rest"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "mixed_new"."document_rest" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_document_rest"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "mixed_new"."document_rest" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_document_rest"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "mixed_new"."document_rest"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "mixed_new"."document_rest"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."room_document_rest"();

-- up (no lock on any table): spec.yaml:32:3 (attribute): compares the tag asked for before a row of attribute is written
CREATE FUNCTION "mixed_new"."match_attribute"() RETURNS trigger
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
    places := ARRAY['document'] ||
        ARRAY['attribute ' || ROW("touched"."attribute_key")::text];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_attribute"(NULL::"mixed_new"."attribute", "mixed_new"."element_attribute"("touched"."id", "touched"."attribute_key")) THEN 'attribute ' || ROW("touched"."attribute_key")::text END,
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."attribute" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document'] ||
                ARRAY['attribute ' || ROW("other"."attribute_key")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.attribute');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."match_attribute"() IS 'spec.yaml:32:3 (attribute): compares the tag asked for before a row of attribute is written';
REVOKE EXECUTE ON FUNCTION "mixed_new"."match_attribute"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:32:3 (attribute): what follows a write to attribute
CREATE FUNCTION "mixed_new"."written_attribute"() RETURNS trigger
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
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."attribute_key") IS DISTINCT FROM ("now"."id", "now"."attribute_key")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "mixed_new"."attribute" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'attribute', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'attribute_key', "was"."attribute_key"), 'now', jsonb_build_object('id', "now"."id", 'attribute_key', "now"."attribute_key")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."attribute_key") IS DISTINCT FROM ("now"."id", "now"."attribute_key")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["attributes"], {}]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "mixed_new"."attribute" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'attribute', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'attribute_key', "was"."attribute_key"))) FROM "old_rows" AS was));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."written_attribute"() IS 'spec.yaml:32:3 (attribute): what follows a write to attribute';
REVOKE EXECUTE ON FUNCTION "mixed_new"."written_attribute"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_attribute" ON "mixed_new"."attribute";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."attribute"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_8bc77045', '"public"."mixed"', '"public"."mixed_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."attribute"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "mixed_new"."match_attribute"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "mixed_new"."attribute" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_attribute"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "mixed_new"."attribute" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_attribute"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "mixed_new"."attribute" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_attribute"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "mixed_new"."attribute"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:38:3 (option): compares the tag asked for before a row of option is written
CREATE FUNCTION "mixed_new"."match_option"() RETURNS trigger
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
    places := ARRAY['document'] ||
        ARRAY['option ' || ROW("touched"."option_ordinal")::text];
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "mixed_new"."etag_option"(NULL::"mixed_new"."option", "mixed_new"."element_option"("touched"."id", "touched"."option_ordinal")) THEN 'option ' || ROW("touched"."option_ordinal")::text END,
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."option" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document'] ||
                ARRAY['option ' || ROW("other"."option_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.option');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."match_option"() IS 'spec.yaml:38:3 (option): compares the tag asked for before a row of option is written';
REVOKE EXECUTE ON FUNCTION "mixed_new"."match_option"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:38:3 (option): what follows a write to option
CREATE FUNCTION "mixed_new"."written_option"() RETURNS trigger
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
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['option ' || ROW("touched"."option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."option_ordinal" < 1;
            
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                IF EXISTS (
                    SELECT FROM "mixed_new"."option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."option_ordinal") <> count(*)
                ) THEN
                    UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."option_ordinal"))::integer AS "place"
                    FROM "mixed_new"."option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."option_ordinal" = "moved"."former";
                    UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"stored"."option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['option ' || ROW("touched"."option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."option_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."option_ordinal") IS DISTINCT FROM ("now"."id", "now"."option_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "mixed_new"."option" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'option_ordinal', "was"."option_ordinal"), 'now', jsonb_build_object('id', "now"."id", 'option_ordinal', "now"."option_ordinal")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."option_ordinal") IS DISTINCT FROM ("now"."id", "now"."option_ordinal")));
                END IF;
            END IF;
            UPDATE "mixed_new"."option" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."option_ordinal" = "now"."option_ordinal" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND "stored"."residual" IS NOT NULL;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."option_ordinal") IS DISTINCT FROM ("now"."id", "now"."option_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    IF EXISTS (
                        SELECT FROM "mixed_new"."option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."option_ordinal") <> count(*)
                    ) THEN
                        UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."option_ordinal"))::integer AS "place"
                        FROM "mixed_new"."option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."option_ordinal" = "moved"."former";
                        UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"stored"."option_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."option_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY['option ' || ROW("touched"."option_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "mixed_new"."option" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'option_ordinal', "was"."option_ordinal"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                IF EXISTS (
                    SELECT FROM "mixed_new"."option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."option_ordinal") <> count(*)
                ) THEN
                    UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."option_ordinal"))::integer AS "place"
                    FROM "mixed_new"."option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."option_ordinal" = "moved"."former";
                    UPDATE "mixed_new"."option" AS stored SET "option_ordinal" = -"stored"."option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."written_option"() IS 'spec.yaml:38:3 (option): what follows a write to option';
REVOKE EXECUTE ON FUNCTION "mixed_new"."written_option"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_option" ON "mixed_new"."option";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."option"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_8bc77045', '"public"."mixed"', '"public"."mixed_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."option"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "mixed_new"."match_option"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "mixed_new"."option" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_option"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "mixed_new"."option" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_option"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "mixed_new"."option" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_option"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "mixed_new"."option"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:45:3 (form_row): compares the tag asked for before a row of form_row is written
CREATE FUNCTION "mixed_new"."match_form_row"() RETURNS trigger
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
    places := ARRAY['document'] ||
        ARRAY(SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_row_path")) AS step (depth));
    asked := hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(cardinality("touched"."form_row_path"), 1, -1) AS step (depth)
                            WHERE asked = "mixed_new"."etag_form_row"(NULL::"mixed_new"."form_row", "mixed_new"."element_form_row"("touched"."id", "touched"."form_row_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."element_document"("touched"."id")) THEN 'document' END
        );
        PERFORM hofsm.grant_tag('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "mixed_new"."form_row" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['document'] ||
                ARRAY(SELECT 'form_row ' || ROW("other"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("other"."form_row_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('mixed_new.form_row');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."match_form_row"() IS 'spec.yaml:45:3 (form_row): compares the tag asked for before a row of form_row is written';
REVOKE EXECUTE ON FUNCTION "mixed_new"."match_form_row"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:45:3 (form_row): what follows a write to form_row
CREATE FUNCTION "mixed_new"."written_form_row"() RETURNS trigger
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
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY(SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_row_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE cardinality("now"."form_row_path") = 0 OR 1 > ANY ("now"."form_row_path");
            
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                IF EXISTS (
                    SELECT FROM "mixed_new"."form_row" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1]
                    HAVING max("sibling"."form_row_path"[cardinality("sibling"."form_row_path")]) <> count(*)
                ) THEN
                    UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."id", "sibling"."form_row_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1] ORDER BY "sibling"."form_row_path"[cardinality("sibling"."form_row_path")]))::integer AS "place"
                    FROM "mixed_new"."form_row" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")),
                    walk AS (
                        SELECT "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_row_path" = "moved"."former";
                    UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("stored"."form_row_path")
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_row_path"[1] < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY(SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_row_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE cardinality("now"."form_row_path") = 0 OR 1 > ANY ("now"."form_row_path");
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_row_path") IS DISTINCT FROM ("now"."id", "now"."form_row_path")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    UPDATE "mixed_new"."form_row" AS stored SET ("id", "form_row_path") = ROW("now"."id", "now"."form_row_path" || "stored"."form_row_path"[cardinality("was"."form_row_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."form_row_path"[:cardinality("was"."form_row_path")] = "was"."form_row_path" AND cardinality("stored"."form_row_path") > cardinality("was"."form_row_path") AND ("was"."id", "was"."form_row_path") IS DISTINCT FROM ("now"."id", "now"."form_row_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."id" = "nearer"."id" AND "stored"."form_row_path"[:cardinality("nearer"."form_row_path")] = "nearer"."form_row_path" AND cardinality("nearer"."form_row_path") > cardinality("was"."form_row_path") AND ("nearer"."id", "nearer"."form_row_path") IS DISTINCT FROM ("nearer_now"."id", "nearer_now"."form_row_path"));
                    UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["form", "rows"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_row_path") = 1)
                        AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_row_path") = 1);
                    
                    UPDATE "mixed_new"."form_row" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["data", "rows"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."form_row_path"[:cardinality("was"."form_row_path") - 1] = "stored"."form_row_path")
                        AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_row_path"[:cardinality("other"."form_row_path") - 1] = "stored"."form_row_path");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_row_path', "was"."form_row_path"), 'now', jsonb_build_object('id', "now"."id", 'form_row_path', "now"."form_row_path")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_row_path") IS DISTINCT FROM ("now"."id", "now"."form_row_path")));
                END IF;
            END IF;
            UPDATE "mixed_new"."form_row" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."below_other" IS NOT NULL AND "now"."below_other" IS NULL) THEN '[["data"], {}]'::jsonb END])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND (("was"."below_other" IS NOT NULL AND "now"."below_other" IS NULL));
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'form_row, path data.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."form_row" AS "stored" WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'data' -> 'rows')) = 'array' AND ("stored"."residual" -> 'data' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."form_row" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."other" IS NOT NULL AND "was"."other" IS NULL AND "stored"."residual" IS NOT NULL;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'form_row, path data.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."form_row" AS "stored" WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."data_other" IS NOT NULL AND "was"."data_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'data' -> 'rows')) = 'array' AND ("stored"."residual" -> 'data' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."form_row" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{data}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."data_other" IS NOT NULL AND "was"."data_other" IS NULL AND ("stored"."residual" -> 'data') IS NOT NULL;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'collection form_row is closed for writes from the new side', concat_ws(', ', 'id = ' || "now"."id"::text), 'form_row, path data.rows: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" CROSS JOIN "mixed_new"."form_row" AS "stored" WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."below_other" IS NOT NULL AND "was"."below_other" IS NULL AND jsonb_typeof(("stored"."residual" -> 'data' -> 'rows')) = 'array' AND ("stored"."residual" -> 'data' -> 'rows') <> '[]';
            
            UPDATE "mixed_new"."form_row" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{data,rows}'::text[])
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."form_row_path" = "now"."form_row_path" AND "now"."below_other" IS NOT NULL AND "was"."below_other" IS NULL AND ("stored"."residual" -> 'data' -> 'rows') IS NOT NULL;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."form_row_path") IS DISTINCT FROM ("now"."id", "now"."form_row_path")) THEN
                IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                    IF EXISTS (
                        SELECT FROM "mixed_new"."form_row" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1]
                        HAVING max("sibling"."form_row_path"[cardinality("sibling"."form_row_path")]) <> count(*)
                    ) THEN
                        UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("moved"."place")
                        FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."id", "sibling"."form_row_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1] ORDER BY "sibling"."form_row_path"[cardinality("sibling"."form_row_path")]))::integer AS "place"
                        FROM "mixed_new"."form_row" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")),
                        walk AS (
                            SELECT "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                            FROM numbered WHERE cardinality("numbered"."former") = 1
                            UNION ALL
                            SELECT "below"."id", "below"."former", "walk"."place" || "below"."place"
                            FROM walk JOIN numbered AS below ON "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                        )
                        SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."form_row_path" = "moved"."former";
                        UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("stored"."form_row_path")
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."form_row_path"[1] < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('mixed', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['document'] ||
                    ARRAY(SELECT 'form_row ' || ROW("touched"."form_row_path"[:depth])::text FROM generate_series(1, cardinality("touched"."form_row_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                DELETE FROM "mixed_new"."form_row" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."form_row_path"[:cardinality("was"."form_row_path")] = "was"."form_row_path" AND cardinality("stored"."form_row_path") > cardinality("was"."form_row_path") AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS again WHERE "again"."id" = "was"."id" AND "again"."form_row_path" = "was"."form_row_path");
                UPDATE "mixed_new"."document" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["form", "rows"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND cardinality("was"."form_row_path") = 1)
                    AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND cardinality("other"."form_row_path") = 1);
                
                UPDATE "mixed_new"."form_row" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["data", "rows"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id" AND "was"."form_row_path"[:cardinality("was"."form_row_path") - 1] = "stored"."form_row_path")
                    AND NOT EXISTS (SELECT FROM "mixed_new"."form_row" AS other WHERE "other"."id" = "stored"."id" AND "other"."form_row_path"[:cardinality("other"."form_row_path") - 1] = "stored"."form_row_path");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'form_row_path', "was"."form_row_path"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_8bc77045') THEN
                IF EXISTS (
                    SELECT FROM "mixed_new"."form_row" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1]
                    HAVING max("sibling"."form_row_path"[cardinality("sibling"."form_row_path")]) <> count(*)
                ) THEN
                    UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."id", "sibling"."form_row_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."id", "sibling"."form_row_path"[:cardinality("sibling"."form_row_path") - 1] ORDER BY "sibling"."form_row_path"[cardinality("sibling"."form_row_path")]))::integer AS "place"
                    FROM "mixed_new"."form_row" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")),
                    walk AS (
                        SELECT "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."form_row_path" = "moved"."former";
                    UPDATE "mixed_new"."form_row" AS stored SET "form_row_path" = hofsm.negated("stored"."form_row_path")
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."form_row_path"[1] < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_8bc77045', 'form_row', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_8bc77045', touched);
    IF later IS NOT NULL THEN
        PERFORM "mixed_new"."later_mixed"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_8bc77045', touched);
    IF touched IS NOT NULL THEN
        PERFORM "mixed_new"."mirror_mixed"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."written_form_row"() IS 'spec.yaml:45:3 (form_row): what follows a write to form_row';
REVOKE EXECUTE ON FUNCTION "mixed_new"."written_form_row"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_form_row" ON "mixed_new"."form_row";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."form_row"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_8bc77045', '"public"."mixed"', '"public"."mixed_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "mixed_new"."form_row"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "mixed_new"."match_form_row"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "mixed_new"."form_row" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_form_row"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "mixed_new"."form_row" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_form_row"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "mixed_new"."form_row" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "mixed_new"."written_form_row"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "mixed_new"."form_row"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): nothing to do, since each trigger's own statement locks the tables, the root first

RESET search_path;
