-- variants: mirrored -> cutover
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (no lock on any table): spec.yaml:5:3 (field): one document, composed
CREATE FUNCTION "variants_new"."view_document_variants_now"("old"."fields"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
BEGIN
    RETURN (
        SELECT composed."document"::jsonb
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
COMMENT ON FUNCTION "variants_new"."view_document_variants_now"("old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): one document, composed';

-- up (no lock on any table): spec.yaml:5:3 (field): one document, composed
CREATE FUNCTION "variants_new"."view_document_variants"("old"."fields"."id"%TYPE, tid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
BEGIN
    -- After SELECT ... FOR UPDATE has waited, the document must be the one that the lock protects, and not that of the statement's beginning.
    -- Then the row of the base table is a version that the statement's snapshot does not show. In all other cases it is that snapshot
    -- which counts: an UPDATE reads the document several times, and each time it has to be the same.
    IF NOT EXISTS (SELECT FROM "old"."fields_base" AS base WHERE "base"."id" = $1 AND base.ctid = $2) THEN
        RETURN "variants_new"."view_document_variants_now"($1);
    END IF;
    RETURN (
        SELECT composed."document"::jsonb
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
COMMENT ON FUNCTION "variants_new"."view_document_variants"("old"."fields"."id"%TYPE, tid) IS 'spec.yaml:5:3 (field): one document, composed';

-- up (no lock on any table): spec.yaml:5:3 (field): the rows of a document from what the writer had read to what was written; refused where that is stale
CREATE FUNCTION "variants_new"."exchange_variants"("old"."fields"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
DECLARE
    "changed" record;
    "stored_row" record;
BEGIN
    SELECT
        "now"."kind",
        "now"."default_number",
        "now"."width",
        "now"."default_choice",
        "now"."chosen",
        "now"."residual",
        "now"."residual_absent",
        "now"."container of entry",
        "now"."container of field_option",
        true AND NOT (true AND record_image_eq("was"."image of field", "now"."image of field")) AS "field differs",
        true AND NOT true AS "field goes",
        true AS "field had row",
        "was"."image of field" AS "field was",
        coalesce("now"."kind" IS NOT DISTINCT FROM 'multi select', false) AND NOT (coalesce("was"."kind" IS NOT DISTINCT FROM 'multi select', false) AND record_image_eq("was"."image of field_choice", "now"."image of field_choice")) AS "field_choice differs",
        coalesce("was"."kind" IS NOT DISTINCT FROM 'multi select', false) AND NOT coalesce("now"."kind" IS NOT DISTINCT FROM 'multi select', false) AS "field_choice goes",
        coalesce("was"."kind" IS NOT DISTINCT FROM 'multi select', false) AS "field_choice had row",
        "was"."image of field_choice" AS "field_choice was",
        "was"."container of entry" AS "container of entry before",
        record_image_eq(ROW("was"."container of entry"), ROW("now"."container of entry")) AS "container of entry same",
        "was"."container of field_option" AS "container of field_option before",
        record_image_eq(ROW("was"."container of field_option"), ROW("now"."container of field_option")) AS "container of field_option same"
    INTO "changed"
    FROM (
        SELECT node.*,
            ROW("node"."kind", CASE WHEN "node"."kind" IS NOT DISTINCT FROM 'number' THEN "node"."default_number" END, CASE WHEN "node"."kind" IS NOT DISTINCT FROM 'number' THEN "node"."width" END, CASE WHEN "node"."kind" IS NOT DISTINCT FROM 'multi select' THEN "node"."default_choice" END, "node"."residual", "node"."residual_absent") AS "image of field",
            ROW("node"."chosen") AS "image of field_choice",
            ROW("node"."kind", "node"."default_number", "node"."width", "node"."default_choice", "node"."chosen", "node"."residual", "node"."residual_absent", "node"."container of entry", "node"."container of field_option") AS "image"
        FROM "variants_new"."decompose_field"($2) AS node
        OFFSET 0
    ) AS was
    CROSS JOIN (
        SELECT node.*,
            ROW("node"."kind", CASE WHEN "node"."kind" IS NOT DISTINCT FROM 'number' THEN "node"."default_number" END, CASE WHEN "node"."kind" IS NOT DISTINCT FROM 'number' THEN "node"."width" END, CASE WHEN "node"."kind" IS NOT DISTINCT FROM 'multi select' THEN "node"."default_choice" END, "node"."residual", "node"."residual_absent") AS "image of field",
            ROW("node"."chosen") AS "image of field_choice",
            ROW("node"."kind", "node"."default_number", "node"."width", "node"."default_choice", "node"."chosen", "node"."residual", "node"."residual_absent", "node"."container of entry", "node"."container of field_option") AS "image"
        FROM "variants_new"."decompose_field"($3) AS node
        OFFSET 0
    ) AS now;
    IF "changed"."field differs" THEN
        IF $4 <> 'follow' AND "changed"."field had row" THEN
            SELECT ROW("target"."kind", "target"."default_number", "target"."width", "target"."default_choice", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "variants_new"."field" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."field" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('variants_new.field');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."field had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."field was") THEN
                PERFORM hofsm.refuse_stale('variants_new.field');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."field" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('variants_new.field');
        END IF;
        IF "changed"."field had row" THEN
            UPDATE "variants_new"."field" AS target
            SET "kind" = "changed"."kind",
                "default_number" = CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'number' THEN "changed"."default_number" END,
                "width" = CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'number' THEN "changed"."width" END,
                "default_choice" = CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'multi select' THEN "changed"."default_choice" END,
                "residual" = "changed"."residual",
                "residual_absent" = "changed"."residual_absent"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."field had row" OR NOT FOUND THEN
            INSERT INTO "variants_new"."field" ("id", "kind", "default_number", "width", "default_choice", "residual", "residual_absent")
            VALUES ($1, "changed"."kind", CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'number' THEN "changed"."default_number" END, CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'number' THEN "changed"."width" END, CASE WHEN "changed"."kind" IS NOT DISTINCT FROM 'multi select' THEN "changed"."default_choice" END, "changed"."residual", "changed"."residual_absent")
            ON CONFLICT ("id") DO UPDATE SET
                "kind" = excluded."kind",
                "default_number" = excluded."default_number",
                "width" = excluded."width",
                "default_choice" = excluded."default_choice",
                "residual" = excluded."residual",
                "residual_absent" = excluded."residual_absent";
        END IF;
    END IF;
    IF "changed"."field_choice differs" THEN
        IF $4 <> 'follow' AND "changed"."field_choice had row" THEN
            SELECT ROW("target"."chosen") AS image INTO "stored_row" FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('variants_new.field_choice');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."field_choice had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."field_choice was") THEN
                PERFORM hofsm.refuse_stale('variants_new.field_choice');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('variants_new.field_choice');
        END IF;
        IF "changed"."field_choice had row" THEN
            UPDATE "variants_new"."field_choice" AS target
            SET "chosen" = "changed"."chosen"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."field_choice had row" OR NOT FOUND THEN
            INSERT INTO "variants_new"."field_choice" ("id", "chosen")
            VALUES ($1, "changed"."chosen")
            ON CONFLICT ("id") DO UPDATE SET
                "chosen" = excluded."chosen";
        END IF;
    END IF;
    IF "changed"."field_choice goes" THEN
        IF $4 <> 'follow' AND "changed"."field_choice had row" THEN
            SELECT ROW("target"."chosen") AS image INTO "stored_row" FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('variants_new.field_choice');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."field_choice had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."field_choice was") THEN
                PERFORM hofsm.refuse_stale('variants_new.field_choice');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('variants_new.field_choice');
        END IF;
        DELETE FROM "variants_new"."field_choice" AS target WHERE "target"."id" = $1;
    END IF;
    IF NOT "changed"."container of entry same" THEN
        PERFORM "variants_new"."change_entry"($1, "changed"."container of entry before", "changed"."container of entry", $4);
    END IF;
    IF NOT "changed"."container of field_option same" THEN
        PERFORM "variants_new"."change_field_option"($1, "changed"."container of field_option before", "changed"."container of field_option", $4);
    END IF;
END
$body$;
COMMENT ON FUNCTION "variants_new"."exchange_variants"("old"."fields"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:5:3 (field): the rows of a document from what the writer had read to what was written; refused where that is stale';

-- up (no lock on any table): spec.yaml:5:3 (field): whether writers keep the payloads of the base table in step
CREATE FUNCTION "variants_new"."keeps_payload_variants"() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN true;
COMMENT ON FUNCTION "variants_new"."keeps_payload_variants"() IS 'spec.yaml:5:3 (field): whether writers keep the payloads of the base table in step';

-- up (no lock on any table): spec.yaml:5:3 (field): takes a document that was written through the view into the new tables
CREATE FUNCTION "variants_new"."take_variants"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
    kept boolean := "variants_new"."keeps_payload_variants"();
    now_document jsonb;
BEGIN
    IF origin_before = 'payload' THEN
        -- Payloads are emptied or made anew: nothing else of the row changes, whatever triggers that fired before this one have made of it.
        "old"."value" := "new"."value";
        RETURN old;
    END IF;
    IF origin_before <> 'view' THEN
        IF origin_before = 'new ' || ROW("new"."id")::text THEN
            IF NOT kept AND (TG_OP = 'INSERT' OR NOT hofsm.same_payload("old"."value", "new"."value")) THEN
                "new"."value" := CASE WHEN "new"."value" IS NOT NULL THEN hofsm.moved()::jsonb END;
            END IF;
            RETURN new;
        ELSIF TG_OP = 'UPDATE' AND hofsm.same_payload("old"."value", "new"."value") AND (origin_before = 'new' OR NOT ("old"."id" IS DISTINCT FROM "new"."id")) THEN
            RETURN new;
        ELSIF TG_OP = 'INSERT' AND origin_before IN ('new', 'view moved ' || ROW("new"."id")::text) THEN
            -- a row that its new key brings to another partition, after its UPDATE was seen here
            RETURN new;
        END IF;
        RAISE EXCEPTION 'documents are not written to table %.%', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
            USING ERRCODE = 'object_not_in_prerequisite_state',
                DETAIL = 'Its mapping is in phase cutover; nothing was written.',
                HINT = 'Write to "old"."fields", which is a view of the same columns.';
    END IF;
    IF TG_OP = 'UPDATE' AND hofsm.same_payload("old"."value", "new"."value") AND NOT ("old"."id" IS DISTINCT FROM "new"."id") THEN
        RETURN new;
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' OR "old"."id" IS DISTINCT FROM "new"."id" OR NOT hofsm.same_payload("old"."value", "new"."value") THEN
        IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
            PERFORM hofsm.check_etag(
                'variants', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."view_document_variants_now"("old"."id"))] END
            );
            PERFORM hofsm.bind_etag('variants', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    now_document := ("new"."value") -> 'now';
    IF TG_OP = 'INSERT' THEN
        IF NOT "variants_new"."represent_variants"("new"."id", now_document) THEN
            RAISE EXCEPTION 'there is a document with this key already'
                USING ERRCODE = 'unique_violation', DETAIL = format('Key %s.', ROW("new"."id"));
        END IF;
    ELSIF "old"."id" IS DISTINCT FROM "new"."id" THEN
        IF NOT record_image_eq(ROW("variants_new"."view_document_variants_now"("old"."id")), ROW(("new"."value") -> 'was')) THEN
            PERFORM hofsm.refuse_stale('variants_new.field');
        END IF;
        PERFORM "variants_new"."forget_variants"("old"."id");
        PERFORM "variants_new"."represent_variants"("new"."id", now_document);
        origin_before := 'view moved ' || ROW("new"."id")::text;
    ELSE
        PERFORM "variants_new"."exchange_variants"("new"."id", ("new"."value") -> 'was', now_document, 'compare');
        -- Somebody has written another part of the document since it was read, or its payload is not there: it is what both have made of it.
        IF kept AND NOT record_image_eq(ROW(("old"."value")), ROW(("new"."value") -> 'was')) THEN
            now_document := "variants_new"."view_document_variants_now"("new"."id");
        END IF;
    END IF;
    IF kept THEN
        "new"."value" := now_document;
    ELSE
        -- SQL NULL stays what it is, so that NOT NULL has its say
        "new"."value" := CASE WHEN now_document IS NOT NULL THEN hofsm.moved()::jsonb END;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN new;
END
$body$;
COMMENT ON FUNCTION "variants_new"."take_variants"() IS 'spec.yaml:5:3 (field): takes a document that was written through the view into the new tables';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "variants_new"."take_variants"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:5:3 (field): the base table has no documents to follow, but deletes
CREATE OR REPLACE FUNCTION "variants_new"."dual_write_variants"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
    read text := coalesce(current_setting('hofsm.read', true), '');
BEGIN
    -- The base table has no payload that could be followed; documents come through the view.
    -- Where the new side is about to give one another key, its rows are still under the old one and its root row is not: an UPDATE that
    -- moves the base row to another partition is a DELETE here.
    IF TG_OP = 'DELETE' AND (origin_before <> 'new' OR EXISTS (SELECT FROM "variants_new"."field" AS root WHERE "root"."id" = "old"."id")) THEN
        IF origin_before NOT LIKE 'new%' THEN
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.check_etag(
                    'variants', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                    VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["variants_new"."etag_field"(NULL::"variants_new"."field", "variants_new"."view_document_variants_now"("old"."id"))] END
                );
                PERFORM hofsm.bind_etag('variants', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
            END IF;
        END IF;
        -- What was read through the view is of the statement's snapshot. The row has been waited for by now, and whoever has written the
        -- document has it before the end; so nothing of another writer comes between this statement and what drops the rows.
        IF read <> '' AND starts_with(read, hofsm.as_read(ROW("old"."id"), NULL)) THEN
            PERFORM set_config(
                'hofsm.read', CASE WHEN read = hofsm.as_read(ROW("old"."id"), "variants_new"."view_document_variants_now"("old"."id")) THEN '' ELSE 'stale' END, true
            );
        END IF;
        PERFORM set_config('hofsm.origin', 'legacy', true);
        PERFORM "variants_new"."forget_variants"("old"."id");
        PERFORM set_config('hofsm.origin', origin_before, true);
    END IF;
    RETURN NULL;
END
$body$;

-- up (no lock on any table): spec.yaml:5:3 (field): the documents between two keys, both included, that are not in parity; payloads of the base table
CREATE OR REPLACE FUNCTION "variants_new"."verify_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) RETURNS TABLE (
    "id" "old"."fields"."id"%TYPE,
    "in_legacy" boolean,
    "represented" boolean,
    "payload" jsonb,
    "composed" jsonb
)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
    SET enable_nestloop = off
AS $body$
BEGIN
    -- EXECUTE plans for the given keys every time: a plan for unknown keys would read whole tables.
    RETURN QUERY EXECUTE $query$
    -- Text decides, not jsonb equality: 1.0 and 1 are equal and not the same. Equal images are equal texts, and much cheaper.
    SELECT coalesce("legacy"."id", "composed"."id"), "legacy"."id" IS NOT NULL, "composed"."id" IS NOT NULL, legacy."payload", composed."payload"
    FROM (SELECT "legacy"."id", "legacy"."value" AS "payload" FROM "old"."fields_base" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2) AS legacy
    FULL JOIN (
        SELECT "composed"."id", composed."document"::jsonb AS "payload"
        FROM (
            SELECT "field"."id", CASE WHEN "field"."residual" IS NULL AND "field"."residual_absent" IS NULL THEN "variants_new"."compose_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") ELSE "overlay of_field"."document" END AS "document"
            FROM "variants_new"."field" AS "field"
            LEFT JOIN "variants_new"."field_choice" AS "field_choice" ON "field"."id" = "field_choice"."id" AND "field_choice"."id" >= $1 AND "field_choice"."id" <= $2 AND "field"."kind" IS NOT DISTINCT FROM 'multi select'
            LEFT JOIN (
                SELECT "entry"."id", '[' || string_agg(CASE WHEN "entry"."residual" IS NULL AND "entry"."residual_absent" IS NULL THEN "variants_new"."compose_entry"("entry".*, "part".*, "stock_item".*) ELSE "overlay of_entry"."document" END, ',' ORDER BY "entry"."entry_ordinal") || ']' AS "members"
                FROM "variants_new"."entry" AS "entry"
                LEFT JOIN "variants_new"."part" AS "part" ON "entry"."id" = "part"."id" AND "entry"."entry_ordinal" = "part"."entry_ordinal" AND "part"."id" >= $1 AND "part"."id" <= $2 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'part'
                LEFT JOIN "variants_new"."stock_item" AS "stock_item" ON "entry"."id" = "stock_item"."id" AND "entry"."entry_ordinal" = "stock_item"."entry_ordinal" AND "stock_item"."id" >= $1 AND "stock_item"."id" <= $2 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
                LEFT JOIN LATERAL "variants_new"."overlay_entry"("entry".*, "part".*, "stock_item".*) AS "overlay of_entry" ON true
                WHERE "entry"."id" >= $1 AND "entry"."id" <= $2
                GROUP BY "entry"."id"
            ) AS "members of_entry" ON "field"."id" = "members of_entry"."id"
            LEFT JOIN (
                SELECT "field_option"."id", '[' || string_agg(CASE WHEN "field_option"."residual" IS NULL AND "field_option"."residual_absent" IS NULL THEN "variants_new"."compose_field_option"("field_option".*) ELSE "overlay of_field_option"."document" END, ',' ORDER BY "field_option"."field_option_ordinal") || ']' AS "members"
                FROM "variants_new"."field_option" AS "field_option"
                LEFT JOIN LATERAL "variants_new"."overlay_field_option"("field_option".*) AS "overlay of_field_option" ON true
                WHERE "field_option"."id" >= $1 AND "field_option"."id" <= $2
                GROUP BY "field_option"."id"
            ) AS "members of_field_option" ON "field"."id" = "members of_field_option"."id"
            LEFT JOIN LATERAL "variants_new"."overlay_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") AS "overlay of_field" ON true
            WHERE "field"."id" >= $1 AND "field"."id" <= $2
        ) AS composed
    ) AS composed ON "legacy"."id" = "composed"."id"
    WHERE ("legacy"."id" IS NOT NULL AND "composed"."id" IS NOT NULL) IS NOT TRUE
        OR NOT record_image_eq(ROW(legacy."payload"), ROW(composed."payload"))
            AND legacy."payload"::text IS DISTINCT FROM composed."payload"::text
            AND NOT (
                hofsm.is_moved(legacy."payload") AND composed."payload" IS NOT NULL
                AND EXISTS (SELECT FROM hofsm.payload WHERE mapping = 'variants' AND state <> 'restored')
            )
$query$ USING $1, $2;
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (field): bring rows to one document, in the base table
CREATE OR REPLACE FUNCTION "variants_new"."mirror_document_field"("old"."fields"."id"%TYPE) RETURNS void
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
    SELECT true, "legacy"."value" INTO is_there, actual FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "old"."fields_base" ("id", "value") OVERRIDING SYSTEM VALUE
            VALUES ($1, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "old"."fields_base" AS legacy SET "value" = composed WHERE "legacy"."id" = $1;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."value" INTO is_there, actual FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text AND NOT hofsm.is_moved(actual) THEN
        composed := "variants_new"."document_field"($1);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "variants_new"."change_field"($1, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;

-- up (no lock on any table): spec.yaml:5:3 (field): what follows a write to field
CREATE OR REPLACE FUNCTION "variants_new"."written_field"() RETURNS trigger
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "now"."id");
            
            INSERT INTO "variants_new"."field_choice" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE "now"."kind" IS NOT DISTINCT FROM 'multi select'
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."fields_base" AS legacy
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
                UPDATE "old"."fields_base" AS legacy SET ("id") = ROW("now"."id")
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            DELETE FROM "old"."fields_base" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "variants_new"."field" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "was"."id");
            
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

-- up (no lock on any table): spec.yaml:5:3 (field): compares the tag asked for before a row of field is written
CREATE OR REPLACE FUNCTION "variants_new"."match_field"() RETURNS trigger
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
        PERFORM FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:26:9 (field_choice): what follows a write to field_choice
CREATE OR REPLACE FUNCTION "variants_new"."written_field_choice"() RETURNS trigger
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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

-- up (no lock on any table): spec.yaml:26:9 (field_choice): compares the tag asked for before a row of field_choice is written
CREATE OR REPLACE FUNCTION "variants_new"."match_field_choice"() RETURNS trigger
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
        PERFORM FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:12:3 (entry): what follows a write to entry
CREATE OR REPLACE FUNCTION "variants_new"."written_entry"() RETURNS trigger
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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

-- up (no lock on any table): spec.yaml:12:3 (entry): compares the tag asked for before a row of entry is written
CREATE OR REPLACE FUNCTION "variants_new"."match_entry"() RETURNS trigger
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
        PERFORM FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:39:9 (part): what follows a write to part
CREATE OR REPLACE FUNCTION "variants_new"."written_part"() RETURNS trigger
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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

-- up (no lock on any table): spec.yaml:39:9 (part): compares the tag asked for before a row of part is written
CREATE OR REPLACE FUNCTION "variants_new"."match_part"() RETURNS trigger
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
        PERFORM FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:44:9 (stock_item): what follows a write to stock_item
CREATE OR REPLACE FUNCTION "variants_new"."written_stock_item"() RETURNS trigger
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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

-- up (no lock on any table): spec.yaml:44:9 (stock_item): compares the tag asked for before a row of stock_item is written
CREATE OR REPLACE FUNCTION "variants_new"."match_stock_item"() RETURNS trigger
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
        PERFORM FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:30:9 (field_option): what follows a write to field_option
CREATE OR REPLACE FUNCTION "variants_new"."written_field_option"() RETURNS trigger
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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
            PERFORM FROM "old"."fields_base" AS legacy
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

-- up (no lock on any table): spec.yaml:30:9 (field_option): compares the tag asked for before a row of field_option is written
CREATE OR REPLACE FUNCTION "variants_new"."match_field_option"() RETURNS trigger
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
        PERFORM FROM "old"."fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:5:3 (field): the documents between two keys, both included, composed
CREATE FUNCTION "variants_new"."payload_documents_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) RETURNS TABLE (
    "id" "old"."fields"."id"%TYPE,
    "document" jsonb
)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
    SET enable_nestloop = off
AS $body$
BEGIN
    -- EXECUTE plans for the given keys every time: a plan for unknown keys would read whole tables.
    RETURN QUERY EXECUTE $query$
    SELECT "composed"."id", composed."document"::jsonb
    FROM (
        SELECT "field"."id", CASE WHEN "field"."residual" IS NULL AND "field"."residual_absent" IS NULL THEN "variants_new"."compose_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") ELSE "overlay of_field"."document" END AS "document"
        FROM "variants_new"."field" AS "field"
        LEFT JOIN "variants_new"."field_choice" AS "field_choice" ON "field"."id" = "field_choice"."id" AND "field_choice"."id" >= $1 AND "field_choice"."id" <= $2 AND "field"."kind" IS NOT DISTINCT FROM 'multi select'
        LEFT JOIN (
            SELECT "entry"."id", '[' || string_agg(CASE WHEN "entry"."residual" IS NULL AND "entry"."residual_absent" IS NULL THEN "variants_new"."compose_entry"("entry".*, "part".*, "stock_item".*) ELSE "overlay of_entry"."document" END, ',' ORDER BY "entry"."entry_ordinal") || ']' AS "members"
            FROM "variants_new"."entry" AS "entry"
            LEFT JOIN "variants_new"."part" AS "part" ON "entry"."id" = "part"."id" AND "entry"."entry_ordinal" = "part"."entry_ordinal" AND "part"."id" >= $1 AND "part"."id" <= $2 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'part'
            LEFT JOIN "variants_new"."stock_item" AS "stock_item" ON "entry"."id" = "stock_item"."id" AND "entry"."entry_ordinal" = "stock_item"."entry_ordinal" AND "stock_item"."id" >= $1 AND "stock_item"."id" <= $2 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
            LEFT JOIN LATERAL "variants_new"."overlay_entry"("entry".*, "part".*, "stock_item".*) AS "overlay of_entry" ON true
            WHERE "entry"."id" >= $1 AND "entry"."id" <= $2
            GROUP BY "entry"."id"
        ) AS "members of_entry" ON "field"."id" = "members of_entry"."id"
        LEFT JOIN (
            SELECT "field_option"."id", '[' || string_agg(CASE WHEN "field_option"."residual" IS NULL AND "field_option"."residual_absent" IS NULL THEN "variants_new"."compose_field_option"("field_option".*) ELSE "overlay of_field_option"."document" END, ',' ORDER BY "field_option"."field_option_ordinal") || ']' AS "members"
            FROM "variants_new"."field_option" AS "field_option"
            LEFT JOIN LATERAL "variants_new"."overlay_field_option"("field_option".*) AS "overlay of_field_option" ON true
            WHERE "field_option"."id" >= $1 AND "field_option"."id" <= $2
            GROUP BY "field_option"."id"
        ) AS "members of_field_option" ON "field"."id" = "members of_field_option"."id"
        LEFT JOIN LATERAL "variants_new"."overlay_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") AS "overlay of_field" ON true
        WHERE "field"."id" >= $1 AND "field"."id" <= $2
    ) AS composed
$query$ USING $1, $2;
END

$body$;
COMMENT ON FUNCTION "variants_new"."payload_documents_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): the documents between two keys, both included, composed';

-- up (no lock on any table): spec.yaml:5:3 (field): takes the payloads between two keys away, each where it is what the new tables compose
CREATE FUNCTION "variants_new"."empty_payload_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) RETURNS TABLE (documents bigint, refused text[], proven boolean)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
AS $body$
BEGIN
    PERFORM hofsm.begin_sweep();
    -- The rows first, in key order. What follows is another statement, which sees what was waited for.
    EXECUTE $lock$
    SELECT FROM "old"."fields_base" AS legacy
    WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."value" IS NOT NULL AND NOT hofsm.is_moved("legacy"."value")
    ORDER BY "legacy"."id"
    FOR NO KEY UPDATE
$lock$ USING $1, $2;
    RETURN QUERY EXECUTE $query$
    -- A payload goes where the document that is composed from the new tables is the same to the byte, and nowhere else.
    WITH due AS MATERIALIZED (
        SELECT "legacy"."id", "legacy"."value" AS "document" FROM "old"."fields_base" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."value" IS NOT NULL AND NOT hofsm.is_moved("legacy"."value")
    ),
    proven AS MATERIALIZED (
        SELECT "due"."id"
        FROM due
        JOIN "variants_new"."payload_documents_variants"($1, $2) AS composed ON "composed"."id" = "due"."id"
        WHERE due."document"::text = composed."document"::text
    ),
    written AS (
        UPDATE "old"."fields_base" AS legacy SET "value" = hofsm.moved()::jsonb FROM proven WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."id" = "proven"."id"
        RETURNING "legacy"."id"
    )
    SELECT
        (SELECT count(*) FROM written),
        (
            SELECT ARRAY["due"."id"::text] FROM due
            WHERE NOT EXISTS (SELECT FROM written WHERE "written"."id" = "due"."id")
            ORDER BY "due"."id" LIMIT 1
        ),
        (SELECT count(*) FROM due) = (SELECT count(*) FROM proven)
$query$ USING $1, $2;
    PERFORM set_config('hofsm.origin', '', true);
END

$body$;
COMMENT ON FUNCTION "variants_new"."empty_payload_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): takes the payloads between two keys away, each where it is what the new tables compose';

-- up (no lock on any table): spec.yaml:5:3 (field): makes the payloads between two keys anew where they were taken away
CREATE FUNCTION "variants_new"."restore_payload_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) RETURNS TABLE (documents bigint, refused text[], proven boolean)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
AS $body$
BEGIN
    PERFORM hofsm.begin_sweep();
    -- The rows first, in key order. What follows is another statement, which sees what was waited for.
    EXECUTE $lock$
    SELECT FROM "old"."fields_base" AS legacy
    WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND hofsm.is_moved("legacy"."value")
    ORDER BY "legacy"."id"
    FOR NO KEY UPDATE
$lock$ USING $1, $2;
    RETURN QUERY EXECUTE $query$
    WITH due AS MATERIALIZED (
        SELECT "legacy"."id" FROM "old"."fields_base" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND hofsm.is_moved("legacy"."value")
    ),
    composed AS MATERIALIZED (
        SELECT "due"."id", composed."document"
        FROM due
        JOIN "variants_new"."payload_documents_variants"($1, $2) AS composed ON "composed"."id" = "due"."id"
        WHERE composed."document" IS NOT NULL
    ),
    written AS (
        UPDATE "old"."fields_base" AS legacy SET "value" = "composed"."document" FROM composed WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."id" = "composed"."id"
        RETURNING "legacy"."id"
    )
    SELECT
        (SELECT count(*) FROM written),
        (
            SELECT ARRAY["due"."id"::text] FROM due
            WHERE NOT EXISTS (SELECT FROM written WHERE "written"."id" = "due"."id")
            ORDER BY "due"."id" LIMIT 1
        ),
        (SELECT count(*) FROM due) = (SELECT count(*) FROM composed)
$query$ USING $1, $2;
    PERFORM set_config('hofsm.origin', '', true);
END

$body$;
COMMENT ON FUNCTION "variants_new"."restore_payload_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): makes the payloads between two keys anew where they were taken away';

-- up (no lock on any table): writers of the new tables are waited for, and wait, until their functions write to another table
SELECT pg_advisory_xact_lock(hashtext('hofsm writers'), hashtext('hofsm.writing_c4651d46'));

-- up (ACCESS EXCLUSIVE on the legacy table, and on every view that reads it, directly or through others): it gets another name, and a view that composes the documents gets its name
SELECT hofsm.cut_over('variants', '"old"."fields"', 'fields_base', 'value', '{id}', '"variants_new"."view_document_variants"', '"variants_new"."view_write_variants"',  E'{"\\"variants_new\\".\\"field\\"","\\"variants_new\\".\\"field_choice\\"","\\"variants_new\\".\\"entry\\"","\\"variants_new\\".\\"part\\"","\\"variants_new\\".\\"stock_item\\"","\\"variants_new\\".\\"field_option\\""}');

-- up (SHARE ROW EXCLUSIVE on the legacy table, whose name is another one by now, and on tables that inherit from it): documents that come through the view go to the new tables
CREATE TRIGGER "zz_hofsm_take_variants" BEFORE INSERT OR UPDATE ON "old"."fields_base"
    FOR EACH ROW EXECUTE FUNCTION "variants_new"."take_variants"();
DO $descendants$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"old"."fields_base"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('CREATE TRIGGER "zz_hofsm_take_variants" BEFORE INSERT OR UPDATE ON %s
    FOR EACH ROW EXECUTE FUNCTION "variants_new"."take_variants"();', descendant.oid::regclass);
        END IF;
    END LOOP;
END
$descendants$;

-- up (no lock on any table): nothing to do

RESET search_path;
