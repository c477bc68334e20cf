-- golden: dual_write -> mirrored
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (SHARE ROW EXCLUSIVE on the legacy table): writers in flight are waited for, since their functions wait for rows of the new tables
-- One statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "old"."Legacy Orders" IN SHARE ROW EXCLUSIVE MODE;
END
$do$;

-- up (no lock on any table): spec.yaml:8:3 (order): follows every write to the legacy table, never waits for a row of a new one
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
        ELSIF NOT "New Side"."change_order"("new"."Company", "new"."id", ("old"."the ""value""") #> '{}', "new"."the ""value""" #> '{}', 'contend') THEN
            PERFORM "New Side"."follow_golden"("new"."Company", "new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;

-- up (no lock on any table): spec.yaml:8:3 (order): drops all rows of a document, never waits for a row of a new one
CREATE OR REPLACE FUNCTION "New Side"."forget_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
    IF (SELECT count(*) FROM "New Side"."order" AS target WHERE target."Company" = $1 AND target."id" = $2)
        > (SELECT count(*) FROM (SELECT FROM "New Side"."order" AS target WHERE target."Company" = $1 AND target."id" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('New Side.order');
    END IF;
    IF (SELECT count(*) FROM "New Side"."order_signature" AS target WHERE target."Company" = $1 AND target."id" = $2)
        > (SELECT count(*) FROM (SELECT FROM "New Side"."order_signature" AS target WHERE target."Company" = $1 AND target."id" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('New Side.order_signature');
    END IF;
    IF (SELECT count(*) FROM "New Side"."line ""item""" AS target WHERE target."Company" = $1 AND target."id" = $2)
        > (SELECT count(*) FROM (SELECT FROM "New Side"."line ""item""" AS target WHERE target."Company" = $1 AND target."id" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('New Side.line "item"');
    END IF;
    IF (SELECT count(*) FROM "New Side"."line_cell" AS target WHERE target."Company" = $1 AND target."id" = $2)
        > (SELECT count(*) FROM (SELECT FROM "New Side"."line_cell" AS target WHERE target."Company" = $1 AND target."id" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('New Side.line_cell');
    END IF;
    IF (SELECT count(*) FROM "New Side"."attribute" AS target WHERE target."Company" = $1 AND target."id" = $2)
        > (SELECT count(*) FROM (SELECT FROM "New Side"."attribute" AS target WHERE target."Company" = $1 AND target."id" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('New Side.attribute');
    END IF;
    IF (SELECT count(*) FROM "New Side"."component" AS target WHERE target."Company" = $1 AND target."id" = $2)
        > (SELECT count(*) FROM (SELECT FROM "New Side"."component" AS target WHERE target."Company" = $1 AND target."id" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('New Side.component');
    END IF;
    IF (SELECT count(*) FROM "New Side"."component_option" AS target WHERE target."Company" = $1 AND target."id" = $2)
        > (SELECT count(*) FROM (SELECT FROM "New Side"."component_option" AS target WHERE target."Company" = $1 AND target."id" = $2 FOR UPDATE SKIP LOCKED) AS free) THEN
        PERFORM hofsm.refuse_contended('New Side.component_option');
    END IF;
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

-- up (no lock on any table): spec.yaml:8:3 (order): one composed document
CREATE FUNCTION "New Side"."document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET enable_nestloop = off SET enable_memoize = off
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
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
COMMENT ON FUNCTION "New Side"."document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): one composed document';
REVOKE EXECUTE ON FUNCTION "New Side"."document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:8:3 (order): bring the rows of a document in line with it, or refuse what was written
CREATE FUNCTION "New Side"."settle_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb) RETURNS void
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
        SELECT 'object_not_in_prerequisite_state', 'collection line "item" is closed for writes from the new side', 'order, path lines: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "New Side"."order" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND jsonb_typeof(("stored"."residual" -> 'lines')) = 'array' AND ("stored"."residual" -> 'lines') <> '[]' AND EXISTS (SELECT FROM "New Side"."line ""item""" AS child WHERE "child"."Company" = "stored"."Company" AND "child"."id" = "stored"."id")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection attribute is closed for writes from the new side', 'order, path attributes: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "New Side"."order" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND jsonb_typeof(("stored"."residual" -> 'attributes')) = 'object' AND ("stored"."residual" -> 'attributes') <> '{}' AND EXISTS (SELECT FROM "New Side"."attribute" AS child WHERE "child"."Company" = "stored"."Company" AND "child"."id" = "stored"."id")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection component is closed for writes from the new side', 'order, path components: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "New Side"."order" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND jsonb_typeof(("stored"."residual" -> 'components')) = 'array' AND ("stored"."residual" -> 'components') <> '[]' AND EXISTS (SELECT FROM "New Side"."component" AS child WHERE "child"."Company" = "stored"."Company" AND "child"."id" = "stored"."id" AND cardinality("child"."component_path") = 1)
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection component_option is closed for writes from the new side', 'component, path options: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "New Side"."component" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND jsonb_typeof(("stored"."residual" -> 'options')) = 'array' AND ("stored"."residual" -> 'options') <> '[]' AND EXISTS (SELECT FROM "New Side"."component_option" AS child WHERE "child"."Company" = "stored"."Company" AND "child"."id" = "stored"."id" AND "child"."component_path" = "stored"."component_path")
        UNION ALL
        SELECT 'object_not_in_prerequisite_state', 'collection component is closed for writes from the new side', 'component, path components: its elements cannot be told apart (natural key missing or repeated), so the residual keeps it whole', 'give every element its own natural key through the legacy side, then write again'
        FROM "New Side"."component" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND jsonb_typeof(("stored"."residual" -> 'components')) = 'array' AND ("stored"."residual" -> 'components') <> '[]' AND EXISTS (SELECT FROM "New Side"."component" AS child WHERE "child"."Company" = "stored"."Company" AND "child"."id" = "stored"."id" AND "child"."component_path"[:cardinality("child"."component_path") - 1] = "stored"."component_path")
    ) AS reason LIMIT 1;
    IF code IS NOT NULL THEN
        PERFORM hofsm.refuse(code, message, concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), detail, hint);
    END IF;
    -- The rows that the document gives: what follows from it is written, what contradicts it is reported.
    WITH "rows of_order" AS MATERIALIZED (
        SELECT $1 AS "Company", $2 AS "id", node.*
        FROM "New Side"."decompose_order"($3) AS node
    ),
    "rows of_line ""item""" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", node.*
        FROM "rows of_order" AS parent CROSS JOIN LATERAL "New Side"."decompose_line ""item"""("parent"."container of line ""item""") AS node
    ),
    "rows of_attribute" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", node.*
        FROM "rows of_order" AS parent CROSS JOIN LATERAL "New Side"."decompose_attribute"("parent"."container of attribute") AS node
    ),
    "rows of_component" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", node.*
        FROM "rows of_order" AS parent CROSS JOIN LATERAL "New Side"."decompose_component"("parent"."container of component") AS node
    ),
    "rows of_line_cell" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", "parent"."line ""item""_id", node.*
        FROM "rows of_line ""item""" AS parent CROSS JOIN LATERAL "New Side"."decompose_line_cell"("parent"."container of line_cell") AS node
    ),
    "rows of_component_option" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", "parent"."component_path", node.*
        FROM "rows of_component" AS parent CROSS JOIN LATERAL "New Side"."decompose_component_option"("parent"."container of component_option") AS node
    ),
    "into_order" AS (
        UPDATE "New Side"."order" AS stored SET "residual" = "rows of_order"."residual", "residual_absent" = "rows of_order"."residual_absent"
        FROM "rows of_order"
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND "stored"."Company" = "rows of_order"."Company" AND "stored"."id" = "rows of_order"."id" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_order"."residual", "rows of_order"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_order"."residual", "rows of_order"."residual_absent")::text
    ),
    "into_line ""item""" AS (
        UPDATE "New Side"."line ""item""" AS stored SET "residual" = "rows of_line ""item"""."residual", "residual_absent" = "rows of_line ""item"""."residual_absent", "line ""item""_ordinal" = "rows of_line ""item"""."line ""item""_ordinal"
        FROM "rows of_line ""item"""
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND "stored"."Company" = "rows of_line ""item"""."Company" AND "stored"."id" = "rows of_line ""item"""."id" AND "stored"."line ""item""_id" = "rows of_line ""item"""."line ""item""_id" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent", "stored"."line ""item""_ordinal"), ROW("rows of_line ""item"""."residual", "rows of_line ""item"""."residual_absent", "rows of_line ""item"""."line ""item""_ordinal")) AND ROW("stored"."residual", "stored"."residual_absent", "stored"."line ""item""_ordinal")::text <> ROW("rows of_line ""item"""."residual", "rows of_line ""item"""."residual_absent", "rows of_line ""item"""."line ""item""_ordinal")::text
    ),
    "into_line_cell" AS (
        UPDATE "New Side"."line_cell" AS stored SET "residual" = "rows of_line_cell"."residual", "residual_absent" = "rows of_line_cell"."residual_absent"
        FROM "rows of_line_cell"
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND "stored"."Company" = "rows of_line_cell"."Company" AND "stored"."id" = "rows of_line_cell"."id" AND "stored"."line ""item""_id" = "rows of_line_cell"."line ""item""_id" AND "stored"."line_cell_ordinal" = "rows of_line_cell"."line_cell_ordinal" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_line_cell"."residual", "rows of_line_cell"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_line_cell"."residual", "rows of_line_cell"."residual_absent")::text
    ),
    "into_attribute" AS (
        UPDATE "New Side"."attribute" AS stored SET "residual" = "rows of_attribute"."residual", "residual_absent" = "rows of_attribute"."residual_absent"
        FROM "rows of_attribute"
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND "stored"."Company" = "rows of_attribute"."Company" AND "stored"."id" = "rows of_attribute"."id" AND "stored"."attribute_key" = "rows of_attribute"."attribute_key" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_attribute"."residual", "rows of_attribute"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_attribute"."residual", "rows of_attribute"."residual_absent")::text
    ),
    "into_component" AS (
        UPDATE "New Side"."component" AS stored SET "residual" = "rows of_component"."residual", "residual_absent" = "rows of_component"."residual_absent"
        FROM "rows of_component"
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND "stored"."Company" = "rows of_component"."Company" AND "stored"."id" = "rows of_component"."id" AND "stored"."component_path" = "rows of_component"."component_path" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent"), ROW("rows of_component"."residual", "rows of_component"."residual_absent")) AND ROW("stored"."residual", "stored"."residual_absent")::text <> ROW("rows of_component"."residual", "rows of_component"."residual_absent")::text
    ),
    "into_component_option" AS (
        UPDATE "New Side"."component_option" AS stored SET "residual" = "rows of_component_option"."residual", "residual_absent" = "rows of_component_option"."residual_absent", "component_option_ordinal" = "rows of_component_option"."component_option_ordinal"
        FROM "rows of_component_option"
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND "stored"."Company" = "rows of_component_option"."Company" AND "stored"."id" = "rows of_component_option"."id" AND "stored"."component_path" = "rows of_component_option"."component_path" AND "stored"."option_id" = "rows of_component_option"."option_id" AND NOT record_image_eq(ROW("stored"."residual", "stored"."residual_absent", "stored"."component_option_ordinal"), ROW("rows of_component_option"."residual", "rows of_component_option"."residual_absent", "rows of_component_option"."component_option_ordinal")) AND ROW("stored"."residual", "stored"."residual_absent", "stored"."component_option_ordinal")::text <> ROW("rows of_component_option"."residual", "rows of_component_option"."residual_absent", "rows of_component_option"."component_option_ordinal")::text
    )
    SELECT difference.* INTO in_table, kind, place, in_columns FROM (
        (SELECT 'order', CASE WHEN "stored"."Company" IS NULL THEN 'missing' WHEN "found"."Company" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."Company" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."Company" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."name"::text IS DISTINCT FROM "found"."value 1"::text THEN 'name' END, CASE WHEN "stored"."state"::text IS DISTINCT FROM "found"."value 2"::text THEN 'state' END, CASE WHEN "stored"."total"::text IS DISTINCT FROM "found"."value 3"::text THEN 'total' END, CASE WHEN "stored"."note"::text IS DISTINCT FROM "found"."value 4"::text THEN 'note' END]::text[], ', ')
        FROM (SELECT * FROM "New Side"."order" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2) AS stored
        FULL JOIN (SELECT "rows of_order"."Company", "rows of_order"."id", "rows of_order"."name" AS "value 1", "rows of_order"."state" AS "value 2", "rows of_order"."total" AS "value 3", "rows of_order"."note" AS "value 4" FROM "rows of_order") AS found ON "stored"."Company" = "found"."Company" AND "stored"."id" = "found"."id"
        WHERE "stored"."Company" IS NULL OR "found"."Company" IS NULL OR (NOT record_image_eq(ROW("stored"."name", "stored"."state", "stored"."total", "stored"."note"), ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")) AND ROW("stored"."name", "stored"."state", "stored"."total", "stored"."note")::text <> ROW("found"."value 1", "found"."value 2", "found"."value 3", "found"."value 4")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'order_signature', CASE WHEN "stored"."Company" IS NULL THEN 'missing' WHEN "found"."Company" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."Company" IS NOT NULL THEN json_build_object()::text END, CASE WHEN "found"."Company" IS NOT NULL THEN json_build_object()::text END), array_to_string(ARRAY[CASE WHEN "stored"."signed_at"::text IS DISTINCT FROM "found"."value 1"::text THEN 'signed_at' END, CASE WHEN "stored"."signed_by"::text IS DISTINCT FROM "found"."value 2"::text THEN 'signed_by' END]::text[], ', ')
        FROM (SELECT * FROM "New Side"."order_signature" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2) AS stored
        FULL JOIN (SELECT "rows of_order"."Company", "rows of_order"."id", "rows of_order"."signed_at" AS "value 1", "rows of_order"."signed_by" AS "value 2" FROM "rows of_order" WHERE "rows of_order"."order_signature.exists") AS found ON "stored"."Company" = "found"."Company" AND "stored"."id" = "found"."id"
        WHERE "stored"."Company" IS NULL OR "found"."Company" IS NULL OR (NOT record_image_eq(ROW("stored"."signed_at", "stored"."signed_by"), ROW("found"."value 1", "found"."value 2")) AND ROW("stored"."signed_at", "stored"."signed_by")::text <> ROW("found"."value 1", "found"."value 2")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'line "item"', CASE WHEN "stored"."Company" IS NULL THEN 'missing' WHEN "found"."Company" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."Company" IS NOT NULL THEN json_build_object('line "item"_id', "stored"."line ""item""_id")::text END, CASE WHEN "found"."Company" IS NOT NULL THEN json_build_object('line "item"_id', "found"."line ""item""_id")::text END), array_to_string(ARRAY[CASE WHEN "stored"."quantity"::text IS DISTINCT FROM "found"."value 1"::text THEN 'quantity' END]::text[], ', ')
        FROM (SELECT * FROM "New Side"."line ""item""" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2) AS stored
        FULL JOIN (SELECT "rows of_line ""item"""."Company", "rows of_line ""item"""."id", "rows of_line ""item"""."line ""item""_id", "rows of_line ""item"""."quantity" AS "value 1" FROM "rows of_line ""item""") AS found ON "stored"."Company" = "found"."Company" AND "stored"."id" = "found"."id" AND "stored"."line ""item""_id" = "found"."line ""item""_id"
        WHERE "stored"."Company" IS NULL OR "found"."Company" IS NULL OR (NOT record_image_eq(ROW("stored"."quantity"), ROW("found"."value 1")) AND ROW("stored"."quantity")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'line_cell', CASE WHEN "stored"."Company" IS NULL THEN 'missing' WHEN "found"."Company" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."Company" IS NOT NULL THEN json_build_object('line "item"_id', "stored"."line ""item""_id", 'line_cell_ordinal', "stored"."line_cell_ordinal")::text END, CASE WHEN "found"."Company" IS NOT NULL THEN json_build_object('line "item"_id', "found"."line ""item""_id", 'line_cell_ordinal', "found"."line_cell_ordinal")::text END), array_to_string(ARRAY[CASE WHEN "stored"."itself"::text IS DISTINCT FROM "found"."value 1"::text THEN 'itself' END]::text[], ', ')
        FROM (SELECT * FROM "New Side"."line_cell" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2) AS stored
        FULL JOIN (SELECT "rows of_line_cell"."Company", "rows of_line_cell"."id", "rows of_line_cell"."line ""item""_id", "rows of_line_cell"."line_cell_ordinal", "rows of_line_cell"."itself" AS "value 1" FROM "rows of_line_cell") AS found ON "stored"."Company" = "found"."Company" AND "stored"."id" = "found"."id" AND "stored"."line ""item""_id" = "found"."line ""item""_id" AND "stored"."line_cell_ordinal" = "found"."line_cell_ordinal"
        WHERE "stored"."Company" IS NULL OR "found"."Company" IS NULL OR (NOT record_image_eq(ROW("stored"."itself"), ROW("found"."value 1")) AND ROW("stored"."itself")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'attribute', CASE WHEN "stored"."Company" IS NULL THEN 'missing' WHEN "found"."Company" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."Company" IS NOT NULL THEN json_build_object('attribute_key', "stored"."attribute_key")::text END, CASE WHEN "found"."Company" IS NOT NULL THEN json_build_object('attribute_key', "found"."attribute_key")::text END), array_to_string(ARRAY[CASE WHEN "stored"."value"::text IS DISTINCT FROM "found"."value 1"::text THEN 'value' END]::text[], ', ')
        FROM (SELECT * FROM "New Side"."attribute" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2) AS stored
        FULL JOIN (SELECT "rows of_attribute"."Company", "rows of_attribute"."id", "rows of_attribute"."attribute_key", "rows of_attribute"."value" AS "value 1" FROM "rows of_attribute") AS found ON "stored"."Company" = "found"."Company" AND "stored"."id" = "found"."id" AND "stored"."attribute_key" = "found"."attribute_key"
        WHERE "stored"."Company" IS NULL OR "found"."Company" IS NULL OR (NOT record_image_eq(ROW("stored"."value"), ROW("found"."value 1")) AND ROW("stored"."value")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'component', CASE WHEN "stored"."Company" IS NULL THEN 'missing' WHEN "found"."Company" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."Company" IS NOT NULL THEN json_build_object('component_path', "stored"."component_path")::text END, CASE WHEN "found"."Company" IS NOT NULL THEN json_build_object('component_path', "found"."component_path")::text END), array_to_string(ARRAY[CASE WHEN "stored"."kind"::text IS DISTINCT FROM "found"."value 1"::text THEN 'kind' END]::text[], ', ')
        FROM (SELECT * FROM "New Side"."component" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2) AS stored
        FULL JOIN (SELECT "rows of_component"."Company", "rows of_component"."id", "rows of_component"."component_path", "rows of_component"."kind" AS "value 1" FROM "rows of_component") AS found ON "stored"."Company" = "found"."Company" AND "stored"."id" = "found"."id" AND "stored"."component_path" = "found"."component_path"
        WHERE "stored"."Company" IS NULL OR "found"."Company" IS NULL OR (NOT record_image_eq(ROW("stored"."kind"), ROW("found"."value 1")) AND ROW("stored"."kind")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
        UNION ALL
        (SELECT 'component_option', CASE WHEN "stored"."Company" IS NULL THEN 'missing' WHEN "found"."Company" IS NULL THEN 'extra' ELSE 'different' END,
            coalesce(CASE WHEN "stored"."Company" IS NOT NULL THEN json_build_object('component_path', "stored"."component_path", 'option_id', "stored"."option_id")::text END, CASE WHEN "found"."Company" IS NOT NULL THEN json_build_object('component_path', "found"."component_path", 'option_id', "found"."option_id")::text END), array_to_string(ARRAY[CASE WHEN "stored"."label"::text IS DISTINCT FROM "found"."value 1"::text THEN 'label' END]::text[], ', ')
        FROM (SELECT * FROM "New Side"."component_option" AS own WHERE "own"."Company" = $1 AND "own"."id" = $2) AS stored
        FULL JOIN (SELECT "rows of_component_option"."Company", "rows of_component_option"."id", "rows of_component_option"."component_path", "rows of_component_option"."option_id", "rows of_component_option"."label" AS "value 1" FROM "rows of_component_option") AS found ON "stored"."Company" = "found"."Company" AND "stored"."id" = "found"."id" AND "stored"."component_path" = "found"."component_path" AND "stored"."option_id" = "found"."option_id"
        WHERE "stored"."Company" IS NULL OR "found"."Company" IS NULL OR (NOT record_image_eq(ROW("stored"."label"), ROW("found"."value 1")) AND ROW("stored"."label")::text <> ROW("found"."value 1")::text)
        LIMIT 1)
        
    ) AS difference LIMIT 1;
    IF in_table IS NULL THEN
        RETURN;
    END IF;
    SELECT * INTO code, message, detail, hint FROM (
        SELECT 'check_violation', 'column total has a number that no document can hold', 'order.total is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "New Side"."order" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND "stored"."total" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'check_violation', 'column value has a number that no document can hold', 'attribute.value is Infinity, -Infinity or NaN, and JSON has neither', 'write a number that is finite, or NULL'
        FROM "New Side"."attribute" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND "stored"."value" IN ('Infinity', '-Infinity', 'NaN')
        UNION ALL
        SELECT 'foreign_key_violation', 'table line "item" has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "New Side"."line ""item""" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND NOT EXISTS (SELECT FROM "New Side"."order" AS parent WHERE "stored"."Company" = "parent"."Company" AND "stored"."id" = "parent"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table line_cell has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "New Side"."line_cell" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND NOT EXISTS (SELECT FROM "New Side"."line ""item""" AS parent WHERE "stored"."Company" = "parent"."Company" AND "stored"."id" = "parent"."id" AND "stored"."line ""item""_id" = "parent"."line ""item""_id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table attribute has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "New Side"."attribute" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND NOT EXISTS (SELECT FROM "New Side"."order" AS parent WHERE "stored"."Company" = "parent"."Company" AND "stored"."id" = "parent"."id")
        UNION ALL
        SELECT 'foreign_key_violation', 'table component has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "New Side"."component" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND NOT EXISTS (SELECT FROM "New Side"."order" AS parent WHERE "stored"."Company" = "parent"."Company" AND "stored"."id" = "parent"."id" AND cardinality("stored"."component_path") = 1) AND NOT EXISTS (SELECT FROM "New Side"."component" AS parent WHERE "stored"."Company" = "parent"."Company" AND "stored"."id" = "parent"."id" AND "stored"."component_path"[:cardinality("stored"."component_path") - 1] = "parent"."component_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table component_option has a row without the element that it lies in', 'no row of the node above has its key', 'insert the element above first, or in the same statement'
        FROM "New Side"."component_option" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND NOT EXISTS (SELECT FROM "New Side"."component" AS parent WHERE "stored"."Company" = "parent"."Company" AND "stored"."id" = "parent"."id" AND "stored"."component_path" = "parent"."component_path")
        UNION ALL
        SELECT 'foreign_key_violation', 'table order_signature has a row without its row in order', 'every row there belongs to one of order', 'insert the row of order first, or in the same statement'
        FROM "New Side"."order_signature" AS stored
        WHERE "stored"."Company" = $1 AND "stored"."id" = $2 AND NOT EXISTS (SELECT FROM "New Side"."order" AS spine WHERE "spine"."Company" = "stored"."Company" AND "spine"."id" = "stored"."id")
    ) AS reason LIMIT 1;
    IF code IS NULL THEN
        code := 'check_violation';
        message := format('what was written to table %s does not come back from the document', in_table);
        detail := format('row %s is %s%s', place, kind, CASE WHEN in_columns <> '' THEN ' in ' || in_columns ELSE '' END);
        hint := 'Write values that the spec can write to a document and read again, and rows that fit each other.';
    ELSE
        detail := format('%s (table %s, row %s)', detail, in_table, place);
    END IF;
    PERFORM hofsm.refuse(code, message, concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), detail, hint);
END

$body$;
COMMENT ON FUNCTION "New Side"."settle_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb) IS 'spec.yaml:8:3 (order): bring the rows of a document in line with it, or refuse what was written';
REVOKE EXECUTE ON FUNCTION "New Side"."settle_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:8:3 (order): bring rows to one document
CREATE FUNCTION "New Side"."mirror_document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS void
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
    SELECT true, "legacy"."the ""value""" INTO is_there, actual FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2;
    IF is_there IS NULL THEN
        BEGIN
            INSERT INTO "old"."Legacy Orders" ("Company", "id", "the ""value""") OVERRIDING SYSTEM VALUE
            VALUES ($1, $2, composed);
        EXCEPTION WHEN not_null_violation THEN
            PERFORM hofsm.refuse('not_null_violation', SQLERRM, concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'the new tables do not have this column of the legacy table, and it has no default', 'give the column of the legacy table a default, or insert the document there');
        END;
    ELSIF actual::text IS DISTINCT FROM composed::text THEN
        UPDATE "old"."Legacy Orders" AS legacy SET "the ""value""" = composed WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2;
    END IF;
    -- A trigger of the application may have changed what was written, or written again: then the rows follow.
    SELECT true, "legacy"."the ""value""" INTO is_there, actual FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = $1 AND "legacy"."id" = $2;
    IF is_there IS NULL THEN
        PERFORM hofsm.refuse(
            'object_not_in_prerequisite_state', 'the legacy table did not take the document', concat_ws(', ', 'Company = ' || $1::text, 'id = ' || $2::text), 'a trigger or a rule of the legacy table kept it out', 'write on the legacy side, or change the trigger'
        );
    END IF;
    IF actual::text IS DISTINCT FROM composed::text THEN
        composed := "New Side"."document_order"($1, $2);
        IF actual::text IS DISTINCT FROM composed::text THEN
            PERFORM set_config('hofsm.origin', 'legacy', true);
            PERFORM "New Side"."change_order"($1, $2, composed, actual, 'contend');
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "New Side"."mirror_document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): bring rows to one document';
REVOKE EXECUTE ON FUNCTION "New Side"."mirror_document_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:8:3 (order): bring rows to the documents with the given keys
CREATE FUNCTION "New Side"."mirror_golden"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT DISTINCT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1) AS touched ORDER BY "touched"."Company", "touched"."id"
    LOOP
        PERFORM "New Side"."mirror_document_order"("one"."Company", "one"."id");
    END LOOP;
END

$body$;
COMMENT ON FUNCTION "New Side"."mirror_golden"(jsonb) IS 'spec.yaml:8:3 (order): bring rows to the documents with the given keys';
REVOKE EXECUTE ON FUNCTION "New Side"."mirror_golden"(jsonb) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:8:3 (order): what triggers of one statement put off for the last
CREATE FUNCTION "New Side"."later_golden"(jsonb) RETURNS void
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog
AS $body$
#variable_conflict use_column
DECLARE
    todo text[] := hofsm.put_off_kinds($1 -> 'later');
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF todo && ARRAY['component gone'] THEN
        DELETE FROM "New Side"."component" AS stored USING jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'gone')) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND cardinality("stored"."component_path") > cardinality("was"."component_path") AND NOT EXISTS (SELECT FROM "New Side"."component" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND "again"."component_path" = "was"."component_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'now', 'component', 'moved')) AS now WHERE "now"."Company" = "again"."Company" AND "now"."id" = "again"."id" AND "now"."component_path" = "again"."component_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'moved')) AS nearer WHERE "stored"."Company" = "nearer"."Company" AND "stored"."id" = "nearer"."id" AND "stored"."component_path"[:cardinality("nearer"."component_path")] = "nearer"."component_path" AND cardinality("nearer"."component_path") > cardinality("was"."component_path"));
        DELETE FROM "New Side"."component_option" AS stored USING jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'gone')) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND NOT EXISTS (SELECT FROM "New Side"."component" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND "again"."component_path" = "was"."component_path" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'now', 'component', 'moved')) AS now WHERE "now"."Company" = "again"."Company" AND "now"."id" = "again"."id" AND "now"."component_path" = "again"."component_path")) AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'moved')) AS nearer WHERE "stored"."Company" = "nearer"."Company" AND "stored"."id" = "nearer"."id" AND "stored"."component_path"[:cardinality("nearer"."component_path")] = "nearer"."component_path" AND cardinality("nearer"."component_path") > cardinality("was"."component_path"));
    END IF;
    IF todo && ARRAY['component moved'] THEN
        UPDATE "New Side"."component" AS stored SET ("Company", "id", "component_path") = ROW("now"."Company", "now"."id", "now"."component_path" || "stored"."component_path"[cardinality("was"."component_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'now', 'component', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND cardinality("stored"."component_path") > cardinality("was"."component_path") AND ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'now', 'component', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."Company" = "nearer"."Company" AND "stored"."id" = "nearer"."id" AND "stored"."component_path"[:cardinality("nearer"."component_path")] = "nearer"."component_path" AND cardinality("nearer"."component_path") > cardinality("was"."component_path") AND ("nearer"."Company", "nearer"."id", "nearer"."component_path") IS DISTINCT FROM ("nearer_now"."Company", "nearer_now"."id", "nearer_now"."component_path"));
        UPDATE "New Side"."component_option" AS stored SET ("Company", "id", "component_path") = ROW("now"."Company", "now"."id", "now"."component_path" || "stored"."component_path"[cardinality("was"."component_path") + 1:])
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'now', 'component', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."component_path"[:cardinality("was"."component_path")] = "was"."component_path" AND ("was"."Company", "was"."id", "was"."component_path") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."component_path") AND NOT EXISTS (SELECT FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'moved')) AS side) AS "nearer" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.put_off_rows($1 -> 'later', 'now', 'component', 'moved')) AS side) AS "nearer_now" ON "nearer"."row_number" = "nearer_now"."row_number" WHERE "stored"."Company" = "nearer"."Company" AND "stored"."id" = "nearer"."id" AND "stored"."component_path"[:cardinality("nearer"."component_path")] = "nearer"."component_path" AND cardinality("nearer"."component_path") > cardinality("was"."component_path") AND ("nearer"."Company", "nearer"."id", "nearer"."component_path") IS DISTINCT FROM ("nearer_now"."Company", "nearer_now"."id", "nearer_now"."component_path"));
    END IF;
    IF todo && ARRAY['component_option gone', 'component_option moved'] THEN
        UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["options"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."component_option", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'component_option', 'gone', 'moved'), $1 -> 'later', 'component', '{Company,id,component_path}', 'component_path', 0)) AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path" = "stored"."component_path")
            AND NOT EXISTS (SELECT FROM "New Side"."component_option" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path" = "stored"."component_path");
        
    END IF;
    IF todo && ARRAY['component gone', 'component moved'] THEN
        UPDATE "New Side"."component" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'gone', 'moved'), $1 -> 'later', 'component', '{Company,id,component_path}', 'component_path', 1)) AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."component_path"[:cardinality("was"."component_path") - 1] = "stored"."component_path")
            AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."component_path"[:cardinality("other"."component_path") - 1] = "stored"."component_path");
        
    END IF;
    IF todo && ARRAY['line "item" gone'] THEN
        DELETE FROM "New Side"."line_cell" AS stored USING jsonb_populate_recordset(NULL::"New Side"."line ""item""", hofsm.put_off_rows($1 -> 'later', 'was', 'line "item"', 'gone')) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."line ""item""_id" = "was"."line ""item""_id" AND NOT EXISTS (SELECT FROM "New Side"."line ""item""" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND "again"."line ""item""_id" = "was"."line ""item""_id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."line ""item""", hofsm.put_off_rows($1 -> 'later', 'now', 'line "item"', 'moved')) AS now WHERE "now"."Company" = "again"."Company" AND "now"."id" = "again"."id" AND "now"."line ""item""_id" = "again"."line ""item""_id"));
    END IF;
    IF todo && ARRAY['line "item" moved'] THEN
        UPDATE "New Side"."line_cell" AS stored SET ("Company", "id", "line ""item""_id") = ROW("now"."Company", "now"."id", "now"."line ""item""_id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."line ""item""", hofsm.put_off_rows($1 -> 'later', 'was', 'line "item"', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."line ""item""", hofsm.put_off_rows($1 -> 'later', 'now', 'line "item"', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND "stored"."line ""item""_id" = "was"."line ""item""_id" AND ("was"."Company", "was"."id", "was"."line ""item""_id") IS DISTINCT FROM ("now"."Company", "now"."id", "now"."line ""item""_id");
    END IF;
    IF todo && ARRAY['line_cell gone', 'line_cell moved'] THEN
        UPDATE "New Side"."line ""item""" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["cells"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."line_cell", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'line_cell', 'gone', 'moved'), $1 -> 'later', 'line "item"',  E'{Company,id,"line \\"item\\"_id"}', NULL, 0)) AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND "was"."line ""item""_id" = "stored"."line ""item""_id")
            AND NOT EXISTS (SELECT FROM "New Side"."line_cell" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND "other"."line ""item""_id" = "stored"."line ""item""_id");
        
    END IF;
    IF todo && ARRAY['order gone'] THEN
        DELETE FROM "New Side"."order_signature" AS stored USING jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'gone')) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS now WHERE "now"."Company" = "again"."Company" AND "now"."id" = "again"."id"));
        DELETE FROM "New Side"."line ""item""" AS stored USING jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'gone')) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS now WHERE "now"."Company" = "again"."Company" AND "now"."id" = "again"."id"));
        DELETE FROM "New Side"."line_cell" AS stored USING jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'gone')) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS now WHERE "now"."Company" = "again"."Company" AND "now"."id" = "again"."id"));
        DELETE FROM "New Side"."attribute" AS stored USING jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'gone')) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS now WHERE "now"."Company" = "again"."Company" AND "now"."id" = "again"."id"));
        DELETE FROM "New Side"."component" AS stored USING jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'gone')) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS now WHERE "now"."Company" = "again"."Company" AND "now"."id" = "again"."id"));
        DELETE FROM "New Side"."component_option" AS stored USING jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'gone')) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id" AND NOT EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS now WHERE "now"."Company" = "again"."Company" AND "now"."id" = "again"."id"));
    END IF;
    IF todo && ARRAY['order moved'] THEN
        UPDATE "New Side"."order_signature" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
        UPDATE "New Side"."line ""item""" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
        UPDATE "New Side"."line_cell" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
        UPDATE "New Side"."attribute" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
        UPDATE "New Side"."component" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
        UPDATE "New Side"."component_option" AS stored SET ("Company", "id") = ROW("now"."Company", "now"."id")
        FROM (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'was', 'order', 'moved')) AS side) AS "was" JOIN (SELECT row_number() OVER () AS "row_number", side.* FROM jsonb_populate_recordset(NULL::"New Side"."order", hofsm.put_off_rows($1 -> 'later', 'now', 'order', 'moved')) AS side) AS "now" ON "was"."row_number" = "now"."row_number"
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND ("was"."Company", "was"."id") IS DISTINCT FROM ("now"."Company", "now"."id");
    END IF;
    IF todo && ARRAY['line "item" gone', 'line "item" moved'] THEN
        UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["lines"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."line ""item""", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'line "item"', 'gone', 'moved'), $1 -> 'later', 'order', '{Company,id}', NULL, 0)) AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id")
            AND NOT EXISTS (SELECT FROM "New Side"."line ""item""" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id");
        
    END IF;
    IF todo && ARRAY['component gone', 'component moved'] THEN
        UPDATE "New Side"."order" AS stored SET "residual" = hofsm.residual_keep("stored"."residual", ARRAY['[["components"], []]'::jsonb])
        WHERE EXISTS (SELECT FROM jsonb_populate_recordset(NULL::"New Side"."component", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'component', 'gone', 'moved'), $1 -> 'later', 'order', '{Company,id}', NULL, 0)) AS was WHERE "was"."Company" = "stored"."Company" AND "was"."id" = "stored"."id" AND cardinality("was"."component_path") = 1)
            AND NOT EXISTS (SELECT FROM "New Side"."component" AS other WHERE "other"."Company" = "stored"."Company" AND "other"."id" = "stored"."id" AND cardinality("other"."component_path") = 1);
        
    END IF;
    IF todo && ARRAY['order_signature DELETE'] THEN
        UPDATE "New Side"."order" AS "stored" SET "residual" = hofsm.residual_remove("stored"."residual", '{signature}'::text[])
        FROM jsonb_populate_recordset(NULL::"New Side"."order_signature", hofsm.follow_moved(hofsm.put_off_rows($1 -> 'later', 'was', 'order_signature', 'DELETE'), $1 -> 'later', 'order', '{Company,id}', NULL, 0)) AS was
        WHERE "stored"."Company" = "was"."Company" AND "stored"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order_signature" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
    END IF;
    IF todo && ARRAY['order moved'] THEN
        UPDATE "New Side"."line ""item""" AS stored SET "line ""item""_ordinal" = placed."place"
        FROM (
            SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id" ORDER BY "sibling"."line ""item""_ordinal", "sibling"."line ""item""_id") AS "place"
            FROM "New Side"."line ""item""" AS sibling
            WHERE ("sibling"."Company", "sibling"."id") IN (
                SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched
            )
        ) AS placed
        WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."line ""item""_id" = "placed"."line ""item""_id" AND stored."line ""item""_ordinal" <> placed."place";
        
    END IF;
    IF todo && ARRAY['line_cell numbered'] THEN
        IF EXISTS (
            SELECT FROM "New Side"."line_cell" AS sibling
            WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id"
            HAVING max("sibling"."line_cell_ordinal") <> count(*)
        ) THEN
            UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"moved"."place"
            FROM (SELECT * FROM (SELECT "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id", "sibling"."line_cell_ordinal" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."line ""item""_id" ORDER BY "sibling"."line_cell_ordinal"))::integer AS "place"
            FROM "New Side"."line_cell" AS sibling
            WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched)) AS numbered WHERE "numbered"."former" <> "numbered"."place") AS moved
            WHERE "stored"."Company" = "moved"."Company" AND "stored"."id" = "moved"."id" AND "stored"."line ""item""_id" = "moved"."line ""item""_id" AND "stored"."line_cell_ordinal" = "moved"."former";
            UPDATE "New Side"."line_cell" AS stored SET "line_cell_ordinal" = -"stored"."line_cell_ordinal"
            WHERE ("stored"."Company", "stored"."id") IN (SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched) AND "stored"."line_cell_ordinal" < 0;
        END IF;
    END IF;
    IF todo && ARRAY['component numbered'] THEN
        IF EXISTS (
            SELECT FROM "New Side"."component" AS sibling
            WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched)
            GROUP BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1]
            HAVING max("sibling"."component_path"[cardinality("sibling"."component_path")]) <> count(*)
        ) THEN
            UPDATE "New Side"."component_option" AS stored SET "component_path" = hofsm.negated("moved"."place")
            FROM (WITH RECURSIVE numbered AS MATERIALIZED (SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path" AS "former", (row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path"[:cardinality("sibling"."component_path") - 1] ORDER BY "sibling"."component_path"[cardinality("sibling"."component_path")]))::integer AS "place"
            FROM "New Side"."component" AS sibling
            WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched)),
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
            WHERE ("sibling"."Company", "sibling"."id") IN (SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched)),
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
            WHERE ("stored"."Company", "stored"."id") IN (SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched) AND "stored"."component_path"[1] < 0;
            UPDATE "New Side"."component" AS stored SET "component_path" = hofsm.negated("stored"."component_path")
            WHERE ("stored"."Company", "stored"."id") IN (SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched) AND "stored"."component_path"[1] < 0;
        END IF;
    END IF;
    IF todo && ARRAY['order moved', 'component moved'] THEN
        UPDATE "New Side"."component_option" AS stored SET "component_option_ordinal" = placed."place"
        FROM (
            SELECT "sibling"."Company", "sibling"."id", "sibling"."component_path", "sibling"."option_id", row_number() OVER (PARTITION BY "sibling"."Company", "sibling"."id", "sibling"."component_path" ORDER BY "sibling"."component_option_ordinal", "sibling"."option_id") AS "place"
            FROM "New Side"."component_option" AS sibling
            WHERE ("sibling"."Company", "sibling"."id") IN (
                SELECT "touched"."Company", "touched"."id" FROM jsonb_populate_recordset(NULL::"New Side"."order", $1 -> 'touched') AS touched
            )
        ) AS placed
        WHERE "stored"."Company" = "placed"."Company" AND "stored"."id" = "placed"."id" AND "stored"."component_path" = "placed"."component_path" AND "stored"."option_id" = "placed"."option_id" AND stored."component_option_ordinal" <> placed."place";
        
    END IF;
    PERFORM set_config('hofsm.origin', origin, true);
END

$body$;
COMMENT ON FUNCTION "New Side"."later_golden"(jsonb) IS 'spec.yaml:8:3 (order): what triggers of one statement put off for the last';
REVOKE EXECUTE ON FUNCTION "New Side"."later_golden"(jsonb) FROM PUBLIC;

-- up (no lock on any table): spec.yaml:8:3 (order): compares the tag asked for before a row of order is written
CREATE FUNCTION "New Side"."match_order"() RETURNS trigger
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
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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
COMMENT ON FUNCTION "New Side"."match_order"() IS 'spec.yaml:8:3 (order): compares the tag asked for before a row of order is written';
REVOKE EXECUTE ON FUNCTION "New Side"."match_order"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:8:3 (order): what follows a write to order
CREATE FUNCTION "New Side"."written_order"() RETURNS trigger
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            FROM "new_rows" AS now WHERE EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "now"."Company" AND "legacy"."id" = "now"."id");
            
        END IF;
    END IF;
    
    IF TG_OP = 'UPDATE' THEN
        touched := (SELECT jsonb_agg(to_jsonb(written)) FROM (SELECT "old_rows"."Company", "old_rows"."id" FROM "old_rows" UNION SELECT "new_rows"."Company", "new_rows"."id" FROM "new_rows") AS written);
        IF touched IS NOT NULL THEN
            -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
                UPDATE "old"."Legacy Orders" AS legacy SET ("Company", "id") = ROW("now"."Company", "now"."id")
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            DELETE FROM "old"."Legacy Orders" AS legacy USING "old_rows" AS was
            WHERE "legacy"."Company" = "was"."Company" AND "legacy"."id" = "was"."id" AND NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id");
            PERFORM hofsm.refuse('object_not_in_prerequisite_state', 'the legacy table keeps a document whose row was deleted', concat_ws(', ', 'Company = ' || "was"."Company"::text, 'id = ' || "was"."id"::text), 'a trigger or a rule of the legacy table did not let it go', 'delete it on the legacy side')
            FROM "old_rows" AS was WHERE NOT EXISTS (SELECT FROM "New Side"."order" AS again WHERE "again"."Company" = "was"."Company" AND "again"."id" = "was"."id") AND EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "was"."Company" AND "legacy"."id" = "was"."id");
            
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
COMMENT ON FUNCTION "New Side"."written_order"() IS 'spec.yaml:8:3 (order): what follows a write to order';
REVOKE EXECUTE ON FUNCTION "New Side"."written_order"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_order" ON "New Side"."order";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."order"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c01626be', '"old"."Legacy Orders"', '"old"."Legacy Orders_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."order"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "New Side"."match_order"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "New Side"."order" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_order"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "New Side"."order" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_order"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "New Side"."order" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_order"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "New Side"."order"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:18:3 (order_signature): compares the tag asked for before a row of order_signature is written
CREATE FUNCTION "New Side"."match_order_signature"() RETURNS trigger
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
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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
COMMENT ON FUNCTION "New Side"."match_order_signature"() IS 'spec.yaml:18:3 (order_signature): compares the tag asked for before a row of order_signature is written';
REVOKE EXECUTE ON FUNCTION "New Side"."match_order_signature"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:18:3 (order_signature): what follows a write to order_signature
CREATE FUNCTION "New Side"."written_order_signature"() RETURNS trigger
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
COMMENT ON FUNCTION "New Side"."written_order_signature"() IS 'spec.yaml:18:3 (order_signature): what follows a write to order_signature';
REVOKE EXECUTE ON FUNCTION "New Side"."written_order_signature"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_order_signature" ON "New Side"."order_signature";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."order_signature"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c01626be', '"old"."Legacy Orders"', '"old"."Legacy Orders_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."order_signature"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "New Side"."match_order_signature"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "New Side"."order_signature" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_order_signature"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "New Side"."order_signature" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_order_signature"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "New Side"."order_signature" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_order_signature"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "New Side"."order_signature"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:25:3 (line "item"): compares the tag asked for before a row of line "item" is written
CREATE FUNCTION "New Side"."match_line ""item"""() RETURNS trigger
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
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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
COMMENT ON FUNCTION "New Side"."match_line ""item"""() IS 'spec.yaml:25:3 (line "item"): compares the tag asked for before a row of line "item" is written';
REVOKE EXECUTE ON FUNCTION "New Side"."match_line ""item"""() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:25:3 (line "item"): what follows a write to line "item"
CREATE FUNCTION "New Side"."written_line ""item"""() RETURNS trigger
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
COMMENT ON FUNCTION "New Side"."written_line ""item"""() IS 'spec.yaml:25:3 (line "item"): what follows a write to line "item"';
REVOKE EXECUTE ON FUNCTION "New Side"."written_line ""item"""() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_line ""item""" ON "New Side"."line ""item""";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."line ""item"""
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c01626be', '"old"."Legacy Orders"', '"old"."Legacy Orders_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."line ""item"""
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "New Side"."match_line ""item"""();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "New Side"."line ""item""" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_line ""item"""();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "New Side"."line ""item""" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_line ""item"""();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "New Side"."line ""item""" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_line ""item"""();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "New Side"."line ""item"""
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:31:3 (line_cell): compares the tag asked for before a row of line_cell is written
CREATE FUNCTION "New Side"."match_line_cell"() RETURNS trigger
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
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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
COMMENT ON FUNCTION "New Side"."match_line_cell"() IS 'spec.yaml:31:3 (line_cell): compares the tag asked for before a row of line_cell is written';
REVOKE EXECUTE ON FUNCTION "New Side"."match_line_cell"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:31:3 (line_cell): what follows a write to line_cell
CREATE FUNCTION "New Side"."written_line_cell"() RETURNS trigger
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
COMMENT ON FUNCTION "New Side"."written_line_cell"() IS 'spec.yaml:31:3 (line_cell): what follows a write to line_cell';
REVOKE EXECUTE ON FUNCTION "New Side"."written_line_cell"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_line_cell" ON "New Side"."line_cell";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."line_cell"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c01626be', '"old"."Legacy Orders"', '"old"."Legacy Orders_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."line_cell"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "New Side"."match_line_cell"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "New Side"."line_cell" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_line_cell"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "New Side"."line_cell" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_line_cell"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "New Side"."line_cell" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_line_cell"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "New Side"."line_cell"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:36:3 (attribute): compares the tag asked for before a row of attribute is written
CREATE FUNCTION "New Side"."match_attribute"() RETURNS trigger
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
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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
COMMENT ON FUNCTION "New Side"."match_attribute"() IS 'spec.yaml:36:3 (attribute): compares the tag asked for before a row of attribute is written';
REVOKE EXECUTE ON FUNCTION "New Side"."match_attribute"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:36:3 (attribute): what follows a write to attribute
CREATE FUNCTION "New Side"."written_attribute"() RETURNS trigger
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
COMMENT ON FUNCTION "New Side"."written_attribute"() IS 'spec.yaml:36:3 (attribute): what follows a write to attribute';
REVOKE EXECUTE ON FUNCTION "New Side"."written_attribute"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_attribute" ON "New Side"."attribute";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."attribute"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c01626be', '"old"."Legacy Orders"', '"old"."Legacy Orders_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."attribute"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "New Side"."match_attribute"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "New Side"."attribute" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_attribute"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "New Side"."attribute" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_attribute"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "New Side"."attribute" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_attribute"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "New Side"."attribute"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:42:3 (component): compares the tag asked for before a row of component is written
CREATE FUNCTION "New Side"."match_component"() RETURNS trigger
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
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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
COMMENT ON FUNCTION "New Side"."match_component"() IS 'spec.yaml:42:3 (component): compares the tag asked for before a row of component is written';
REVOKE EXECUTE ON FUNCTION "New Side"."match_component"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:42:3 (component): what follows a write to component
CREATE FUNCTION "New Side"."written_component"() RETURNS trigger
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
COMMENT ON FUNCTION "New Side"."written_component"() IS 'spec.yaml:42:3 (component): what follows a write to component';
REVOKE EXECUTE ON FUNCTION "New Side"."written_component"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_component" ON "New Side"."component";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."component"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c01626be', '"old"."Legacy Orders"', '"old"."Legacy Orders_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."component"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "New Side"."match_component"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "New Side"."component" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_component"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "New Side"."component" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_component"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "New Side"."component" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_component"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "New Side"."component"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): spec.yaml:48:3 (component_option): compares the tag asked for before a row of component_option is written
CREATE FUNCTION "New Side"."match_component_option"() RETURNS trigger
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
        PERFORM FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "touched"."Company" AND "legacy"."id" = "touched"."id" FOR NO KEY UPDATE;
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
COMMENT ON FUNCTION "New Side"."match_component_option"() IS 'spec.yaml:48:3 (component_option): compares the tag asked for before a row of component_option is written';
REVOKE EXECUTE ON FUNCTION "New Side"."match_component_option"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:48:3 (component_option): what follows a write to component_option
CREATE FUNCTION "New Side"."written_component_option"() RETURNS trigger
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
            PERFORM FROM "old"."Legacy Orders" AS legacy
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
COMMENT ON FUNCTION "New Side"."written_component_option"() IS 'spec.yaml:48:3 (component_option): what follows a write to component_option';
REVOKE EXECUTE ON FUNCTION "New Side"."written_component_option"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): open for writes, each of which goes to the legacy table in the same transaction
-- The conditions keep out what the toolkit itself writes: rows that follow a document. They name the setting's values, since it is NULL in
-- a session that never set it and '' after a transaction that did.
DROP TRIGGER "closed_component_option" ON "New Side"."component_option";
CREATE TRIGGER "aa_hofsm_begin" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."component_option"
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION hofsm.begin_write('hofsm.writing_c01626be', '"old"."Legacy Orders"', '"old"."Legacy Orders_base"');
CREATE TRIGGER "aa_hofsm_match" BEFORE INSERT OR UPDATE OR DELETE ON "New Side"."component_option"
    FOR EACH ROW WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill') AND coalesce(pg_catalog.current_setting('hofsm.if_match', true), '') <> '')
    EXECUTE FUNCTION "New Side"."match_component_option"();
CREATE TRIGGER "zz_hofsm_insert" AFTER INSERT ON "New Side"."component_option" REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_component_option"();
CREATE TRIGGER "zz_hofsm_update" AFTER UPDATE ON "New Side"."component_option" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_component_option"();
CREATE TRIGGER "zz_hofsm_delete" AFTER DELETE ON "New Side"."component_option" REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT WHEN (coalesce(pg_catalog.current_setting('hofsm.origin', true), '') NOT IN ('legacy', 'backfill')) EXECUTE FUNCTION "New Side"."written_component_option"();
CREATE TRIGGER "aa_hofsm_truncate" BEFORE TRUNCATE ON "New Side"."component_option"
    FOR EACH STATEMENT EXECUTE FUNCTION hofsm.refuse_truncate();

-- up (no lock on any table): nothing to do, since each trigger's own statement locks the tables, the root first

RESET search_path;
