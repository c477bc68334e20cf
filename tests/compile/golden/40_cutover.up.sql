-- golden: mirrored -> cutover
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (no lock on any table): spec.yaml:8:3 (order): one document, composed
CREATE FUNCTION "New Side"."view_document_golden_now"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
BEGIN
    RETURN (
        SELECT composed."document"::jsonb
        FROM (
            SELECT "order"."Company", "order"."id", CASE WHEN "order"."residual" IS NULL AND "order"."residual_absent" IS NULL THEN "New Side"."compose_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") ELSE "overlay of_order"."document" END AS "document"
            FROM "New Side"."order" AS "order"
            LEFT JOIN "New Side"."order_signature" AS "order_signature" ON "order"."Company" = "order_signature"."Company" AND "order"."id" = "order_signature"."id" AND "order_signature"."Company" = $1 AND "order_signature"."id" = $2
            LEFT JOIN (
                SELECT "line ""item"""."Company", "line ""item"""."id", '[' || string_agg(CASE WHEN "line ""item"""."residual" IS NULL AND "line ""item"""."residual_absent" IS NULL THEN "New Side"."compose_line ""item"""("line ""item""".*, "members of_line_cell"."members") ELSE "overlay of_line ""item"""."document" END, ',' ORDER BY "line ""item"""."line ""item""_ordinal") || ']' AS "members"
                FROM "New Side"."line ""item""" AS "line ""item"""
                LEFT JOIN (
                    SELECT "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id", '[' || string_agg(CASE WHEN "line_cell"."residual" IS NULL AND "line_cell"."residual_absent" IS NULL THEN "New Side"."compose_line_cell"("line_cell".*) ELSE "overlay of_line_cell"."document" END, ',' ORDER BY "line_cell"."line_cell_ordinal") || ']' AS "members"
                    FROM "New Side"."line_cell" AS "line_cell"
                    LEFT JOIN LATERAL "New Side"."overlay_line_cell"("line_cell".*) AS "overlay of_line_cell" ON true
                    WHERE "line_cell"."Company" = $1 AND "line_cell"."id" = $2
                    GROUP BY "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id"
                ) AS "members of_line_cell" ON "line ""item"""."Company" = "members of_line_cell"."Company" AND "line ""item"""."id" = "members of_line_cell"."id" AND "line ""item"""."line ""item""_id" = "members of_line_cell"."line ""item""_id"
                LEFT JOIN LATERAL "New Side"."overlay_line ""item"""("line ""item""".*, "members of_line_cell"."members") AS "overlay of_line ""item""" ON true
                WHERE "line ""item"""."Company" = $1 AND "line ""item"""."id" = $2
                GROUP BY "line ""item"""."Company", "line ""item"""."id"
            ) AS "members of_line ""item""" ON "order"."Company" = "members of_line ""item"""."Company" AND "order"."id" = "members of_line ""item"""."id"
            LEFT JOIN (
                SELECT "attribute"."Company", "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "New Side"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
                FROM "New Side"."attribute" AS "attribute"
                LEFT JOIN LATERAL "New Side"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
                WHERE "attribute"."Company" = $1 AND "attribute"."id" = $2
                GROUP BY "attribute"."Company", "attribute"."id"
            ) AS "members of_attribute" ON "order"."Company" = "members of_attribute"."Company" AND "order"."id" = "members of_attribute"."id"
            LEFT JOIN (
                SELECT "step"."Company", "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "component"."Company", "component"."id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("component"."component_path") THEN ',' ELSE '' END || split_part(CASE WHEN "component"."residual" IS NULL AND "component"."residual_absent" IS NULL THEN "New Side"."compose_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) ELSE "overlay of_component"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("component"."component_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                    FROM "New Side"."component" AS "component"
                    LEFT JOIN (
                        SELECT "component_option"."Company", "component_option"."id", "component_option"."component_path", '[' || string_agg(CASE WHEN "component_option"."residual" IS NULL AND "component_option"."residual_absent" IS NULL THEN "New Side"."compose_component_option"("component_option".*) ELSE "overlay of_component_option"."document" END, ',' ORDER BY "component_option"."component_option_ordinal") || ']' AS "members"
                        FROM "New Side"."component_option" AS "component_option"
                        LEFT JOIN LATERAL "New Side"."overlay_component_option"("component_option".*) AS "overlay of_component_option" ON true
                        WHERE "component_option"."Company" = $1 AND "component_option"."id" = $2
                        GROUP BY "component_option"."Company", "component_option"."id", "component_option"."component_path"
                    ) AS "members of_component_option" ON "component"."Company" = "members of_component_option"."Company" AND "component"."id" = "members of_component_option"."id" AND "component"."component_path" = "members of_component_option"."component_path"
                    JOIN (
                        SELECT "step"."Company", "step"."id", "step"."component_path", "step"."component_path" AS "place",
                            lag(cardinality("step"."component_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."component_path")) OVER walk_order AS "next_depth"
                        FROM "New Side"."component" AS step
                        WHERE "step"."Company" = $1 AND "step"."id" = $2
                        WINDOW walk_order AS (PARTITION BY "step"."Company", "step"."id" ORDER BY "step"."component_path")
                    ) AS "walk" ON "component"."Company" = "walk"."Company" AND "component"."id" = "walk"."id" AND "component"."component_path" = "walk"."component_path"
                    LEFT JOIN LATERAL "New Side"."overlay_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) AS "overlay of_component" ON true
                    WHERE "component"."Company" = $1 AND "component"."id" = $2
                ) AS step
                GROUP BY "step"."Company", "step"."id"
            ) AS "members of_component" ON "order"."Company" = "members of_component"."Company" AND "order"."id" = "members of_component"."id"
            LEFT JOIN LATERAL "New Side"."overlay_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") AS "overlay of_order" ON true
            WHERE "order"."Company" = $1 AND "order"."id" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "New Side"."view_document_golden_now"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): one document, composed';

-- up (no lock on any table): spec.yaml:8:3 (order): one document, composed
CREATE FUNCTION "New Side"."view_document_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, tid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
BEGIN
    -- After SELECT ... FOR UPDATE has waited, the document must be the one that the lock protects, and not that of the statement's beginning.
    -- Then the row of the base table is a version that the statement's snapshot does not show. In all other cases it is that snapshot
    -- which counts: an UPDATE reads the document several times, and each time it has to be the same.
    IF NOT EXISTS (SELECT FROM "old"."Legacy Orders_base" AS base WHERE "base"."Company" = $1 AND "base"."id" = $2 AND base.ctid = $3) THEN
        RETURN "New Side"."view_document_golden_now"($1, $2);
    END IF;
    RETURN (
        SELECT composed."document"::jsonb
        FROM (
            SELECT "order"."Company", "order"."id", CASE WHEN "order"."residual" IS NULL AND "order"."residual_absent" IS NULL THEN "New Side"."compose_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") ELSE "overlay of_order"."document" END AS "document"
            FROM "New Side"."order" AS "order"
            LEFT JOIN "New Side"."order_signature" AS "order_signature" ON "order"."Company" = "order_signature"."Company" AND "order"."id" = "order_signature"."id" AND "order_signature"."Company" = $1 AND "order_signature"."id" = $2
            LEFT JOIN (
                SELECT "line ""item"""."Company", "line ""item"""."id", '[' || string_agg(CASE WHEN "line ""item"""."residual" IS NULL AND "line ""item"""."residual_absent" IS NULL THEN "New Side"."compose_line ""item"""("line ""item""".*, "members of_line_cell"."members") ELSE "overlay of_line ""item"""."document" END, ',' ORDER BY "line ""item"""."line ""item""_ordinal") || ']' AS "members"
                FROM "New Side"."line ""item""" AS "line ""item"""
                LEFT JOIN (
                    SELECT "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id", '[' || string_agg(CASE WHEN "line_cell"."residual" IS NULL AND "line_cell"."residual_absent" IS NULL THEN "New Side"."compose_line_cell"("line_cell".*) ELSE "overlay of_line_cell"."document" END, ',' ORDER BY "line_cell"."line_cell_ordinal") || ']' AS "members"
                    FROM "New Side"."line_cell" AS "line_cell"
                    LEFT JOIN LATERAL "New Side"."overlay_line_cell"("line_cell".*) AS "overlay of_line_cell" ON true
                    WHERE "line_cell"."Company" = $1 AND "line_cell"."id" = $2
                    GROUP BY "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id"
                ) AS "members of_line_cell" ON "line ""item"""."Company" = "members of_line_cell"."Company" AND "line ""item"""."id" = "members of_line_cell"."id" AND "line ""item"""."line ""item""_id" = "members of_line_cell"."line ""item""_id"
                LEFT JOIN LATERAL "New Side"."overlay_line ""item"""("line ""item""".*, "members of_line_cell"."members") AS "overlay of_line ""item""" ON true
                WHERE "line ""item"""."Company" = $1 AND "line ""item"""."id" = $2
                GROUP BY "line ""item"""."Company", "line ""item"""."id"
            ) AS "members of_line ""item""" ON "order"."Company" = "members of_line ""item"""."Company" AND "order"."id" = "members of_line ""item"""."id"
            LEFT JOIN (
                SELECT "attribute"."Company", "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "New Side"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
                FROM "New Side"."attribute" AS "attribute"
                LEFT JOIN LATERAL "New Side"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
                WHERE "attribute"."Company" = $1 AND "attribute"."id" = $2
                GROUP BY "attribute"."Company", "attribute"."id"
            ) AS "members of_attribute" ON "order"."Company" = "members of_attribute"."Company" AND "order"."id" = "members of_attribute"."id"
            LEFT JOIN (
                SELECT "step"."Company", "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "component"."Company", "component"."id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("component"."component_path") THEN ',' ELSE '' END || split_part(CASE WHEN "component"."residual" IS NULL AND "component"."residual_absent" IS NULL THEN "New Side"."compose_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) ELSE "overlay of_component"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("component"."component_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                    FROM "New Side"."component" AS "component"
                    LEFT JOIN (
                        SELECT "component_option"."Company", "component_option"."id", "component_option"."component_path", '[' || string_agg(CASE WHEN "component_option"."residual" IS NULL AND "component_option"."residual_absent" IS NULL THEN "New Side"."compose_component_option"("component_option".*) ELSE "overlay of_component_option"."document" END, ',' ORDER BY "component_option"."component_option_ordinal") || ']' AS "members"
                        FROM "New Side"."component_option" AS "component_option"
                        LEFT JOIN LATERAL "New Side"."overlay_component_option"("component_option".*) AS "overlay of_component_option" ON true
                        WHERE "component_option"."Company" = $1 AND "component_option"."id" = $2
                        GROUP BY "component_option"."Company", "component_option"."id", "component_option"."component_path"
                    ) AS "members of_component_option" ON "component"."Company" = "members of_component_option"."Company" AND "component"."id" = "members of_component_option"."id" AND "component"."component_path" = "members of_component_option"."component_path"
                    JOIN (
                        SELECT "step"."Company", "step"."id", "step"."component_path", "step"."component_path" AS "place",
                            lag(cardinality("step"."component_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."component_path")) OVER walk_order AS "next_depth"
                        FROM "New Side"."component" AS step
                        WHERE "step"."Company" = $1 AND "step"."id" = $2
                        WINDOW walk_order AS (PARTITION BY "step"."Company", "step"."id" ORDER BY "step"."component_path")
                    ) AS "walk" ON "component"."Company" = "walk"."Company" AND "component"."id" = "walk"."id" AND "component"."component_path" = "walk"."component_path"
                    LEFT JOIN LATERAL "New Side"."overlay_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) AS "overlay of_component" ON true
                    WHERE "component"."Company" = $1 AND "component"."id" = $2
                ) AS step
                GROUP BY "step"."Company", "step"."id"
            ) AS "members of_component" ON "order"."Company" = "members of_component"."Company" AND "order"."id" = "members of_component"."id"
            LEFT JOIN LATERAL "New Side"."overlay_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") AS "overlay of_order" ON true
            WHERE "order"."Company" = $1 AND "order"."id" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "New Side"."view_document_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, tid) IS 'spec.yaml:8:3 (order): one document, composed';

-- up (no lock on any table): spec.yaml:8:3 (order): the rows of a document from what the writer had read to what was written; refused where that is stale
CREATE FUNCTION "New Side"."exchange_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
DECLARE
    "changed" record;
    "stored_row" record;
BEGIN
    SELECT
        "now"."name",
        "now"."state",
        "now"."total",
        "now"."note",
        "now"."signed_at",
        "now"."signed_by",
        "now"."order_signature.exists",
        "now"."residual",
        "now"."residual_absent",
        "now"."container of line ""item""",
        "now"."container of attribute",
        "now"."container of component",
        true AND NOT (true AND record_image_eq("was"."image of order", "now"."image of order")) AS "order differs",
        true AND NOT true AS "order goes",
        true AS "order had row",
        "was"."image of order" AS "order was",
        coalesce("now"."order_signature.exists", false) AND NOT (coalesce("was"."order_signature.exists", false) AND record_image_eq("was"."image of order_signature", "now"."image of order_signature")) AS "order_signature differs",
        coalesce("was"."order_signature.exists", false) AND NOT coalesce("now"."order_signature.exists", false) AS "order_signature goes",
        coalesce("was"."order_signature.exists", false) AS "order_signature had row",
        "was"."image of order_signature" AS "order_signature was",
        "was"."container of line ""item""" AS "container of line ""item"" before",
        record_image_eq(ROW("was"."container of line ""item"""), ROW("now"."container of line ""item""")) AS "container of line ""item"" same",
        "was"."container of attribute" AS "container of attribute before",
        record_image_eq(ROW("was"."container of attribute"), ROW("now"."container of attribute")) AS "container of attribute same",
        "was"."container of component" AS "container of component before",
        record_image_eq(ROW("was"."container of component"), ROW("now"."container of component")) AS "container of component same"
    INTO "changed"
    FROM (
        SELECT node.*,
            ROW("node"."name", "node"."state", "node"."total", "node"."note", "node"."residual", "node"."residual_absent") AS "image of order",
            ROW("node"."signed_at", "node"."signed_by") AS "image of order_signature",
            ROW("node"."name", "node"."state", "node"."total", "node"."note", "node"."signed_at", "node"."signed_by", "node"."order_signature.exists", "node"."residual", "node"."residual_absent", "node"."container of line ""item""", "node"."container of attribute", "node"."container of component") AS "image"
        FROM "New Side"."decompose_order"($3) AS node
        OFFSET 0
    ) AS was
    CROSS JOIN (
        SELECT node.*,
            ROW("node"."name", "node"."state", "node"."total", "node"."note", "node"."residual", "node"."residual_absent") AS "image of order",
            ROW("node"."signed_at", "node"."signed_by") AS "image of order_signature",
            ROW("node"."name", "node"."state", "node"."total", "node"."note", "node"."signed_at", "node"."signed_by", "node"."order_signature.exists", "node"."residual", "node"."residual_absent", "node"."container of line ""item""", "node"."container of attribute", "node"."container of component") AS "image"
        FROM "New Side"."decompose_order"($4) AS node
        OFFSET 0
    ) AS now;
    IF "changed"."order differs" THEN
        IF $5 <> 'follow' AND "changed"."order had row" THEN
            SELECT ROW("target"."name", "target"."state", "target"."total", "target"."note", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."order" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."order" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2) THEN
                PERFORM hofsm.refuse_contended('New Side.order');
            END IF;
        END IF;
        IF $5 = 'compare' AND "changed"."order had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."order was") THEN
                PERFORM hofsm.refuse_stale('New Side.order');
            END IF;
        ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."order" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2) THEN
            PERFORM hofsm.refuse_stale('New Side.order');
        END IF;
        IF "changed"."order had row" THEN
            UPDATE "New Side"."order" AS target
            SET "name" = "changed"."name",
                "state" = "changed"."state",
                "total" = "changed"."total",
                "note" = "changed"."note",
                "residual" = "changed"."residual",
                "residual_absent" = "changed"."residual_absent"
            WHERE "target"."Company" = $1 AND "target"."id" = $2;
        END IF;
        IF NOT "changed"."order had row" OR NOT FOUND THEN
            INSERT INTO "New Side"."order" ("Company", "id", "name", "state", "total", "note", "residual", "residual_absent")
            VALUES ($1, $2, "changed"."name", "changed"."state", "changed"."total", "changed"."note", "changed"."residual", "changed"."residual_absent")
            ON CONFLICT ("Company", "id") DO UPDATE SET
                "name" = excluded."name",
                "state" = excluded."state",
                "total" = excluded."total",
                "note" = excluded."note",
                "residual" = excluded."residual",
                "residual_absent" = excluded."residual_absent";
        END IF;
    END IF;
    IF "changed"."order_signature differs" THEN
        IF $5 <> 'follow' AND "changed"."order_signature had row" THEN
            SELECT ROW("target"."signed_at", "target"."signed_by") AS image INTO "stored_row" FROM "New Side"."order_signature" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."order_signature" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2) THEN
                PERFORM hofsm.refuse_contended('New Side.order_signature');
            END IF;
        END IF;
        IF $5 = 'compare' AND "changed"."order_signature had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."order_signature was") THEN
                PERFORM hofsm.refuse_stale('New Side.order_signature');
            END IF;
        ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."order_signature" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2) THEN
            PERFORM hofsm.refuse_stale('New Side.order_signature');
        END IF;
        IF "changed"."order_signature had row" THEN
            UPDATE "New Side"."order_signature" AS target
            SET "signed_at" = "changed"."signed_at",
                "signed_by" = "changed"."signed_by"
            WHERE "target"."Company" = $1 AND "target"."id" = $2;
        END IF;
        IF NOT "changed"."order_signature had row" OR NOT FOUND THEN
            INSERT INTO "New Side"."order_signature" ("Company", "id", "signed_at", "signed_by")
            VALUES ($1, $2, "changed"."signed_at", "changed"."signed_by")
            ON CONFLICT ("Company", "id") DO UPDATE SET
                "signed_at" = excluded."signed_at",
                "signed_by" = excluded."signed_by";
        END IF;
    END IF;
    IF "changed"."order_signature goes" THEN
        IF $5 <> 'follow' AND "changed"."order_signature had row" THEN
            SELECT ROW("target"."signed_at", "target"."signed_by") AS image INTO "stored_row" FROM "New Side"."order_signature" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."order_signature" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2) THEN
                PERFORM hofsm.refuse_contended('New Side.order_signature');
            END IF;
        END IF;
        IF $5 = 'compare' AND "changed"."order_signature had row" THEN
            IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."order_signature was") THEN
                PERFORM hofsm.refuse_stale('New Side.order_signature');
            END IF;
        ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."order_signature" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2) THEN
            PERFORM hofsm.refuse_stale('New Side.order_signature');
        END IF;
        DELETE FROM "New Side"."order_signature" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2;
    END IF;
    IF NOT "changed"."container of line ""item"" same" THEN
        PERFORM "New Side"."change_line ""item"""($1, $2, "changed"."container of line ""item"" before", "changed"."container of line ""item""", $5);
    END IF;
    IF NOT "changed"."container of attribute same" THEN
        PERFORM "New Side"."change_attribute"($1, $2, "changed"."container of attribute before", "changed"."container of attribute", $5);
    END IF;
    IF NOT "changed"."container of component same" THEN
        PERFORM "New Side"."change_component"($1, $2, "changed"."container of component before", "changed"."container of component", $5);
    END IF;
END
$body$;
COMMENT ON FUNCTION "New Side"."exchange_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:8:3 (order): the rows of a document from what the writer had read to what was written; refused where that is stale';

-- up (no lock on any table): spec.yaml:8:3 (order): whether writers keep the payloads of the base table in step
CREATE FUNCTION "New Side"."keeps_payload_golden"() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
RETURN true;
COMMENT ON FUNCTION "New Side"."keeps_payload_golden"() IS 'spec.yaml:8:3 (order): whether writers keep the payloads of the base table in step';

-- up (no lock on any table): spec.yaml:8:3 (order): takes a document that was written through the view into the new tables
CREATE FUNCTION "New Side"."take_golden"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
    kept boolean := "New Side"."keeps_payload_golden"();
    now_document jsonb;
BEGIN
    IF origin_before = 'payload' THEN
        -- Payloads are emptied or made anew: nothing else of the row changes, whatever triggers that fired before this one have made of it.
        "old"."the ""value""" := "new"."the ""value""";
        RETURN old;
    END IF;
    IF origin_before <> 'view' THEN
        IF origin_before = 'new ' || ROW("new"."Company", "new"."id")::text THEN
            IF NOT kept AND (TG_OP = 'INSERT' OR NOT hofsm.same_payload("old"."the ""value""", "new"."the ""value""")) THEN
                "new"."the ""value""" := CASE WHEN "new"."the ""value""" IS NOT NULL THEN hofsm.moved()::jsonb END;
            END IF;
            RETURN new;
        ELSIF TG_OP = 'UPDATE' AND hofsm.same_payload("old"."the ""value""", "new"."the ""value""") AND (origin_before = 'new' OR NOT ("old"."Company" IS DISTINCT FROM "new"."Company" OR "old"."id" IS DISTINCT FROM "new"."id")) THEN
            RETURN new;
        ELSIF TG_OP = 'INSERT' AND origin_before IN ('new', 'view moved ' || ROW("new"."Company", "new"."id")::text) THEN
            -- a row that its new key brings to another partition, after its UPDATE was seen here
            RETURN new;
        END IF;
        RAISE EXCEPTION 'documents are not written to table %.%', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
            USING ERRCODE = 'object_not_in_prerequisite_state',
                DETAIL = 'Its mapping is in phase cutover; nothing was written.',
                HINT = 'Write to "old"."Legacy Orders", which is a view of the same columns.';
    END IF;
    IF TG_OP = 'UPDATE' AND hofsm.same_payload("old"."the ""value""", "new"."the ""value""") AND NOT ("old"."Company" IS DISTINCT FROM "new"."Company" OR "old"."id" IS DISTINCT FROM "new"."id") THEN
        RETURN new;
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF TG_OP = 'INSERT' OR "old"."Company" IS DISTINCT FROM "new"."Company" OR "old"."id" IS DISTINCT FROM "new"."id" OR NOT hofsm.same_payload("old"."the ""value""", "new"."the ""value""") THEN
        IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
            PERFORM hofsm.check_etag(
                'golden', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'Company = ' || "new"."Company"::text, 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'Company = ' || "old"."Company"::text, 'id = ' || "old"."id"::text) END,
                VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["New Side"."etag_order"(NULL::"New Side"."order", "New Side"."view_document_golden_now"("old"."Company", "old"."id"))] END
            );
            PERFORM hofsm.bind_etag('golden', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'Company = ' || "old"."Company"::text, 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'Company = ' || "new"."Company"::text, 'id = ' || "new"."id"::text) END);
        END IF;
    END IF;
    now_document := ("new"."the ""value""") -> 'now';
    IF TG_OP = 'INSERT' THEN
        IF NOT "New Side"."represent_golden"("new"."Company", "new"."id", now_document) THEN
            RAISE EXCEPTION 'there is a document with this key already'
                USING ERRCODE = 'unique_violation', DETAIL = format('Key %s.', ROW("new"."Company", "new"."id"));
        END IF;
    ELSIF "old"."Company" IS DISTINCT FROM "new"."Company" OR "old"."id" IS DISTINCT FROM "new"."id" THEN
        IF NOT record_image_eq(ROW("New Side"."view_document_golden_now"("old"."Company", "old"."id")), ROW(("new"."the ""value""") -> 'was')) THEN
            PERFORM hofsm.refuse_stale('New Side.order');
        END IF;
        PERFORM "New Side"."forget_golden"("old"."Company", "old"."id");
        PERFORM "New Side"."represent_golden"("new"."Company", "new"."id", now_document);
        origin_before := 'view moved ' || ROW("new"."Company", "new"."id")::text;
    ELSE
        PERFORM "New Side"."exchange_golden"("new"."Company", "new"."id", ("new"."the ""value""") -> 'was', now_document, 'compare');
        -- Somebody has written another part of the document since it was read, or its payload is not there: it is what both have made of it.
        IF kept AND NOT record_image_eq(ROW(("old"."the ""value""")), ROW(("new"."the ""value""") -> 'was')) THEN
            now_document := "New Side"."view_document_golden_now"("new"."Company", "new"."id");
        END IF;
    END IF;
    IF kept THEN
        "new"."the ""value""" := now_document;
    ELSE
        -- SQL NULL stays what it is, so that NOT NULL has its say
        "new"."the ""value""" := CASE WHEN now_document IS NOT NULL THEN hofsm.moved()::jsonb END;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN new;
END
$body$;
COMMENT ON FUNCTION "New Side"."take_golden"() IS 'spec.yaml:8:3 (order): takes a document that was written through the view into the new tables';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "New Side"."take_golden"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:8:3 (order): the base table has no documents to follow, but deletes
CREATE OR REPLACE FUNCTION "New Side"."dual_write_golden"() RETURNS trigger
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
    IF TG_OP = 'DELETE' AND (origin_before <> 'new' OR EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = "old"."Company" AND "root"."id" = "old"."id")) THEN
        IF origin_before NOT LIKE 'new%' THEN
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.check_etag(
                    'golden', CASE TG_OP WHEN 'INSERT' THEN concat_ws(', ', 'Company = ' || "new"."Company"::text, 'id = ' || "new"."id"::text) ELSE concat_ws(', ', 'Company = ' || "old"."Company"::text, 'id = ' || "old"."id"::text) END,
                    VARIADIC CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE ARRAY["New Side"."etag_order"(NULL::"New Side"."order", "New Side"."view_document_golden_now"("old"."Company", "old"."id"))] END
                );
                PERFORM hofsm.bind_etag('golden', CASE TG_OP WHEN 'DELETE' THEN concat_ws(', ', 'Company = ' || "old"."Company"::text, 'id = ' || "old"."id"::text) ELSE concat_ws(', ', 'Company = ' || "new"."Company"::text, 'id = ' || "new"."id"::text) END);
            END IF;
        END IF;
        -- What was read through the view is of the statement's snapshot. The row has been waited for by now, and whoever has written the
        -- document has it before the end; so nothing of another writer comes between this statement and what drops the rows.
        IF read <> '' AND starts_with(read, hofsm.as_read(ROW("old"."Company", "old"."id"), NULL)) THEN
            PERFORM set_config(
                'hofsm.read', CASE WHEN read = hofsm.as_read(ROW("old"."Company", "old"."id"), "New Side"."view_document_golden_now"("old"."Company", "old"."id")) THEN '' ELSE 'stale' END, true
            );
        END IF;
        PERFORM set_config('hofsm.origin', 'legacy', true);
        PERFORM "New Side"."forget_golden"("old"."Company", "old"."id");
        PERFORM set_config('hofsm.origin', origin_before, true);
    END IF;
    RETURN NULL;
END
$body$;

-- up (no lock on any table): spec.yaml:8:3 (order): the documents between two keys, both included, that are not in parity; payloads of the base table
CREATE OR REPLACE FUNCTION "New Side"."verify_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS TABLE (
    "Company" "old"."Legacy Orders"."Company"%TYPE,
    "id" "old"."Legacy Orders"."id"%TYPE,
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
    SELECT coalesce("legacy"."Company", "composed"."Company"), coalesce("legacy"."id", "composed"."id"), "legacy"."Company" IS NOT NULL, "composed"."Company" IS NOT NULL, legacy."payload", composed."payload"
    FROM (SELECT "legacy"."Company", "legacy"."id", "legacy"."the ""value""" AS "payload" FROM "old"."Legacy Orders_base" AS legacy WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4)) AS legacy
    FULL JOIN (
        SELECT "composed"."Company", "composed"."id", composed."document"::jsonb AS "payload"
        FROM (
            SELECT "order"."Company", "order"."id", CASE WHEN "order"."residual" IS NULL AND "order"."residual_absent" IS NULL THEN "New Side"."compose_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") ELSE "overlay of_order"."document" END AS "document"
            FROM "New Side"."order" AS "order"
            LEFT JOIN "New Side"."order_signature" AS "order_signature" ON "order"."Company" = "order_signature"."Company" AND "order"."id" = "order_signature"."id" AND ("order_signature"."Company", "order_signature"."id") >= ($1, $2) AND ("order_signature"."Company", "order_signature"."id") <= ($3, $4)
            LEFT JOIN (
                SELECT "line ""item"""."Company", "line ""item"""."id", '[' || string_agg(CASE WHEN "line ""item"""."residual" IS NULL AND "line ""item"""."residual_absent" IS NULL THEN "New Side"."compose_line ""item"""("line ""item""".*, "members of_line_cell"."members") ELSE "overlay of_line ""item"""."document" END, ',' ORDER BY "line ""item"""."line ""item""_ordinal") || ']' AS "members"
                FROM "New Side"."line ""item""" AS "line ""item"""
                LEFT JOIN (
                    SELECT "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id", '[' || string_agg(CASE WHEN "line_cell"."residual" IS NULL AND "line_cell"."residual_absent" IS NULL THEN "New Side"."compose_line_cell"("line_cell".*) ELSE "overlay of_line_cell"."document" END, ',' ORDER BY "line_cell"."line_cell_ordinal") || ']' AS "members"
                    FROM "New Side"."line_cell" AS "line_cell"
                    LEFT JOIN LATERAL "New Side"."overlay_line_cell"("line_cell".*) AS "overlay of_line_cell" ON true
                    WHERE ("line_cell"."Company", "line_cell"."id") >= ($1, $2) AND ("line_cell"."Company", "line_cell"."id") <= ($3, $4)
                    GROUP BY "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id"
                ) AS "members of_line_cell" ON "line ""item"""."Company" = "members of_line_cell"."Company" AND "line ""item"""."id" = "members of_line_cell"."id" AND "line ""item"""."line ""item""_id" = "members of_line_cell"."line ""item""_id"
                LEFT JOIN LATERAL "New Side"."overlay_line ""item"""("line ""item""".*, "members of_line_cell"."members") AS "overlay of_line ""item""" ON true
                WHERE ("line ""item"""."Company", "line ""item"""."id") >= ($1, $2) AND ("line ""item"""."Company", "line ""item"""."id") <= ($3, $4)
                GROUP BY "line ""item"""."Company", "line ""item"""."id"
            ) AS "members of_line ""item""" ON "order"."Company" = "members of_line ""item"""."Company" AND "order"."id" = "members of_line ""item"""."id"
            LEFT JOIN (
                SELECT "attribute"."Company", "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "New Side"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
                FROM "New Side"."attribute" AS "attribute"
                LEFT JOIN LATERAL "New Side"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
                WHERE ("attribute"."Company", "attribute"."id") >= ($1, $2) AND ("attribute"."Company", "attribute"."id") <= ($3, $4)
                GROUP BY "attribute"."Company", "attribute"."id"
            ) AS "members of_attribute" ON "order"."Company" = "members of_attribute"."Company" AND "order"."id" = "members of_attribute"."id"
            LEFT JOIN (
                SELECT "step"."Company", "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "component"."Company", "component"."id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("component"."component_path") THEN ',' ELSE '' END || split_part(CASE WHEN "component"."residual" IS NULL AND "component"."residual_absent" IS NULL THEN "New Side"."compose_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) ELSE "overlay of_component"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("component"."component_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                    FROM "New Side"."component" AS "component"
                    LEFT JOIN (
                        SELECT "component_option"."Company", "component_option"."id", "component_option"."component_path", '[' || string_agg(CASE WHEN "component_option"."residual" IS NULL AND "component_option"."residual_absent" IS NULL THEN "New Side"."compose_component_option"("component_option".*) ELSE "overlay of_component_option"."document" END, ',' ORDER BY "component_option"."component_option_ordinal") || ']' AS "members"
                        FROM "New Side"."component_option" AS "component_option"
                        LEFT JOIN LATERAL "New Side"."overlay_component_option"("component_option".*) AS "overlay of_component_option" ON true
                        WHERE ("component_option"."Company", "component_option"."id") >= ($1, $2) AND ("component_option"."Company", "component_option"."id") <= ($3, $4)
                        GROUP BY "component_option"."Company", "component_option"."id", "component_option"."component_path"
                    ) AS "members of_component_option" ON "component"."Company" = "members of_component_option"."Company" AND "component"."id" = "members of_component_option"."id" AND "component"."component_path" = "members of_component_option"."component_path"
                    JOIN (
                        SELECT "step"."Company", "step"."id", "step"."component_path", "step"."component_path" AS "place",
                            lag(cardinality("step"."component_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."component_path")) OVER walk_order AS "next_depth"
                        FROM "New Side"."component" AS step
                        WHERE ("step"."Company", "step"."id") >= ($1, $2) AND ("step"."Company", "step"."id") <= ($3, $4)
                        WINDOW walk_order AS (PARTITION BY "step"."Company", "step"."id" ORDER BY "step"."component_path")
                    ) AS "walk" ON "component"."Company" = "walk"."Company" AND "component"."id" = "walk"."id" AND "component"."component_path" = "walk"."component_path"
                    LEFT JOIN LATERAL "New Side"."overlay_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) AS "overlay of_component" ON true
                    WHERE ("component"."Company", "component"."id") >= ($1, $2) AND ("component"."Company", "component"."id") <= ($3, $4)
                ) AS step
                GROUP BY "step"."Company", "step"."id"
            ) AS "members of_component" ON "order"."Company" = "members of_component"."Company" AND "order"."id" = "members of_component"."id"
            LEFT JOIN LATERAL "New Side"."overlay_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") AS "overlay of_order" ON true
            WHERE ("order"."Company", "order"."id") >= ($1, $2) AND ("order"."Company", "order"."id") <= ($3, $4)
        ) AS composed
    ) AS composed ON "legacy"."Company" = "composed"."Company" AND "legacy"."id" = "composed"."id"
    WHERE ("legacy"."Company" IS NOT NULL AND "composed"."Company" IS NOT NULL) IS NOT TRUE
        OR NOT record_image_eq(ROW(legacy."payload"), ROW(composed."payload"))
            AND legacy."payload"::text IS DISTINCT FROM composed."payload"::text
            AND NOT (
                hofsm.is_moved(legacy."payload") AND composed."payload" IS NOT NULL
                AND EXISTS (SELECT FROM hofsm.payload WHERE mapping = 'golden' AND state <> 'restored')
            )
$query$ USING $1, $2, $3, $4;
END

$body$;

-- up (no lock on any table): spec.yaml:8:3 (order): bring rows to one document, in the base table
CREATE OR REPLACE FUNCTION "New Side"."mirror_document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS void
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
    IF NOT EXISTS (SELECT FROM "New Side"."order" AS root WHERE "root"."Company" = $1 AND "root"."id" = $2) THEN
        IF EXISTS (SELECT FROM "New Side"."order_signature" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."line ""item""" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."line_cell" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."attribute" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."component" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2)
            OR EXISTS (SELECT FROM "New Side"."component_option" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2) THEN
            PERFORM hofsm.refuse(
                'foreign_key_violation', 'a row was written for a document that table order does not have', concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'every document has one row in order', 'insert the row of order first, or in the same statement'
            );
        END IF;
        RETURN;
    END IF;
    IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
        PERFORM hofsm.bind_etag('golden', concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text));
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    BEGIN
        composed := "New Side"."document_order"($1, $2);
    EXCEPTION WHEN invalid_text_representation THEN
        -- Rows that exclude each other, a value and elements in one place, may not even make JSON.
        PERFORM "New Side"."settle_order"($1, $2, NULL);
        RAISE;
    END;
    PERFORM "New Side"."settle_order"($1, $2, composed);
    -- The triggers of the legacy table return where the write comes from here, for this document and no other.
    PERFORM set_config('hofsm.origin', 'new ' || ROW($1, $2)::text, true);
    SELECT true, "legacy"."the ""value""" INTO is_there, actual FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "old"."Legacy Orders_base" ("Company", "id", "the ""value""") OVERRIDING SYSTEM VALUE
            VALUES ($1, $2, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "old"."Legacy Orders_base" AS legacy SET "the ""value""" = composed WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."the ""value""" INTO is_there, actual FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text AND NOT hofsm.is_moved(actual) THEN
        composed := "New Side"."document_order"($1, $2);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "New Side"."change_order"($1, $2, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;

-- up (no lock on any table): spec.yaml:8:3 (order): what follows a write to order
CREATE OR REPLACE FUNCTION "New Side"."written_order"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('unique_violation', 'the legacy table has a document with this key', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'it is not represented in the new tables, and would be replaced', 'take another key, or have it represented first: see `hofsm verify`')
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "now"."Company" AND "legacy"."id" = "now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id")) THEN
                PERFORM set_config('hofsm.origin', 'new', true);
                UPDATE "old"."Legacy Orders_base" AS legacy SET ("Company", "id") = ROW("now"."Company", "now"."id")
                FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                WHERE "legacy"."Company" = "was"."Company" AND "legacy"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                PERFORM set_config('hofsm.origin', 'legacy', true);
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."order_signature" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."line ""item""" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."line_cell" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."attribute" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."component" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                    UPDATE "New Side"."component_option" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'order', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id")));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                DELETE FROM "New Side"."order_signature" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."line ""item""" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."line_cell" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."attribute" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."component" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
                DELETE FROM "New Side"."component_option" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'order', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id"))) FROM "old_rows" AS was));
            END IF;
            PERFORM set_config('hofsm.origin', 'new', true);
            DELETE FROM "old"."Legacy Orders_base" AS legacy USING "old_rows" AS was
            WHERE "legacy"."Company" = "was"."Company" AND "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'Company = ' || "was"."Company"::text, 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id") AND EXISTS (SELECT FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "was"."Company" AND "legacy"."id" = "was"."id");
            
            PERFORM set_config('hofsm.origin', 'legacy', true);
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:8:3 (order): compares the tag asked for before a row of order is written
CREATE OR REPLACE FUNCTION "New Side"."match_order"() RETURNS trigger
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
    places := ARRAY['order'];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."order" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.order');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:18:3 (order_signature): what follows a write to order_signature
CREATE OR REPLACE FUNCTION "New Side"."written_order_signature"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column order_signature.signed_by refers to a row that is not there', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'public.users has none with this value in id', 'spec.yaml:24:7 (order_signature.signed_by) says `references`: insert the row there first, or write another value')
            FROM "new_rows" AS now WHERE "now"."signed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."signed_by");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('foreign_key_violation', 'column order_signature.signed_by refers to a row that is not there', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'public.users has none with this value in id', 'spec.yaml:24:7 (order_signature.signed_by) says `references`: insert the row there first, or write another value')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."signed_by" IS NOT NULL AND NOT EXISTS (SELECT FROM "public"."users" AS referred WHERE "referred"."id" = "now"."signed_by") AND "was"."signed_by"::text IS DISTINCT FROM "now"."signed_by"::text;
            
            PERFORM hofsm.refuse('feature_not_supported', 'the key of table order_signature cannot be changed', concat_ws(', ', 'Company = ' || "was"."Company"::text, 'id = ' || "was"."id"::text), 'its rows belong to those of order', 'change the key in order: the rows of order_signature follow')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order']) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                UPDATE "New Side"."order" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{signature}'::text[])
                FROM "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order_signature" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'order_signature', 'DELETE', (SELECT jsonb_agg(jsonb_build_object('was', to_jsonb("was".*))) FROM "old_rows" AS "was"));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:18:3 (order_signature): compares the tag asked for before a row of order_signature is written
CREATE OR REPLACE FUNCTION "New Side"."match_order_signature"() RETURNS trigger
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
    places := ARRAY['order'];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."order_signature" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order']
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.order_signature');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:25:3 (line "item"): what follows a write to line "item"
CREATE OR REPLACE FUNCTION "New Side"."written_line ""item"""() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            UPDATE "New Side"."line ""item""" AS stored SET "line ""item""_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id" ORDER BY "sibling"."line ""item""_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."line ""item""_id") AS "place"
                FROM "New Side"."line ""item""" AS sibling
                LEFT JOIN (SELECT "now"."Company", "now"."id", "now"."line ""item""_id", -1 AS "rank", row_number() OVER () AS "row_number" FROM "new_rows" AS now) AS written ON "written"."Company" = "sibling"."Company" AND "written"."id" = "sibling"."id" AND "written"."line ""item""_id" = "sibling"."line ""item""_id"
                WHERE ("sibling"."Company", "sibling"."id") IN (
                    SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows"
                )
            ) AS placed
            WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."line ""item""_id" = "placed"."line ""item""_id" AND stored."line ""item""_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."line_cell" AS stored SET ("Company", "id", "line ""item""_id") = ROW("now"."Company", "now"."id", "now"."line ""item""_id")
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."line ""item""_id" = "was"."line ""item""_id" AND ("was"."Company", "was"."id", "was"."line ""item""_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id");
                    UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["lines"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id")
                        AND NOT EXISTS (SELECT FROM "New Side"."line ""item""" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line "item"', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'line "item"_id', "was"."line ""item""_id"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id", 'line "item"_id', "now"."line ""item""_id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id") OR "was"."line ""item""_ordinal" <> "now"."line ""item""_ordinal") THEN
                UPDATE "New Side"."line ""item""" AS stored SET "line ""item""_ordinal" = placed."place"
                FROM (
                    SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id" ORDER BY "sibling"."line ""item""_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."line ""item""_id") AS "place"
                    FROM "New Side"."line ""item""" AS sibling
                    LEFT JOIN (SELECT "now"."Company", "now"."id", "now"."line ""item""_id", CASE WHEN ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id") THEN -1 ELSE sign("now"."line ""item""_ordinal" - "was"."line ""item""_ordinal") END AS "rank", "was"."row_number"
                        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number") AS written ON "written"."Company" = "sibling"."Company" AND "written"."id" = "sibling"."id" AND "written"."line ""item""_id" = "sibling"."line ""item""_id"
                    WHERE ("sibling"."Company", "sibling"."id") IN (
                        SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows"
                    )
                ) AS placed
                WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."line ""item""_id" = "placed"."line ""item""_id" AND stored."line ""item""_ordinal" <> placed."place";
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                DELETE FROM "New Side"."line_cell" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."line ""item""_id" = "was"."line ""item""_id" AND NOT EXISTS (SELECT FROM "New Side"."line ""item""" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND "again"."line ""item""_id" = "was"."line ""item""_id");
                UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["lines"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id")
                    AND NOT EXISTS (SELECT FROM "New Side"."line ""item""" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line "item"', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'line "item"_id', "was"."line ""item""_id"))) FROM "old_rows" AS was));
            END IF;
            UPDATE "New Side"."line ""item""" AS stored SET "line ""item""_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id" ORDER BY "sibling"."line ""item""_ordinal", "sibling"."line ""item""_id") AS "place"
                FROM "New Side"."line ""item""" AS sibling
                WHERE ("sibling"."Company", "sibling"."id") IN (
                    SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows"
                )
            ) AS placed
            WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."line ""item""_id" = "placed"."line ""item""_id" AND stored."line ""item""_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:25:3 (line "item"): compares the tag asked for before a row of line "item" is written
CREATE OR REPLACE FUNCTION "New Side"."match_line ""item"""() RETURNS trigger
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
    places := ARRAY['order'] ||
        ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_line ""item"""(NULL::"New Side"."line ""item""", "New Side"."element_line ""item"""("touched"."Company", "touched"."id", "touched"."line ""item""_id")) THEN 'line "item" ' || ROW("touched"."line ""item""_id")::text END,
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."line ""item""" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY['line "item" ' || ROW("other"."line ""item""_id")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.line "item"');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:31:3 (line_cell): what follows a write to line_cell
CREATE OR REPLACE FUNCTION "New Side"."written_line_cell"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text] ||
                    ARRAY['line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE "now"."line_cell_ordinal" < 1;
            
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                IF EXISTS (
                    SELECT FROM "New Side"."line_cell" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id"
                    HAVING max("sibling"."line_cell_ordinal") <> count(*)
                ) THEN
                    UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", "sibling"."line_cell_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id" ORDER BY "sibling"."line_cell_ordinal"))::integer AS "place"
                    FROM "New Side"."line_cell" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."line ""item""_id" = "moved"."line ""item""_id" AND "stored"."line_cell_ordinal" = "moved"."former";
                    UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"stored"."line_cell_ordinal"
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."line_cell_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text] ||
                    ARRAY['line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "now"."line_cell_ordinal" < 1;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id", "was"."line_cell_ordinal") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id", "now"."line_cell_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."line ""item""" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["cells"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."line ""item""_id" = "stored"."line ""item""_id")
                        AND NOT EXISTS (SELECT FROM "New Side"."line_cell" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."line ""item""_id" = "stored"."line ""item""_id");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'line "item"_id', "was"."line ""item""_id", 'line_cell_ordinal', "was"."line_cell_ordinal"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id", 'line "item"_id', "now"."line ""item""_id", 'line_cell_ordinal', "now"."line_cell_ordinal")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id", "was"."line_cell_ordinal") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id", "now"."line_cell_ordinal")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."line ""item""_id", "was"."line_cell_ordinal") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id", "now"."line_cell_ordinal")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    IF EXISTS (
                        SELECT FROM "New Side"."line_cell" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id"
                        HAVING max("sibling"."line_cell_ordinal") <> count(*)
                    ) THEN
                        UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"moved"."place"
                        FROM (SELECT * FROM (SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", "sibling"."line_cell_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id" ORDER BY "sibling"."line_cell_ordinal"))::integer AS "place"
                        FROM "New Side"."line_cell" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                        WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."line ""item""_id" = "moved"."line ""item""_id" AND "stored"."line_cell_ordinal" = "moved"."former";
                        UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"stored"."line_cell_ordinal"
                        WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."line_cell_ordinal" < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text] ||
                    ARRAY['line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                UPDATE "New Side"."line ""item""" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["cells"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."line ""item""_id" = "stored"."line ""item""_id")
                    AND NOT EXISTS (SELECT FROM "New Side"."line_cell" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."line ""item""_id" = "stored"."line ""item""_id");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'line "item"_id', "was"."line ""item""_id", 'line_cell_ordinal', "was"."line_cell_ordinal"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                IF EXISTS (
                    SELECT FROM "New Side"."line_cell" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id"
                    HAVING max("sibling"."line_cell_ordinal") <> count(*)
                ) THEN
                    UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"moved"."place"
                    FROM (SELECT * FROM (SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", "sibling"."line_cell_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id" ORDER BY "sibling"."line_cell_ordinal"))::integer AS "place"
                    FROM "New Side"."line_cell" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."line ""item""_id" = "moved"."line ""item""_id" AND "stored"."line_cell_ordinal" = "moved"."former";
                    UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"stored"."line_cell_ordinal"
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AND "stored"."line_cell_ordinal" < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'line_cell', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:31:3 (line_cell): compares the tag asked for before a row of line_cell is written
CREATE OR REPLACE FUNCTION "New Side"."match_line_cell"() RETURNS trigger
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
    places := ARRAY['order'] ||
        ARRAY['line "item" ' || ROW("touched"."line ""item""_id")::text] ||
        ARRAY['line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_line_cell"(NULL::"New Side"."line_cell", "New Side"."element_line_cell"("touched"."Company", "touched"."id", "touched"."line ""item""_id", "touched"."line_cell_ordinal")) THEN 'line_cell ' || ROW("touched"."line ""item""_id", "touched"."line_cell_ordinal")::text END,
            CASE WHEN asked = "New Side"."etag_line ""item"""(NULL::"New Side"."line ""item""", "New Side"."element_line ""item"""("touched"."Company", "touched"."id", "touched"."line ""item""_id")) THEN 'line "item" ' || ROW("touched"."line ""item""_id")::text END,
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."line_cell" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY['line "item" ' || ROW("other"."line ""item""_id")::text] ||
                ARRAY['line_cell ' || ROW("other"."line ""item""_id", "other"."line_cell_ordinal")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.line_cell');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:36:3 (attribute): what follows a write to attribute
CREATE OR REPLACE FUNCTION "New Side"."written_attribute"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."attribute_key") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."attribute_key")) THEN
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY['attribute ' || ROW("touched"."attribute_key")::text]) IS NOT NULL;
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:36:3 (attribute): compares the tag asked for before a row of attribute is written
CREATE OR REPLACE FUNCTION "New Side"."match_attribute"() RETURNS trigger
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
    places := ARRAY['order'] ||
        ARRAY['attribute ' || ROW("touched"."attribute_key")::text];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_attribute"(NULL::"New Side"."attribute", "New Side"."element_attribute"("touched"."Company", "touched"."id", "touched"."attribute_key")) THEN 'attribute ' || ROW("touched"."attribute_key")::text END,
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."attribute" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY['attribute ' || ROW("other"."attribute_key")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.attribute');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:42:3 (component): what follows a write to component
CREATE OR REPLACE FUNCTION "New Side"."written_component"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM "new_rows" AS now WHERE cardinality("now"."component_path") = 0 OR 1 > ANY ("now"."component_path");
            
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                IF EXISTS (
                    SELECT FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
                    GROUP BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1]
                    HAVING max("sibling"."component_path"[cardinality("sibling"."component_path")]) <> count(*)
                ) THEN
                    UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                    FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")),
                    walk AS (
                        SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                    UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                    FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")),
                    walk AS (
                        SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                    UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."component_path"[1] < 0;
                    UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."component_path"[1] < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth))) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            PERFORM hofsm.refuse('check_violation', 'positions are counted from 1', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'a position below 1 is none', 'take a position behind the last one: gaps are closed')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE cardinality("now"."component_path") = 0 OR 1 > ANY ("now"."component_path");
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."component" AS stored SET ("Company", "id", "component_path") = ROW("now"."Company", "now"."id", "now"."component_path" || "stored"."component_path"[cardinality("was"."component_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND cardinality("stored"."component_path") > cardinality("was"."component_path") AND ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."Company" = "nearer"."Company" AND "stored"."id" = "nearer"."id" AND "stored"."component_path"[:cardinality("nearer"."component_path")] = "nearer"."component_path" AND cardinality("nearer"."component_path") > cardinality("was"."component_path") AND ("nearer"."Company", "nearer"."id", "nearer"."component_path") IS DISTINCT FROM ("nearer_now"."Company", "nearer_now"."id", "nearer_now"."component_path"));
                    UPDATE "New Side"."component_option" AS stored SET ("Company", "id", "component_path") = ROW("now"."Company", "now"."id", "now"."component_path" || "stored"."component_path"[cardinality("was"."component_path") + 1:])
                    FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number"
                    WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."Company" = "nearer"."Company" AND "stored"."id" = "nearer"."id" AND "stored"."component_path"[:cardinality("nearer"."component_path")] = "nearer"."component_path" AND cardinality("nearer"."component_path") > cardinality("was"."component_path") AND ("nearer"."Company", "nearer"."id", "nearer"."component_path") IS DISTINCT FROM ("nearer_now"."Company", "nearer_now"."id", "nearer_now"."component_path"));
                    UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND cardinality("was"."component_path") = 1)
                        AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND cardinality("other"."component_path") = 1);
                    
                    UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path"[:cardinality("was"."component_path") - 1] = "stored"."component_path")
                        AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path"[:cardinality("other"."component_path") - 1] = "stored"."component_path");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'component_path', "was"."component_path"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id", 'component_path', "now"."component_path")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    IF EXISTS (
                        SELECT FROM "New Side"."component" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
                        GROUP BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1]
                        HAVING max("sibling"."component_path"[cardinality("sibling"."component_path")]) <> count(*)
                    ) THEN
                        UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("moved"."place")
                        FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                        FROM "New Side"."component" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")),
                        walk AS (
                            SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                            FROM numbered WHERE cardinality("numbered"."former") = 1
                            UNION ALL
                            SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                            FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                        )
                        SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                        WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                        UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("moved"."place")
                        FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                        FROM "New Side"."component" AS sibling
                        WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")),
                        walk AS (
                            SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                            FROM numbered WHERE cardinality("numbered"."former") = 1
                            UNION ALL
                            SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                            FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                        )
                        SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                        WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                        UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                        WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."component_path"[1] < 0;
                        UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                        WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AND "stored"."component_path"[1] < 0;
                    END IF;
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'numbered', ('[]'));
                END IF;
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth))) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                DELETE FROM "New Side"."component" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND cardinality("stored"."component_path") > cardinality("was"."component_path") AND NOT EXISTS (SELECT FROM "New Side"."component" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND "again"."component_path" = "was"."component_path");
                DELETE FROM "New Side"."component_option" AS stored USING "old_rows" AS was
                WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND NOT EXISTS (SELECT FROM "New Side"."component" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND "again"."component_path" = "was"."component_path");
                UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND cardinality("was"."component_path") = 1)
                    AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND cardinality("other"."component_path") = 1);
                
                UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path"[:cardinality("was"."component_path") - 1] = "stored"."component_path")
                    AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path"[:cardinality("other"."component_path") - 1] = "stored"."component_path");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'component_path', "was"."component_path"))) FROM "old_rows" AS was));
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                IF EXISTS (
                    SELECT FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
                    GROUP BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1]
                    HAVING max("sibling"."component_path"[cardinality("sibling"."component_path")]) <> count(*)
                ) THEN
                    UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                    FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")),
                    walk AS (
                        SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                    UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("moved"."place")
                    FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
                    FROM "New Side"."component" AS sibling
                    WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")),
                    walk AS (
                        SELECT "numbered"."Company", "numbered"."id", "numbered"."former" AS "former", ARRAY["numbered"."place"] AS "place"
                        FROM numbered WHERE cardinality("numbered"."former") = 1
                        UNION ALL
                        SELECT "below"."Company", "below"."id", "below"."former", "walk"."place" || "below"."place"
                        FROM walk JOIN numbered AS below ON "below"."Company" = "walk"."Company" AND "below"."id" = "walk"."id" AND "below"."former"[:cardinality("below"."former") - 1] = "walk"."former"
                    )
                    SELECT * FROM walk WHERE "walk"."former" <> "walk"."place") AS moved
                    WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."component_path" = "moved"."former";
                    UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AND "stored"."component_path"[1] < 0;
                    UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
                    WHERE ("stored"."Company", "stored"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AND "stored"."component_path"[1] < 0;
                END IF;
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component', 'numbered', ('[]'));
            END IF;
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:42:3 (component): compares the tag asked for before a row of component is written
CREATE OR REPLACE FUNCTION "New Side"."match_component"() RETURNS trigger
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
    places := ARRAY['order'] ||
        ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth));
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            (SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(cardinality("touched"."component_path"), 1, -1) AS step (depth)
                            WHERE asked = "New Side"."etag_component"(NULL::"New Side"."component", "New Side"."element_component"("touched"."Company", "touched"."id", "touched"."component_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."component" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY(SELECT 'component ' || ROW("other"."component_path"[:depth])::text FROM generate_series(1, cardinality("other"."component_path")) AS step (depth))
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.component');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:48:3 (component_option): what follows a write to component_option
CREATE OR REPLACE FUNCTION "New Side"."written_component_option"() RETURNS trigger
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
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "new_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth)) ||
                    ARRAY['component_option ' || ROW("touched"."component_path", "touched"."option_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM "new_rows" AS now WHERE "now"."residual" IS NOT NULL OR "now"."residual_absent" IS NOT NULL;
            
            UPDATE "New Side"."component_option" AS stored SET "component_option_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path", "sibling"."option_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path" ORDER BY "sibling"."component_option_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."option_id") AS "place"
                FROM "New Side"."component_option" AS sibling
                LEFT JOIN (SELECT "now"."Company", "now"."id", "now"."component_path", "now"."option_id", -1 AS "rank", row_number() OVER () AS "row_number" FROM "new_rows" AS now) AS written ON "written"."Company" = "sibling"."Company" AND "written"."id" = "sibling"."id" AND "written"."component_path" = "sibling"."component_path" AND "written"."option_id" = "sibling"."option_id"
                WHERE ("sibling"."Company", "sibling"."id") IN (
                    SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows"
                )
            ) AS placed
            WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."component_path" = "placed"."component_path" AND "stored"."option_id" = "placed"."option_id" AND stored."component_option_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth)) ||
                    ARRAY['component_option ' || ROW("touched"."component_path", "touched"."option_id")::text]) IS NOT NULL;
            END IF;
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'columns residual and residual_absent cannot be written', concat_ws(', ', 'Company = ' || "now"."Company"::text, 'id = ' || "now"."id"::text), 'they are what the columns of an element cannot represent, and follow from the document', 'write to the other columns, or change the document in the legacy table')
            FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE "was"."residual"::text IS DISTINCT FROM "now"."residual"::text OR "was"."residual_absent"::text IS DISTINCT FROM "now"."residual_absent"::text;
            
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path", "was"."option_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path", "now"."option_id")) THEN
                IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                    UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
                    WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path" = "stored"."component_path")
                        AND NOT EXISTS (SELECT FROM "New Side"."component_option" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path" = "stored"."component_path");
                    
                ELSE
                    PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component_option', 'moved', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'component_path', "was"."component_path", 'option_id', "was"."option_id"), 'now', jsonb_build_object('Company', "now"."Company", 'id', "now"."id", 'component_path', "now"."component_path", 'option_id', "now"."option_id")) ORDER BY "was"."row_number") FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path", "was"."option_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path", "now"."option_id")));
                END IF;
            END IF;
            IF EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number" WHERE ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") OR "was"."component_option_ordinal" <> "now"."component_option_ordinal") THEN
                UPDATE "New Side"."component_option" AS stored SET "component_option_ordinal" = placed."place"
                FROM (
                    SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path", "sibling"."option_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path" ORDER BY "sibling"."component_option_ordinal", coalesce("written"."rank", 0), "written"."row_number", "sibling"."option_id") AS "place"
                    FROM "New Side"."component_option" AS sibling
                    LEFT JOIN (SELECT "now"."Company", "now"."id", "now"."component_path", "now"."option_id", CASE WHEN ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") THEN -1 ELSE sign("now"."component_option_ordinal" - "was"."component_option_ordinal") END AS "rank", "was"."row_number"
                        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM "old_rows" AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM "new_rows" AS side) AS "now" ON "was"."row_number" = "now"."row_number") AS written ON "written"."Company" = "sibling"."Company" AND "written"."id" = "sibling"."id" AND "written"."component_path" = "sibling"."component_path" AND "written"."option_id" = "sibling"."option_id"
                    WHERE ("sibling"."Company", "sibling"."id") IN (
                        SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows"
                    )
                ) AS placed
                WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."component_path" = "placed"."component_path" AND "stored"."option_id" = "placed"."option_id" AND stored."component_option_ordinal" <> placed."place";
                
            END IF;
        END IF;
    END IF;
    
    IF TG_OP = 'DELETE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders_base" AS legacy
            WHERE ("legacy"."Company", "legacy"."id") IN (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows")
            ORDER BY "legacy"."Company", "legacy"."id"
            FOR NO KEY UPDATE OF legacy;
            IF coalesce(current_setting('hofsm.if_match', true), '') <> '' THEN
                PERFORM hofsm.refuse_unasked(concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text))
                FROM "old_rows" AS touched
                WHERE hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), ARRAY['order'] ||
                    ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth)) ||
                    ARRAY['component_option ' || ROW("touched"."component_path", "touched"."option_id")::text]) IS NOT NULL;
            END IF;
            IF hofsm.is_alone('hofsm.writing_c01626be') THEN
                UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
                WHERE EXISTS (SELECT FROM "old_rows" AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path" = "stored"."component_path")
                    AND NOT EXISTS (SELECT FROM "New Side"."component_option" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path" = "stored"."component_path");
                
            ELSE
                PERFORM hofsm.put_off('hofsm.writing_c01626be', 'component_option', 'gone', (SELECT jsonb_agg(jsonb_build_object('was', jsonb_build_object('Company', "was"."Company", 'id', "was"."id", 'component_path', "was"."component_path", 'option_id', "was"."option_id"))) FROM "old_rows" AS was));
            END IF;
            UPDATE "New Side"."component_option" AS stored SET "component_option_ordinal" = placed."place"
            FROM (
                SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path", "sibling"."option_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path" ORDER BY "sibling"."component_option_ordinal", "sibling"."option_id") AS "place"
                FROM "New Side"."component_option" AS sibling
                WHERE ("sibling"."Company", "sibling"."id") IN (
                    SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows"
                )
            ) AS placed
            WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."component_path" = "placed"."component_path" AND "stored"."option_id" = "placed"."option_id" AND stored."component_option_ordinal" <> placed."place";
            
        END IF;
    END IF;
    
    -- Where one statement wrote to several tables, the last of their triggers does what the others put off: by then it is known which
    -- elements have another key, and what they take along is where it was before the statement.
    later := hofsm.take_later('hofsm.writing_c01626be', touched);
    IF later IS NOT NULL THEN
        PERFORM "New Side"."later_golden"(later);
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
    -- It composes the documents, too, each of them once.
    touched := hofsm.end_write('hofsm.writing_c01626be', touched);
    IF touched IS NOT NULL THEN
        PERFORM "New Side"."mirror_golden"(touched);
    END IF;
    RETURN NULL;
END

$body$;

-- up (no lock on any table): spec.yaml:48:3 (component_option): compares the tag asked for before a row of component_option is written
CREATE OR REPLACE FUNCTION "New Side"."match_component_option"() RETURNS trigger
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
    places := ARRAY['order'] ||
        ARRAY(SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(1, cardinality("touched"."component_path")) AS step (depth)) ||
        ARRAY['component_option ' || ROW("touched"."component_path", "touched"."option_id")::text];
    asked := hofsm.tag_asked('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM "old"."Legacy Orders_base" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
        -- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            CASE WHEN asked = "New Side"."etag_component_option"(NULL::"New Side"."component_option", "New Side"."element_component_option"("touched"."Company", "touched"."id", "touched"."component_path", "touched"."option_id")) THEN 'component_option ' || ROW("touched"."component_path", "touched"."option_id")::text END,
            (SELECT 'component ' || ROW("touched"."component_path"[:depth])::text FROM generate_series(cardinality("touched"."component_path"), 1, -1) AS step (depth)
                            WHERE asked = "New Side"."etag_component"(NULL::"New Side"."component", "New Side"."element_component"("touched"."Company", "touched"."id", "touched"."component_path"[:depth])) LIMIT 1),
            CASE WHEN asked = "New Side"."etag_order"(NULL::"New Side"."order", "New Side"."element_order"("touched"."Company", "touched"."id")) THEN 'order' END
        );
        PERFORM hofsm.grant_tag('golden', concat_ws(', ', 'Company = ' || "touched"."Company"::text, 'id = ' || "touched"."id"::text), asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM "New Side"."component_option" AS other
            WHERE "other"."Company" = "touched"."Company" AND "other"."id" = "touched"."id" AND place = ANY (
                ARRAY['order'] ||
                ARRAY(SELECT 'component ' || ROW("other"."component_path"[:depth])::text FROM generate_series(1, cardinality("other"."component_path")) AS step (depth)) ||
                ARRAY['component_option ' || ROW("other"."component_path", "other"."option_id")::text]
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended('New Side.component_option');
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END

$body$;

-- up (no lock on any table): spec.yaml:8:3 (order): the documents between two keys, both included, composed
CREATE FUNCTION "New Side"."payload_documents_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS TABLE (
    "Company" "old"."Legacy Orders"."Company"%TYPE,
    "id" "old"."Legacy Orders"."id"%TYPE,
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
    SELECT "composed"."Company", "composed"."id", composed."document"::jsonb
    FROM (
        SELECT "order"."Company", "order"."id", CASE WHEN "order"."residual" IS NULL AND "order"."residual_absent" IS NULL THEN "New Side"."compose_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") ELSE "overlay of_order"."document" END AS "document"
        FROM "New Side"."order" AS "order"
        LEFT JOIN "New Side"."order_signature" AS "order_signature" ON "order"."Company" = "order_signature"."Company" AND "order"."id" = "order_signature"."id" AND ("order_signature"."Company", "order_signature"."id") >= ($1, $2) AND ("order_signature"."Company", "order_signature"."id") <= ($3, $4)
        LEFT JOIN (
            SELECT "line ""item"""."Company", "line ""item"""."id", '[' || string_agg(CASE WHEN "line ""item"""."residual" IS NULL AND "line ""item"""."residual_absent" IS NULL THEN "New Side"."compose_line ""item"""("line ""item""".*, "members of_line_cell"."members") ELSE "overlay of_line ""item"""."document" END, ',' ORDER BY "line ""item"""."line ""item""_ordinal") || ']' AS "members"
            FROM "New Side"."line ""item""" AS "line ""item"""
            LEFT JOIN (
                SELECT "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id", '[' || string_agg(CASE WHEN "line_cell"."residual" IS NULL AND "line_cell"."residual_absent" IS NULL THEN "New Side"."compose_line_cell"("line_cell".*) ELSE "overlay of_line_cell"."document" END, ',' ORDER BY "line_cell"."line_cell_ordinal") || ']' AS "members"
                FROM "New Side"."line_cell" AS "line_cell"
                LEFT JOIN LATERAL "New Side"."overlay_line_cell"("line_cell".*) AS "overlay of_line_cell" ON true
                WHERE ("line_cell"."Company", "line_cell"."id") >= ($1, $2) AND ("line_cell"."Company", "line_cell"."id") <= ($3, $4)
                GROUP BY "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id"
            ) AS "members of_line_cell" ON "line ""item"""."Company" = "members of_line_cell"."Company" AND "line ""item"""."id" = "members of_line_cell"."id" AND "line ""item"""."line ""item""_id" = "members of_line_cell"."line ""item""_id"
            LEFT JOIN LATERAL "New Side"."overlay_line ""item"""("line ""item""".*, "members of_line_cell"."members") AS "overlay of_line ""item""" ON true
            WHERE ("line ""item"""."Company", "line ""item"""."id") >= ($1, $2) AND ("line ""item"""."Company", "line ""item"""."id") <= ($3, $4)
            GROUP BY "line ""item"""."Company", "line ""item"""."id"
        ) AS "members of_line ""item""" ON "order"."Company" = "members of_line ""item"""."Company" AND "order"."id" = "members of_line ""item"""."id"
        LEFT JOIN (
            SELECT "attribute"."Company", "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "New Side"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
            FROM "New Side"."attribute" AS "attribute"
            LEFT JOIN LATERAL "New Side"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
            WHERE ("attribute"."Company", "attribute"."id") >= ($1, $2) AND ("attribute"."Company", "attribute"."id") <= ($3, $4)
            GROUP BY "attribute"."Company", "attribute"."id"
        ) AS "members of_attribute" ON "order"."Company" = "members of_attribute"."Company" AND "order"."id" = "members of_attribute"."id"
        LEFT JOIN (
            SELECT "step"."Company", "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
            FROM (
                SELECT "component"."Company", "component"."id", "walk"."place",
                    CASE WHEN "walk"."previous_depth" >= cardinality("component"."component_path") THEN ',' ELSE '' END || split_part(CASE WHEN "component"."residual" IS NULL AND "component"."residual_absent" IS NULL THEN "New Side"."compose_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) ELSE "overlay of_component"."document" END, chr(1), 1)
                    || repeat(']}', greatest(cardinality("component"."component_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                FROM "New Side"."component" AS "component"
                LEFT JOIN (
                    SELECT "component_option"."Company", "component_option"."id", "component_option"."component_path", '[' || string_agg(CASE WHEN "component_option"."residual" IS NULL AND "component_option"."residual_absent" IS NULL THEN "New Side"."compose_component_option"("component_option".*) ELSE "overlay of_component_option"."document" END, ',' ORDER BY "component_option"."component_option_ordinal") || ']' AS "members"
                    FROM "New Side"."component_option" AS "component_option"
                    LEFT JOIN LATERAL "New Side"."overlay_component_option"("component_option".*) AS "overlay of_component_option" ON true
                    WHERE ("component_option"."Company", "component_option"."id") >= ($1, $2) AND ("component_option"."Company", "component_option"."id") <= ($3, $4)
                    GROUP BY "component_option"."Company", "component_option"."id", "component_option"."component_path"
                ) AS "members of_component_option" ON "component"."Company" = "members of_component_option"."Company" AND "component"."id" = "members of_component_option"."id" AND "component"."component_path" = "members of_component_option"."component_path"
                JOIN (
                    SELECT "step"."Company", "step"."id", "step"."component_path", "step"."component_path" AS "place",
                        lag(cardinality("step"."component_path")) OVER walk_order AS "previous_depth",
                        lead(cardinality("step"."component_path")) OVER walk_order AS "next_depth"
                    FROM "New Side"."component" AS step
                    WHERE ("step"."Company", "step"."id") >= ($1, $2) AND ("step"."Company", "step"."id") <= ($3, $4)
                    WINDOW walk_order AS (PARTITION BY "step"."Company", "step"."id" ORDER BY "step"."component_path")
                ) AS "walk" ON "component"."Company" = "walk"."Company" AND "component"."id" = "walk"."id" AND "component"."component_path" = "walk"."component_path"
                LEFT JOIN LATERAL "New Side"."overlay_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) AS "overlay of_component" ON true
                WHERE ("component"."Company", "component"."id") >= ($1, $2) AND ("component"."Company", "component"."id") <= ($3, $4)
            ) AS step
            GROUP BY "step"."Company", "step"."id"
        ) AS "members of_component" ON "order"."Company" = "members of_component"."Company" AND "order"."id" = "members of_component"."id"
        LEFT JOIN LATERAL "New Side"."overlay_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") AS "overlay of_order" ON true
        WHERE ("order"."Company", "order"."id") >= ($1, $2) AND ("order"."Company", "order"."id") <= ($3, $4)
    ) AS composed
$query$ USING $1, $2, $3, $4;
END

$body$;
COMMENT ON FUNCTION "New Side"."payload_documents_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): the documents between two keys, both included, composed';

-- up (no lock on any table): spec.yaml:8:3 (order): takes the payloads between two keys away, each where it is what the new tables compose
CREATE FUNCTION "New Side"."empty_payload_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS TABLE (documents bigint, refused text[], proven boolean)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
AS $body$
BEGIN
    PERFORM hofsm.begin_sweep();
    -- The rows first, in key order. What follows is another statement, which sees what was waited for.
    EXECUTE $lock$
    SELECT FROM "old"."Legacy Orders_base" AS legacy
    WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4) AND "legacy"."the ""value""" IS NOT NULL AND NOT hofsm.is_moved("legacy"."the ""value""")
    ORDER BY "legacy"."Company", "legacy"."id"
    FOR NO KEY UPDATE
$lock$ USING $1, $2, $3, $4;
    RETURN QUERY EXECUTE $query$
    -- A payload goes where the document that is composed from the new tables is the same to the byte, and nowhere else.
    WITH due AS MATERIALIZED (
        SELECT "legacy"."Company", "legacy"."id", "legacy"."the ""value""" AS "document" FROM "old"."Legacy Orders_base" AS legacy WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4) AND "legacy"."the ""value""" IS NOT NULL AND NOT hofsm.is_moved("legacy"."the ""value""")
    ),
    proven AS MATERIALIZED (
        SELECT "due"."Company", "due"."id"
        FROM due
        JOIN "New Side"."payload_documents_golden"($1, $2, $3, $4) AS composed ON "composed"."Company" = "due"."Company" AND "composed"."id" = "due"."id"
        WHERE due."document"::text = composed."document"::text
    ),
    written AS (
        UPDATE "old"."Legacy Orders_base" AS legacy SET "the ""value""" = hofsm.moved()::jsonb FROM proven WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4) AND "legacy"."Company" = "proven"."Company" AND "legacy"."id" = "proven"."id"
        RETURNING "legacy"."Company", "legacy"."id"
    )
    SELECT
        (SELECT count(*) FROM written),
        (
            SELECT ARRAY["due"."Company"::text, "due"."id"::text] FROM due
            WHERE NOT EXISTS (SELECT FROM written WHERE "written"."Company" = "due"."Company" AND "written"."id" = "due"."id")
            ORDER BY "due"."Company", "due"."id" LIMIT 1
        ),
        (SELECT count(*) FROM due) = (SELECT count(*) FROM proven)
$query$ USING $1, $2, $3, $4;
    PERFORM set_config('hofsm.origin', '', true);
END

$body$;
COMMENT ON FUNCTION "New Side"."empty_payload_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): takes the payloads between two keys away, each where it is what the new tables compose';

-- up (no lock on any table): spec.yaml:8:3 (order): makes the payloads between two keys anew where they were taken away
CREATE FUNCTION "New Side"."restore_payload_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS TABLE (documents bigint, refused text[], proven boolean)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
AS $body$
BEGIN
    PERFORM hofsm.begin_sweep();
    -- The rows first, in key order. What follows is another statement, which sees what was waited for.
    EXECUTE $lock$
    SELECT FROM "old"."Legacy Orders_base" AS legacy
    WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4) AND hofsm.is_moved("legacy"."the ""value""")
    ORDER BY "legacy"."Company", "legacy"."id"
    FOR NO KEY UPDATE
$lock$ USING $1, $2, $3, $4;
    RETURN QUERY EXECUTE $query$
    WITH due AS MATERIALIZED (
        SELECT "legacy"."Company", "legacy"."id" FROM "old"."Legacy Orders_base" AS legacy WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4) AND hofsm.is_moved("legacy"."the ""value""")
    ),
    composed AS MATERIALIZED (
        SELECT "due"."Company", "due"."id", composed."document"
        FROM due
        JOIN "New Side"."payload_documents_golden"($1, $2, $3, $4) AS composed ON "composed"."Company" = "due"."Company" AND "composed"."id" = "due"."id"
        WHERE composed."document" IS NOT NULL
    ),
    written AS (
        UPDATE "old"."Legacy Orders_base" AS legacy SET "the ""value""" = "composed"."document" FROM composed WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4) AND "legacy"."Company" = "composed"."Company" AND "legacy"."id" = "composed"."id"
        RETURNING "legacy"."Company", "legacy"."id"
    )
    SELECT
        (SELECT count(*) FROM written),
        (
            SELECT ARRAY["due"."Company"::text, "due"."id"::text] FROM due
            WHERE NOT EXISTS (SELECT FROM written WHERE "written"."Company" = "due"."Company" AND "written"."id" = "due"."id")
            ORDER BY "due"."Company", "due"."id" LIMIT 1
        ),
        (SELECT count(*) FROM due) = (SELECT count(*) FROM composed)
$query$ USING $1, $2, $3, $4;
    PERFORM set_config('hofsm.origin', '', true);
END

$body$;
COMMENT ON FUNCTION "New Side"."restore_payload_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): makes the payloads between two keys anew where they were taken away';

-- up (no lock on any table): writers of the new tables are waited for, and wait, until their functions write to another table
SELECT pg_advisory_xact_lock(hashtext('hofsm writers'), hashtext('hofsm.writing_c01626be'));

-- up (ACCESS EXCLUSIVE on the legacy table, and on every view that reads it, directly or through others): it gets another name, and a view that composes the documents gets its name
SELECT hofsm.cut_over('golden', '"old"."Legacy Orders"', 'Legacy Orders_base', 'the "value"', '{Company,id}', '"New Side"."view_document_golden"', '"New Side"."view_write_golden"',  E'{"\\"New Side\\".\\"order\\"","\\"New Side\\".\\"order_signature\\"","\\"New Side\\".\\"line \\"\\"item\\"\\"\\"","\\"New Side\\".\\"line_cell\\"","\\"New Side\\".\\"attribute\\"","\\"New Side\\".\\"component\\"","\\"New Side\\".\\"component_option\\""}');

-- up (SHARE ROW EXCLUSIVE on the legacy table, whose name is another one by now, and on tables that inherit from it): documents that come through the view go to the new tables
CREATE TRIGGER "zz_hofsm_take_golden" BEFORE INSERT OR UPDATE ON "old"."Legacy Orders_base"
    FOR EACH ROW EXECUTE FUNCTION "New Side"."take_golden"();
DO $descendants$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"old"."Legacy Orders_base"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('CREATE TRIGGER "zz_hofsm_take_golden" BEFORE INSERT OR UPDATE ON %s
    FOR EACH ROW EXECUTE FUNCTION "New Side"."take_golden"();', descendant.oid::regclass);
        END IF;
    END LOOP;
END
$descendants$;

-- up (no lock on any table): nothing to do

RESET search_path;
