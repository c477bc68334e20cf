-- form_fields: mirrored -> cutover
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): one document, composed
CREATE FUNCTION "production"."view_document_form_fields_now"("public"."form_fields"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
BEGIN
    RETURN (
        SELECT composed."document"::jsonb
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
COMMENT ON FUNCTION "production"."view_document_form_fields_now"("public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): one document, composed';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): one document, composed
CREATE FUNCTION "production"."view_document_form_fields"("public"."form_fields"."id"%TYPE, tid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
BEGIN
    -- After SELECT ... FOR UPDATE has waited, the document must be the one that the lock protects, and not that of the statement's beginning.
    -- Then the row of the base table is a version that the statement's snapshot does not show. In all other cases it is that snapshot
    -- which counts: an UPDATE reads the document several times, and each time it has to be the same.
    IF NOT EXISTS (SELECT FROM "public"."form_fields_base" AS base WHERE "base"."id" = $1 AND base.ctid = $2) THEN
        RETURN "production"."view_document_form_fields_now"($1);
    END IF;
    RETURN (
        SELECT composed."document"::jsonb
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
COMMENT ON FUNCTION "production"."view_document_form_fields"("public"."form_fields"."id"%TYPE, tid) IS 'form_fields.yaml:17:3 (form_field): one document, composed';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the rows of a document from what the writer had read to what was written; refused where that is stale
CREATE FUNCTION "production"."exchange_form_fields"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
DECLARE
    "changed" record;
    "stored_row" record;
BEGIN
    SELECT
        "now"."field_id",
        "now"."kind",
        "now"."version",
        "now"."revision",
        "now"."item_id",
        "now"."designed_at",
        "now"."notes",
        "now"."pad",
        "now"."label",
        "now"."x",
        "now"."y",
        "now"."width",
        "now"."height",
        "now"."hidden",
        "now"."help",
        "now"."style",
        "now"."options",
        "now"."required",
        "now"."minimum",
        "now"."maximum",
        "now"."form_field_rule.exists",
        "now"."default_value",
        "now"."value",
        "now"."entered_by",
        "now"."entered_at",
        "now"."form_field_input.exists",
        "now"."residual",
        "now"."residual_absent",
        "now"."container of form_field_child",
        "now"."container of form_field_attribute",
        "now"."container of form_field_reading",
        "now"."container of form_field_attachment",
        true AND NOT (true AND record_image_eq("was"."image of form_field", "now"."image of form_field")) AS "form_field differs",
        true AND NOT true AS "form_field goes",
        true AS "form_field had row",
        "was"."image of form_field" AS "form_field was",
        true AND NOT (true AND record_image_eq("was"."image of form_field_layout", "now"."image of form_field_layout")) AS "form_field_layout differs",
        true AND NOT true AS "form_field_layout goes",
        true AS "form_field_layout had row",
        "was"."image of form_field_layout" AS "form_field_layout was",
        coalesce("now"."form_field_rule.exists", false) AND NOT (coalesce("was"."form_field_rule.exists", false) AND record_image_eq("was"."image of form_field_rule", "now"."image of form_field_rule")) AS "form_field_rule differs",
        coalesce("was"."form_field_rule.exists", false) AND NOT coalesce("now"."form_field_rule.exists", false) AS "form_field_rule goes",
        coalesce("was"."form_field_rule.exists", false) AS "form_field_rule had row",
        "was"."image of form_field_rule" AS "form_field_rule was",
        true AND NOT (true AND record_image_eq("was"."image of form_field_default", "now"."image of form_field_default")) AS "form_field_default differs",
        true AND NOT true AS "form_field_default goes",
        true AS "form_field_default had row",
        "was"."image of form_field_default" AS "form_field_default was",
        coalesce("now"."form_field_input.exists", false) AND NOT (coalesce("was"."form_field_input.exists", false) AND record_image_eq("was"."image of form_field_input", "now"."image of form_field_input")) AS "form_field_input differs",
        coalesce("was"."form_field_input.exists", false) AND NOT coalesce("now"."form_field_input.exists", false) AS "form_field_input goes",
        coalesce("was"."form_field_input.exists", false) AS "form_field_input had row",
        "was"."image of form_field_input" AS "form_field_input was",
        "was"."container of form_field_child" AS "container of form_field_child before",
        record_image_eq(ROW("was"."container of form_field_child"), ROW("now"."container of form_field_child")) AS "container of form_field_child same",
        "was"."container of form_field_attribute" AS "container of form_field_attribute before",
        record_image_eq(ROW("was"."container of form_field_attribute"), ROW("now"."container of form_field_attribute")) AS "container of form_field_attribute same",
        "was"."container of form_field_reading" AS "container of form_field_reading before",
        record_image_eq(ROW("was"."container of form_field_reading"), ROW("now"."container of form_field_reading")) AS "container of form_field_reading same",
        "was"."container of form_field_attachment" AS "container of form_field_attachment before",
        record_image_eq(ROW("was"."container of form_field_attachment"), ROW("now"."container of form_field_attachment")) AS "container of form_field_attachment same"
    INTO "changed"
    FROM (
        SELECT node.*,
            ROW("node"."field_id", "node"."kind", "node"."version", "node"."revision", "node"."item_id", "node"."designed_at", "node"."notes", "node"."pad", "node"."residual", "node"."residual_absent") AS "image of form_field",
            ROW("node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options") AS "image of form_field_layout",
            ROW("node"."required", "node"."minimum", "node"."maximum") AS "image of form_field_rule",
            ROW("node"."default_value") AS "image of form_field_default",
            ROW("node"."value", "node"."entered_by", "node"."entered_at") AS "image of form_field_input",
            ROW("node"."field_id", "node"."kind", "node"."version", "node"."revision", "node"."item_id", "node"."designed_at", "node"."notes", "node"."pad", "node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options", "node"."required", "node"."minimum", "node"."maximum", "node"."form_field_rule.exists", "node"."default_value", "node"."value", "node"."entered_by", "node"."entered_at", "node"."form_field_input.exists", "node"."residual", "node"."residual_absent", "node"."container of form_field_child", "node"."container of form_field_attribute", "node"."container of form_field_reading", "node"."container of form_field_attachment") AS "image"
        FROM "production"."decompose_form_field"($2) AS node
        OFFSET 0
    ) AS was
    CROSS JOIN (
        SELECT node.*,
            ROW("node"."field_id", "node"."kind", "node"."version", "node"."revision", "node"."item_id", "node"."designed_at", "node"."notes", "node"."pad", "node"."residual", "node"."residual_absent") AS "image of form_field",
            ROW("node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options") AS "image of form_field_layout",
            ROW("node"."required", "node"."minimum", "node"."maximum") AS "image of form_field_rule",
            ROW("node"."default_value") AS "image of form_field_default",
            ROW("node"."value", "node"."entered_by", "node"."entered_at") AS "image of form_field_input",
            ROW("node"."field_id", "node"."kind", "node"."version", "node"."revision", "node"."item_id", "node"."designed_at", "node"."notes", "node"."pad", "node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options", "node"."required", "node"."minimum", "node"."maximum", "node"."form_field_rule.exists", "node"."default_value", "node"."value", "node"."entered_by", "node"."entered_at", "node"."form_field_input.exists", "node"."residual", "node"."residual_absent", "node"."container of form_field_child", "node"."container of form_field_attribute", "node"."container of form_field_reading", "node"."container of form_field_attachment") AS "image"
        FROM "production"."decompose_form_field"($3) AS node
        OFFSET 0
    ) AS now;
    IF "changed"."form_field differs" THEN
        IF $4 <> 'follow' AND "changed"."form_field had row" THEN
            SELECT ROW("target"."field_id", "target"."kind", "target"."version", "target"."revision", "target"."item_id", "target"."designed_at", "target"."notes", "target"."pad", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('production.form_field');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."form_field had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field was") THEN
                PERFORM hofsm.refuse_stale('production.form_field');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('production.form_field');
        END IF;
        IF "changed"."form_field had row" THEN
            UPDATE "production"."form_field" AS target
            SET "field_id" = "changed"."field_id",
                "kind" = "changed"."kind",
                "version" = "changed"."version",
                "revision" = "changed"."revision",
                "item_id" = "changed"."item_id",
                "designed_at" = "changed"."designed_at",
                "notes" = "changed"."notes",
                "pad" = "changed"."pad",
                "residual" = "changed"."residual",
                "residual_absent" = "changed"."residual_absent"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."form_field had row" OR NOT FOUND THEN
            INSERT INTO "production"."form_field" ("id", "field_id", "kind", "version", "revision", "item_id", "designed_at", "notes", "pad", "residual", "residual_absent")
            VALUES ($1, "changed"."field_id", "changed"."kind", "changed"."version", "changed"."revision", "changed"."item_id", "changed"."designed_at", "changed"."notes", "changed"."pad", "changed"."residual", "changed"."residual_absent")
            ON CONFLICT ("id") DO UPDATE SET
                "field_id" = excluded."field_id",
                "kind" = excluded."kind",
                "version" = excluded."version",
                "revision" = excluded."revision",
                "item_id" = excluded."item_id",
                "designed_at" = excluded."designed_at",
                "notes" = excluded."notes",
                "pad" = excluded."pad",
                "residual" = excluded."residual",
                "residual_absent" = excluded."residual_absent";
        END IF;
    END IF;
    IF "changed"."form_field_layout differs" THEN
        IF $4 <> 'follow' AND "changed"."form_field_layout had row" THEN
            SELECT ROW("target"."label", "target"."x", "target"."y", "target"."width", "target"."height", "target"."hidden", "target"."help", "target"."style", "target"."options") AS image INTO "stored_row" FROM "production"."form_field_layout" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_layout" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('production.form_field_layout');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."form_field_layout had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_layout was") THEN
                PERFORM hofsm.refuse_stale('production.form_field_layout');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_layout" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('production.form_field_layout');
        END IF;
        IF "changed"."form_field_layout had row" THEN
            UPDATE "production"."form_field_layout" AS target
            SET "label" = "changed"."label",
                "x" = "changed"."x",
                "y" = "changed"."y",
                "width" = "changed"."width",
                "height" = "changed"."height",
                "hidden" = "changed"."hidden",
                "help" = "changed"."help",
                "style" = "changed"."style",
                "options" = "changed"."options"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."form_field_layout had row" OR NOT FOUND THEN
            INSERT INTO "production"."form_field_layout" ("id", "label", "x", "y", "width", "height", "hidden", "help", "style", "options")
            VALUES ($1, "changed"."label", "changed"."x", "changed"."y", "changed"."width", "changed"."height", "changed"."hidden", "changed"."help", "changed"."style", "changed"."options")
            ON CONFLICT ("id") DO UPDATE SET
                "label" = excluded."label",
                "x" = excluded."x",
                "y" = excluded."y",
                "width" = excluded."width",
                "height" = excluded."height",
                "hidden" = excluded."hidden",
                "help" = excluded."help",
                "style" = excluded."style",
                "options" = excluded."options";
        END IF;
    END IF;
    IF "changed"."form_field_rule differs" THEN
        IF $4 <> 'follow' AND "changed"."form_field_rule had row" THEN
            SELECT ROW("target"."required", "target"."minimum", "target"."maximum") AS image INTO "stored_row" FROM "production"."form_field_rule" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_rule" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('production.form_field_rule');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."form_field_rule had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_rule was") THEN
                PERFORM hofsm.refuse_stale('production.form_field_rule');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_rule" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('production.form_field_rule');
        END IF;
        IF "changed"."form_field_rule had row" THEN
            UPDATE "production"."form_field_rule" AS target
            SET "required" = "changed"."required",
                "minimum" = "changed"."minimum",
                "maximum" = "changed"."maximum"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."form_field_rule had row" OR NOT FOUND THEN
            INSERT INTO "production"."form_field_rule" ("id", "required", "minimum", "maximum")
            VALUES ($1, "changed"."required", "changed"."minimum", "changed"."maximum")
            ON CONFLICT ("id") DO UPDATE SET
                "required" = excluded."required",
                "minimum" = excluded."minimum",
                "maximum" = excluded."maximum";
        END IF;
    END IF;
    IF "changed"."form_field_rule goes" THEN
        IF $4 <> 'follow' AND "changed"."form_field_rule had row" THEN
            SELECT ROW("target"."required", "target"."minimum", "target"."maximum") AS image INTO "stored_row" FROM "production"."form_field_rule" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_rule" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('production.form_field_rule');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."form_field_rule had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_rule was") THEN
                PERFORM hofsm.refuse_stale('production.form_field_rule');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_rule" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('production.form_field_rule');
        END IF;
        DELETE FROM "production"."form_field_rule" AS target WHERE "target"."id" = $1;
    END IF;
    IF "changed"."form_field_default differs" THEN
        IF $4 <> 'follow' AND "changed"."form_field_default had row" THEN
            SELECT ROW("target"."default_value") AS image INTO "stored_row" FROM "production"."form_field_default" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_default" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('production.form_field_default');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."form_field_default had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_default was") THEN
                PERFORM hofsm.refuse_stale('production.form_field_default');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_default" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('production.form_field_default');
        END IF;
        IF "changed"."form_field_default had row" THEN
            UPDATE "production"."form_field_default" AS target
            SET "default_value" = "changed"."default_value"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."form_field_default had row" OR NOT FOUND THEN
            INSERT INTO "production"."form_field_default" ("id", "default_value")
            VALUES ($1, "changed"."default_value")
            ON CONFLICT ("id") DO UPDATE SET
                "default_value" = excluded."default_value";
        END IF;
    END IF;
    IF "changed"."form_field_input differs" THEN
        IF $4 <> 'follow' AND "changed"."form_field_input had row" THEN
            SELECT ROW("target"."value", "target"."entered_by", "target"."entered_at") AS image INTO "stored_row" FROM "production"."form_field_input" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_input" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('production.form_field_input');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."form_field_input had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_input was") THEN
                PERFORM hofsm.refuse_stale('production.form_field_input');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_input" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('production.form_field_input');
        END IF;
        IF "changed"."form_field_input had row" THEN
            UPDATE "production"."form_field_input" AS target
            SET "value" = "changed"."value",
                "entered_by" = "changed"."entered_by",
                "entered_at" = "changed"."entered_at"
            WHERE "target"."id" = $1;
        END IF;
        IF NOT "changed"."form_field_input had row" OR NOT FOUND THEN
            INSERT INTO "production"."form_field_input" ("id", "value", "entered_by", "entered_at")
            VALUES ($1, "changed"."value", "changed"."entered_by", "changed"."entered_at")
            ON CONFLICT ("id") DO UPDATE SET
                "value" = excluded."value",
                "entered_by" = excluded."entered_by",
                "entered_at" = excluded."entered_at";
        END IF;
    END IF;
    IF "changed"."form_field_input goes" THEN
        IF $4 <> 'follow' AND "changed"."form_field_input had row" THEN
            SELECT ROW("target"."value", "target"."entered_by", "target"."entered_at") AS image INTO "stored_row" FROM "production"."form_field_input" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_input" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('production.form_field_input');
            END IF;
        END IF;
        IF $4 = 'compare' AND "changed"."form_field_input had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_input was") THEN
                PERFORM hofsm.refuse_stale('production.form_field_input');
            END IF;
        ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_input" AS target WHERE "target"."id" = $1) THEN
            PERFORM hofsm.refuse_stale('production.form_field_input');
        END IF;
        DELETE FROM "production"."form_field_input" AS target WHERE "target"."id" = $1;
    END IF;
    IF NOT "changed"."container of form_field_child same" THEN
        PERFORM "production"."change_form_field_child"($1, "changed"."container of form_field_child before", "changed"."container of form_field_child", $4);
    END IF;
    IF NOT "changed"."container of form_field_attribute same" THEN
        PERFORM "production"."change_form_field_attribute"($1, "changed"."container of form_field_attribute before", "changed"."container of form_field_attribute", $4);
    END IF;
    IF NOT "changed"."container of form_field_reading same" THEN
        PERFORM "production"."change_form_field_reading"($1, "changed"."container of form_field_reading before", "changed"."container of form_field_reading", $4);
    END IF;
    IF NOT "changed"."container of form_field_attachment same" THEN
        PERFORM "production"."change_form_field_attachment"($1, "changed"."container of form_field_attachment before", "changed"."container of form_field_attachment", $4);
    END IF;
END
$body$;
COMMENT ON FUNCTION "production"."exchange_form_fields"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) IS 'form_fields.yaml:17:3 (form_field): the rows of a document from what the writer had read to what was written; refused where that is stale';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): whether writers keep the payloads of the base table in step
CREATE FUNCTION "production"."keeps_payload_form_fields"() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN true;
COMMENT ON FUNCTION "production"."keeps_payload_form_fields"() IS 'form_fields.yaml:17:3 (form_field): whether writers keep the payloads of the base table in step';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): takes a document that was written through the view into the new tables
CREATE FUNCTION "production"."take_form_fields"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
    kept boolean := "production"."keeps_payload_form_fields"();
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
                HINT = 'Write to "public"."form_fields", which is a view of the same columns.';
    END IF;
    IF TG_OP = 'UPDATE' AND hofsm.same_payload("old"."value", "new"."value") AND NOT ("old"."id" IS DISTINCT FROM "new"."id") THEN
        RETURN new;
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' OR "old"."id" IS DISTINCT FROM "new"."id" OR NOT hofsm.same_payload("old"."value", "new"."value") THEN
        IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
            PERFORM hofsm.check_etag(
                'form_fields', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["production"."etag_form_field"(NULL::"production"."form_field", "production"."view_document_form_fields_now"("old"."id"))] END
            );
            PERFORM hofsm.bind_etag('form_fields', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    now_document := ("new"."value") -> 'now';
    IF TG_OP = 'INSERT' THEN
        IF NOT "production"."represent_form_fields"("new"."id", now_document) THEN
            RAISE EXCEPTION 'there is a document with this key already'
                USING ERRCODE = 'unique_violation', DETAIL = format('Key %s.', ROW("new"."id"));
        END IF;
    ELSIF "old"."id" IS DISTINCT FROM "new"."id" THEN
        IF NOT record_image_eq(ROW("production"."view_document_form_fields_now"("old"."id")), ROW(("new"."value") -> 'was')) THEN
            PERFORM hofsm.refuse_stale('production.form_field');
        END IF;
        PERFORM "production"."forget_form_fields"("old"."id");
        PERFORM "production"."represent_form_fields"("new"."id", now_document);
        origin_before := 'view moved ' || ROW("new"."id")::text;
    ELSE
        PERFORM "production"."exchange_form_fields"("new"."id", ("new"."value") -> 'was', now_document, 'compare');
        -- Somebody has written another part of the document since it was read, or its payload is not there: it is what both have made of it.
        IF kept AND NOT record_image_eq(ROW(("old"."value")), ROW(("new"."value") -> 'was')) THEN
            now_document := "production"."view_document_form_fields_now"("new"."id");
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
COMMENT ON FUNCTION "production"."take_form_fields"() IS 'form_fields.yaml:17:3 (form_field): takes a document that was written through the view into the new tables';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "production"."take_form_fields"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the base table has no documents to follow, but deletes
CREATE OR REPLACE FUNCTION "production"."dual_write_form_fields"() RETURNS trigger
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
    IF TG_OP = 'DELETE' AND (origin_before <> 'new' OR EXISTS (SELECT FROM "production"."form_field" AS root WHERE "root"."id" = "old"."id")) THEN
        IF origin_before NOT LIKE 'new%' THEN
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.check_etag(
                    'form_fields', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'id = ' || "old"."id"::text) END,
                    VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["production"."etag_form_field"(NULL::"production"."form_field", "production"."view_document_form_fields_now"("old"."id"))] END
                );
                PERFORM hofsm.bind_etag('form_fields', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'id = ' || "new"."id"::text) END);
            END IF;
        END IF;
        -- What was read through the view is of the statement's snapshot. The row has been waited for by now, and whoever has written the
        -- document has it before the end; so nothing of another writer comes between this statement and what drops the rows.
        IF read <> '' AND starts_with(read, hofsm.as_read(ROW("old"."id"), NULL)) THEN
            PERFORM set_config(
                'hofsm.read', CASE WHEN read = hofsm.as_read(ROW("old"."id"), "production"."view_document_form_fields_now"("old"."id")) THEN '' ELSE 'stale' END, true
            );
        END IF;
        PERFORM set_config('hofsm.origin', 'legacy', true);
        PERFORM "production"."forget_form_fields"("old"."id");
        PERFORM set_config('hofsm.origin', origin_before, true);
    END IF;
    RETURN NULL;
END
$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the documents between two keys, both included, that are not in parity; payloads of the base table
CREATE OR REPLACE FUNCTION "production"."verify_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) RETURNS TABLE (
    "id" "public"."form_fields"."id"%TYPE,
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
    FROM (SELECT "legacy"."id", "legacy"."value" AS "payload" FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2) AS legacy
    FULL JOIN (
        SELECT "composed"."id", composed."document"::jsonb AS "payload"
        FROM (
            SELECT "form_field"."id", CASE WHEN "form_field"."residual" IS NULL AND "form_field"."residual_absent" IS NULL THEN "production"."compose_form_field"("form_field".*, "form_field_layout".*, "form_field_rule".*, "form_field_default".*, "form_field_input".*, "members of_form_field_child"."members", "members of_form_field_attribute"."members", "members of_form_field_reading"."members", "members of_form_field_attachment"."members") ELSE "overlay of_form_field"."document" END AS "document"
            FROM "production"."form_field" AS "form_field"
            LEFT JOIN "production"."form_field_layout" AS "form_field_layout" ON "form_field"."id" = "form_field_layout"."id" AND "form_field_layout"."id" >= $1 AND "form_field_layout"."id" <= $2
            LEFT JOIN "production"."form_field_rule" AS "form_field_rule" ON "form_field"."id" = "form_field_rule"."id" AND "form_field_rule"."id" >= $1 AND "form_field_rule"."id" <= $2
            LEFT JOIN "production"."form_field_default" AS "form_field_default" ON "form_field"."id" = "form_field_default"."id" AND "form_field_default"."id" >= $1 AND "form_field_default"."id" <= $2
            LEFT JOIN "production"."form_field_input" AS "form_field_input" ON "form_field"."id" = "form_field_input"."id" AND "form_field_input"."id" >= $1 AND "form_field_input"."id" <= $2
            LEFT JOIN (
                SELECT "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "form_field_child"."id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("form_field_child"."form_field_child_path") THEN ',' ELSE '' END || split_part(CASE WHEN "form_field_child"."residual" IS NULL AND "form_field_child"."residual_absent" IS NULL THEN "production"."compose_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) ELSE "overlay of_form_field_child"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("form_field_child"."form_field_child_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                    FROM "production"."form_field_child" AS "form_field_child"
                    LEFT JOIN "production"."form_field_child_layout" AS "form_field_child_layout" ON "form_field_child"."id" = "form_field_child_layout"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_layout"."form_field_child_path" AND "form_field_child_layout"."id" >= $1 AND "form_field_child_layout"."id" <= $2
                    LEFT JOIN "production"."form_field_child_rule" AS "form_field_child_rule" ON "form_field_child"."id" = "form_field_child_rule"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_rule"."form_field_child_path" AND "form_field_child_rule"."id" >= $1 AND "form_field_child_rule"."id" <= $2
                    LEFT JOIN "production"."form_field_child_default" AS "form_field_child_default" ON "form_field_child"."id" = "form_field_child_default"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_default"."form_field_child_path" AND "form_field_child_default"."id" >= $1 AND "form_field_child_default"."id" <= $2
                    LEFT JOIN "production"."form_field_child_input" AS "form_field_child_input" ON "form_field_child"."id" = "form_field_child_input"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_input"."form_field_child_path" AND "form_field_child_input"."id" >= $1 AND "form_field_child_input"."id" <= $2
                    JOIN (
                        SELECT "step"."id", "step"."form_field_child_path", "step"."place" AS "place",
                            lag(cardinality("step"."form_field_child_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."form_field_child_path")) OVER walk_order AS "next_depth"
                        FROM (
                            WITH RECURSIVE place AS (
                                SELECT "top"."id", "top"."form_field_child_path", ARRAY["top"."form_field_child_ordinal"] AS "place" FROM "production"."form_field_child" AS top WHERE "top"."form_field_child_parent" IS NULL AND "top"."id" >= $1 AND "top"."id" <= $2
                                UNION ALL
                                SELECT "child"."id", "child"."form_field_child_path", place."place" || "child"."form_field_child_ordinal"
                                FROM place JOIN "production"."form_field_child" AS child ON "place"."id" = "child"."id" AND "child"."form_field_child_parent" = "place"."form_field_child_path" AND "child"."id" >= $1 AND "child"."id" <= $2
                            )
                            SELECT * FROM place
                        ) AS step
                        WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."place")
                    ) AS "walk" ON "form_field_child"."id" = "walk"."id" AND "form_field_child"."form_field_child_path" = "walk"."form_field_child_path"
                    LEFT JOIN LATERAL "production"."overlay_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) AS "overlay of_form_field_child" ON true
                    WHERE "form_field_child"."id" >= $1 AND "form_field_child"."id" <= $2
                ) AS step
                GROUP BY "step"."id"
            ) AS "members of_form_field_child" ON "form_field"."id" = "members of_form_field_child"."id"
            LEFT JOIN (
                SELECT "form_field_attribute"."id", '{' || string_agg(to_json("form_field_attribute"."attribute")::text || ':' || CASE WHEN "form_field_attribute"."residual" IS NULL AND "form_field_attribute"."residual_absent" IS NULL THEN "production"."compose_form_field_attribute"("form_field_attribute".*) ELSE "overlay of_form_field_attribute"."document" END, ',' ORDER BY "form_field_attribute"."attribute") || '}' AS "members"
                FROM "production"."form_field_attribute" AS "form_field_attribute"
                LEFT JOIN LATERAL "production"."overlay_form_field_attribute"("form_field_attribute".*) AS "overlay of_form_field_attribute" ON true
                WHERE "form_field_attribute"."id" >= $1 AND "form_field_attribute"."id" <= $2
                GROUP BY "form_field_attribute"."id"
            ) AS "members of_form_field_attribute" ON "form_field"."id" = "members of_form_field_attribute"."id"
            LEFT JOIN (
                SELECT "form_field_reading"."id", '{' || string_agg(to_json("form_field_reading"."measured_by")::text || ':' || CASE WHEN "form_field_reading"."residual" IS NULL AND "form_field_reading"."residual_absent" IS NULL THEN "production"."compose_form_field_reading"("form_field_reading".*) ELSE "overlay of_form_field_reading"."document" END, ',' ORDER BY "form_field_reading"."measured_by") || '}' AS "members"
                FROM "production"."form_field_reading" AS "form_field_reading"
                LEFT JOIN LATERAL "production"."overlay_form_field_reading"("form_field_reading".*) AS "overlay of_form_field_reading" ON true
                WHERE "form_field_reading"."id" >= $1 AND "form_field_reading"."id" <= $2
                GROUP BY "form_field_reading"."id"
            ) AS "members of_form_field_reading" ON "form_field"."id" = "members of_form_field_reading"."id"
            LEFT JOIN (
                SELECT "form_field_attachment"."id", '[' || string_agg(CASE WHEN "form_field_attachment"."residual" IS NULL AND "form_field_attachment"."residual_absent" IS NULL THEN "production"."compose_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) ELSE "overlay of_form_field_attachment"."document" END, ',' ORDER BY "form_field_attachment"."form_field_attachment_ordinal") || ']' AS "members"
                FROM "production"."form_field_attachment" AS "form_field_attachment"
                LEFT JOIN "production"."form_field_attachment_content" AS "form_field_attachment_content" ON "form_field_attachment"."id" = "form_field_attachment_content"."id" AND "form_field_attachment"."form_field_attachment_ordinal" = "form_field_attachment_content"."form_field_attachment_ordinal" AND "form_field_attachment_content"."id" >= $1 AND "form_field_attachment_content"."id" <= $2
                LEFT JOIN LATERAL "production"."overlay_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) AS "overlay of_form_field_attachment" ON true
                WHERE "form_field_attachment"."id" >= $1 AND "form_field_attachment"."id" <= $2
                GROUP BY "form_field_attachment"."id"
            ) AS "members of_form_field_attachment" ON "form_field"."id" = "members of_form_field_attachment"."id"
            LEFT JOIN LATERAL "production"."overlay_form_field"("form_field".*, "form_field_layout".*, "form_field_rule".*, "form_field_default".*, "form_field_input".*, "members of_form_field_child"."members", "members of_form_field_attribute"."members", "members of_form_field_reading"."members", "members of_form_field_attachment"."members") AS "overlay of_form_field" ON true
            WHERE "form_field"."id" >= $1 AND "form_field"."id" <= $2
        ) AS composed
    ) AS composed ON "legacy"."id" = "composed"."id"
    WHERE ("legacy"."id" IS NOT NULL AND "composed"."id" IS NOT NULL) IS NOT TRUE
        OR NOT record_image_eq(ROW(legacy."payload"), ROW(composed."payload"))
            AND legacy."payload"::text IS DISTINCT FROM composed."payload"::text
            AND NOT (
                hofsm.is_moved(legacy."payload") AND composed."payload" IS NOT NULL
                AND EXISTS (SELECT FROM hofsm.payload WHERE mapping = 'form_fields' AND state <> 'restored')
            )
$query$ USING $1, $2;
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): bring rows to one document, in the base table
CREATE OR REPLACE FUNCTION "production"."mirror_document_form_field"("public"."form_fields"."id"%TYPE) RETURNS void
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
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "public"."form_fields_base" ("id", "value") OVERRIDING SYSTEM VALUE
            VALUES ($1, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'id = ' || $1::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "public"."form_fields_base" AS legacy SET "value" = composed WHERE "legacy"."id" = $1;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."value" INTO is_there, actual FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = $1;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'id = ' || $1::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text AND NOT hofsm.is_moved(actual) THEN
        composed := "production"."document_form_field"($1);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "production"."change_form_field"($1, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): what follows a write to form_field
CREATE OR REPLACE FUNCTION "production"."written_form_field"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "now"."id");
            
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
                UPDATE "public"."form_fields_base" AS legacy SET ("id") = ROW("now"."id")
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            DELETE FROM "public"."form_fields_base" AS legacy USING "old_rows" AS was
            WHERE "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "production"."form_field" AS again WHERE "again"."id" = "was"."id") AND EXISTS (SELECT FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "was"."id");
            
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

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): compares the tag asked for before a row of form_field is written
CREATE OR REPLACE FUNCTION "production"."match_form_field"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:32:3 (form_field_layout): what follows a write to form_field_layout
CREATE OR REPLACE FUNCTION "production"."written_form_field_layout"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:32:3 (form_field_layout): compares the tag asked for before a row of form_field_layout is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_layout"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:48:3 (form_field_rule): what follows a write to form_field_rule
CREATE OR REPLACE FUNCTION "production"."written_form_field_rule"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:48:3 (form_field_rule): compares the tag asked for before a row of form_field_rule is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_rule"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:58:3 (form_field_default): what follows a write to form_field_default
CREATE OR REPLACE FUNCTION "production"."written_form_field_default"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:58:3 (form_field_default): compares the tag asked for before a row of form_field_default is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_default"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:64:3 (form_field_input): what follows a write to form_field_input
CREATE OR REPLACE FUNCTION "production"."written_form_field_input"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:64:3 (form_field_input): compares the tag asked for before a row of form_field_input is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_input"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): what follows a write to form_field_child
CREATE OR REPLACE FUNCTION "production"."written_form_field_child"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): compares the tag asked for before a row of form_field_child is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:84:3 (form_field_child_layout): what follows a write to form_field_child_layout
CREATE OR REPLACE FUNCTION "production"."written_form_field_child_layout"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:84:3 (form_field_child_layout): compares the tag asked for before a row of form_field_child_layout is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child_layout"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:98:3 (form_field_child_rule): what follows a write to form_field_child_rule
CREATE OR REPLACE FUNCTION "production"."written_form_field_child_rule"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:98:3 (form_field_child_rule): compares the tag asked for before a row of form_field_child_rule is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child_rule"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:107:3 (form_field_child_default): what follows a write to form_field_child_default
CREATE OR REPLACE FUNCTION "production"."written_form_field_child_default"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:107:3 (form_field_child_default): compares the tag asked for before a row of form_field_child_default is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child_default"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:113:3 (form_field_child_input): what follows a write to form_field_child_input
CREATE OR REPLACE FUNCTION "production"."written_form_field_child_input"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:113:3 (form_field_child_input): compares the tag asked for before a row of form_field_child_input is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_child_input"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): what follows a write to form_field_attribute
CREATE OR REPLACE FUNCTION "production"."written_form_field_attribute"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): compares the tag asked for before a row of form_field_attribute is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_attribute"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): what follows a write to form_field_reading
CREATE OR REPLACE FUNCTION "production"."written_form_field_reading"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): compares the tag asked for before a row of form_field_reading is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_reading"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): what follows a write to form_field_attachment
CREATE OR REPLACE FUNCTION "production"."written_form_field_attachment"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): compares the tag asked for before a row of form_field_attachment is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_attachment"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:151:3 (form_field_attachment_content): what follows a write to form_field_attachment_content
CREATE OR REPLACE FUNCTION "production"."written_form_field_attachment_content"() RETURNS trigger
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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
            PERFORM FROM "public"."form_fields_base" AS legacy
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

-- up (no lock on any table): form_fields.yaml:151:3 (form_field_attachment_content): compares the tag asked for before a row of form_field_attachment_content is written
CREATE OR REPLACE FUNCTION "production"."match_form_field_attachment_content"() RETURNS trigger
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
        PERFORM FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the documents between two keys, both included, composed
CREATE FUNCTION "production"."payload_documents_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) RETURNS TABLE (
    "id" "public"."form_fields"."id"%TYPE,
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
        SELECT "form_field"."id", CASE WHEN "form_field"."residual" IS NULL AND "form_field"."residual_absent" IS NULL THEN "production"."compose_form_field"("form_field".*, "form_field_layout".*, "form_field_rule".*, "form_field_default".*, "form_field_input".*, "members of_form_field_child"."members", "members of_form_field_attribute"."members", "members of_form_field_reading"."members", "members of_form_field_attachment"."members") ELSE "overlay of_form_field"."document" END AS "document"
        FROM "production"."form_field" AS "form_field"
        LEFT JOIN "production"."form_field_layout" AS "form_field_layout" ON "form_field"."id" = "form_field_layout"."id" AND "form_field_layout"."id" >= $1 AND "form_field_layout"."id" <= $2
        LEFT JOIN "production"."form_field_rule" AS "form_field_rule" ON "form_field"."id" = "form_field_rule"."id" AND "form_field_rule"."id" >= $1 AND "form_field_rule"."id" <= $2
        LEFT JOIN "production"."form_field_default" AS "form_field_default" ON "form_field"."id" = "form_field_default"."id" AND "form_field_default"."id" >= $1 AND "form_field_default"."id" <= $2
        LEFT JOIN "production"."form_field_input" AS "form_field_input" ON "form_field"."id" = "form_field_input"."id" AND "form_field_input"."id" >= $1 AND "form_field_input"."id" <= $2
        LEFT JOIN (
            SELECT "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
            FROM (
                SELECT "form_field_child"."id", "walk"."place",
                    CASE WHEN "walk"."previous_depth" >= cardinality("form_field_child"."form_field_child_path") THEN ',' ELSE '' END || split_part(CASE WHEN "form_field_child"."residual" IS NULL AND "form_field_child"."residual_absent" IS NULL THEN "production"."compose_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) ELSE "overlay of_form_field_child"."document" END, chr(1), 1)
                    || repeat(']}', greatest(cardinality("form_field_child"."form_field_child_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                FROM "production"."form_field_child" AS "form_field_child"
                LEFT JOIN "production"."form_field_child_layout" AS "form_field_child_layout" ON "form_field_child"."id" = "form_field_child_layout"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_layout"."form_field_child_path" AND "form_field_child_layout"."id" >= $1 AND "form_field_child_layout"."id" <= $2
                LEFT JOIN "production"."form_field_child_rule" AS "form_field_child_rule" ON "form_field_child"."id" = "form_field_child_rule"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_rule"."form_field_child_path" AND "form_field_child_rule"."id" >= $1 AND "form_field_child_rule"."id" <= $2
                LEFT JOIN "production"."form_field_child_default" AS "form_field_child_default" ON "form_field_child"."id" = "form_field_child_default"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_default"."form_field_child_path" AND "form_field_child_default"."id" >= $1 AND "form_field_child_default"."id" <= $2
                LEFT JOIN "production"."form_field_child_input" AS "form_field_child_input" ON "form_field_child"."id" = "form_field_child_input"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_input"."form_field_child_path" AND "form_field_child_input"."id" >= $1 AND "form_field_child_input"."id" <= $2
                JOIN (
                    SELECT "step"."id", "step"."form_field_child_path", "step"."place" AS "place",
                        lag(cardinality("step"."form_field_child_path")) OVER walk_order AS "previous_depth",
                        lead(cardinality("step"."form_field_child_path")) OVER walk_order AS "next_depth"
                    FROM (
                        WITH RECURSIVE place AS (
                            SELECT "top"."id", "top"."form_field_child_path", ARRAY["top"."form_field_child_ordinal"] AS "place" FROM "production"."form_field_child" AS top WHERE "top"."form_field_child_parent" IS NULL AND "top"."id" >= $1 AND "top"."id" <= $2
                            UNION ALL
                            SELECT "child"."id", "child"."form_field_child_path", place."place" || "child"."form_field_child_ordinal"
                            FROM place JOIN "production"."form_field_child" AS child ON "place"."id" = "child"."id" AND "child"."form_field_child_parent" = "place"."form_field_child_path" AND "child"."id" >= $1 AND "child"."id" <= $2
                        )
                        SELECT * FROM place
                    ) AS step
                    WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."place")
                ) AS "walk" ON "form_field_child"."id" = "walk"."id" AND "form_field_child"."form_field_child_path" = "walk"."form_field_child_path"
                LEFT JOIN LATERAL "production"."overlay_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) AS "overlay of_form_field_child" ON true
                WHERE "form_field_child"."id" >= $1 AND "form_field_child"."id" <= $2
            ) AS step
            GROUP BY "step"."id"
        ) AS "members of_form_field_child" ON "form_field"."id" = "members of_form_field_child"."id"
        LEFT JOIN (
            SELECT "form_field_attribute"."id", '{' || string_agg(to_json("form_field_attribute"."attribute")::text || ':' || CASE WHEN "form_field_attribute"."residual" IS NULL AND "form_field_attribute"."residual_absent" IS NULL THEN "production"."compose_form_field_attribute"("form_field_attribute".*) ELSE "overlay of_form_field_attribute"."document" END, ',' ORDER BY "form_field_attribute"."attribute") || '}' AS "members"
            FROM "production"."form_field_attribute" AS "form_field_attribute"
            LEFT JOIN LATERAL "production"."overlay_form_field_attribute"("form_field_attribute".*) AS "overlay of_form_field_attribute" ON true
            WHERE "form_field_attribute"."id" >= $1 AND "form_field_attribute"."id" <= $2
            GROUP BY "form_field_attribute"."id"
        ) AS "members of_form_field_attribute" ON "form_field"."id" = "members of_form_field_attribute"."id"
        LEFT JOIN (
            SELECT "form_field_reading"."id", '{' || string_agg(to_json("form_field_reading"."measured_by")::text || ':' || CASE WHEN "form_field_reading"."residual" IS NULL AND "form_field_reading"."residual_absent" IS NULL THEN "production"."compose_form_field_reading"("form_field_reading".*) ELSE "overlay of_form_field_reading"."document" END, ',' ORDER BY "form_field_reading"."measured_by") || '}' AS "members"
            FROM "production"."form_field_reading" AS "form_field_reading"
            LEFT JOIN LATERAL "production"."overlay_form_field_reading"("form_field_reading".*) AS "overlay of_form_field_reading" ON true
            WHERE "form_field_reading"."id" >= $1 AND "form_field_reading"."id" <= $2
            GROUP BY "form_field_reading"."id"
        ) AS "members of_form_field_reading" ON "form_field"."id" = "members of_form_field_reading"."id"
        LEFT JOIN (
            SELECT "form_field_attachment"."id", '[' || string_agg(CASE WHEN "form_field_attachment"."residual" IS NULL AND "form_field_attachment"."residual_absent" IS NULL THEN "production"."compose_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) ELSE "overlay of_form_field_attachment"."document" END, ',' ORDER BY "form_field_attachment"."form_field_attachment_ordinal") || ']' AS "members"
            FROM "production"."form_field_attachment" AS "form_field_attachment"
            LEFT JOIN "production"."form_field_attachment_content" AS "form_field_attachment_content" ON "form_field_attachment"."id" = "form_field_attachment_content"."id" AND "form_field_attachment"."form_field_attachment_ordinal" = "form_field_attachment_content"."form_field_attachment_ordinal" AND "form_field_attachment_content"."id" >= $1 AND "form_field_attachment_content"."id" <= $2
            LEFT JOIN LATERAL "production"."overlay_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) AS "overlay of_form_field_attachment" ON true
            WHERE "form_field_attachment"."id" >= $1 AND "form_field_attachment"."id" <= $2
            GROUP BY "form_field_attachment"."id"
        ) AS "members of_form_field_attachment" ON "form_field"."id" = "members of_form_field_attachment"."id"
        LEFT JOIN LATERAL "production"."overlay_form_field"("form_field".*, "form_field_layout".*, "form_field_rule".*, "form_field_default".*, "form_field_input".*, "members of_form_field_child"."members", "members of_form_field_attribute"."members", "members of_form_field_reading"."members", "members of_form_field_attachment"."members") AS "overlay of_form_field" ON true
        WHERE "form_field"."id" >= $1 AND "form_field"."id" <= $2
    ) AS composed
$query$ USING $1, $2;
END

$body$;
COMMENT ON FUNCTION "production"."payload_documents_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): the documents between two keys, both included, composed';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): takes the payloads between two keys away, each where it is what the new tables compose
CREATE FUNCTION "production"."empty_payload_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) RETURNS TABLE (documents bigint, refused text[], proven boolean)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
AS $body$
BEGIN
    PERFORM hofsm.begin_sweep();
    -- The rows first, in key order. What follows is another statement, which sees what was waited for.
    EXECUTE $lock$
    SELECT FROM "public"."form_fields_base" AS legacy
    WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."value" IS NOT NULL AND NOT hofsm.is_moved("legacy"."value")
    ORDER BY "legacy"."id"
    FOR NO KEY UPDATE
$lock$ USING $1, $2;
    RETURN QUERY EXECUTE $query$
    -- A payload goes where the document that is composed from the new tables is the same to the byte, and nowhere else.
    WITH due AS MATERIALIZED (
        SELECT "legacy"."id", "legacy"."value" AS "document" FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."value" IS NOT NULL AND NOT hofsm.is_moved("legacy"."value")
    ),
    proven AS MATERIALIZED (
        SELECT "due"."id"
        FROM due
        JOIN "production"."payload_documents_form_fields"($1, $2) AS composed ON "composed"."id" = "due"."id"
        WHERE due."document"::text = composed."document"::text
    ),
    written AS (
        UPDATE "public"."form_fields_base" AS legacy SET "value" = hofsm.moved()::jsonb FROM proven WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."id" = "proven"."id"
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
COMMENT ON FUNCTION "production"."empty_payload_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): takes the payloads between two keys away, each where it is what the new tables compose';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): makes the payloads between two keys anew where they were taken away
CREATE FUNCTION "production"."restore_payload_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) RETURNS TABLE (documents bigint, refused text[], proven boolean)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
AS $body$
BEGIN
    PERFORM hofsm.begin_sweep();
    -- The rows first, in key order. What follows is another statement, which sees what was waited for.
    EXECUTE $lock$
    SELECT FROM "public"."form_fields_base" AS legacy
    WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND hofsm.is_moved("legacy"."value")
    ORDER BY "legacy"."id"
    FOR NO KEY UPDATE
$lock$ USING $1, $2;
    RETURN QUERY EXECUTE $query$
    WITH due AS MATERIALIZED (
        SELECT "legacy"."id" FROM "public"."form_fields_base" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND hofsm.is_moved("legacy"."value")
    ),
    composed AS MATERIALIZED (
        SELECT "due"."id", composed."document"
        FROM due
        JOIN "production"."payload_documents_form_fields"($1, $2) AS composed ON "composed"."id" = "due"."id"
        WHERE composed."document" IS NOT NULL
    ),
    written AS (
        UPDATE "public"."form_fields_base" AS legacy SET "value" = "composed"."document" FROM composed WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND "legacy"."id" = "composed"."id"
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
COMMENT ON FUNCTION "production"."restore_payload_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): makes the payloads between two keys anew where they were taken away';

-- up (no lock on any table): writers of the new tables are waited for, and wait, until their functions write to another table
SELECT pg_advisory_xact_lock(hashtext('hofsm writers'), hashtext('hofsm.writing_01423498'));

-- up (ACCESS EXCLUSIVE on the legacy table, and on every view that reads it, directly or through others): it gets another name, and a view that composes the documents gets its name
SELECT hofsm.cut_over('form_fields', '"public"."form_fields"', 'form_fields_base', 'value', '{id}', '"production"."view_document_form_fields"', '"production"."view_write_form_fields"',  E'{"\\"production\\".\\"form_field\\"","\\"production\\".\\"form_field_layout\\"","\\"production\\".\\"form_field_rule\\"","\\"production\\".\\"form_field_default\\"","\\"production\\".\\"form_field_input\\"","\\"production\\".\\"form_field_child\\"","\\"production\\".\\"form_field_child_layout\\"","\\"production\\".\\"form_field_child_rule\\"","\\"production\\".\\"form_field_child_default\\"","\\"production\\".\\"form_field_child_input\\"","\\"production\\".\\"form_field_attribute\\"","\\"production\\".\\"form_field_reading\\"","\\"production\\".\\"form_field_attachment\\"","\\"production\\".\\"form_field_attachment_content\\""}');

-- up (SHARE ROW EXCLUSIVE on the legacy table, whose name is another one by now, and on tables that inherit from it): documents that come through the view go to the new tables
CREATE TRIGGER "zz_hofsm_take_form_fields" BEFORE INSERT OR UPDATE ON "public"."form_fields_base"
    FOR EACH ROW EXECUTE FUNCTION "production"."take_form_fields"();
DO $descendants$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"public"."form_fields_base"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('CREATE TRIGGER "zz_hofsm_take_form_fields" BEFORE INSERT OR UPDATE ON %s
    FOR EACH ROW EXECUTE FUNCTION "production"."take_form_fields"();', descendant.oid::regclass);
        END IF;
    END LOOP;
END
$descendants$;

-- up (no lock on any table): nothing to do

RESET search_path;
