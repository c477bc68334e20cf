-- golden: expanded -> dual_write
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the new tables only): what a backfill wrote while no write to the legacy table was mirrored is stale
-- The write guards let nobody else do this; one statement, so that it is one transaction wherever it runs.
DO $do$
BEGIN
    PERFORM pg_catalog.set_config('hofsm.origin', 'backfill', true);
    TRUNCATE
        "New Side"."order",
        "New Side"."order_signature",
        "New Side"."line ""item""",
        "New Side"."line_cell",
        "New Side"."attribute",
        "New Side"."component",
        "New Side"."component_option";
    PERFORM pg_catalog.set_config('hofsm.origin', '', true);
END
$do$;

-- up (no lock on any table): spec.yaml:8:3 (order): the rows of a document from what it was to what it is; whether it is represented
CREATE FUNCTION "New Side"."change_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    "changed keys" text[];
    "changed key" text;
    "container was" jsonb;
    "container now" jsonb;
    "rows only" boolean;
BEGIN
    SELECT keys INTO "changed keys" FROM hofsm.changed_keys($3, $4);
    -- Where nothing but rows of children has changed, this element's own are what they were.
    IF "changed keys" <@ '{lines,attributes,components}' THEN
        "rows only" := true;
        FOREACH "changed key" IN ARRAY "changed keys" LOOP
            "container was" := $3 -> "changed key";
            "container now" := $4 -> "changed key";
            IF "changed key" = 'lines' THEN
                "rows only" := CASE
                    WHEN (CASE
                        WHEN jsonb_typeof("container was") = 'array' AND "container was" <> '[]' THEN CASE
                            WHEN (
                                SELECT count(*) = count(DISTINCT hofsm.key_text((entry.value -> 'id'), 2000))
                                FROM jsonb_array_elements("container was") AS entry (value)
                            ) THEN "container was"
                        END
                    END) IS NOT NULL THEN (CASE
                        WHEN jsonb_typeof("container now") = 'array' AND "container now" <> '[]' THEN CASE
                            WHEN (
                                SELECT count(*) = count(DISTINCT hofsm.key_text((entry.value -> 'id'), 2000))
                                FROM jsonb_array_elements("container now") AS entry (value)
                            ) THEN "container now"
                        END
                    END) IS NOT NULL
                END;
            ELSIF "changed key" = 'attributes' THEN
                "rows only" := CASE
                    WHEN (CASE
                        WHEN jsonb_typeof("container was") = 'object' AND "container was" <> '{}' THEN CASE
                            WHEN NOT EXISTS (
                                SELECT FROM jsonb_object_keys("container was") AS entry (key)
                                WHERE octet_length(entry.key) > 2000
                            ) THEN "container was"
                        END
                    END) IS NOT NULL THEN (CASE
                        WHEN jsonb_typeof("container now") = 'object' AND "container now" <> '{}' THEN CASE
                            WHEN NOT EXISTS (
                                SELECT FROM jsonb_object_keys("container now") AS entry (key)
                                WHERE octet_length(entry.key) > 2000
                            ) THEN "container now"
                        END
                    END) IS NOT NULL
                END;
            ELSIF "changed key" = 'components' THEN
                "rows only" := CASE
                    WHEN (CASE
                        WHEN jsonb_typeof("container was") = 'array' AND "container was" <> '[]' THEN "container was"
                    END) IS NOT NULL THEN (CASE
                        WHEN jsonb_typeof("container now") = 'array' AND "container now" <> '[]' THEN "container now"
                    END) IS NOT NULL
                END;
            END IF;
            EXIT WHEN "rows only" IS NOT TRUE;
        END LOOP;
        IF "rows only" THEN
            IF NOT EXISTS (SELECT FROM "New Side"."order" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2) THEN
                RETURN false;
            END IF;
            FOREACH "changed key" IN ARRAY "changed keys" LOOP
                "container was" := $3 -> "changed key";
                "container now" := $4 -> "changed key";
                IF "changed key" = 'lines' THEN
                    PERFORM "New Side"."change_line ""item"""($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'attributes' THEN
                    PERFORM "New Side"."change_attribute"($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'components' THEN
                    PERFORM "New Side"."change_component"($1, $2, "container was", "container now", $5);
                END IF;
            END LOOP;
            RETURN true;
        END IF;
    END IF;
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
        true AND NOT ("order"."Company" IS NOT NULL AND record_image_eq(ROW("now"."name", "now"."state", "now"."total", "now"."note", "now"."residual", "now"."residual_absent"), ROW("order"."name", "order"."state", "order"."total", "order"."note", "order"."residual", "order"."residual_absent"))) AS "order differs",
        "order"."Company" IS NOT NULL AND NOT true AS "order goes",
        "order"."Company" IS NOT NULL AS "order had row",
        coalesce("now"."order_signature.exists", false) AND NOT ("order_signature"."Company" IS NOT NULL AND record_image_eq(ROW("now"."signed_at", "now"."signed_by"), ROW("order_signature"."signed_at", "order_signature"."signed_by"))) AS "order_signature differs",
        "order_signature"."Company" IS NOT NULL AND NOT coalesce("now"."order_signature.exists", false) AS "order_signature goes",
        "order_signature"."Company" IS NOT NULL AS "order_signature had row",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."line ""item"" was"), ROW("raw"."line ""item"" now"))) THEN CASE
                WHEN jsonb_typeof("raw"."line ""item"" was") = 'array' AND "raw"."line ""item"" was" <> '[]' THEN CASE
                    WHEN (
                        SELECT count(*) = count(DISTINCT hofsm.key_text((entry.value -> 'id'), 2000))
                        FROM jsonb_array_elements("raw"."line ""item"" was") AS entry (value)
                    ) THEN "raw"."line ""item"" was"
                END
            END
        END AS "container of line ""item"" before",
        record_image_eq(ROW("raw"."line ""item"" was"), ROW("raw"."line ""item"" now")) AS "container of line ""item"" same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."attribute was"), ROW("raw"."attribute now"))) THEN CASE
                WHEN jsonb_typeof("raw"."attribute was") = 'object' AND "raw"."attribute was" <> '{}' THEN CASE
                    WHEN NOT EXISTS (
                        SELECT FROM jsonb_object_keys("raw"."attribute was") AS entry (key)
                        WHERE octet_length(entry.key) > 2000
                    ) THEN "raw"."attribute was"
                END
            END
        END AS "container of attribute before",
        record_image_eq(ROW("raw"."attribute was"), ROW("raw"."attribute now")) AS "container of attribute same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."component was"), ROW("raw"."component now"))) THEN CASE
                WHEN jsonb_typeof("raw"."component was") = 'array' AND "raw"."component was" <> '[]' THEN "raw"."component was"
            END
        END AS "container of component before",
        record_image_eq(ROW("raw"."component was"), ROW("raw"."component now")) AS "container of component same"
    INTO "changed"
    FROM "New Side"."decompose_order"($4) AS now
    CROSS JOIN (
        SELECT ($3 -> 'lines') AS "line ""item"" was",
            ($4 -> 'lines') AS "line ""item"" now",
            ($3 -> 'attributes') AS "attribute was",
            ($4 -> 'attributes') AS "attribute now",
            ($3 -> 'components') AS "component was",
            ($4 -> 'components') AS "component now"
        OFFSET 0
    ) AS "raw"
    CROSS JOIN "New Side"."order" AS "order"
    LEFT JOIN "New Side"."order_signature" AS "order_signature" ON "order_signature"."Company" = $1 AND "order_signature"."id" = $2
    WHERE "order"."Company" = $1 AND "order"."id" = $2;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF "changed"."order differs" THEN
        IF $5 <> 'follow' AND "changed"."order had row" THEN
            SELECT ROW("target"."name", "target"."state", "target"."total", "target"."note", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."order" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."order" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2) THEN
                PERFORM hofsm.refuse_contended('New Side.order');
            END IF;
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
    RETURN true;
END
$body$;
COMMENT ON FUNCTION "New Side"."change_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:8:3 (order): the rows of a document from what it was to what it is; whether it is represented';

-- up (no lock on any table): spec.yaml:25:3 (line "item"): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "New Side"."change_line ""item"""("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    "the place" integer;
    "item was" jsonb;
    "item now" jsonb;
    "changed keys" text[];
    "changed key" text;
    "container was" jsonb;
    "container now" jsonb;
    "rows only" boolean;
BEGIN
    "the place" := (SELECT place FROM hofsm.changed_place($3, $4));
    IF "the place" IS NOT NULL THEN
        "item was" := $3 -> ("the place" - 1);
        "item now" := $4 -> ("the place" - 1);
        SELECT keys INTO "changed keys" FROM hofsm.changed_keys("item was", "item now");
        -- Where nothing but rows of children has changed, this element's own are what they were.
        IF "changed keys" <@ '{cells}' THEN
            "rows only" := true;
            FOREACH "changed key" IN ARRAY "changed keys" LOOP
                "container was" := "item was" -> "changed key";
                "container now" := "item now" -> "changed key";
                IF "changed key" = 'cells' THEN
                    "rows only" := CASE
                        WHEN (CASE
                            WHEN jsonb_typeof("container was") = 'array' AND "container was" <> '[]' THEN "container was"
                        END) IS NOT NULL THEN (CASE
                            WHEN jsonb_typeof("container now") = 'array' AND "container now" <> '[]' THEN "container now"
                        END) IS NOT NULL
                    END;
                END IF;
                EXIT WHEN "rows only" IS NOT TRUE;
            END LOOP;
            IF "rows only" THEN
                
                FOREACH "changed key" IN ARRAY "changed keys" LOOP
                    "container was" := "item was" -> "changed key";
                    "container now" := "item now" -> "changed key";
                    IF "changed key" = 'cells' THEN
                        PERFORM "New Side"."change_line_cell"($1, $2, ("item now" ->> 'id')::text, "container was", "container now", $5);
                    END IF;
                END LOOP;
                RETURN;
            END IF;
        END IF;
    END IF;
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."line ""item""_id", "node"."line ""item""_ordinal", "node"."quantity", "node"."residual", "node"."residual_absent", "node"."container of line_cell",
                ROW("node"."line ""item""_ordinal", "node"."quantity", "node"."residual", "node"."residual_absent") AS "image of line ""item""",
                ROW("node"."line ""item""_id", "node"."line ""item""_ordinal", "node"."quantity", "node"."residual", "node"."residual_absent", "node"."container of line_cell") AS "image"
            FROM "hofsm"."changed_items"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."line ""item""_id",
                    (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."line ""item""_ordinal"] AS "line ""item""_ordinal",
                    "node"."quantity",
                    "node"."residual",
                    "node"."residual_absent",
                    "node"."container of line_cell"
                FROM "New Side"."decompose_line ""item"""(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."line ""item""_id", was."line ""item""_id") AS "line ""item""_id",
            now."line ""item""_id" IS NULL AS "is gone",
            "now"."line ""item""_ordinal",
            "now"."quantity",
            "now"."residual",
            "now"."residual_absent",
            "now"."container of line_cell",
            "now"."line ""item""_id" IS NOT NULL AND NOT ("was"."line ""item""_id" IS NOT NULL AND record_image_eq("was"."image of line ""item""", "now"."image of line ""item""")) AS "line ""item"" differs",
            "was"."line ""item""_id" IS NOT NULL AND NOT "now"."line ""item""_id" IS NOT NULL AS "line ""item"" goes",
            "was"."line ""item""_id" IS NOT NULL AS "line ""item"" had row",
            "was"."image of line ""item""" AS "line ""item"" was",
            "was"."container of line_cell" AS "container of line_cell before",
            record_image_eq(ROW("was"."container of line_cell"), ROW("now"."container of line_cell")) AS "container of line_cell same"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."line ""item""_id" = "was"."line ""item""_id"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."container of line_cell before" IS NOT NULL THEN
                PERFORM "New Side"."change_line_cell"($1, $2, "changed"."line ""item""_id", "changed"."container of line_cell before", NULL, $5);
            END IF;
            IF "changed"."line ""item"" had row" THEN
                IF $5 <> 'follow' AND "changed"."line ""item"" had row" THEN
                    SELECT ROW("target"."line ""item""_ordinal", "target"."quantity", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."line ""item""" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = "changed"."line ""item""_id" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."line ""item""" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = "changed"."line ""item""_id") THEN
                        PERFORM hofsm.refuse_contended('New Side.line "item"');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."line ""item"" had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."line ""item"" was") THEN
                        PERFORM hofsm.refuse_stale('New Side.line "item"');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."line ""item""" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = "changed"."line ""item""_id") THEN
                    PERFORM hofsm.refuse_stale('New Side.line "item"');
                END IF;
                DELETE FROM "New Side"."line ""item""" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = "changed"."line ""item""_id";
            END IF;
            IF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."line_cell" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = "changed"."line ""item""_id") THEN
                PERFORM hofsm.refuse_stale('New Side.line_cell');
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."line ""item"" differs" THEN
            IF $5 <> 'follow' AND "changed"."line ""item"" had row" THEN
                SELECT ROW("target"."line ""item""_ordinal", "target"."quantity", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."line ""item""" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = "changed"."line ""item""_id" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."line ""item""" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = "changed"."line ""item""_id") THEN
                    PERFORM hofsm.refuse_contended('New Side.line "item"');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."line ""item"" had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."line ""item"" was") THEN
                    PERFORM hofsm.refuse_stale('New Side.line "item"');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."line ""item""" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = "changed"."line ""item""_id") THEN
                PERFORM hofsm.refuse_stale('New Side.line "item"');
            END IF;
            IF "changed"."line ""item"" had row" THEN
                UPDATE "New Side"."line ""item""" AS target
                SET "line ""item""_ordinal" = "changed"."line ""item""_ordinal",
                    "quantity" = "changed"."quantity",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = "changed"."line ""item""_id";
            END IF;
            IF NOT "changed"."line ""item"" had row" OR NOT FOUND THEN
                INSERT INTO "New Side"."line ""item""" ("Company", "id", "line ""item""_id", "line ""item""_ordinal", "quantity", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."line ""item""_id", "changed"."line ""item""_ordinal", "changed"."quantity", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("Company", "id", "line ""item""_id") DO UPDATE SET
                    "line ""item""_ordinal" = excluded."line ""item""_ordinal",
                    "quantity" = excluded."quantity",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
        IF NOT "changed"."container of line_cell same" THEN
            PERFORM "New Side"."change_line_cell"($1, $2, "changed"."line ""item""_id", "changed"."container of line_cell before", "changed"."container of line_cell", $5);
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "New Side"."change_line ""item"""("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:25:3 (line "item"): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:31:3 (line_cell): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "New Side"."change_line_cell"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    
BEGIN
    
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."line_cell_ordinal", "node"."itself", "node"."residual", "node"."residual_absent",
                ROW("node"."itself", "node"."residual", "node"."residual_absent") AS "image of line_cell",
                ROW("node"."line_cell_ordinal", "node"."itself", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($4, $5) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."line_cell_ordinal"] AS "line_cell_ordinal",
                    "node"."itself",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "New Side"."decompose_line_cell"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."line_cell_ordinal", was."line_cell_ordinal") AS "line_cell_ordinal",
            now."line_cell_ordinal" IS NULL AS "is gone",
            "now"."itself",
            "now"."residual",
            "now"."residual_absent",
            "now"."line_cell_ordinal" IS NOT NULL AND NOT ("was"."line_cell_ordinal" IS NOT NULL AND record_image_eq("was"."image of line_cell", "now"."image of line_cell")) AS "line_cell differs",
            "was"."line_cell_ordinal" IS NOT NULL AND NOT "now"."line_cell_ordinal" IS NOT NULL AS "line_cell goes",
            "was"."line_cell_ordinal" IS NOT NULL AS "line_cell had row",
            "was"."image of line_cell" AS "line_cell was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."line_cell_ordinal" = "was"."line_cell_ordinal"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."line_cell had row" THEN
                IF $6 <> 'follow' AND "changed"."line_cell had row" THEN
                    SELECT ROW("target"."itself", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."line_cell" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = $3 AND "target"."line_cell_ordinal" = "changed"."line_cell_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."line_cell" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = $3 AND "target"."line_cell_ordinal" = "changed"."line_cell_ordinal") THEN
                        PERFORM hofsm.refuse_contended('New Side.line_cell');
                    END IF;
                END IF;
                IF $6 = 'compare' AND "changed"."line_cell had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."line_cell was") THEN
                        PERFORM hofsm.refuse_stale('New Side.line_cell');
                    END IF;
                ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "New Side"."line_cell" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = $3 AND "target"."line_cell_ordinal" = "changed"."line_cell_ordinal") THEN
                    PERFORM hofsm.refuse_stale('New Side.line_cell');
                END IF;
                DELETE FROM "New Side"."line_cell" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = $3 AND "target"."line_cell_ordinal" = "changed"."line_cell_ordinal";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."line_cell differs" THEN
            IF $6 <> 'follow' AND "changed"."line_cell had row" THEN
                SELECT ROW("target"."itself", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."line_cell" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = $3 AND "target"."line_cell_ordinal" = "changed"."line_cell_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."line_cell" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = $3 AND "target"."line_cell_ordinal" = "changed"."line_cell_ordinal") THEN
                    PERFORM hofsm.refuse_contended('New Side.line_cell');
                END IF;
            END IF;
            IF $6 = 'compare' AND "changed"."line_cell had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."line_cell was") THEN
                    PERFORM hofsm.refuse_stale('New Side.line_cell');
                END IF;
            ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "New Side"."line_cell" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = $3 AND "target"."line_cell_ordinal" = "changed"."line_cell_ordinal") THEN
                PERFORM hofsm.refuse_stale('New Side.line_cell');
            END IF;
            IF "changed"."line_cell had row" THEN
                UPDATE "New Side"."line_cell" AS target
                SET "itself" = "changed"."itself",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."line ""item""_id" = $3 AND "target"."line_cell_ordinal" = "changed"."line_cell_ordinal";
            END IF;
            IF NOT "changed"."line_cell had row" OR NOT FOUND THEN
                INSERT INTO "New Side"."line_cell" ("Company", "id", "line ""item""_id", "line_cell_ordinal", "itself", "residual", "residual_absent")
                VALUES ($1, $2, $3, "changed"."line_cell_ordinal", "changed"."itself", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("Company", "id", "line ""item""_id", "line_cell_ordinal") DO UPDATE SET
                    "itself" = excluded."itself",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "New Side"."change_line_cell"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text, jsonb, jsonb, text) IS 'spec.yaml:31:3 (line_cell): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:36:3 (attribute): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "New Side"."change_attribute"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    
BEGIN
    
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."attribute_key", "node"."value", "node"."residual", "node"."residual_absent",
                ROW("node"."value", "node"."residual", "node"."residual_absent") AS "image of attribute",
                ROW("node"."attribute_key", "node"."value", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_entries"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."attribute_key",
                    "node"."value",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "New Side"."decompose_attribute"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."attribute_key", was."attribute_key") AS "attribute_key",
            now."attribute_key" IS NULL AS "is gone",
            "now"."value",
            "now"."residual",
            "now"."residual_absent",
            "now"."attribute_key" IS NOT NULL AND NOT ("was"."attribute_key" IS NOT NULL AND record_image_eq("was"."image of attribute", "now"."image of attribute")) AS "attribute differs",
            "was"."attribute_key" IS NOT NULL AND NOT "now"."attribute_key" IS NOT NULL AS "attribute goes",
            "was"."attribute_key" IS NOT NULL AS "attribute had row",
            "was"."image of attribute" AS "attribute was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."attribute_key" = "was"."attribute_key"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."attribute had row" THEN
                IF $5 <> 'follow' AND "changed"."attribute had row" THEN
                    SELECT ROW("target"."value", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."attribute" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."attribute_key" = "changed"."attribute_key" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."attribute" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."attribute_key" = "changed"."attribute_key") THEN
                        PERFORM hofsm.refuse_contended('New Side.attribute');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."attribute had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."attribute was") THEN
                        PERFORM hofsm.refuse_stale('New Side.attribute');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."attribute" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."attribute_key" = "changed"."attribute_key") THEN
                    PERFORM hofsm.refuse_stale('New Side.attribute');
                END IF;
                DELETE FROM "New Side"."attribute" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."attribute_key" = "changed"."attribute_key";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."attribute differs" THEN
            IF $5 <> 'follow' AND "changed"."attribute had row" THEN
                SELECT ROW("target"."value", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."attribute" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."attribute_key" = "changed"."attribute_key" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."attribute" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."attribute_key" = "changed"."attribute_key") THEN
                    PERFORM hofsm.refuse_contended('New Side.attribute');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."attribute had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."attribute was") THEN
                    PERFORM hofsm.refuse_stale('New Side.attribute');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."attribute" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."attribute_key" = "changed"."attribute_key") THEN
                PERFORM hofsm.refuse_stale('New Side.attribute');
            END IF;
            IF "changed"."attribute had row" THEN
                UPDATE "New Side"."attribute" AS target
                SET "value" = "changed"."value",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."attribute_key" = "changed"."attribute_key";
            END IF;
            IF NOT "changed"."attribute had row" OR NOT FOUND THEN
                INSERT INTO "New Side"."attribute" ("Company", "id", "attribute_key", "value", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."attribute_key", "changed"."value", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("Company", "id", "attribute_key") DO UPDATE SET
                    "value" = excluded."value",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "New Side"."change_attribute"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:36:3 (attribute): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:42:3 (component): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "New Side"."change_component"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    
BEGIN
    
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."component_path", "node"."kind", "node"."residual", "node"."residual_absent", "node"."container of component_option",
                ROW("node"."kind", "node"."residual", "node"."residual_absent") AS "image of component",
                ROW("node"."component_path", "node"."kind", "node"."residual", "node"."residual_absent", "node"."container of component_option") AS "image"
            FROM "hofsm"."changed_items"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)[("node"."component_path")[1]] || ("node"."component_path")[2:] AS "component_path",
                    "node"."kind",
                    "node"."residual",
                    "node"."residual_absent",
                    "node"."container of component_option"
                FROM "New Side"."decompose_component"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."component_path", was."component_path") AS "component_path",
            now."component_path" IS NULL AS "is gone",
            "now"."kind",
            "now"."residual",
            "now"."residual_absent",
            "now"."container of component_option",
            "now"."component_path" IS NOT NULL AND NOT ("was"."component_path" IS NOT NULL AND record_image_eq("was"."image of component", "now"."image of component")) AS "component differs",
            "was"."component_path" IS NOT NULL AND NOT "now"."component_path" IS NOT NULL AS "component goes",
            "was"."component_path" IS NOT NULL AS "component had row",
            "was"."image of component" AS "component was",
            "was"."container of component_option" AS "container of component_option before",
            record_image_eq(ROW("was"."container of component_option"), ROW("now"."container of component_option")) AS "container of component_option same"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."component_path" = "was"."component_path"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."container of component_option before" IS NOT NULL THEN
                PERFORM "New Side"."change_component_option"($1, $2, "changed"."component_path", "changed"."container of component_option before", NULL, $5);
            END IF;
            IF "changed"."component had row" THEN
                IF $5 <> 'follow' AND "changed"."component had row" THEN
                    SELECT ROW("target"."kind", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."component" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = "changed"."component_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."component" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = "changed"."component_path") THEN
                        PERFORM hofsm.refuse_contended('New Side.component');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."component had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."component was") THEN
                        PERFORM hofsm.refuse_stale('New Side.component');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."component" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = "changed"."component_path") THEN
                    PERFORM hofsm.refuse_stale('New Side.component');
                END IF;
                DELETE FROM "New Side"."component" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = "changed"."component_path";
            END IF;
            IF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."component_option" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = "changed"."component_path") THEN
                PERFORM hofsm.refuse_stale('New Side.component_option');
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."component differs" THEN
            IF $5 <> 'follow' AND "changed"."component had row" THEN
                SELECT ROW("target"."kind", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."component" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = "changed"."component_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."component" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = "changed"."component_path") THEN
                    PERFORM hofsm.refuse_contended('New Side.component');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."component had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."component was") THEN
                    PERFORM hofsm.refuse_stale('New Side.component');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "New Side"."component" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = "changed"."component_path") THEN
                PERFORM hofsm.refuse_stale('New Side.component');
            END IF;
            IF "changed"."component had row" THEN
                UPDATE "New Side"."component" AS target
                SET "kind" = "changed"."kind",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = "changed"."component_path";
            END IF;
            IF NOT "changed"."component had row" OR NOT FOUND THEN
                INSERT INTO "New Side"."component" ("Company", "id", "component_path", "kind", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."component_path", "changed"."kind", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("Company", "id", "component_path") DO UPDATE SET
                    "kind" = excluded."kind",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
        IF NOT "changed"."container of component_option same" THEN
            PERFORM "New Side"."change_component_option"($1, $2, "changed"."component_path", "changed"."container of component_option before", "changed"."container of component_option", $5);
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "New Side"."change_component"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text) IS 'spec.yaml:42:3 (component): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:48:3 (component_option): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "New Side"."change_component_option"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, integer[], jsonb, jsonb, text) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    "changed" record;
    "stored_row" record;
    
BEGIN
    
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."option_id", "node"."component_option_ordinal", "node"."label", "node"."residual", "node"."residual_absent",
                ROW("node"."component_option_ordinal", "node"."label", "node"."residual", "node"."residual_absent") AS "image of component_option",
                ROW("node"."option_id", "node"."component_option_ordinal", "node"."label", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($4, $5) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."option_id",
                    (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."component_option_ordinal"] AS "component_option_ordinal",
                    "node"."label",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "New Side"."decompose_component_option"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."option_id", was."option_id") AS "option_id",
            now."option_id" IS NULL AS "is gone",
            "now"."component_option_ordinal",
            "now"."label",
            "now"."residual",
            "now"."residual_absent",
            "now"."option_id" IS NOT NULL AND NOT ("was"."option_id" IS NOT NULL AND record_image_eq("was"."image of component_option", "now"."image of component_option")) AS "component_option differs",
            "was"."option_id" IS NOT NULL AND NOT "now"."option_id" IS NOT NULL AS "component_option goes",
            "was"."option_id" IS NOT NULL AS "component_option had row",
            "was"."image of component_option" AS "component_option was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."option_id" = "was"."option_id"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."component_option had row" THEN
                IF $6 <> 'follow' AND "changed"."component_option had row" THEN
                    SELECT ROW("target"."component_option_ordinal", "target"."label", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."component_option" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = $3 AND "target"."option_id" = "changed"."option_id" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."component_option" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = $3 AND "target"."option_id" = "changed"."option_id") THEN
                        PERFORM hofsm.refuse_contended('New Side.component_option');
                    END IF;
                END IF;
                IF $6 = 'compare' AND "changed"."component_option had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."component_option was") THEN
                        PERFORM hofsm.refuse_stale('New Side.component_option');
                    END IF;
                ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "New Side"."component_option" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = $3 AND "target"."option_id" = "changed"."option_id") THEN
                    PERFORM hofsm.refuse_stale('New Side.component_option');
                END IF;
                DELETE FROM "New Side"."component_option" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = $3 AND "target"."option_id" = "changed"."option_id";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."component_option differs" THEN
            IF $6 <> 'follow' AND "changed"."component_option had row" THEN
                SELECT ROW("target"."component_option_ordinal", "target"."label", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "New Side"."component_option" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = $3 AND "target"."option_id" = "changed"."option_id" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "New Side"."component_option" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = $3 AND "target"."option_id" = "changed"."option_id") THEN
                    PERFORM hofsm.refuse_contended('New Side.component_option');
                END IF;
            END IF;
            IF $6 = 'compare' AND "changed"."component_option had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."component_option was") THEN
                    PERFORM hofsm.refuse_stale('New Side.component_option');
                END IF;
            ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "New Side"."component_option" AS target WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = $3 AND "target"."option_id" = "changed"."option_id") THEN
                PERFORM hofsm.refuse_stale('New Side.component_option');
            END IF;
            IF "changed"."component_option had row" THEN
                UPDATE "New Side"."component_option" AS target
                SET "component_option_ordinal" = "changed"."component_option_ordinal",
                    "label" = "changed"."label",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."Company" = $1 AND "target"."id" = $2 AND "target"."component_path" = $3 AND "target"."option_id" = "changed"."option_id";
            END IF;
            IF NOT "changed"."component_option had row" OR NOT FOUND THEN
                INSERT INTO "New Side"."component_option" ("Company", "id", "component_path", "option_id", "component_option_ordinal", "label", "residual", "residual_absent")
                VALUES ($1, $2, $3, "changed"."option_id", "changed"."component_option_ordinal", "changed"."label", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("Company", "id", "component_path", "option_id") DO UPDATE SET
                    "component_option_ordinal" = excluded."component_option_ordinal",
                    "label" = excluded."label",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "New Side"."change_component_option"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, integer[], jsonb, jsonb, text) IS 'spec.yaml:48:3 (component_option): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): spec.yaml:8:3 (order): represents a document, given by key and value, unless it is represented; whether it did
CREATE FUNCTION "New Side"."represent_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    claimed_documents bigint;
BEGIN
    -- A document is represented if its root row exists; one that somebody else has represented gets no rows here.
    WITH chunk AS MATERIALIZED (SELECT $1 AS "Company", $2 AS "id", $3 AS "document"),
    "rows of_order" AS MATERIALIZED (
        SELECT "chunk"."Company", "chunk"."id", node.*
        FROM chunk CROSS JOIN LATERAL "New Side"."decompose_order"("chunk"."document") AS node
    ),
    "claimed" AS (
        INSERT INTO "New Side"."order" ("Company", "id", "name", "state", "total", "note", "residual", "residual_absent")
        SELECT "rows of_order"."Company", "rows of_order"."id", "rows of_order"."name", "rows of_order"."state", "rows of_order"."total", "rows of_order"."note", "rows of_order"."residual", "rows of_order"."residual_absent"
        FROM "rows of_order"
        ON CONFLICT DO NOTHING
        RETURNING "Company", "id"
    ),
    "rows of_line ""item""" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", node.*
        FROM "rows of_order" AS parent JOIN claimed USING ("Company", "id") CROSS JOIN LATERAL "New Side"."decompose_line ""item"""("parent"."container of line ""item""") AS node
    ),
    "rows of_attribute" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", node.*
        FROM "rows of_order" AS parent JOIN claimed USING ("Company", "id") CROSS JOIN LATERAL "New Side"."decompose_attribute"("parent"."container of attribute") AS node
    ),
    "rows of_component" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", node.*
        FROM "rows of_order" AS parent JOIN claimed USING ("Company", "id") CROSS JOIN LATERAL "New Side"."decompose_component"("parent"."container of component") AS node
    ),
    "rows of_line_cell" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", "parent"."line ""item""_id", node.*
        FROM "rows of_line ""item""" AS parent CROSS JOIN LATERAL "New Side"."decompose_line_cell"("parent"."container of line_cell") AS node
    ),
    "rows of_component_option" AS MATERIALIZED (
        SELECT "parent"."Company", "parent"."id", "parent"."component_path", node.*
        FROM "rows of_component" AS parent CROSS JOIN LATERAL "New Side"."decompose_component_option"("parent"."container of component_option") AS node
    ),
    "into_order_signature" AS (
        INSERT INTO "New Side"."order_signature" ("Company", "id", "signed_at", "signed_by")
        SELECT "rows of_order"."Company", "rows of_order"."id", "rows of_order"."signed_at", "rows of_order"."signed_by"
        FROM "rows of_order"
        JOIN claimed USING ("Company", "id")
        WHERE "rows of_order"."order_signature.exists"
    ),
    "into_line ""item""" AS (
        INSERT INTO "New Side"."line ""item""" ("Company", "id", "line ""item""_id", "line ""item""_ordinal", "quantity", "residual", "residual_absent")
        SELECT "rows of_line ""item"""."Company", "rows of_line ""item"""."id", "rows of_line ""item"""."line ""item""_id", "rows of_line ""item"""."line ""item""_ordinal", "rows of_line ""item"""."quantity", "rows of_line ""item"""."residual", "rows of_line ""item"""."residual_absent"
        FROM "rows of_line ""item"""
    ),
    "into_attribute" AS (
        INSERT INTO "New Side"."attribute" ("Company", "id", "attribute_key", "value", "residual", "residual_absent")
        SELECT "rows of_attribute"."Company", "rows of_attribute"."id", "rows of_attribute"."attribute_key", "rows of_attribute"."value", "rows of_attribute"."residual", "rows of_attribute"."residual_absent"
        FROM "rows of_attribute"
    ),
    "into_component" AS (
        INSERT INTO "New Side"."component" ("Company", "id", "component_path", "kind", "residual", "residual_absent")
        SELECT "rows of_component"."Company", "rows of_component"."id", "rows of_component"."component_path", "rows of_component"."kind", "rows of_component"."residual", "rows of_component"."residual_absent"
        FROM "rows of_component"
    ),
    "into_line_cell" AS (
        INSERT INTO "New Side"."line_cell" ("Company", "id", "line ""item""_id", "line_cell_ordinal", "itself", "residual", "residual_absent")
        SELECT "rows of_line_cell"."Company", "rows of_line_cell"."id", "rows of_line_cell"."line ""item""_id", "rows of_line_cell"."line_cell_ordinal", "rows of_line_cell"."itself", "rows of_line_cell"."residual", "rows of_line_cell"."residual_absent"
        FROM "rows of_line_cell"
    ),
    "into_component_option" AS (
        INSERT INTO "New Side"."component_option" ("Company", "id", "component_path", "option_id", "component_option_ordinal", "label", "residual", "residual_absent")
        SELECT "rows of_component_option"."Company", "rows of_component_option"."id", "rows of_component_option"."component_path", "rows of_component_option"."option_id", "rows of_component_option"."component_option_ordinal", "rows of_component_option"."label", "rows of_component_option"."residual", "rows of_component_option"."residual_absent"
        FROM "rows of_component_option"
    )
    SELECT count(*) INTO claimed_documents FROM claimed;
    RETURN claimed_documents > 0;
END
$body$;
COMMENT ON FUNCTION "New Side"."represent_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb) IS 'spec.yaml:8:3 (order): represents a document, given by key and value, unless it is represented; whether it did';

-- up (no lock on any table): spec.yaml:8:3 (order): drops all rows of a document
CREATE FUNCTION "New Side"."forget_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS void
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
COMMENT ON FUNCTION "New Side"."forget_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): drops all rows of a document';

-- up (no lock on any table): spec.yaml:8:3 (order): makes the rows of a document anew, as the legacy table has it now
CREATE FUNCTION "New Side"."follow_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    current_document jsonb;
BEGIN
    -- What the legacy table has now decides, not what it had when a trigger was put into its queue.
    -- FOR KEY SHARE: a row that somebody deleted after this transaction's snapshot is 40001, and not the document of that key.
    SELECT "legacy"."the ""value""" #> '{}' INTO current_document FROM "old"."Legacy Orders" AS legacy WHERE legacy."Company" = $1 AND legacy."id" = $2 FOR KEY SHARE;
    IF NOT FOUND THEN
        PERFORM "New Side"."forget_golden"($1, $2);
        RETURN;
    END IF;
    IF "New Side"."represent_golden"($1, $2, current_document) THEN
        RETURN;
    END IF;
    PERFORM "New Side"."forget_golden"($1, $2);
    PERFORM "New Side"."represent_golden"($1, $2, current_document);
END
$body$;
COMMENT ON FUNCTION "New Side"."follow_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): makes the rows of a document anew, as the legacy table has it now';

-- up (no lock on any table): spec.yaml:8:3 (order): follows every write to the legacy table
CREATE FUNCTION "New Side"."dual_write_golden"() RETURNS trigger
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
COMMENT ON FUNCTION "New Side"."dual_write_golden"() IS 'spec.yaml:8:3 (order): follows every write to the legacy table';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "New Side"."dual_write_golden"() FROM PUBLIC;

-- up (no lock on any table): spec.yaml:8:3 (order): follows TRUNCATE of the legacy table or of one of its partitions
CREATE FUNCTION "New Side"."dual_write_golden_truncate"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages('"old"."Legacy Orders"') AND NOT EXISTS (SELECT FROM "old"."Legacy Orders") THEN
        TRUNCATE "New Side"."order", "New Side"."order_signature", "New Side"."line ""item""", "New Side"."line_cell", "New Side"."attribute", "New Side"."component", "New Side"."component_option";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"old"."Legacy Orders"');
        DELETE FROM "New Side"."component_option" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."component" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."attribute" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."line_cell" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."line ""item""" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."order_signature" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
        DELETE FROM "New Side"."order" AS target WHERE NOT EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "target"."Company" AND "legacy"."id" = "target"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "New Side"."dual_write_golden_truncate"() IS 'spec.yaml:8:3 (order): follows TRUNCATE of the legacy table or of one of its partitions';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "New Side"."dual_write_golden_truncate"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."Legacy Orders"', '"New Side"."order"', '{Company,id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."Legacy Orders"', '"New Side"."order_signature"', '{Company,id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."Legacy Orders"', '"New Side"."line ""item"""', '{Company,id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."Legacy Orders"', '"New Side"."line_cell"', '{Company,id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."Legacy Orders"', '"New Side"."attribute"', '{Company,id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."Legacy Orders"', '"New Side"."component"', '{Company,id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."Legacy Orders"', '"New Side"."component_option"', '{Company,id}');

-- up (SHARE ROW EXCLUSIVE on the legacy table and its partitions): every write is mirrored; waits for writers in flight
CREATE TRIGGER "dual_write_golden_insert" AFTER INSERT ON "old"."Legacy Orders"
    FOR EACH ROW EXECUTE FUNCTION "New Side"."dual_write_golden"();
SELECT hofsm.follow_updates('dual_write_golden_update', '"old"."Legacy Orders"', '"New Side"."dual_write_golden"', '{Company,id}', 'the "value"');
CREATE TRIGGER "dual_write_golden_delete" AFTER DELETE ON "old"."Legacy Orders"
    FOR EACH ROW EXECUTE FUNCTION "New Side"."dual_write_golden"();
CREATE TRIGGER "dual_write_golden_truncate" AFTER TRUNCATE ON "old"."Legacy Orders"
    FOR EACH STATEMENT EXECUTE FUNCTION "New Side"."dual_write_golden_truncate"();
DO $create$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"old"."Legacy Orders"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('CREATE TRIGGER "dual_write_golden_insert" AFTER INSERT ON %s
    FOR EACH ROW EXECUTE FUNCTION "New Side"."dual_write_golden"();', descendant.oid::regclass);
            PERFORM hofsm.follow_updates('dual_write_golden_update', descendant.oid, '"New Side"."dual_write_golden"', '{Company,id}', 'the "value"');
            EXECUTE format('CREATE TRIGGER "dual_write_golden_delete" AFTER DELETE ON %s
    FOR EACH ROW EXECUTE FUNCTION "New Side"."dual_write_golden"();', descendant.oid::regclass);
        END IF;
        EXECUTE format('CREATE TRIGGER "dual_write_golden_truncate" AFTER TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION "New Side"."dual_write_golden_truncate"();', descendant.oid::regclass);
    END LOOP;
END
$create$;

RESET search_path;
