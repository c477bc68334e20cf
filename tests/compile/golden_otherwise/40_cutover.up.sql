-- mixed: mirrored -> cutover
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (no lock on any table): spec.yaml:7:3 (document): one document, composed
CREATE FUNCTION "mixed_new"."view_document_mixed_now"("public"."mixed"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
BEGIN
    RETURN (
        SELECT composed."document"::jsonb
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
COMMENT ON FUNCTION "mixed_new"."view_document_mixed_now"("public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): one document, composed';

-- up (no lock on any table): spec.yaml:7:3 (document): one document, composed
CREATE FUNCTION "mixed_new"."view_document_mixed"("public"."mixed"."id"%TYPE, tid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
BEGIN
    -- After SELECT ... FOR UPDATE has waited, the document must be the one that the lock protects, and not that of the statement's beginning.
    -- Then the row of the base table is a version that the statement's snapshot does not show. In all other cases it is that snapshot
    -- which counts: an UPDATE reads the document several times, and each time it has to be the same.
    IF NOT EXISTS (SELECT FROM "public"."mixed_base" AS base WHERE "base"."id" = $1 AND base.ctid = $2) THEN
        RETURN "mixed_new"."view_document_mixed_now"($1);
    END IF;
    RETURN (
        SELECT composed."document"::jsonb
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
COMMENT ON FUNCTION "mixed_new"."view_document_mixed"("public"."mixed"."id"%TYPE, tid) IS 'spec.yaml:7:3 (document): one document, composed';

-- up (no lock on any table): spec.yaml:7:3 (document): the rows of a document from what the writer had read to what was written; refused where that is stale
CREATE FUNCTION "mixed_new"."exchange_mixed"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
DECLARE
    "changed" record;
    "stored_row" record;
BEGIN
    SELECT
        "now"."other",
        "now"."number",
        "now"."form_other",
        "now"."title",
        "now"."options_other",
        "now"."rows_other",
        "now"."entered_by",
        "now"."document_input.exists",
        "now"."input_other",
        "now"."attributes_other",
        "now"."residual",
        "now"."residual_absent",
        "now"."container of attribute",
        "now"."container of option",
        "now"."container of form_row",
        true AND NOT (true AND record_image_eq("was"."image of document", "now"."image of document")) AS "document differs",
        true AND NOT true AS "document goes",
        true AS "document had row",
        "was"."image of document" AS "document was",
        coalesce("now"."document_input.exists", false) AND NOT (coalesce("was"."document_input.exists", false) AND record_image_eq("was"."image of document_input", "now"."image of document_input")) AS "document_input differs",
        coalesce("was"."document_input.exists", false) AND NOT coalesce("now"."document_input.exists", false) AS "document_input goes",
        coalesce("was"."document_input.exists", false) AS "document_input had row",
        "was"."image of document_input" AS "document_input was",
        true AND NOT (true AND record_image_eq("was"."image of document_rest", "now"."image of document_rest")) AS "document_rest differs",
        true AND NOT true AS "document_rest goes",
        true AS "document_rest had row",
        "was"."image of document_rest" AS "document_rest was",
        "was"."container of attribute" AS "container of attribute before",
        record_image_eq(ROW("was"."container of attribute"), ROW("now"."container of attribute")) AS "container of attribute same",
        "was"."container of option" AS "container of option before",
        record_image_eq(ROW("was"."container of option"), ROW("now"."container of option")) AS "container of option same",
        "was"."container of form_row" AS "container of form_row before",
        record_image_eq(ROW("was"."container of form_row"), ROW("now"."container of form_row")) AS "container of form_row same"
    INTO "changed"
    FROM (
        SELECT node.*,
            ROW("node"."other", "node"."number", "node"."form_other", "node"."title", "node"."options_other", "node"."rows_other", "node"."residual", "node"."residual_absent") AS "image of document",
            ROW("node"."entered_by") AS "image of document_input",
            ROW("node"."input_other", "node"."attributes_other") AS "image of document_rest",
            ROW("node"."other", "node"."number", "node"."form_other", "node"."title", "node"."options_other", "node"."rows_other", "node"."entered_by", "node"."document_input.exists", "node"."input_other", "node"."attributes_other", "node"."residual", "node"."residual_absent", "node"."container of attribute", "node"."container of option", "node"."container of form_row") AS "image"
        FROM "mixed_new"."decompose_document"($2) AS node
        OFFSET 0
    ) AS was
    CROSS JOIN (
        SELECT node.*,
            ROW("node"."other", "node"."number", "node"."form_other", "node"."title", "node"."options_other", "node"."rows_other", "node"."residual", "node"."residual_absent") AS "image of document",
            ROW("node"."entered_by") AS "image of document_input",
            ROW("node"."input_other", "node"."attributes_other") AS "image of document_rest",
            ROW("node"."other", "node"."number", "node"."form_other", "node"."title", "node"."options_other", "node"."rows_other", "node"."entered_by", "node"."document_input.exists", "node"."input_other", "node"."attributes_other", "node"."residual", "node"."residual_absent", "node"."container of attribute", "node"."container of option", "node"."container of form_row") AS "image"
        FROM "mixed_new"."decompose_document"($3) AS node
        OFFSET 0
    ) AS now;
    IF "changed"."document differs" THEN
        IF $4 <> 'follow' AND "changed"."document had row" THEN
            SELECT ROW("target"."other", "target"."number", "target"."form_other", "target"."title", "target"."options_other", "target"."rows_other", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "mixed_new"."document" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."document" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('mixed_new.document');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."document had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."document was") THEN
                PERFORM hofsm.refuse_stale('mixed_new.document');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."document" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('mixed_new.document');
        END IF;
        IF "changed"."document had row" THEN
            UPDATE "mixed_new"."document" AS target
            SET "other" = "changed"."other",
                "number" = "changed"."number",
                "form_other" = "changed"."form_other",
                "title" = "changed"."title",
                "options_other" = "changed"."options_other",
                "rows_other" = "changed"."rows_other",
                "residual" = "changed"."residual",
                "residual_absent" = "changed"."residual_absent"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."document had row" OR NOT FOUND THEN
            INSERT INTO "mixed_new"."document" ("id", "other", "number", "form_other", "title", "options_other", "rows_other", "residual", "residual_absent")
            VALUES ($1, "changed"."other", "changed"."number", "changed"."form_other", "changed"."title", "changed"."options_other", "changed"."rows_other", "changed"."residual", "changed"."residual_absent")
            ON CONFLICT ("id") DO UPDATE SET
                "other" = excluded."other",
                "number" = excluded."number",
                "form_other" = excluded."form_other",
                "title" = excluded."title",
                "options_other" = excluded."options_other",
                "rows_other" = excluded."rows_other",
                "residual" = excluded."residual",
                "residual_absent" = excluded."residual_absent";
        END IF;
    END IF;
    IF "changed"."document_input differs" THEN
        IF $4 <> 'follow' AND "changed"."document_input had row" THEN
            SELECT ROW("target"."entered_by") AS image INTO "stored_row" FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('mixed_new.document_input');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."document_input had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."document_input was") THEN
                PERFORM hofsm.refuse_stale('mixed_new.document_input');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('mixed_new.document_input');
        END IF;
        IF "changed"."document_input had row" THEN
            UPDATE "mixed_new"."document_input" AS target
            SET "entered_by" = "changed"."entered_by"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."document_input had row" OR NOT FOUND THEN
            INSERT INTO "mixed_new"."document_input" ("id", "entered_by")
            VALUES ($1, "changed"."entered_by")
            ON CONFLICT ("id") DO UPDATE SET
                "entered_by" = excluded."entered_by";
        END IF;
    END IF;
    IF "changed"."document_input goes" THEN
        IF $4 <> 'follow' AND "changed"."document_input had row" THEN
            SELECT ROW("target"."entered_by") AS image INTO "stored_row" FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('mixed_new.document_input');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."document_input had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."document_input was") THEN
                PERFORM hofsm.refuse_stale('mixed_new.document_input');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('mixed_new.document_input');
        END IF;
        DELETE FROM "mixed_new"."document_input" AS target WHERE "target"."id" = $1;
    END IF;
    IF "changed"."document_rest differs" THEN
        IF $4 <> 'follow' AND "changed"."document_rest had row" THEN
            SELECT ROW("target"."input_other", "target"."attributes_other") AS image INTO "stored_row" FROM "mixed_new"."document_rest" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "mixed_new"."document_rest" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('mixed_new.document_rest');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."document_rest had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."document_rest was") THEN
                PERFORM hofsm.refuse_stale('mixed_new.document_rest');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "mixed_new"."document_rest" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('mixed_new.document_rest');
        END IF;
        IF "changed"."document_rest had row" THEN
            UPDATE "mixed_new"."document_rest" AS target
            SET "input_other" = "changed"."input_other",
                "attributes_other" = "changed"."attributes_other"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."document_rest had row" OR NOT FOUND THEN
            INSERT INTO "mixed_new"."document_rest" ("id", "input_other", "attributes_other")
            VALUES ($1, "changed"."input_other", "changed"."attributes_other")
            ON CONFLICT ("id") DO UPDATE SET
                "input_other" = excluded."input_other",
                "attributes_other" = excluded."attributes_other";
        END IF;
    END IF;
    IF NOT "changed"."container of attribute same" THEN
        PERFORM "mixed_new"."change_attribute"($1, "changed"."container of attribute before", "changed"."container of attribute", $4);
    END IF;
    IF NOT "changed"."container of option same" THEN
        PERFORM "mixed_new"."change_option"($1, "changed"."container of option before", "changed"."container of option", $4);
    END IF;
    IF NOT "changed"."container of form_row same" THEN
        PERFORM "mixed_new"."change_form_row"($1, "changed"."container of form_row before", "changed"."container of form_row", $4);
    END IF;
END
$body$;
COMMENT ON FUNCTION "mixed_new"."exchange_mixed"("public"."mixed"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:7:3 (document): the rows of a document from what the writer had read to what was written; refused where that is stale';

-- up (no lock on any table): spec.yaml:7:3 (document): whether writers keep the payloads of the base table in step
CREATE FUNCTION "mixed_new"."keeps_payload_mixed"() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN true;
COMMENT ON FUNCTION "mixed_new"."keeps_payload_mixed"() IS 'spec.yaml:7:3 (document): whether writers keep the payloads of the base table in step';

-- up (no lock on any table): spec.yaml:7:3 (document): takes a document that was written through the view into the new tables
CREATE FUNCTION "mixed_new"."take_mixed"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
    kept boolean := "mixed_new"."keeps_payload_mixed"();
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
                HINT = 'Write to "public"."mixed", which is a view of the same columns.';
    END IF;
    IF TG_OP = 'UPDATE' AND hofsm.same_payload("old"."value", "new"."value") AND NOT ("old"."id" IS DISTINCT FROM "new"."id") THEN
        RETURN new;
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' OR "old"."id" IS DISTINCT FROM "new"."id" OR NOT hofsm.same_payload("old"."value", "new"."value") THEN
        IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
            PERFORM hofsm.check_etag(
                'mixed', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."view_document_mixed_now"("old"."id"))] END
            );
            PERFORM hofsm.bind_etag('mixed', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    now_document := ("new"."value") -> 'now';
    IF TG_OP = 'INSERT' THEN
        IF NOT "mixed_new"."represent_mixed"("new"."id", now_document) THEN
            RAISE EXCEPTION 'there is a document with this key already'
                USING ERRCODE = 'unique_violation', DETAIL = format('Key %s.', ROW("new"."id"));
        END IF;
    ELSIF "old"."id" IS DISTINCT FROM "new"."id" THEN
        IF NOT record_image_eq(ROW("mixed_new"."view_document_mixed_now"("old"."id")), ROW(("new"."value") -> 'was')) THEN
            PERFORM hofsm.refuse_stale('mixed_new.document');
        END IF;
        PERFORM "mixed_new"."forget_mixed"("old"."id");
        PERFORM "mixed_new"."represent_mixed"("new"."id", now_document);
        origin_before := 'view moved ' || ROW("new"."id")::text;
    ELSE
        PERFORM "mixed_new"."exchange_mixed"("new"."id", ("new"."value") -> 'was', now_document, 'compare');
        -- Somebody has written another part of the document since it was read, or its payload is not there: it is what both have made of it.
        IF kept AND NOT record_image_eq(ROW(("old"."value")), ROW(("new"."value") -> 'was')) THEN
            now_document := "mixed_new"."view_document_mixed_now"("new"."id");
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
COMMENT ON FUNCTION "mixed_new"."take_mixed"() IS 'spec.yaml:7:3 (document): takes a document that was written through the view into the new tables';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "mixed_new"."take_mixed"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:7:3 (document): the base table has no documents to follow, but deletes
CREATE OR REPLACE FUNCTION "mixed_new"."dual_write_mixed"() RETURNS trigger
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
    IF TG_OP = 'DELETE' AND (origin_before <> 'new' OR EXISTS (SELECT FROM "mixed_new"."document" AS root WHERE "root"."id" = "old"."id")) THEN
        IF origin_before NOT LIKE 'new%' THEN
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.check_etag(
                    'mixed', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                    VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["mixed_new"."etag_document"(NULL::"mixed_new"."document", "mixed_new"."view_document_mixed_now"("old"."id"))] END
                );
                PERFORM hofsm.bind_etag('mixed', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
            END IF;
        END IF;
        -- What was read through the view is of the statement's snapshot. The row has been waited for by now, and whoever has written the
        -- document has it before the end; so nothing of another writer comes between this statement and what drops the rows.
        IF read <> '' AND starts_with(read, hofsm.as_read(ROW("old"."id"), NULL)) THEN
            PERFORM set_config(
                'hofsm.read', CASE WHEN read = hofsm.as_read(ROW("old"."id"), "mixed_new"."view_document_mixed_now"("old"."id")) THEN '' ELSE 'stale' END, true
            );
        END IF;
        PERFORM set_config('hofsm.origin', 'legacy', true);
        PERFORM "mixed_new"."forget_mixed"("old"."id");
        PERFORM set_config('hofsm.origin', origin_before, true);
    END IF;
    RETURN NULL;
END
$body$;

-- up (no lock on any table): spec.yaml:7:3 (document): the documents between two keys, both included, that are not in parity; payloads of the base table
CREATE OR REPLACE FUNCTION "mixed_new"."verify_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) RETURNS TABLE (
    "id" "public"."mixed"."id"%TYPE,
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
    FROM (SELECT "legacy"."id", "legacy"."value" AS "payload" FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2) AS legacy
    FULL JOIN (
        SELECT "composed"."id", composed."document"::jsonb AS "payload"
        FROM (
            SELECT "document"."id", CASE WHEN "document"."residual" IS NULL AND "document"."residual_absent" IS NULL THEN "mixed_new"."compose_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") ELSE "overlay of_document"."document" END AS "document"
            FROM "mixed_new"."document" AS "document"
            LEFT JOIN "mixed_new"."document_input" AS "document_input" ON "document"."id" = "document_input"."id" AND "document_input"."id" >= $1 AND "document_input"."id" <= $2
            LEFT JOIN "mixed_new"."document_rest" AS "document_rest" ON "document"."id" = "document_rest"."id" AND "document_rest"."id" >= $1 AND "document_rest"."id" <= $2
            LEFT JOIN (
                SELECT "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "mixed_new"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
                FROM "mixed_new"."attribute" AS "attribute"
                LEFT JOIN LATERAL "mixed_new"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
                WHERE "attribute"."id" >= $1 AND "attribute"."id" <= $2
                GROUP BY "attribute"."id"
            ) AS "members of_attribute" ON "document"."id" = "members of_attribute"."id"
            LEFT JOIN (
                SELECT "option"."id", '[' || string_agg(CASE WHEN "option"."residual" IS NULL AND "option"."residual_absent" IS NULL THEN "mixed_new"."compose_option"("option".*) ELSE "overlay of_option"."document" END, ',' ORDER BY "option"."option_ordinal") || ']' AS "members"
                FROM "mixed_new"."option" AS "option"
                LEFT JOIN LATERAL "mixed_new"."overlay_option"("option".*) AS "overlay of_option" ON true
                WHERE "option"."id" >= $1 AND "option"."id" <= $2
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
                        WHERE "step"."id" >= $1 AND "step"."id" <= $2
                        WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."form_row_path")
                    ) AS "walk" ON "form_row"."id" = "walk"."id" AND "form_row"."form_row_path" = "walk"."form_row_path"
                    LEFT JOIN LATERAL "mixed_new"."overlay_form_row"("form_row".*, CASE WHEN "walk"."next_depth" > cardinality("form_row"."form_row_path") THEN '[' || chr(1) END) AS "overlay of_form_row" ON true
                    WHERE "form_row"."id" >= $1 AND "form_row"."id" <= $2
                ) AS step
                GROUP BY "step"."id"
            ) AS "members of_form_row" ON "document"."id" = "members of_form_row"."id"
            LEFT JOIN LATERAL "mixed_new"."overlay_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") AS "overlay of_document" ON true
            WHERE "document"."id" >= $1 AND "document"."id" <= $2
        ) AS composed
    ) AS composed ON "legacy"."id" = "composed"."id"
    WHERE ("legacy"."id" IS NOT NULL AND "composed"."id" IS NOT NULL) IS NOT TRUE
        OR NOT record_image_eq(ROW(legacy."payload"), ROW(composed."payload"))
            AND legacy."payload"::text IS DISTINCT FROM composed."payload"::text
            AND NOT (
                hofsm.is_moved(legacy."payload") AND composed."payload" IS NOT NULL
                AND EXISTS (SELECT FROM hofsm.payload WHERE mapping = 'mixed' AND state <> 'restored')
            )
$query$ USING $1, $2;
END

$body$;

-- up (no lock on any table): spec.yaml:7:3 (document): bring rows to one document, in the base table
CREATE OR REPLACE FUNCTION "mixed_new"."mirror_document_document"("public"."mixed"."id"%TYPE) RETURNS void
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
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "public"."mixed_base" ("id", "value") OVERRIDING SYSTEM VALUE
            VALUES ($1, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "public"."mixed_base" AS legacy SET "value" = composed WHERE "legacy"."id" = $1;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text AND NOT hofsm.is_moved(actual) THEN
        composed := "mixed_new"."document_document"($1);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "mixed_new"."change_document"($1, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;

-- up (no lock on any table): spec.yaml:7:3 (document): what follows a write to document
CREATE OR REPLACE FUNCTION "mixed_new"."written_document"() RETURNS trigger
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = "now"."id");
            
            INSERT INTO "mixed_new"."document_rest" ("id")
            SELECT "now"."id" FROM "new_rows" AS now WHERE true
            ON CONFLICT DO NOTHING;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "public"."mixed_base" AS legacy
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
                UPDATE "public"."mixed_base" AS legacy SET ("id") = ROW("now"."id")
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            DELETE FROM "public"."mixed_base" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "mixed_new"."document" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = "was"."id");
            
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

-- up (no lock on any table): spec.yaml:7:3 (document): compares the tag asked for before a row of document is written
CREATE OR REPLACE FUNCTION "mixed_new"."match_document"() RETURNS trigger
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
        PERFORM FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:18:3 (document_input): what follows a write to document_input
CREATE OR REPLACE FUNCTION "mixed_new"."written_document_input"() RETURNS trigger
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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

-- up (no lock on any table): spec.yaml:18:3 (document_input): compares the tag asked for before a row of document_input is written
CREATE OR REPLACE FUNCTION "mixed_new"."match_document_input"() RETURNS trigger
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
        PERFORM FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:25:3 (document_rest): what follows a write to document_rest
CREATE OR REPLACE FUNCTION "mixed_new"."written_document_rest"() RETURNS trigger
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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

-- up (no lock on any table): spec.yaml:25:3 (document_rest): compares the tag asked for before a row of document_rest is written
CREATE OR REPLACE FUNCTION "mixed_new"."match_document_rest"() RETURNS trigger
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
        PERFORM FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:32:3 (attribute): what follows a write to attribute
CREATE OR REPLACE FUNCTION "mixed_new"."written_attribute"() RETURNS trigger
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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

-- up (no lock on any table): spec.yaml:32:3 (attribute): compares the tag asked for before a row of attribute is written
CREATE OR REPLACE FUNCTION "mixed_new"."match_attribute"() RETURNS trigger
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
        PERFORM FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:38:3 (option): what follows a write to option
CREATE OR REPLACE FUNCTION "mixed_new"."written_option"() RETURNS trigger
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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

-- up (no lock on any table): spec.yaml:38:3 (option): compares the tag asked for before a row of option is written
CREATE OR REPLACE FUNCTION "mixed_new"."match_option"() RETURNS trigger
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
        PERFORM FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:45:3 (form_row): what follows a write to form_row
CREATE OR REPLACE FUNCTION "mixed_new"."written_form_row"() RETURNS trigger
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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
            PERFORM FROM "public"."mixed_base" AS legacy
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

-- up (no lock on any table): spec.yaml:45:3 (form_row): compares the tag asked for before a row of form_row is written
CREATE OR REPLACE FUNCTION "mixed_new"."match_form_row"() RETURNS trigger
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
        PERFORM FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): spec.yaml:7:3 (document): the documents between two keys, both included, composed
CREATE FUNCTION "mixed_new"."payload_documents_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) RETURNS TABLE (
    "id" "public"."mixed"."id"%TYPE,
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
        SELECT "document"."id", CASE WHEN "document"."residual" IS NULL AND "document"."residual_absent" IS NULL THEN "mixed_new"."compose_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") ELSE "overlay of_document"."document" END AS "document"
        FROM "mixed_new"."document" AS "document"
        LEFT JOIN "mixed_new"."document_input" AS "document_input" ON "document"."id" = "document_input"."id" AND "document_input"."id" >= $1 AND "document_input"."id" <= $2
        LEFT JOIN "mixed_new"."document_rest" AS "document_rest" ON "document"."id" = "document_rest"."id" AND "document_rest"."id" >= $1 AND "document_rest"."id" <= $2
        LEFT JOIN (
            SELECT "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "mixed_new"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
            FROM "mixed_new"."attribute" AS "attribute"
            LEFT JOIN LATERAL "mixed_new"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
            WHERE "attribute"."id" >= $1 AND "attribute"."id" <= $2
            GROUP BY "attribute"."id"
        ) AS "members of_attribute" ON "document"."id" = "members of_attribute"."id"
        LEFT JOIN (
            SELECT "option"."id", '[' || string_agg(CASE WHEN "option"."residual" IS NULL AND "option"."residual_absent" IS NULL THEN "mixed_new"."compose_option"("option".*) ELSE "overlay of_option"."document" END, ',' ORDER BY "option"."option_ordinal") || ']' AS "members"
            FROM "mixed_new"."option" AS "option"
            LEFT JOIN LATERAL "mixed_new"."overlay_option"("option".*) AS "overlay of_option" ON true
            WHERE "option"."id" >= $1 AND "option"."id" <= $2
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
                    WHERE "step"."id" >= $1 AND "step"."id" <= $2
                    WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."form_row_path")
                ) AS "walk" ON "form_row"."id" = "walk"."id" AND "form_row"."form_row_path" = "walk"."form_row_path"
                LEFT JOIN LATERAL "mixed_new"."overlay_form_row"("form_row".*, CASE WHEN "walk"."next_depth" > cardinality("form_row"."form_row_path") THEN '[' || chr(1) END) AS "overlay of_form_row" ON true
                WHERE "form_row"."id" >= $1 AND "form_row"."id" <= $2
            ) AS step
            GROUP BY "step"."id"
        ) AS "members of_form_row" ON "document"."id" = "members of_form_row"."id"
        LEFT JOIN LATERAL "mixed_new"."overlay_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") AS "overlay of_document" ON true
        WHERE "document"."id" >= $1 AND "document"."id" <= $2
    ) AS composed
$query$ USING $1, $2;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."payload_documents_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): the documents between two keys, both included, composed';

-- up (no lock on any table): spec.yaml:7:3 (document): takes the payloads between two keys away, each where it is what the new tables compose
CREATE FUNCTION "mixed_new"."empty_payload_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) RETURNS TABLE (documents bigint, refused text[], proven boolean)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
AS $body$
BEGIN
    PERFORM hofsm.begin_sweep();
    -- The rows first, in key order. What follows is another statement, which sees what was waited for.
    EXECUTE $lock$
    SELECT FROM "public"."mixed_base" AS legacy
    WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."value" IS NOT NULL AND NOT hofsm.is_moved("legacy"."value")
    ORDER BY "legacy"."id"
    FOR NO KEY UPDATE
$lock$ USING $1, $2;
    RETURN QUERY EXECUTE $query$
    -- A payload goes where the document that is composed from the new tables is the same to the byte, and nowhere else.
    WITH due AS MATERIALIZED (
        SELECT "legacy"."id", "legacy"."value" AS "document" FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."value" IS NOT NULL AND NOT hofsm.is_moved("legacy"."value")
    ),
    proven AS MATERIALIZED (
        SELECT "due"."id"
        FROM due
        JOIN "mixed_new"."payload_documents_mixed"($1, $2) AS composed ON "composed"."id" = "due"."id"
        WHERE due."document"::text = composed."document"::text
    ),
    written AS (
        UPDATE "public"."mixed_base" AS legacy SET "value" = hofsm.moved()::jsonb FROM proven WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."id" = "proven"."id"
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
COMMENT ON FUNCTION "mixed_new"."empty_payload_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): takes the payloads between two keys away, each where it is what the new tables compose';

-- up (no lock on any table): spec.yaml:7:3 (document): makes the payloads between two keys anew where they were taken away
CREATE FUNCTION "mixed_new"."restore_payload_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) RETURNS TABLE (documents bigint, refused text[], proven boolean)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
AS $body$
BEGIN
    PERFORM hofsm.begin_sweep();
    -- The rows first, in key order. What follows is another statement, which sees what was waited for.
    EXECUTE $lock$
    SELECT FROM "public"."mixed_base" AS legacy
    WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND hofsm.is_moved("legacy"."value")
    ORDER BY "legacy"."id"
    FOR NO KEY UPDATE
$lock$ USING $1, $2;
    RETURN QUERY EXECUTE $query$
    WITH due AS MATERIALIZED (
        SELECT "legacy"."id" FROM "public"."mixed_base" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND hofsm.is_moved("legacy"."value")
    ),
    composed AS MATERIALIZED (
        SELECT "due"."id", composed."document"
        FROM due
        JOIN "mixed_new"."payload_documents_mixed"($1, $2) AS composed ON "composed"."id" = "due"."id"
        WHERE composed."document" IS NOT NULL
    ),
    written AS (
        UPDATE "public"."mixed_base" AS legacy SET "value" = "composed"."document" FROM composed WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."id" = "composed"."id"
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
COMMENT ON FUNCTION "mixed_new"."restore_payload_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): makes the payloads between two keys anew where they were taken away';

-- up (no lock on any table): writers of the new tables are waited for, and wait, until their functions write to another table
SELECT pg_advisory_xact_lock(hashtext('hofsm writers'), hashtext('hofsm.writing_8bc77045'));

-- up (ACCESS EXCLUSIVE on the legacy table, and on every view that reads it, directly or through others): it gets another name, and a view that composes the documents gets its name
SELECT hofsm.cut_over('mixed', '"public"."mixed"', 'mixed_base', 'value', '{id}', '"mixed_new"."view_document_mixed"', '"mixed_new"."view_write_mixed"',  E'{"\\"mixed_new\\".\\"document\\"","\\"mixed_new\\".\\"document_input\\"","\\"mixed_new\\".\\"document_rest\\"","\\"mixed_new\\".\\"attribute\\"","\\"mixed_new\\".\\"option\\"","\\"mixed_new\\".\\"form_row\\""}');

-- up (SHARE ROW EXCLUSIVE on the legacy table, whose name is another one by now, and on tables that inherit from it): documents that come through the view go to the new tables
CREATE TRIGGER "zz_hofsm_take_mixed" BEFORE INSERT OR UPDATE ON "public"."mixed_base"
    FOR EACH ROW EXECUTE FUNCTION "mixed_new"."take_mixed"();
DO $descendants$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"public"."mixed_base"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('CREATE TRIGGER "zz_hofsm_take_mixed" BEFORE INSERT OR UPDATE ON %s
    FOR EACH ROW EXECUTE FUNCTION "mixed_new"."take_mixed"();', descendant.oid::regclass);
        END IF;
    END LOOP;
END
$descendants$;

-- up (no lock on any table): nothing to do

RESET search_path;
