-- variants: dual_write -> mirrored
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (SHARE ROW EXCLUSIVE on the legacy table): writers in flight are waited for, since their functions wait for rows of the new tables
-- One statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "old"."fields" IN SHARE ROW EXCLUSIVE MODE;
END
$do$;

-- up (no lock on any table): spec.yaml:5:3 (field): follows every write to the legacy table, never waits for a row of a new one
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
        ELSIF NOT "variants_new"."change_field"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'contend') THEN
            PERFORM "variants_new"."follow_variants"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- up (no lock on any table): spec.yaml:5:3 (field): drops all rows of a document, never waits for a row of a new one
CREATE OR REPLACE FUNCTION "variants_new"."forget_variants"("old"."fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    IF (SELECT count(*) FROM "variants_new"."field" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "variants_new"."field" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('variants_new.field');
    END IF;
    IF (SELECT count(*) FROM "variants_new"."field_choice" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "variants_new"."field_choice" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('variants_new.field_choice');
    END IF;
    IF (SELECT count(*) FROM "variants_new"."entry" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "variants_new"."entry" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('variants_new.entry');
    END IF;
    IF (SELECT count(*) FROM "variants_new"."part" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "variants_new"."part" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('variants_new.part');
    END IF;
    IF (SELECT count(*) FROM "variants_new"."stock_item" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "variants_new"."stock_item" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('variants_new.stock_item');
    END IF;
    IF (SELECT count(*) FROM "variants_new"."field_option" AS target WHERE target."id" = $1)
        > (SELECT count(*) FROM (SELECT FROM "variants_new"."field_option" AS target WHERE target."id" = $1 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('variants_new.field_option');
    END IF;
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

-- up (no lock on any table): spec.yaml:5:3 (field): one composed document
CREATE FUNCTION "variants_new"."document_field"("old"."fields"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET enable_nestloop = off SET enable_memoize = off
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
        SELECT "field"."id", CASE WHEN "field"."residual" IS NULL AND "field"."residual_absent" IS NULL THEN "variants_new"."compose_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") ELSE "overlay of_field"."document" END AS "document"
        FROM "variants_new"."field" AS "field"
        LEFT JOIN "variants_new"."field_choice" AS "field_choice" ON "field"."id" = "field_choice"."id" AND "field_choice"."id" = $1 AND "field"."kind" IS NOT DISTINCT FROM 'multi select'
        LEFT JOIN (
            SELECT "entry"."id", '[' || string_agg(CASE WHEN "entry"."residual" IS NULL AND "entry"."residual_absent" IS NULL THEN "variants_new"."compose_entry"("entry".*, "part".*, "stock_item".*) ELSE "overlay of_entry"."document" END, ',' ORDER BY "entry"."entry_ordinal") || ']' AS "members"
            FROM "variants_new"."entry" AS "entry"
            LEFT JOIN "variants_new"."part" AS "part" ON "entry"."id" = "part"."id" AND "entry"."entry_ordinal" = "part"."entry_ordinal" AND "part"."id" = $1 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'part'
            LEFT JOIN "variants_new"."stock_item" AS "stock_item" ON "entry"."id" = "stock_item"."id" AND "entry"."entry_ordinal" = "stock_item"."entry_ordinal" AND "stock_item"."id" = $1 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
            LEFT JOIN LATERAL "variants_new"."overlay_entry"("entry".*, "part".*, "stock_item".*) AS "overlay of_entry" ON true
            WHERE "entry"."id" = $1
            GROUP BY "entry"."id"
        ) AS "members of_entry" ON "field"."id" = "members of_entry"."id"
        LEFT JOIN (
            SELECT "field_option"."id", '[' || string_agg(CASE WHEN "field_option"."residual" IS NULL AND "field_option"."residual_absent" IS NULL THEN "variants_new"."compose_field_option"("field_option".*) ELSE "overlay of_field_option"."document" END, ',' ORDER BY "field_option"."field_option_ordinal") || ']' AS "members"
            FROM "variants_new"."field_option" AS "field_option"
            LEFT JOIN LATERAL "variants_new"."overlay_field_option"("field_option".*) AS "overlay of_field_option" ON true
            WHERE "field_option"."id" = $1
            GROUP BY "field_option"."id"
        ) AS "members of_field_option" ON "field"."id" = "members of_field_option"."id"
        LEFT JOIN LATERAL "variants_new"."overlay_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") AS "overlay of_field" ON true
        WHERE "field"."id" = $1
        ) AS composed
    );
END

$body$;
COMMENT ON FUNCTION "variants_new"."document_field"("old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): one composed document';
REVOKE EXECUTE ON FUNCTION "variants_new"."document_field"("old"."fields"."id"%TYPE) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:5:3 (field): bring the rows of a document in line with it, or refuse what was written
CREATE FUNCTION "variants_new"."settle_field"("old"."fields"."id"%TYPE, jsonb) RETURNS void
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
        SELECT NULL, NULL, NULL, NULL WHERE false
    ) AS reason LIMIT 1;
    IF code IS NOT NULL THEN
        PERFORM hofsm.refuse(code, message, concat_ws(', ', 'id = ' || $1::text), detail, hint);
    END IF;
    -- The rows that the document gives: what follows from it is written, what contradicts it is reported.
    WITH "rows of_field" AS MATERIALIZED (
        SELECT $1 AS "id", node.*
        FROM "variants_new"."decompose_field"($2) AS node
    ),
    "rows of_entry" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_field" AS parent CROSS JOIN LATERAL "variants_new"."decompose_entry"("parent"."container of entry") AS node
    ),
    "rows of_field_option" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_field" AS parent CROSS JOIN LATERAL "variants_new"."decompose_field_option"("parent"."container of field_option") AS node
    ),
    "into_field" AS (
        UPDATE "variants_new"."field" AS stored SET "residual" = "rows of_field"."residual", "residual_absent" = "rows of_field"."residual_absent"
        FROM "rows of_field"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_field"."id" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_field"."residual", "rows of_field"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_field"."residual", "rows of_field"."residual_absent")::text
    ),
    "into_entry" AS (
        UPDATE "variants_new"."entry" AS stored SET "residual" = "rows of_entry"."residual", "residual_absent" = "rows of_entry"."residual_absent"
        FROM "rows of_entry"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_entry"."id" AND "stored"."entry_ordinal" = "rows of_entry"."entry_ordinal" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_entry"."residual", "rows of_entry"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_entry"."residual", "rows of_entry"."residual_absent")::text
    ),
    "into_field_option" AS (
        UPDATE "variants_new"."field_option" AS stored SET "residual" = "rows of_field_option"."residual", "residual_absent" = "rows of_field_option"."residual_absent"
        FROM "rows of_field_option"
        WHERE "stored"."id" = $1 AND "stored"."id" = "rows of_field_option"."id" AND "stored"."field_option_ordinal" = "rows of_field_option"."field_option_ordinal" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_field_option"."residual", "rows of_field_option"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_field_option"."residual", "rows of_field_option"."residual_absent")::text
    )
    SELECT difference.* INTO in_table, kind, place, in_columns FROM (
        (SELECT 'field', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."kind"::text IS DISTINCT FROM "found"."value 1"::text THEN 'kind' END, CASE WHEN "stored"."default_number"::text IS DISTINCT FROM "found"."value 2"::text THEN 'default_number' END, CASE WHEN "stored"."width"::text IS DISTINCT FROM "found"."value 3"::text THEN 'width' END, CASE WHEN "stored"."default_choice"::text IS DISTINCT FROM "found"."value 4"::text THEN 'default_choice' END]::text[], ', ')
        FROM (SELECT * FROM "variants_new"."field" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_field"."id", "rows of_field"."kind" AS "value 1", CASE
            WHEN "rows of_field"."kind" IS NOT DISTINCT FROM 'number' THEN "rows of_field"."default_number"
        END AS "value 2", CASE WHEN "rows of_field"."kind" IS NOT DISTINCT FROM 'number' THEN "rows of_field"."width" END AS "value 3", CASE
            WHEN "rows of_field"."kind" IS NOT DISTINCT FROM 'multi select' THEN "rows of_field"."default_choice"
        END AS "value 4" FROM "rows of_field") AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."kind", "stored"."default_number", "stored"."width", "stored"."default_choice"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")) AND ROW("stored"."kind", "stored"."default_number", "stored"."width", "stored"."default_choice")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'field_choice', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."chosen"::text IS DISTINCT FROM "found"."value 1"::text THEN 'chosen' END]::text[], ', ')
        FROM (SELECT * FROM "variants_new"."field_choice" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_field"."id", "rows of_field"."chosen" AS "value 1" FROM "rows of_field" WHERE "rows of_field"."kind" IS NOT DISTINCT FROM 'multi select') AS found ON "stored"."id" = "found"."id"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."chosen"), ROW("found"."value 1")) AND ROW("stored"."chosen")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'entry', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('entry_ordinal', "stored"."entry_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('entry_ordinal', "found"."entry_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."batch"::text IS DISTINCT FROM "found"."value 1"::text THEN 'batch' END, CASE WHEN "stored"."entry_variant"::text IS DISTINCT FROM "found"."value 2"::text THEN 'entry_variant' END]::text[], ', ')
        FROM (SELECT * FROM "variants_new"."entry" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_entry"."id", "rows of_entry"."entry_ordinal", CASE
            WHEN "rows of_entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item' THEN "rows of_entry"."batch"
        END AS "value 1", "rows of_entry"."entry_variant" AS "value 2" FROM "rows of_entry") AS found ON "stored"."id" = "found"."id" AND "stored"."entry_ordinal" = "found"."entry_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."batch", "stored"."entry_variant"), ROW("found"."value 1", "found"."value 2")) AND ROW("stored"."batch", "stored"."entry_variant")::text <> ROW("found"."value 1", "found"."value 2")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'part', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('entry_ordinal', "stored"."entry_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('entry_ordinal', "found"."entry_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."name"::text IS DISTINCT FROM "found"."value 1"::text THEN 'name' END, CASE WHEN "stored"."code"::text IS DISTINCT FROM "found"."value 2"::text THEN 'code' END]::text[], ', ')
        FROM (SELECT * FROM "variants_new"."part" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_entry"."id", "rows of_entry"."entry_ordinal", "rows of_entry"."name" AS "value 1", "rows of_entry"."code" AS "value 2" FROM "rows of_entry" WHERE "rows of_entry"."entry_variant" IS NOT DISTINCT FROM 'part') AS found ON "stored"."id" = "found"."id" AND "stored"."entry_ordinal" = "found"."entry_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."name", "stored"."code"), ROW("found"."value 1", "found"."value 2")) AND ROW("stored"."name", "stored"."code")::text <> ROW("found"."value 1", "found"."value 2")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'stock_item', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('entry_ordinal', "stored"."entry_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('entry_ordinal', "found"."entry_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."title"::text IS DISTINCT FROM "found"."value 1"::text THEN 'title' END, CASE WHEN "stored"."serial"::text IS DISTINCT FROM "found"."value 2"::text THEN 'serial' END]::text[], ', ')
        FROM (SELECT * FROM "variants_new"."stock_item" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_entry"."id", "rows of_entry"."entry_ordinal", "rows of_entry"."name" AS "value 1", "rows of_entry"."serial" AS "value 2" FROM "rows of_entry" WHERE "rows of_entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item') AS found ON "stored"."id" = "found"."id" AND "stored"."entry_ordinal" = "found"."entry_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."title", "stored"."serial"), ROW("found"."value 1", "found"."value 2")) AND ROW("stored"."title", "stored"."serial")::text <> ROW("found"."value 1", "found"."value 2")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'field_option', CASE WHEN "stored"."id" IS NULL THEN 'missing' WHEN "found"."id" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."id" IS NOT NULL THEN json_build_object('field_option_ordinal', "stored"."field_option_ordinal")::text END, CASE WHEN "found"."id" IS NOT NULL THEN json_build_object('field_option_ordinal', "found"."field_option_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."label"::text IS DISTINCT FROM "found"."value 1"::text THEN 'label' END]::text[], ', ')
        FROM (SELECT * FROM "variants_new"."field_option" AS own WHERE "own"."id" = $1) AS stored
        FULL JOIN (SELECT "rows of_field_option"."id", "rows of_field_option"."field_option_ordinal", "rows of_field_option"."label" AS "value 1" FROM "rows of_field_option") AS found ON "stored"."id" = "found"."id" AND "stored"."field_option_ordinal" = "found"."field_option_ordinal"
        WHERE "stored"."id" IS NULL OR "found"."id" IS NULL OR (NOT record_image_eq(ROW("stored"."label"), ROW("found"."value 1")) AND ROW("stored"."label")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
    ) AS difference LIMIT 1;
    IF in_table IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO code, message, detail, hint FROM (
        SELECT 'check_violation', 'column default_number has a number that no document can hold', 'field.default_number is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "variants_new"."field" AS stored
        WHERE "stored"."id" = $1 AND "stored"."default_number" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'foreign_key_violation', 'table entry has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "variants_new"."entry" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "variants_new"."field" AS parent WHERE "stored"."id" = "parent"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table field_option has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "variants_new"."field_option" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "variants_new"."field" AS parent WHERE "stored"."id" = "parent"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table field_choice has a row without its row in field', 'every row there belongs to one of field', 'insert the row of field first, or in the same statement'
        FROM "variants_new"."field_choice" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "variants_new"."field" AS spine WHERE "spine"."id" = "stored"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table part has a row without its row in entry', 'every row there belongs to one of entry', 'insert the row of entry first, or in the same statement'
        FROM "variants_new"."part" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."entry_ordinal" = "stored"."entry_ordinal")
        UNION ALL
        SELECT 'foreign_key_violation', 'table stock_item has a row without its row in entry', 'every row there belongs to one of entry', 'insert the row of entry first, or in the same statement'
        FROM "variants_new"."stock_item" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS spine WHERE "spine"."id" = "stored"."id" AND "spine"."entry_ordinal" = "stored"."entry_ordinal")
        UNION ALL
        SELECT 'check_violation', 'rows do not fit the variant of their element in field', 'field_choice of variant ''multi select'' has a row', 'set columns to NULL and delete rows of the variant that is left, then change the variant; or change all in one statement'
        FROM "variants_new"."field" AS stored JOIN "variants_new"."field_choice" AS split ON "split"."id" = "stored"."id"
        WHERE "stored"."id" = $1 AND NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select'
        UNION ALL
        SELECT 'check_violation', 'rows do not fit the variant of their element in field', 'field_option of variant ''multi select'' has rows', 'set columns to NULL and delete rows of the variant that is left, then change the variant; or change all in one statement'
        FROM "variants_new"."field" AS stored
        WHERE "stored"."id" = $1 AND NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select' AND EXISTS (SELECT FROM "variants_new"."field_option" AS child WHERE "child"."id" = "stored"."id")
        UNION ALL
        SELECT 'check_violation', 'rows do not fit the variant of their element in entry', 'part of variant ''part'' has a row', 'set columns to NULL and delete rows of the variant that is left, then change the variant; or change all in one statement'
        FROM "variants_new"."entry" AS stored JOIN "variants_new"."part" AS split ON "split"."id" = "stored"."id" AND "split"."entry_ordinal" = "stored"."entry_ordinal"
        WHERE "stored"."id" = $1 AND NOT "stored"."entry_variant" IS NOT DISTINCT FROM 'part'
        UNION ALL
        SELECT 'check_violation', 'rows do not fit the variant of their element in entry', 'stock_item of variant ''stock_item'' has a row', 'set columns to NULL and delete rows of the variant that is left, then change the variant; or change all in one statement'
        FROM "variants_new"."entry" AS stored JOIN "variants_new"."stock_item" AS split ON "split"."id" = "stored"."id" AND "split"."entry_ordinal" = "stored"."entry_ordinal"
        WHERE "stored"."id" = $1 AND NOT "stored"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table field_choice cannot be deleted by themselves', 'every row of field of variant ''multi select'' has one there', 'delete the row of field, or set the columns to NULL'
        FROM "variants_new"."field" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "variants_new"."field_choice" AS split WHERE "split"."id" = "stored"."id") AND "stored"."kind" IS NOT DISTINCT FROM 'multi select'
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table part cannot be deleted by themselves', 'every row of entry of variant ''part'' has one there', 'delete the row of entry, or set the columns to NULL'
        FROM "variants_new"."entry" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "variants_new"."part" AS split WHERE "split"."id" = "stored"."id" AND "split"."entry_ordinal" = "stored"."entry_ordinal") AND "stored"."entry_variant" IS NOT DISTINCT FROM 'part'
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'rows of table stock_item cannot be deleted by themselves', 'every row of entry of variant ''stock_item'' has one there', 'delete the row of entry, or set the columns to NULL'
        FROM "variants_new"."entry" AS stored
        WHERE "stored"."id" = $1 AND NOT EXISTS (SELECT FROM "variants_new"."stock_item" AS split WHERE "split"."id" = "stored"."id" AND "split"."entry_ordinal" = "stored"."entry_ordinal") AND "stored"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
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
COMMENT ON FUNCTION "variants_new"."settle_field"("old"."fields"."id"%TYPE, jsonb) IS 'spec.yaml:5:3 (field): bring the rows of a document in line with it, or refuse what was written';
REVOKE EXECUTE ON FUNCTION "variants_new"."settle_field"("old"."fields"."id"%TYPE, jsonb) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:5:3 (field): bring rows to one document
CREATE FUNCTION "variants_new"."mirror_document_field"("old"."fields"."id"%TYPE) RETURNS void
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
    IF NOT EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = $1) THEN
        IF EXISTS (SELECT FROM "variants_new"."field_choice" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."entry" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."part" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."stock_item" AS own WHERE "own"."id" = $1)
            OR EXISTS (SELECT FROM "variants_new"."field_option" AS own WHERE "own"."id" = $1) THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', 'a row was written for a document that table field does not have', concat_ws(', ', 'id = ' || $1::text), 'every document has one row in field', 'insert the row of field first, or in the same statement'
            );
        END IF;
        RETURN;
    END IF;
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('variants', concat_ws(', ', 'id = ' || $1::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "variants_new"."document_field"($1);
    EXCEPTION WHEN invalid_text_representation THEN
        -- Rows that exclude each other, a value and elements in one place, may not even make JSON.
        PERFORM "variants_new"."settle_field"($1, NULL);
        RAISE;
    END;
    PERFORM "variants_new"."settle_field"($1, composed);
    -- The triggers of the legacy table return where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1)::text, true);
    SELECT true, "legacy"."value" INTO is_there, actual FROM "old"."fields" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "old"."fields" ("id", "value") OVERRIDING SYSTEM VALUE
            VALUES ($1, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "old"."fields" AS legacy SET "value" = composed WHERE "legacy"."id" = $1;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."value" INTO is_there, actual FROM "old"."fields" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text THEN
        composed := "variants_new"."document_field"($1);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "variants_new"."change_field"($1, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "variants_new"."mirror_document_field"("old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): bring rows to one document';
REVOKE EXECUTE ON FUNCTION "variants_new"."mirror_document_field"("old"."fields"."id"%TYPE) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:5:3 (field): bring rows to the documents with the given keys
CREATE FUNCTION "variants_new"."mirror_variants"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT DISTINCT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1) AS touched ORDER BY "touched"."id"
    LOOP
        PERFORM "variants_new"."mirror_document_field"("one"."id");
    END LOOP;
END

$body$;
COMMENT ON FUNCTION "variants_new"."mirror_variants"(jsonb) IS 'spec.yaml:5:3 (field): bring rows to the documents with the given keys';
REVOKE EXECUTE ON FUNCTION "variants_new"."mirror_variants"(jsonb) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:5:3 (field): what triggers of one statement put off for the last
CREATE FUNCTION "variants_new"."later_variants"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    todo text[] := hofsm.put_off_kinds($1 -> 'later');
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF todo && ARRAY['entry gone'] THEN
        DELETE FROM "variants_new"."part" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'was', 'entry', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'now', 'entry', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."entry_ordinal" = "again"."entry_ordinal"));
        DELETE FROM "variants_new"."stock_item" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'was', 'entry', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'now', 'entry', 'moved')) AS now WHERE "now"."id" = "again"."id" AND "now"."entry_ordinal" = "again"."entry_ordinal"));
    END IF;
    IF todo && ARRAY['entry moved'] THEN
        UPDATE "variants_new"."part" AS stored SET ("id", "entry_ordinal") = ROW("now"."id", "now"."entry_ordinal")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'was', 'entry', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'now', 'entry', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
        UPDATE "variants_new"."stock_item" AS stored SET ("id", "entry_ordinal") = ROW("now"."id", "now"."entry_ordinal")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'was', 'entry', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'now', 'entry', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
    END IF;
    IF todo && ARRAY['entry variant'] THEN
        IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'was', 'entry', 'variant')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'now', 'entry', 'variant')) AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant")) THEN
            DELETE FROM "variants_new"."part" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'now', 'entry', 'variant')) AS now
            WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND NOT "now"."entry_variant" IS NOT DISTINCT FROM 'part' AND "stored"."name" IS NULL AND "stored"."code" IS NULL;
            INSERT INTO "variants_new"."part" ("id", "entry_ordinal")
            SELECT "now"."id", "now"."entry_ordinal" FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'now', 'entry', 'variant')) AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'part'
            ON CONFLICT DO NOTHING;
            DELETE FROM "variants_new"."stock_item" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'now', 'entry', 'variant')) AS now
            WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND NOT "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item' AND "stored"."title" IS NULL AND "stored"."serial" IS NULL;
            INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal")
            SELECT "now"."id", "now"."entry_ordinal" FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.put_off_rows($1 -> 'later', 'now', 'entry', 'variant')) AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    IF todo && ARRAY['field gone'] THEN
        DELETE FROM "variants_new"."field_choice" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "variants_new"."entry" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "variants_new"."part" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "variants_new"."stock_item" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
        DELETE FROM "variants_new"."field_option" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'gone')) AS was
        WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS now WHERE "now"."id" = "again"."id"));
    END IF;
    IF todo && ARRAY['field moved'] THEN
        UPDATE "variants_new"."field_choice" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "variants_new"."entry" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "variants_new"."part" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "variants_new"."stock_item" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
        UPDATE "variants_new"."field_option" AS stored SET ("id") = ROW("now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
    END IF;
    IF todo && ARRAY['field variant'] THEN
        IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'was', 'field', 'variant')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'variant')) AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) THEN
            DELETE FROM "variants_new"."field_choice" AS stored USING jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'variant')) AS now
            WHERE "stored"."id" = "now"."id" AND NOT "now"."kind" IS NOT DISTINCT FROM 'multi select' AND "stored"."chosen" IS NULL;
            INSERT INTO "variants_new"."field_choice" ("id")
            SELECT "now"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", hofsm.put_off_rows($1 -> 'later', 'now', 'field', 'variant')) AS now WHERE "now"."kind" IS NOT DISTINCT FROM 'multi select'
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    IF todo && ARRAY['entry gone', 'entry moved'] THEN
        UPDATE "variants_new"."field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["entries"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"variants_new"."entry", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'entry', 'gone', 'moved'), $1 -> 'later', 'field', '{id}', NULL, 0)) AS was WHERE "was"."id" = "stored"."id")
            AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS other WHERE "other"."id" = "stored"."id");
        
    END IF;
    IF todo && ARRAY['field_choice UPDATE'] THEN
        UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL) THEN '[["input"], {}]'::jsonb END])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field_choice", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'field_choice', 'UPDATE'), $1 -> 'later', 'field', '{id}', NULL, 0)) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"variants_new"."field_choice", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'now', 'field_choice', 'UPDATE'), $1 -> 'later', 'field', '{id}', NULL, 0)) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."id" = "now"."id" AND (("was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL));
    END IF;
    IF todo && ARRAY['field_choice DELETE'] THEN
        UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN (("was"."chosen" IS NOT NULL)) AND (NOT (NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select') OR CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END IS NOT DISTINCT FROM 'multi select') THEN '[["input"], {}]'::jsonb END])
        FROM jsonb_populate_recordset(NULL::"variants_new"."field_choice", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'field_choice', 'DELETE'), $1 -> 'later', 'field', '{id}', NULL, 0)) AS was
        WHERE "stored"."id" = "was"."id" AND ((("was"."chosen" IS NOT NULL)) AND (NOT (NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select') OR CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END IS NOT DISTINCT FROM 'multi select'));
    END IF;
    IF todo && ARRAY['entry numbered'] THEN
        IF EXISTS (
            SELECT FROM "variants_new"."entry" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."id"
            HAVING max("sibling"."entry_ordinal") <> count(*)
        ) THEN
            UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
            FROM "variants_new"."entry" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
            UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
            FROM "variants_new"."entry" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
            UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
            FROM "variants_new"."entry" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
            UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
            WHERE ("stored"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched) AND "stored"."entry_ordinal" < 0;
            UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
            WHERE ("stored"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched) AND "stored"."entry_ordinal" < 0;
            UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
            WHERE ("stored"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched) AND "stored"."entry_ordinal" < 0;
        END IF;
    END IF;
    IF todo && ARRAY['field_option numbered'] THEN
        IF EXISTS (
            SELECT FROM "variants_new"."field_option" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."id"
            HAVING max("sibling"."field_option_ordinal") <> count(*)
        ) THEN
            UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
            FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
            FROM "variants_new"."field_option" AS sibling
            WHERE ("sibling"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
            WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
            UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
            WHERE ("stored"."id") IN (SELECT "touched"."id" FROM jsonb_populate_recordset(NULL::"variants_new"."field", $1 -> 'touched') AS touched) AND "stored"."field_option_ordinal" < 0;
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "variants_new"."later_variants"(jsonb) IS 'spec.yaml:5:3 (field): what triggers of one statement put off for the last';
REVOKE EXECUTE ON FUNCTION "variants_new"."later_variants"(jsonb) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:5:3 (field): compares the tag asked for before a row of field is written
CREATE FUNCTION "variants_new"."match_field"() RETURNS trigger
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
    places := ARRAY['field'];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."field" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.field');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "variants_new"."match_field"() IS 'spec.yaml:5:3 (field): compares the tag asked for before a row of field is written';
REVOKE EXECUTE ON FUNCTION "variants_new"."match_field"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:5:3 (field): what follows a write to field
CREATE FUNCTION "variants_new"."written_field"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'id = ' || "now"."id"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "now"."id");
            
            INSERT INTO "variants_new"."field_choice" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE "now"."kind" IS NOT DISTINCT FROM 'multi select'
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "old"."fields" AS legacy SET ("id") = ROW("now"."id")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    UPDATE "variants_new"."field_choice" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."entry" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."part" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."stock_item" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                    UPDATE "variants_new"."field_option" AS stored SET ("id") = ROW("now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND ("was"."id") IS DISTINCT FROM ("now"."id");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'kind', "was"."kind"), 'now', jsonb_build_object('id', "now"."id", 'kind', "now"."kind")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id")));
                END IF;
            END IF;
            UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep(CASE WHEN (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END) THEN hofsm.residual_clear("stored"."residual", (coalesce('{"number": [["default", "value"], ["ui", "width"]], "multi select": [["default", "value"], ["input", "value"], ["options"]]}'::jsonb -> CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END, '[]') || coalesce('{"number": [["default", "value"], ["ui", "width"]], "multi select": [["default", "value"], ["input", "value"], ["options"]]}'::jsonb -> CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END, '[]'))) ELSE "stored"."residual" END, ARRAY[CASE WHEN (("was"."default_number" IS NOT NULL AND "now"."default_number" IS NULL) OR ("was"."default_choice" IS NOT NULL AND "now"."default_choice" IS NULL)) AND (NOT ((CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) OR coalesce(CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END = ANY ('{number,"multi select"}'), false)) THEN '[["default"], {}]'::jsonb END]),
                "residual_absent" = CASE WHEN (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END) THEN hofsm.marks_without("stored"."residual_absent", ARRAY(SELECT jsonb_array_elements_text((coalesce('{"number": ["default.value", "ui.width"], "multi select": ["default.value", "input.value", "options"]}'::jsonb -> CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END, '[]') || coalesce('{"number": ["default.value", "ui.width"], "multi select": ["default.value", "input.value", "options"]}'::jsonb -> CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END, '[]'))))) ELSE "stored"."residual_absent" END
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND ((("was"."default_number" IS NOT NULL AND "now"."default_number" IS NULL) OR ("was"."default_choice" IS NOT NULL AND "now"."default_choice" IS NULL)) AND (NOT ((CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) OR coalesce(CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END = ANY ('{number,"multi select"}'), false)) OR (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END));
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)) THEN
                    DELETE FROM "variants_new"."field_choice" AS stored USING "new_rows" AS now
                    WHERE "stored"."id" = "now"."id" AND NOT "now"."kind" IS NOT DISTINCT FROM 'multi select' AND "stored"."chosen" IS NULL;
                    INSERT INTO "variants_new"."field_choice" ("id")
                    SELECT "now"."id" FROM "new_rows" AS now WHERE "now"."kind" IS NOT DISTINCT FROM 'multi select'
                    ON CONFLICT DO NOTHING;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field', 'variant', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'kind', "was"."kind"), 'now', jsonb_build_object('id', "now"."id", 'kind', "now"."kind")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE (CASE WHEN "was"."kind" = ANY ('{number,"multi select"}') THEN "was"."kind" END IS DISTINCT FROM CASE WHEN "now"."kind" = ANY ('{number,"multi select"}') THEN "now"."kind" END)));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                DELETE FROM "variants_new"."field_choice" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."entry" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."part" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."stock_item" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
                DELETE FROM "variants_new"."field_option" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'kind', "was"."kind"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "old"."fields" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "was"."id");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "variants_new"."written_field"() IS 'spec.yaml:5:3 (field): what follows a write to field';
REVOKE EXECUTE ON FUNCTION "variants_new"."written_field"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_field" ON "variants_new"."field";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."field"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c4651d46', '"old"."fields"', '"old"."fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."field"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "variants_new"."match_field"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "variants_new"."field" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_field"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "variants_new"."field" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_field"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "variants_new"."field" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_field"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "variants_new"."field"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:26:9 (field_choice): compares the tag asked for before a row of field_choice is written
CREATE FUNCTION "variants_new"."match_field_choice"() RETURNS trigger
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
    places := ARRAY['field'];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."field_choice" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.field_choice');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "variants_new"."match_field_choice"() IS 'spec.yaml:26:9 (field_choice): compares the tag asked for before a row of field_choice is written';
REVOKE EXECUTE ON FUNCTION "variants_new"."match_field_choice"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:26:9 (field_choice): what follows a write to field_choice
CREATE FUNCTION "variants_new"."written_field_choice"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table field_choice cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of field', 'change the key in field: the rows of field_choice follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id") IS DISTINCT FROM ("now"."id");
            
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN ("was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL) THEN '[["input"], {}]'::jsonb END])
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "stored"."id" = "now"."id" AND (("was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_choice', 'UPDATE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*), 'now', to_jsonb("now".*)) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."chosen" IS NOT NULL AND "now"."chosen" IS NULL));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table field_choice cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of field of variant ''multi select'' has one there', 'delete the row of field, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."field_choice" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "variants_new"."field" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."kind" IS NOT DISTINCT FROM 'multi select');
                
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                UPDATE "variants_new"."field" AS "stored" SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY[CASE WHEN (("was"."chosen" IS NOT NULL)) AND (NOT (NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select') OR CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END IS NOT DISTINCT FROM 'multi select') THEN '[["input"], {}]'::jsonb END])
                FROM "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND ((("was"."chosen" IS NOT NULL)) AND (NOT (NOT "stored"."kind" IS NOT DISTINCT FROM 'multi select') OR CASE WHEN "stored"."kind" = ANY ('{number,"multi select"}') THEN "stored"."kind" END IS NOT DISTINCT FROM 'multi select'));
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_choice', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "variants_new"."written_field_choice"() IS 'spec.yaml:26:9 (field_choice): what follows a write to field_choice';
REVOKE EXECUTE ON FUNCTION "variants_new"."written_field_choice"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:26:9 (field_choice): an inserted row takes the place of one without values
CREATE FUNCTION "variants_new"."room_field_choice"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "variants_new"."field_choice" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."chosen" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "variants_new"."room_field_choice"() IS 'spec.yaml:26:9 (field_choice): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "variants_new"."room_field_choice"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_field_choice" ON "variants_new"."field_choice";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."field_choice"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c4651d46', '"old"."fields"', '"old"."fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."field_choice"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "variants_new"."match_field_choice"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "variants_new"."field_choice" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_field_choice"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "variants_new"."field_choice" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_field_choice"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "variants_new"."field_choice" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_field_choice"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "variants_new"."field_choice"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "variants_new"."field_choice"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."room_field_choice"();

-- up (no lock on any table): spec.yaml:12:3 (entry): compares the tag asked for before a row of entry is written
CREATE FUNCTION "variants_new"."match_entry"() RETURNS trigger
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
    places := ARRAY['field'] ||
        ARRAY['entry ' || ROW("touched"."entry_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_entry"(NULL::"variants_new"."entry", "variants_new"."element_entry"("touched"."id", "touched"."entry_ordinal")) THEN 'entry ' || ROW("touched"."entry_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."entry" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['entry ' || ROW("other"."entry_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.entry');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "variants_new"."match_entry"() IS 'spec.yaml:12:3 (entry): compares the tag asked for before a row of entry is written';
REVOKE EXECUTE ON FUNCTION "variants_new"."match_entry"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:12:3 (entry): what follows a write to entry
CREATE FUNCTION "variants_new"."written_entry"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."entry_ordinal" < 1;
            
            INSERT INTO "variants_new"."part" ("id", "entry_ordinal")
            SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'part'
            ON CONFLICT DO NOTHING;
            INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal")
            SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
            ON CONFLICT DO NOTHING;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."entry_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."entry_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    UPDATE "variants_new"."part" AS stored SET ("id", "entry_ordinal") = ROW("now"."id", "now"."entry_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
                    UPDATE "variants_new"."stock_item" AS stored SET ("id", "entry_ordinal") = ROW("now"."id", "now"."entry_ordinal")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
                    UPDATE "variants_new"."field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["entries"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS other WHERE "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'entry_ordinal', "was"."entry_ordinal", 'entry_variant', "was"."entry_variant"), 'now', jsonb_build_object('id', "now"."id", 'entry_ordinal', "now"."entry_ordinal", 'entry_variant', "now"."entry_variant")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal")));
                END IF;
            END IF;
            UPDATE "variants_new"."entry" AS "stored" SET "residual" = CASE WHEN ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant") THEN hofsm.residual_clear("stored"."residual", (coalesce('{"part": [["name"], ["IPN"]], "stock_item": [["batch"], ["name"], ["serial_int"]]}'::jsonb -> "was"."entry_variant", '[]') || coalesce('{"part": [["name"], ["IPN"]], "stock_item": [["batch"], ["name"], ["serial_int"]]}'::jsonb -> "now"."entry_variant", '[]'))) ELSE "stored"."residual" END,
                "residual_absent" = CASE WHEN ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant") THEN hofsm.marks_without("stored"."residual_absent", ARRAY(SELECT jsonb_array_elements_text((coalesce('{"part": ["name", "IPN"], "stock_item": ["batch", "name", "serial_int"]}'::jsonb -> "was"."entry_variant", '[]') || coalesce('{"part": ["name", "IPN"], "stock_item": ["batch", "name", "serial_int"]}'::jsonb -> "now"."entry_variant", '[]'))))) ELSE "stored"."residual_absent" END
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
            WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND (("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant"));
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant")) THEN
                    DELETE FROM "variants_new"."part" AS stored USING "new_rows" AS now
                    WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND NOT "now"."entry_variant" IS NOT DISTINCT FROM 'part' AND "stored"."name" IS NULL AND "stored"."code" IS NULL;
                    INSERT INTO "variants_new"."part" ("id", "entry_ordinal")
                    SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'part'
                    ON CONFLICT DO NOTHING;
                    DELETE FROM "variants_new"."stock_item" AS stored USING "new_rows" AS now
                    WHERE "stored"."id" = "now"."id" AND "stored"."entry_ordinal" = "now"."entry_ordinal" AND NOT "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item' AND "stored"."title" IS NULL AND "stored"."serial" IS NULL;
                    INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal")
                    SELECT "now"."id", "now"."entry_ordinal" FROM "new_rows" AS now WHERE "now"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
                    ON CONFLICT DO NOTHING;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'variant', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'entry_ordinal', "was"."entry_ordinal", 'entry_variant', "was"."entry_variant"), 'now', jsonb_build_object('id', "now"."id", 'entry_ordinal', "now"."entry_ordinal", 'entry_variant', "now"."entry_variant")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."entry_variant" IS DISTINCT FROM "now"."entry_variant")));
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    IF EXISTS (
                        SELECT FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."entry_ordinal") <> count(*)
                    ) THEN
                        UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                        FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                        UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                        FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                        UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                        FROM "variants_new"."entry" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                        UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                        UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                        UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."entry_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                DELETE FROM "variants_new"."part" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal");
                DELETE FROM "variants_new"."stock_item" AS stored USING "old_rows" AS was
                WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal");
                UPDATE "variants_new"."field" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["entries"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "variants_new"."entry" AS other WHERE "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('id', "was"."id", 'entry_ordinal', "was"."entry_ordinal", 'entry_variant', "was"."entry_variant"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."entry_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."entry_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."entry_ordinal"))::integer AS "place"
                    FROM "variants_new"."entry" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."entry_ordinal" = "moved"."former";
                    UPDATE "variants_new"."stock_item" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."part" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."entry_ordinal" < 0;
                    UPDATE "variants_new"."entry" AS stored SET "entry_ordinal" = -"stored"."entry_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."entry_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'entry', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "variants_new"."written_entry"() IS 'spec.yaml:12:3 (entry): what follows a write to entry';
REVOKE EXECUTE ON FUNCTION "variants_new"."written_entry"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_entry" ON "variants_new"."entry";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."entry"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c4651d46', '"old"."fields"', '"old"."fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."entry"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "variants_new"."match_entry"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "variants_new"."entry" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_entry"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "variants_new"."entry" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_entry"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "variants_new"."entry" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_entry"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "variants_new"."entry"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:39:9 (part): compares the tag asked for before a row of part is written
CREATE FUNCTION "variants_new"."match_part"() RETURNS trigger
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
    places := ARRAY['field'] ||
        ARRAY['entry ' || ROW("touched"."entry_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_entry"(NULL::"variants_new"."entry", "variants_new"."element_entry"("touched"."id", "touched"."entry_ordinal")) THEN 'entry ' || ROW("touched"."entry_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."part" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['entry ' || ROW("other"."entry_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.part');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "variants_new"."match_part"() IS 'spec.yaml:39:9 (part): compares the tag asked for before a row of part is written';
REVOKE EXECUTE ON FUNCTION "variants_new"."match_part"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:39:9 (part): what follows a write to part
CREATE FUNCTION "variants_new"."written_part"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table part cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of entry', 'change the key in entry: the rows of part follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table part cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of entry of variant ''part'' has one there', 'delete the row of entry, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."part" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal") AND EXISTS (SELECT FROM "variants_new"."entry" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND "stored"."entry_variant" IS NOT DISTINCT FROM 'part');
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "variants_new"."written_part"() IS 'spec.yaml:39:9 (part): what follows a write to part';
REVOKE EXECUTE ON FUNCTION "variants_new"."written_part"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:39:9 (part): an inserted row takes the place of one without values
CREATE FUNCTION "variants_new"."room_part"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "variants_new"."part" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."entry_ordinal" = NEW."entry_ordinal" AND "stored"."name" IS NULL AND "stored"."code" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "variants_new"."room_part"() IS 'spec.yaml:39:9 (part): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "variants_new"."room_part"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_part" ON "variants_new"."part";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."part"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c4651d46', '"old"."fields"', '"old"."fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."part"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "variants_new"."match_part"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "variants_new"."part" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_part"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "variants_new"."part" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_part"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "variants_new"."part" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_part"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "variants_new"."part"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "variants_new"."part"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."room_part"();

-- up (no lock on any table): spec.yaml:44:9 (stock_item): compares the tag asked for before a row of stock_item is written
CREATE FUNCTION "variants_new"."match_stock_item"() RETURNS trigger
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
    places := ARRAY['field'] ||
        ARRAY['entry ' || ROW("touched"."entry_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_entry"(NULL::"variants_new"."entry", "variants_new"."element_entry"("touched"."id", "touched"."entry_ordinal")) THEN 'entry ' || ROW("touched"."entry_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."stock_item" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['entry ' || ROW("other"."entry_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.stock_item');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "variants_new"."match_stock_item"() IS 'spec.yaml:44:9 (stock_item): compares the tag asked for before a row of stock_item is written';
REVOKE EXECUTE ON FUNCTION "variants_new"."match_stock_item"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:44:9 (stock_item): what follows a write to stock_item
CREATE FUNCTION "variants_new"."written_stock_item"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table stock_item cannot be changed', concat_ws(', ', 'id = ' || "was"."id"::text), 'its rows belong to those of entry', 'change the key in entry: the rows of stock_item follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."entry_ordinal") IS DISTINCT FROM ("now"."id", "now"."entry_ordinal");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['entry ' || ROW("touched"."entry_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'rows of table stock_item cannot be deleted by themselves', concat_ws(', ', 'id = ' || "was"."id"::text), 'every row of entry of variant ''stock_item'' has one there', 'delete the row of entry, or set the columns to NULL')
                FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."stock_item" AS again WHERE "again"."id" = "was"."id" AND "again"."entry_ordinal" = "was"."entry_ordinal") AND EXISTS (SELECT FROM "variants_new"."entry" AS "stored" WHERE "stored"."id" = "was"."id" AND "stored"."entry_ordinal" = "was"."entry_ordinal" AND "stored"."entry_variant" IS NOT DISTINCT FROM 'stock_item');
                
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "variants_new"."written_stock_item"() IS 'spec.yaml:44:9 (stock_item): what follows a write to stock_item';
REVOKE EXECUTE ON FUNCTION "variants_new"."written_stock_item"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:44:9 (stock_item): an inserted row takes the place of one without values
CREATE FUNCTION "variants_new"."room_stock_item"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    DELETE FROM "variants_new"."stock_item" AS stored WHERE "stored"."id" = NEW."id" AND "stored"."entry_ordinal" = NEW."entry_ordinal" AND "stored"."title" IS NULL AND "stored"."serial" IS NULL;
    PERFORM set_config('hofsm.origin', origin, true);
    RETURN NEW;
END

$body$;
COMMENT ON FUNCTION "variants_new"."room_stock_item"() IS 'spec.yaml:44:9 (stock_item): an inserted row takes the place of one without values';
REVOKE EXECUTE ON FUNCTION "variants_new"."room_stock_item"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_stock_item" ON "variants_new"."stock_item";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."stock_item"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c4651d46', '"old"."fields"', '"old"."fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."stock_item"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "variants_new"."match_stock_item"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "variants_new"."stock_item" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_stock_item"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "variants_new"."stock_item" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_stock_item"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "variants_new"."stock_item" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_stock_item"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "variants_new"."stock_item"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();
CREATE TRIGGER aa_hofsm_room BEFORE INSERT ON "variants_new"."stock_item"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."room_stock_item"();

-- up (no lock on any table): spec.yaml:30:9 (field_option): compares the tag asked for before a row of field_option is written
CREATE FUNCTION "variants_new"."match_field_option"() RETURNS trigger
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
    places := ARRAY['field'] ||
        ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text];
    asked := hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."fields" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "variants_new"."etag_field_option"(NULL::"variants_new"."field_option", "variants_new"."element_field_option"("touched"."id", "touched"."field_option_ordinal")) THEN 'field_option ' || ROW("touched"."field_option_ordinal")::text END,
            CASE WHEN asked = "variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."element_field"("touched"."id")) THEN 'field' END
        );
        PERFORM hofsm.grant_tag('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "variants_new"."field_option" AS other
            WHERE "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['field'] ||
                ARRAY['field_option ' || ROW("other"."field_option_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('variants_new.field_option');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;
COMMENT ON FUNCTION "variants_new"."match_field_option"() IS 'spec.yaml:30:9 (field_option): compares the tag asked for before a row of field_option is written';
REVOKE EXECUTE ON FUNCTION "variants_new"."match_field_option"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:30:9 (field_option): what follows a write to field_option
CREATE FUNCTION "variants_new"."written_field_option"() RETURNS trigger
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
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."field_option_ordinal" < 1;
            
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."field_option_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
                    FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "new_rows"."id" FROM "new_rows") AND "stored"."field_option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."field_option_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."field_option_ordinal") IS DISTINCT FROM ("now"."id", "now"."field_option_ordinal")) THEN
                
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."id", "was"."field_option_ordinal") IS DISTINCT FROM ("now"."id", "now"."field_option_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                    IF EXISTS (
                        SELECT FROM "variants_new"."field_option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."id"
                        HAVING max("sibling"."field_option_ordinal") <> count(*)
                    ) THEN
                        UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
                        FROM "variants_new"."field_option" AS sibling
                        WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
                        UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
                        WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AND "stored"."field_option_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_option', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields" AS legacy
            WHERE ("legacy"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('variants', concat_ws(', ', 'id = ' || "touched"."id"::text), ARRAY['field'] ||
                    ARRAY['field_option ' || ROW("touched"."field_option_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c4651d46') THEN
                IF EXISTS (
                    SELECT FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."id"
                    HAVING max("sibling"."field_option_ordinal") <> count(*)
                ) THEN
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."id", "sibling"."field_option_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."id" ORDER BY "sibling"."field_option_ordinal"))::integer AS "place"
                    FROM "variants_new"."field_option" AS sibling
                    WHERE ("sibling"."id") IN (SELECT "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."id" = "moved"."id" AND "stored"."field_option_ordinal" = "moved"."former";
                    UPDATE "variants_new"."field_option" AS stored SET "field_option_ordinal" = -"stored"."field_option_ordinal"
                    WHERE ("stored"."id") IN (SELECT "old_rows"."id" FROM "old_rows") AND "stored"."field_option_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c4651d46', 'field_option', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c4651d46', touched);
    IF later IS NOT NULL THEN
        PERFORM "variants_new"."later_variants"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c4651d46', touched);
    IF touched IS NOT NULL THEN
        PERFORM "variants_new"."mirror_variants"(touched);
    END IF;
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "variants_new"."written_field_option"() IS 'spec.yaml:30:9 (field_option): what follows a write to field_option';
REVOKE EXECUTE ON FUNCTION "variants_new"."written_field_option"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_field_option" ON "variants_new"."field_option";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."field_option"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c4651d46', '"old"."fields"', '"old"."fields_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "variants_new"."field_option"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "variants_new"."match_field_option"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "variants_new"."field_option" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_field_option"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "variants_new"."field_option" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_field_option"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "variants_new"."field_option" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "variants_new"."written_field_option"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "variants_new"."field_option"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): nothing to do, since each trigger's own statement locks the tables, the root first

RESET search_path;
