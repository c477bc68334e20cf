-- batches: expanded -> dual_write
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the new tables only): what a backfill wrote while no write to the legacy table was mirrored is stale
-- The write guards let nobody else do this; one statement, so that it is one transaction wherever it runs.
DO $do$
BEGIN
    PERFORM pg_catalog.set_config('hofsm.origin', 'backfill', true);
    TRUNCATE
        "production"."batch",
        "production"."batch_quantity",
        "production"."batch_section",
        "production"."batch_field",
        "production"."batch_field_layout",
        "production"."batch_field_rule",
        "production"."batch_field_default",
        "production"."batch_field_input",
        "production"."batch_weighing",
        "production"."batch_weighing_actual",
        "production"."batch_attribute",
        "production"."batch_correction",
        "production"."batch_reading",
        "production"."batch_signature",
        "production"."batch_attachment",
        "production"."batch_attachment_content",
        "production"."batch_state_change";
    PERFORM pg_catalog.set_config('hofsm.origin', '', true);
END
$do$;

-- up (no lock on any table): batches.yaml:46:3 (batch_section): what an element has at layout, as column values and residual
CREATE FUNCTION "production"."part_batch_section_1"("element" jsonb) RETURNS TABLE (
    "collapsed" boolean,
    "columns" integer,
    "place" integer,
    "theme" text,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "collapsed",
    "columns",
    "place",
    "theme",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY['layout']::text[])
            || CASE WHEN "kept layout" IS NULL THEN '{}' ELSE jsonb_build_object('layout', "kept layout") END, '{}')
        ELSE "element"
    END,
    nullif(array_remove(ARRAY[CASE WHEN "element" IS NULL THEN '$' END]::text[], NULL), '{}')
FROM (
    SELECT
        *,
        CASE
            WHEN jsonb_typeof("fragment layout") = 'object' THEN CASE
                WHEN "members layout" <> '{}' OR NOT (coalesce(jsonb_typeof("fragment layout") = 'object', false) AND (
                    ("collapsed" IS NOT NULL AND "fragment layout.collapsed" IS NOT NULL)
                    OR ("columns" IS NOT NULL AND "fragment layout.columns" IS NOT NULL)
                    OR ("place" IS NOT NULL AND "fragment layout.order" IS NOT NULL)
                    OR ("theme" IS NOT NULL AND "fragment layout.theme" IS NOT NULL)
                )) THEN "members layout"
            END
            ELSE "fragment layout"
        END AS "kept layout"
    FROM (
        SELECT
            *,
            CASE
                WHEN jsonb_typeof("fragment layout") = 'object' THEN ("fragment layout" - ARRAY[
                    CASE WHEN "canonical collapsed" THEN 'collapsed' END,
                    CASE WHEN "canonical columns" THEN 'columns' END,
                    CASE WHEN "canonical place" THEN 'order' END,
                    CASE WHEN "canonical theme" THEN 'theme' END
                ]::text[])
            END AS "members layout"
        FROM (
            SELECT
                *,
                "collapsed" IS NOT NULL AND jsonb_typeof("fragment layout.collapsed") = 'boolean' AS "canonical collapsed",
                "columns" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment layout.columns") = 'number' THEN scale("fragment layout.columns"::numeric) = 0 ELSE false END AS "canonical columns",
                "place" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment layout.order") = 'number' THEN scale("fragment layout.order"::numeric) = 0 ELSE false END AS "canonical place",
                "theme" IS NOT NULL AS "canonical theme"
            FROM (
                SELECT
                    *,
                    CASE WHEN ("parsed columns" BETWEEN 1 AND 12) IS NOT FALSE THEN "parsed columns" END AS "columns"
                FROM (
                    SELECT
                        *,
                        coalesce(
                            hofsm.parse_boolean("fragment layout.collapsed"),
                            hofsm.parse_boolean_true_false("fragment layout.collapsed"),
                            hofsm.parse_boolean_y_n("fragment layout.collapsed"),
                            hofsm.parse_boolean_0_1("fragment layout.collapsed")
                        ) AS "collapsed",
                        hofsm.parse_integer("fragment layout.columns") AS "parsed columns",
                        hofsm.parse_integer("fragment layout.order") AS "place",
                        hofsm.parse_enum("fragment layout.theme", '{light,dense,print}') AS "theme"
                    FROM (
                        SELECT
                            *,
                            "fragment layout" -> 'collapsed' AS "fragment layout.collapsed",
                            "fragment layout" -> 'columns' AS "fragment layout.columns",
                            "fragment layout" -> 'order' AS "fragment layout.order",
                            "fragment layout" -> 'theme' AS "fragment layout.theme"
                        FROM (
                            SELECT
                                *,
                                "element" -> 'layout' AS "fragment layout"
                            FROM (SELECT $1 AS "element") AS document
                            OFFSET 0
                        ) AS "layer_0"
                        OFFSET 0
                    ) AS "layer_1"
                    OFFSET 0
                ) AS "layer_2"
                OFFSET 0
            ) AS "layer_3"
            OFFSET 0
        ) AS "layer_4"
        OFFSET 0
    ) AS "layer_5"
    OFFSET 0
) AS "layer_6";
END;
COMMENT ON FUNCTION "production"."part_batch_section_1"("element" jsonb) IS 'batches.yaml:46:3 (batch_section): what an element has at layout, as column values and residual';

-- up (no lock on any table): batches.yaml:58:3 (batch_field): what an element has at ui, as column values and residual
CREATE FUNCTION "production"."part_batch_field_1"("element" jsonb) RETURNS TABLE (
    "x" integer,
    "y" integer,
    "width" integer,
    "height" integer,
    "hidden" boolean,
    "help" jsonb,
    "style" jsonb,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "x",
    "y",
    "width",
    "height",
    "hidden",
    "help",
    "style",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY['ui']::text[])
            || CASE WHEN "kept ui" IS NULL THEN '{}' ELSE jsonb_build_object('ui', "kept ui") END, '{}')
        ELSE "element"
    END,
    nullif(array_remove(ARRAY[CASE WHEN "element" IS NULL THEN '$' END]::text[], NULL), '{}')
FROM (
    SELECT
        *,
        CASE
            WHEN jsonb_typeof("fragment ui") = 'object' THEN CASE
                WHEN "members ui" <> '{}' OR NOT (coalesce(jsonb_typeof("fragment ui") = 'object', false) AND (
                    ("x" IS NOT NULL AND "fragment ui.x" IS NOT NULL)
                    OR ("y" IS NOT NULL AND "fragment ui.y" IS NOT NULL)
                    OR ("width" IS NOT NULL AND "fragment ui.w" IS NOT NULL)
                    OR ("height" IS NOT NULL AND "fragment ui.h" IS NOT NULL)
                    OR ("hidden" IS NOT NULL AND "fragment ui.hidden" IS NOT NULL)
                    OR ("help" IS NOT NULL AND "fragment ui.help" IS NOT NULL)
                    OR ("style" IS NOT NULL AND "fragment ui.style" IS NOT NULL)
                )) THEN "members ui"
            END
            ELSE "fragment ui"
        END AS "kept ui"
    FROM (
        SELECT
            *,
            CASE
                WHEN jsonb_typeof("fragment ui") = 'object' THEN ("fragment ui" - ARRAY[
                    CASE WHEN "canonical x" THEN 'x' END,
                    CASE WHEN "canonical y" THEN 'y' END,
                    CASE WHEN "canonical width" THEN 'w' END,
                    CASE WHEN "canonical height" THEN 'h' END,
                    CASE WHEN "canonical hidden" THEN 'hidden' END,
                    CASE WHEN "canonical help" THEN 'help' END,
                    CASE WHEN "canonical style" THEN 'style' END
                ]::text[])
            END AS "members ui"
        FROM (
            SELECT
                *,
                "x" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ui.x") = 'number' THEN scale("fragment ui.x"::numeric) = 0 ELSE false END AS "canonical x",
                "y" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ui.y") = 'number' THEN scale("fragment ui.y"::numeric) = 0 ELSE false END AS "canonical y",
                "width" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ui.w") = 'number' THEN scale("fragment ui.w"::numeric) = 0 ELSE false END AS "canonical width",
                "height" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ui.h") = 'number' THEN scale("fragment ui.h"::numeric) = 0 ELSE false END AS "canonical height",
                "hidden" IS NOT NULL AND jsonb_typeof("fragment ui.hidden") = 'boolean' AS "canonical hidden",
                "help" IS NOT NULL AS "canonical help",
                "style" IS NOT NULL AS "canonical style"
            FROM (
                SELECT
                    *,
                    CASE WHEN ("parsed x" BETWEEN 0 AND 11) IS NOT FALSE THEN "parsed x" END AS "x",
                    CASE WHEN ("parsed y" >= 0) IS NOT FALSE THEN "parsed y" END AS "y",
                    CASE WHEN ("parsed width" BETWEEN 1 AND 12) IS NOT FALSE THEN "parsed width" END AS "width",
                    CASE WHEN ("parsed height" >= 1) IS NOT FALSE THEN "parsed height" END AS "height"
                FROM (
                    SELECT
                        *,
                        hofsm.parse_integer("fragment ui.x") AS "parsed x",
                        hofsm.parse_integer("fragment ui.y") AS "parsed y",
                        hofsm.parse_integer("fragment ui.w") AS "parsed width",
                        hofsm.parse_integer("fragment ui.h") AS "parsed height",
                        coalesce(
                            hofsm.parse_boolean("fragment ui.hidden"),
                            hofsm.parse_boolean_true_false("fragment ui.hidden"),
                            hofsm.parse_boolean_y_n("fragment ui.hidden"),
                            hofsm.parse_boolean_0_1("fragment ui.hidden")
                        ) AS "hidden",
                        "fragment ui.help" AS "help",
                        "fragment ui.style" AS "style"
                    FROM (
                        SELECT
                            *,
                            "fragment ui" -> 'x' AS "fragment ui.x",
                            "fragment ui" -> 'y' AS "fragment ui.y",
                            "fragment ui" -> 'w' AS "fragment ui.w",
                            "fragment ui" -> 'h' AS "fragment ui.h",
                            "fragment ui" -> 'hidden' AS "fragment ui.hidden",
                            "fragment ui" -> 'help' AS "fragment ui.help",
                            "fragment ui" -> 'style' AS "fragment ui.style"
                        FROM (
                            SELECT
                                *,
                                "element" -> 'ui' AS "fragment ui"
                            FROM (SELECT $1 AS "element") AS document
                            OFFSET 0
                        ) AS "layer_0"
                        OFFSET 0
                    ) AS "layer_1"
                    OFFSET 0
                ) AS "layer_2"
                OFFSET 0
            ) AS "layer_3"
            OFFSET 0
        ) AS "layer_4"
        OFFSET 0
    ) AS "layer_5"
    OFFSET 0
) AS "layer_6";
END;
COMMENT ON FUNCTION "production"."part_batch_field_1"("element" jsonb) IS 'batches.yaml:58:3 (batch_field): what an element has at ui, as column values and residual';

-- up (no lock on any table): batches.yaml:58:3 (batch_field): what an element has at validation, as column values and residual
CREATE FUNCTION "production"."part_batch_field_2"("element" jsonb) RETURNS TABLE (
    "required" boolean,
    "minimum" numeric,
    "maximum" numeric,
    "batch_field_rule.exists" boolean,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "required",
    "minimum",
    "maximum",
    coalesce(jsonb_typeof("fragment validation") = 'object', false),
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY['validation']::text[])
            || CASE WHEN "kept validation" IS NULL THEN '{}' ELSE jsonb_build_object('validation', "kept validation") END, '{}')
        ELSE "element"
    END,
    nullif(array_remove(ARRAY[CASE WHEN "element" IS NULL THEN '$' END]::text[], NULL), '{}')
FROM (
    SELECT
        *,
        CASE
            WHEN jsonb_typeof("fragment validation") = 'object' THEN CASE
                WHEN "members validation" <> '{}' OR NOT coalesce(jsonb_typeof("fragment validation") = 'object', false) THEN "members validation"
            END
            ELSE "fragment validation"
        END AS "kept validation"
    FROM (
        SELECT
            *,
            CASE
                WHEN jsonb_typeof("fragment validation") = 'object' THEN ("fragment validation" - ARRAY[
                    CASE WHEN "canonical required" THEN 'required' END,
                    CASE WHEN "canonical minimum" THEN 'min' END,
                    CASE WHEN "canonical maximum" THEN 'max' END
                ]::text[])
            END AS "members validation"
        FROM (
            SELECT
                *,
                "required" IS NOT NULL AND jsonb_typeof("fragment validation.required") = 'boolean' AS "canonical required",
                "minimum" IS NOT NULL AND jsonb_typeof("fragment validation.min") = 'number' AS "canonical minimum",
                "maximum" IS NOT NULL AND jsonb_typeof("fragment validation.max") = 'number' AS "canonical maximum"
            FROM (
                SELECT
                    *,
                    coalesce(
                        hofsm.parse_boolean("fragment validation.required"),
                        hofsm.parse_boolean_true_false("fragment validation.required"),
                        hofsm.parse_boolean_y_n("fragment validation.required"),
                        hofsm.parse_boolean_0_1("fragment validation.required")
                    ) AS "required",
                    hofsm.parse_numeric("fragment validation.min") AS "minimum",
                    hofsm.parse_numeric("fragment validation.max") AS "maximum"
                FROM (
                    SELECT
                        *,
                        "fragment validation" -> 'required' AS "fragment validation.required",
                        "fragment validation" -> 'min' AS "fragment validation.min",
                        "fragment validation" -> 'max' AS "fragment validation.max"
                    FROM (
                        SELECT
                            *,
                            "element" -> 'validation' AS "fragment validation"
                        FROM (SELECT $1 AS "element") AS document
                        OFFSET 0
                    ) AS "layer_0"
                    OFFSET 0
                ) AS "layer_1"
                OFFSET 0
            ) AS "layer_2"
            OFFSET 0
        ) AS "layer_3"
        OFFSET 0
    ) AS "layer_4"
    OFFSET 0
) AS "layer_5";
END;
COMMENT ON FUNCTION "production"."part_batch_field_2"("element" jsonb) IS 'batches.yaml:58:3 (batch_field): what an element has at validation, as column values and residual';

-- up (no lock on any table): batches.yaml:58:3 (batch_field): what an element has at input, as column values and residual
CREATE FUNCTION "production"."part_batch_field_3"("element" jsonb) RETURNS TABLE (
    "value" jsonb,
    "entered_by" bigint,
    "entered_at" timestamptz,
    "batch_field_input.exists" boolean,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "value",
    "entered_by",
    "entered_at",
    coalesce(jsonb_typeof("fragment input") = 'object', false),
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY['input']::text[])
            || CASE WHEN "kept input" IS NULL THEN '{}' ELSE jsonb_build_object('input', "kept input") END, '{}')
        ELSE "element"
    END,
    nullif(array_remove(ARRAY[CASE WHEN "element" IS NULL THEN '$' END]::text[], NULL), '{}')
FROM (
    SELECT
        *,
        CASE
            WHEN jsonb_typeof("fragment input") = 'object' THEN CASE
                WHEN "members input" <> '{}' OR NOT coalesce(jsonb_typeof("fragment input") = 'object', false) THEN "members input"
            END
            ELSE "fragment input"
        END AS "kept input"
    FROM (
        SELECT
            *,
            CASE
                WHEN jsonb_typeof("fragment input") = 'object' THEN ("fragment input" - ARRAY[
                    CASE WHEN "canonical value" THEN 'value' END,
                    CASE WHEN "canonical entered_by" THEN 'by' END,
                    CASE WHEN "canonical entered_at" THEN 'at' END
                ]::text[])
            END AS "members input"
        FROM (
            SELECT
                *,
                "value" IS NOT NULL AS "canonical value",
                "entered_by" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment input.by") = 'number' THEN scale("fragment input.by"::numeric) = 0 ELSE false END AS "canonical entered_by",
                "entered_at" IS NOT NULL AND "fragment input.at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical entered_at"
            FROM (
                SELECT
                    *,
                    "fragment input.value" AS "value",
                    hofsm.parse_bigint("fragment input.by") AS "entered_by",
                    hofsm.truncate_moment(
                        coalesce(
                            hofsm.parse_timestamptz_iso("fragment input.at"),
                            hofsm.parse_epoch_ms("fragment input.at")
                        ),
                        'milliseconds'
                    ) AS "entered_at"
                FROM (
                    SELECT
                        *,
                        "fragment input" -> 'value' AS "fragment input.value",
                        "fragment input" -> 'by' AS "fragment input.by",
                        "fragment input" -> 'at' AS "fragment input.at"
                    FROM (
                        SELECT
                            *,
                            "element" -> 'input' AS "fragment input"
                        FROM (SELECT $1 AS "element") AS document
                        OFFSET 0
                    ) AS "layer_0"
                    OFFSET 0
                ) AS "layer_1"
                OFFSET 0
            ) AS "layer_2"
            OFFSET 0
        ) AS "layer_3"
        OFFSET 0
    ) AS "layer_4"
    OFFSET 0
) AS "layer_5";
END;
COMMENT ON FUNCTION "production"."part_batch_field_3"("element" jsonb) IS 'batches.yaml:58:3 (batch_field): what an element has at input, as column values and residual';

-- up (no lock on any table): batches.yaml:18:3 (batch): the rows of a document from what it was to what it is; whether it is represented
CREATE FUNCTION "production"."change_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS boolean
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
    IF "changed keys" <@ '{quantities,sections,weighings,attributes,inputs,readings,signatures,attachments,stateHistory}' THEN
        "rows only" := true;
        FOREACH "changed key" IN ARRAY "changed keys" LOOP
            "container was" := $3 -> "changed key";
            "container now" := $4 -> "changed key";
            IF "changed key" = 'quantities' THEN
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
            ELSIF "changed key" = 'sections' THEN
                "rows only" := CASE
                    WHEN (CASE
                        WHEN jsonb_typeof("container was") = 'array' AND "container was" <> '[]' THEN CASE
                            WHEN (
                                SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                                AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                                FROM jsonb_array_elements("container was") AS entry (value)
                            ) THEN "container was"
                        END
                    END) IS NOT NULL THEN (CASE
                        WHEN jsonb_typeof("container now") = 'array' AND "container now" <> '[]' THEN CASE
                            WHEN (
                                SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                                AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                                FROM jsonb_array_elements("container now") AS entry (value)
                            ) THEN "container now"
                        END
                    END) IS NOT NULL
                END;
            ELSIF "changed key" = 'weighings' THEN
                "rows only" := CASE
                    WHEN (CASE
                        WHEN jsonb_typeof("container was") = 'array' AND "container was" <> '[]' THEN "container was"
                    END) IS NOT NULL THEN (CASE
                        WHEN jsonb_typeof("container now") = 'array' AND "container now" <> '[]' THEN "container now"
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
            ELSIF "changed key" = 'inputs' THEN
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
            ELSIF "changed key" = 'readings' THEN
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
            ELSIF "changed key" = 'signatures' THEN
                "rows only" := CASE
                    WHEN (CASE
                        WHEN jsonb_typeof("container was") = 'array' AND "container was" <> '[]' THEN CASE
                            WHEN (
                                SELECT count(*) = count(DISTINCT hofsm.key_text((entry.value -> 'role'), 2000))
                                FROM jsonb_array_elements("container was") AS entry (value)
                            ) THEN "container was"
                        END
                    END) IS NOT NULL THEN (CASE
                        WHEN jsonb_typeof("container now") = 'array' AND "container now" <> '[]' THEN CASE
                            WHEN (
                                SELECT count(*) = count(DISTINCT hofsm.key_text((entry.value -> 'role'), 2000))
                                FROM jsonb_array_elements("container now") AS entry (value)
                            ) THEN "container now"
                        END
                    END) IS NOT NULL
                END;
            ELSIF "changed key" = 'attachments' THEN
                "rows only" := CASE
                    WHEN (CASE
                        WHEN jsonb_typeof("container was") = 'array' AND "container was" <> '[]' THEN "container was"
                    END) IS NOT NULL THEN (CASE
                        WHEN jsonb_typeof("container now") = 'array' AND "container now" <> '[]' THEN "container now"
                    END) IS NOT NULL
                END;
            ELSIF "changed key" = 'stateHistory' THEN
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
            IF NOT EXISTS (SELECT FROM "production"."batch" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2) THEN
                RETURN false;
            END IF;
            FOREACH "changed key" IN ARRAY "changed keys" LOOP
                "container was" := $3 -> "changed key";
                "container now" := $4 -> "changed key";
                IF "changed key" = 'quantities' THEN
                    PERFORM "production"."change_batch_quantity"($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'sections' THEN
                    PERFORM "production"."change_batch_section"($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'weighings' THEN
                    PERFORM "production"."change_batch_weighing"($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'attributes' THEN
                    PERFORM "production"."change_batch_attribute"($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'inputs' THEN
                    PERFORM "production"."change_batch_correction"($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'readings' THEN
                    PERFORM "production"."change_batch_reading"($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'signatures' THEN
                    PERFORM "production"."change_batch_signature"($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'attachments' THEN
                    PERFORM "production"."change_batch_attachment"($1, $2, "container was", "container now", $5);
                ELSIF "changed key" = 'stateHistory' THEN
                    PERFORM "production"."change_batch_state_change"($1, $2, "container was", "container now", $5);
                END IF;
            END LOOP;
            RETURN true;
        END IF;
    END IF;
    SELECT
        "now"."version",
        "now"."lot",
        "now"."revision",
        "now"."item_id",
        "now"."product",
        "now"."state",
        "now"."mmr_id",
        "now"."mmr_version",
        "now"."priority",
        "now"."author_id",
        "now"."started_at",
        "now"."notes",
        "now"."residual",
        "now"."residual_absent",
        "now"."container of batch_quantity",
        "now"."container of batch_section",
        "now"."container of batch_weighing",
        "now"."container of batch_attribute",
        "now"."container of batch_correction",
        "now"."container of batch_reading",
        "now"."container of batch_signature",
        "now"."container of batch_attachment",
        "now"."container of batch_state_change",
        true AND NOT ("batch"."id" IS NOT NULL AND record_image_eq(ROW("now"."version", "now"."lot", "now"."revision", "now"."item_id", "now"."product", "now"."state", "now"."mmr_id", "now"."mmr_version", "now"."priority", "now"."author_id", "now"."started_at", "now"."notes", "now"."residual", "now"."residual_absent"), ROW("batch"."version", "batch"."lot", "batch"."revision", "batch"."item_id", "batch"."product", "batch"."state", "batch"."mmr_id", "batch"."mmr_version", "batch"."priority", "batch"."author_id", "batch"."started_at", "batch"."notes", "batch"."residual", "batch"."residual_absent"))) AS "batch differs",
        "batch"."id" IS NOT NULL AND NOT true AS "batch goes",
        "batch"."id" IS NOT NULL AS "batch had row",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."batch_quantity was"), ROW("raw"."batch_quantity now"))) THEN CASE
                WHEN jsonb_typeof("raw"."batch_quantity was") = 'object' AND "raw"."batch_quantity was" <> '{}' THEN CASE
                    WHEN NOT EXISTS (
                        SELECT FROM jsonb_object_keys("raw"."batch_quantity was") AS entry (key)
                        WHERE octet_length(entry.key) > 2000
                    ) THEN "raw"."batch_quantity was"
                END
            END
        END AS "container of batch_quantity before",
        record_image_eq(ROW("raw"."batch_quantity was"), ROW("raw"."batch_quantity now")) AS "container of batch_quantity same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."batch_section was"), ROW("raw"."batch_section now"))) THEN CASE
                WHEN jsonb_typeof("raw"."batch_section was") = 'array' AND "raw"."batch_section was" <> '[]' THEN CASE
                    WHEN (
                        SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                        AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                        FROM jsonb_array_elements("raw"."batch_section was") AS entry (value)
                    ) THEN "raw"."batch_section was"
                END
            END
        END AS "container of batch_section before",
        record_image_eq(ROW("raw"."batch_section was"), ROW("raw"."batch_section now")) AS "container of batch_section same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."batch_weighing was"), ROW("raw"."batch_weighing now"))) THEN CASE
                WHEN jsonb_typeof("raw"."batch_weighing was") = 'array' AND "raw"."batch_weighing was" <> '[]' THEN "raw"."batch_weighing was"
            END
        END AS "container of batch_weighing before",
        record_image_eq(ROW("raw"."batch_weighing was"), ROW("raw"."batch_weighing now")) AS "container of batch_weighing same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."batch_attribute was"), ROW("raw"."batch_attribute now"))) THEN CASE
                WHEN jsonb_typeof("raw"."batch_attribute was") = 'object' AND "raw"."batch_attribute was" <> '{}' THEN CASE
                    WHEN NOT EXISTS (
                        SELECT FROM jsonb_object_keys("raw"."batch_attribute was") AS entry (key)
                        WHERE octet_length(entry.key) > 2000
                    ) THEN "raw"."batch_attribute was"
                END
            END
        END AS "container of batch_attribute before",
        record_image_eq(ROW("raw"."batch_attribute was"), ROW("raw"."batch_attribute now")) AS "container of batch_attribute same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."batch_correction was"), ROW("raw"."batch_correction now"))) THEN CASE
                WHEN jsonb_typeof("raw"."batch_correction was") = 'object' AND "raw"."batch_correction was" <> '{}' THEN CASE
                    WHEN NOT EXISTS (
                        SELECT FROM jsonb_object_keys("raw"."batch_correction was") AS entry (key)
                        WHERE octet_length(entry.key) > 2000
                    ) THEN "raw"."batch_correction was"
                END
            END
        END AS "container of batch_correction before",
        record_image_eq(ROW("raw"."batch_correction was"), ROW("raw"."batch_correction now")) AS "container of batch_correction same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."batch_reading was"), ROW("raw"."batch_reading now"))) THEN CASE
                WHEN jsonb_typeof("raw"."batch_reading was") = 'object' AND "raw"."batch_reading was" <> '{}' THEN CASE
                    WHEN NOT EXISTS (
                        SELECT FROM jsonb_object_keys("raw"."batch_reading was") AS entry (key)
                        WHERE octet_length(entry.key) > 2000
                    ) THEN "raw"."batch_reading was"
                END
            END
        END AS "container of batch_reading before",
        record_image_eq(ROW("raw"."batch_reading was"), ROW("raw"."batch_reading now")) AS "container of batch_reading same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."batch_signature was"), ROW("raw"."batch_signature now"))) THEN CASE
                WHEN jsonb_typeof("raw"."batch_signature was") = 'array' AND "raw"."batch_signature was" <> '[]' THEN CASE
                    WHEN (
                        SELECT count(*) = count(DISTINCT hofsm.key_text((entry.value -> 'role'), 2000))
                        FROM jsonb_array_elements("raw"."batch_signature was") AS entry (value)
                    ) THEN "raw"."batch_signature was"
                END
            END
        END AS "container of batch_signature before",
        record_image_eq(ROW("raw"."batch_signature was"), ROW("raw"."batch_signature now")) AS "container of batch_signature same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."batch_attachment was"), ROW("raw"."batch_attachment now"))) THEN CASE
                WHEN jsonb_typeof("raw"."batch_attachment was") = 'array' AND "raw"."batch_attachment was" <> '[]' THEN "raw"."batch_attachment was"
            END
        END AS "container of batch_attachment before",
        record_image_eq(ROW("raw"."batch_attachment was"), ROW("raw"."batch_attachment now")) AS "container of batch_attachment same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."batch_state_change was"), ROW("raw"."batch_state_change now"))) THEN CASE
                WHEN jsonb_typeof("raw"."batch_state_change was") = 'array' AND "raw"."batch_state_change was" <> '[]' THEN "raw"."batch_state_change was"
            END
        END AS "container of batch_state_change before",
        record_image_eq(ROW("raw"."batch_state_change was"), ROW("raw"."batch_state_change now")) AS "container of batch_state_change same"
    INTO "changed"
    FROM "production"."decompose_batch"($4) AS now
    CROSS JOIN (
        SELECT ($3 -> 'quantities') AS "batch_quantity was",
            ($4 -> 'quantities') AS "batch_quantity now",
            ($3 -> 'sections') AS "batch_section was",
            ($4 -> 'sections') AS "batch_section now",
            ($3 -> 'weighings') AS "batch_weighing was",
            ($4 -> 'weighings') AS "batch_weighing now",
            ($3 -> 'attributes') AS "batch_attribute was",
            ($4 -> 'attributes') AS "batch_attribute now",
            ($3 -> 'inputs') AS "batch_correction was",
            ($4 -> 'inputs') AS "batch_correction now",
            ($3 -> 'readings') AS "batch_reading was",
            ($4 -> 'readings') AS "batch_reading now",
            ($3 -> 'signatures') AS "batch_signature was",
            ($4 -> 'signatures') AS "batch_signature now",
            ($3 -> 'attachments') AS "batch_attachment was",
            ($4 -> 'attachments') AS "batch_attachment now",
            ($3 -> 'stateHistory') AS "batch_state_change was",
            ($4 -> 'stateHistory') AS "batch_state_change now"
        OFFSET 0
    ) AS "raw"
    CROSS JOIN "production"."batch" AS "batch"
    WHERE "batch"."id" = $1 AND "batch"."created_at" = $2;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF "changed"."batch differs" THEN
        IF $5 <> 'follow' AND "changed"."batch had row" THEN
            SELECT ROW("target"."version", "target"."lot", "target"."revision", "target"."item_id", "target"."product", "target"."state", "target"."mmr_id", "target"."mmr_version", "target"."priority", "target"."author_id", "target"."started_at", "target"."notes", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2) THEN
                PERFORM hofsm.refuse_contended('production.batch');
            END IF;
        END IF;
        IF "changed"."batch had row" THEN
            UPDATE "production"."batch" AS target
            SET "version" = "changed"."version",
                "lot" = "changed"."lot",
                "revision" = "changed"."revision",
                "item_id" = "changed"."item_id",
                "product" = "changed"."product",
                "state" = "changed"."state",
                "mmr_id" = "changed"."mmr_id",
                "mmr_version" = "changed"."mmr_version",
                "priority" = "changed"."priority",
                "author_id" = "changed"."author_id",
                "started_at" = "changed"."started_at",
                "notes" = "changed"."notes",
                "residual" = "changed"."residual",
                "residual_absent" = "changed"."residual_absent"
            WHERE "target"."id" = $1 AND "target"."created_at" = $2;
        END IF;
        IF NOT "changed"."batch had row" OR NOT FOUND THEN
            INSERT INTO "production"."batch" ("id", "created_at", "version", "lot", "revision", "item_id", "product", "state", "mmr_id", "mmr_version", "priority", "author_id", "started_at", "notes", "residual", "residual_absent")
            VALUES ($1, $2, "changed"."version", "changed"."lot", "changed"."revision", "changed"."item_id", "changed"."product", "changed"."state", "changed"."mmr_id", "changed"."mmr_version", "changed"."priority", "changed"."author_id", "changed"."started_at", "changed"."notes", "changed"."residual", "changed"."residual_absent")
            ON CONFLICT ("id", "created_at") DO UPDATE SET
                "version" = excluded."version",
                "lot" = excluded."lot",
                "revision" = excluded."revision",
                "item_id" = excluded."item_id",
                "product" = excluded."product",
                "state" = excluded."state",
                "mmr_id" = excluded."mmr_id",
                "mmr_version" = excluded."mmr_version",
                "priority" = excluded."priority",
                "author_id" = excluded."author_id",
                "started_at" = excluded."started_at",
                "notes" = excluded."notes",
                "residual" = excluded."residual",
                "residual_absent" = excluded."residual_absent";
        END IF;
    END IF;
    IF NOT "changed"."container of batch_quantity same" THEN
        PERFORM "production"."change_batch_quantity"($1, $2, "changed"."container of batch_quantity before", "changed"."container of batch_quantity", $5);
    END IF;
    IF NOT "changed"."container of batch_section same" THEN
        PERFORM "production"."change_batch_section"($1, $2, "changed"."container of batch_section before", "changed"."container of batch_section", $5);
    END IF;
    IF NOT "changed"."container of batch_weighing same" THEN
        PERFORM "production"."change_batch_weighing"($1, $2, "changed"."container of batch_weighing before", "changed"."container of batch_weighing", $5);
    END IF;
    IF NOT "changed"."container of batch_attribute same" THEN
        PERFORM "production"."change_batch_attribute"($1, $2, "changed"."container of batch_attribute before", "changed"."container of batch_attribute", $5);
    END IF;
    IF NOT "changed"."container of batch_correction same" THEN
        PERFORM "production"."change_batch_correction"($1, $2, "changed"."container of batch_correction before", "changed"."container of batch_correction", $5);
    END IF;
    IF NOT "changed"."container of batch_reading same" THEN
        PERFORM "production"."change_batch_reading"($1, $2, "changed"."container of batch_reading before", "changed"."container of batch_reading", $5);
    END IF;
    IF NOT "changed"."container of batch_signature same" THEN
        PERFORM "production"."change_batch_signature"($1, $2, "changed"."container of batch_signature before", "changed"."container of batch_signature", $5);
    END IF;
    IF NOT "changed"."container of batch_attachment same" THEN
        PERFORM "production"."change_batch_attachment"($1, $2, "changed"."container of batch_attachment before", "changed"."container of batch_attachment", $5);
    END IF;
    IF NOT "changed"."container of batch_state_change same" THEN
        PERFORM "production"."change_batch_state_change"($1, $2, "changed"."container of batch_state_change before", "changed"."container of batch_state_change", $5);
    END IF;
    RETURN true;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:18:3 (batch): the rows of a document from what it was to what it is; whether it is represented';

-- up (no lock on any table): batches.yaml:37:3 (batch_quantity): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_quantity"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."quantity", "node"."value", "node"."unit", "node"."residual", "node"."residual_absent",
                ROW("node"."value", "node"."unit", "node"."residual", "node"."residual_absent") AS "image of batch_quantity",
                ROW("node"."quantity", "node"."value", "node"."unit", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_entries"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."quantity",
                    "node"."value",
                    "node"."unit",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_batch_quantity"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."quantity", was."quantity") AS "quantity",
            now."quantity" IS NULL AS "is gone",
            "now"."value",
            "now"."unit",
            "now"."residual",
            "now"."residual_absent",
            "now"."quantity" IS NOT NULL AND NOT ("was"."quantity" IS NOT NULL AND record_image_eq("was"."image of batch_quantity", "now"."image of batch_quantity")) AS "batch_quantity differs",
            "was"."quantity" IS NOT NULL AND NOT "now"."quantity" IS NOT NULL AS "batch_quantity goes",
            "was"."quantity" IS NOT NULL AS "batch_quantity had row",
            "was"."image of batch_quantity" AS "batch_quantity was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."quantity" = "was"."quantity"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."batch_quantity had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_quantity had row" THEN
                    SELECT ROW("target"."value", "target"."unit", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_quantity" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."quantity" = "changed"."quantity" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_quantity" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."quantity" = "changed"."quantity") THEN
                        PERFORM hofsm.refuse_contended('production.batch_quantity');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_quantity had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_quantity was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_quantity');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_quantity" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."quantity" = "changed"."quantity") THEN
                    PERFORM hofsm.refuse_stale('production.batch_quantity');
                END IF;
                DELETE FROM "production"."batch_quantity" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."quantity" = "changed"."quantity";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_quantity differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_quantity had row" THEN
                SELECT ROW("target"."value", "target"."unit", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_quantity" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."quantity" = "changed"."quantity" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_quantity" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."quantity" = "changed"."quantity") THEN
                    PERFORM hofsm.refuse_contended('production.batch_quantity');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_quantity had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_quantity was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_quantity');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_quantity" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."quantity" = "changed"."quantity") THEN
                PERFORM hofsm.refuse_stale('production.batch_quantity');
            END IF;
            IF "changed"."batch_quantity had row" THEN
                UPDATE "production"."batch_quantity" AS target
                SET "value" = "changed"."value",
                    "unit" = "changed"."unit",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."quantity" = "changed"."quantity";
            END IF;
            IF NOT "changed"."batch_quantity had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_quantity" ("id", "created_at", "quantity", "value", "unit", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."quantity", "changed"."value", "changed"."unit", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "quantity") DO UPDATE SET
                    "value" = excluded."value",
                    "unit" = excluded."unit",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_quantity"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:37:3 (batch_quantity): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:46:3 (batch_section): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_section"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS void
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
        IF "changed keys" <@ '{fields}' THEN
            "rows only" := true;
            FOREACH "changed key" IN ARRAY "changed keys" LOOP
                "container was" := "item was" -> "changed key";
                "container now" := "item now" -> "changed key";
                IF "changed key" = 'fields' THEN
                    "rows only" := CASE
                        WHEN (CASE
                            WHEN jsonb_typeof("container was") = 'array' AND "container was" <> '[]' THEN CASE
                                WHEN (
                                    SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                                    AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                                    FROM jsonb_array_elements("container was") AS entry (value)
                                ) THEN "container was"
                            END
                        END) IS NOT NULL THEN (CASE
                            WHEN jsonb_typeof("container now") = 'array' AND "container now" <> '[]' THEN CASE
                                WHEN (
                                    SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                                    AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                                    FROM jsonb_array_elements("container now") AS entry (value)
                                ) THEN "container now"
                            END
                        END) IS NOT NULL
                    END;
                END IF;
                EXIT WHEN "rows only" IS NOT TRUE;
            END LOOP;
            IF "rows only" THEN
                
                FOREACH "changed key" IN ARRAY "changed keys" LOOP
                    "container was" := "item was" -> "changed key";
                    "container now" := "item now" -> "changed key";
                    IF "changed key" = 'fields' THEN
                        PERFORM "production"."change_batch_field"($1, $2, ("item now" ->> 'id')::uuid, "container was", "container now", $5);
                    END IF;
                END LOOP;
                RETURN;
            END IF;
        END IF;
        IF $5 <> 'compare' AND "changed keys" = '{layout}' AND "item now" -> 'layout' IS NOT NULL THEN
            -- One part of the element has changed; the rest of its rows, and the rest of what the residual keeps, are what they were.
            SELECT
                "now"."collapsed" AS "collapsed",
                "now"."columns" AS "columns",
                "now"."place" AS "place",
                "now"."theme" AS "theme"
            INTO "changed"
            FROM "production"."batch_section" AS stored
            CROSS JOIN "production"."part_batch_section_1"(jsonb_build_object('layout', "item now" -> 'layout')) AS now
            WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."section_id" = ("item now" ->> 'id')::uuid
                AND "stored"."residual_absent" IS NULL
                AND "now"."residual_absent" IS NULL
                AND record_image_eq(ROW("stored"."residual" -> 'layout'), ROW("now"."residual" -> 'layout'));
            IF FOUND THEN
                IF $5 <> 'follow' THEN
                    SELECT true AS image INTO "stored_row" FROM "production"."batch_section" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = ("item now" ->> 'id')::uuid FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_section" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = ("item now" ->> 'id')::uuid) THEN
                        PERFORM hofsm.refuse_contended('production.batch_section');
                    END IF;
                END IF;
                UPDATE "production"."batch_section" AS target
                SET "collapsed" = "changed"."collapsed",
                    "columns" = "changed"."columns",
                    "place" = "changed"."place",
                    "theme" = "changed"."theme"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = ("item now" ->> 'id')::uuid;
                IF FOUND THEN
                    RETURN;
                END IF;
            END IF;
        END IF;
    END IF;
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."section_id", "node"."batch_section_ordinal", "node"."title", "node"."collapsed", "node"."columns", "node"."place", "node"."theme", "node"."residual", "node"."residual_absent", "node"."container of batch_field",
                ROW("node"."batch_section_ordinal", "node"."title", "node"."collapsed", "node"."columns", "node"."place", "node"."theme", "node"."residual", "node"."residual_absent") AS "image of batch_section",
                ROW("node"."section_id", "node"."batch_section_ordinal", "node"."title", "node"."collapsed", "node"."columns", "node"."place", "node"."theme", "node"."residual", "node"."residual_absent", "node"."container of batch_field") AS "image"
            FROM "hofsm"."changed_items"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."section_id",
                    (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."batch_section_ordinal"] AS "batch_section_ordinal",
                    "node"."title",
                    "node"."collapsed",
                    "node"."columns",
                    "node"."place",
                    "node"."theme",
                    "node"."residual",
                    "node"."residual_absent",
                    "node"."container of batch_field"
                FROM "production"."decompose_batch_section"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."section_id", was."section_id") AS "section_id",
            now."section_id" IS NULL AS "is gone",
            "now"."batch_section_ordinal",
            "now"."title",
            "now"."collapsed",
            "now"."columns",
            "now"."place",
            "now"."theme",
            "now"."residual",
            "now"."residual_absent",
            "now"."container of batch_field",
            "now"."section_id" IS NOT NULL AND NOT ("was"."section_id" IS NOT NULL AND record_image_eq("was"."image of batch_section", "now"."image of batch_section")) AS "batch_section differs",
            "was"."section_id" IS NOT NULL AND NOT "now"."section_id" IS NOT NULL AS "batch_section goes",
            "was"."section_id" IS NOT NULL AS "batch_section had row",
            "was"."image of batch_section" AS "batch_section was",
            "was"."container of batch_field" AS "container of batch_field before",
            record_image_eq(ROW("was"."container of batch_field"), ROW("now"."container of batch_field")) AS "container of batch_field same"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."section_id" = "was"."section_id"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."container of batch_field before" IS NOT NULL THEN
                PERFORM "production"."change_batch_field"($1, $2, "changed"."section_id", "changed"."container of batch_field before", NULL, $5);
            END IF;
            IF "changed"."batch_section had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_section had row" THEN
                    SELECT ROW("target"."batch_section_ordinal", "target"."title", "target"."collapsed", "target"."columns", "target"."place", "target"."theme", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_section" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = "changed"."section_id" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_section" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = "changed"."section_id") THEN
                        PERFORM hofsm.refuse_contended('production.batch_section');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_section had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_section was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_section');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_section" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = "changed"."section_id") THEN
                    PERFORM hofsm.refuse_stale('production.batch_section');
                END IF;
                DELETE FROM "production"."batch_section" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = "changed"."section_id";
            END IF;
            IF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = "changed"."section_id") THEN
                PERFORM hofsm.refuse_stale('production.batch_field');
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_section differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_section had row" THEN
                SELECT ROW("target"."batch_section_ordinal", "target"."title", "target"."collapsed", "target"."columns", "target"."place", "target"."theme", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_section" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = "changed"."section_id" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_section" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = "changed"."section_id") THEN
                    PERFORM hofsm.refuse_contended('production.batch_section');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_section had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_section was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_section');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_section" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = "changed"."section_id") THEN
                PERFORM hofsm.refuse_stale('production.batch_section');
            END IF;
            IF "changed"."batch_section had row" THEN
                UPDATE "production"."batch_section" AS target
                SET "batch_section_ordinal" = "changed"."batch_section_ordinal",
                    "title" = "changed"."title",
                    "collapsed" = "changed"."collapsed",
                    "columns" = "changed"."columns",
                    "place" = "changed"."place",
                    "theme" = "changed"."theme",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = "changed"."section_id";
            END IF;
            IF NOT "changed"."batch_section had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_section" ("id", "created_at", "section_id", "batch_section_ordinal", "title", "collapsed", "columns", "place", "theme", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."section_id", "changed"."batch_section_ordinal", "changed"."title", "changed"."collapsed", "changed"."columns", "changed"."place", "changed"."theme", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "section_id") DO UPDATE SET
                    "batch_section_ordinal" = excluded."batch_section_ordinal",
                    "title" = excluded."title",
                    "collapsed" = excluded."collapsed",
                    "columns" = excluded."columns",
                    "place" = excluded."place",
                    "theme" = excluded."theme",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
        IF NOT "changed"."container of batch_field same" THEN
            PERFORM "production"."change_batch_field"($1, $2, "changed"."section_id", "changed"."container of batch_field before", "changed"."container of batch_field", $5);
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_section"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:46:3 (batch_section): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:58:3 (batch_field): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_field"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, uuid, jsonb, jsonb, text) RETURNS void
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
    "the place" := (SELECT place FROM hofsm.changed_place($4, $5));
    IF "the place" IS NOT NULL THEN
        "item was" := $4 -> ("the place" - 1);
        "item now" := $5 -> ("the place" - 1);
        SELECT keys INTO "changed keys" FROM hofsm.changed_keys("item was", "item now");
        IF $6 <> 'compare' AND "changed keys" = '{ui}' AND "item now" -> 'ui' IS NOT NULL THEN
            -- One part of the element has changed; the rest of its rows, and the rest of what the residual keeps, are what they were.
            SELECT
                "now"."x" AS "x",
                "now"."y" AS "y",
                "now"."width" AS "width",
                "now"."height" AS "height",
                "now"."hidden" AS "hidden",
                "now"."help" AS "help",
                "now"."style" AS "style"
            INTO "changed"
            FROM "production"."batch_field" AS stored
            CROSS JOIN "production"."part_batch_field_1"(jsonb_build_object('ui', "item now" -> 'ui')) AS now
            WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."section_id" = $3 AND "stored"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid]
                AND "stored"."residual_absent" IS NULL
                AND "now"."residual_absent" IS NULL
                AND record_image_eq(ROW("stored"."residual" -> 'ui'), ROW("now"."residual" -> 'ui'));
            IF FOUND THEN
                IF $6 <> 'follow' THEN
                    SELECT true AS image INTO "stored_row" FROM "production"."batch_field_layout" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid] FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_layout" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid]) THEN
                        PERFORM hofsm.refuse_contended('production.batch_field_layout');
                    END IF;
                END IF;
                UPDATE "production"."batch_field_layout" AS target
                SET "x" = "changed"."x",
                    "y" = "changed"."y",
                    "width" = "changed"."width",
                    "height" = "changed"."height",
                    "hidden" = "changed"."hidden",
                    "help" = "changed"."help",
                    "style" = "changed"."style"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid];
                IF FOUND THEN
                    RETURN;
                END IF;
            END IF;
        END IF;
        IF $6 <> 'compare' AND "changed keys" = '{validation}' AND "item now" -> 'validation' IS NOT NULL THEN
            -- One part of the element has changed; the rest of its rows, and the rest of what the residual keeps, are what they were.
            SELECT
                "now"."required" AS "required",
                "now"."minimum" AS "minimum",
                "now"."maximum" AS "maximum"
            INTO "changed"
            FROM "production"."batch_field" AS stored
            CROSS JOIN "production"."part_batch_field_2"(jsonb_build_object('validation', "item now" -> 'validation')) AS now
            WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."section_id" = $3 AND "stored"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid]
                AND "stored"."residual_absent" IS NULL
                AND "now"."residual_absent" IS NULL
                AND record_image_eq(ROW("stored"."residual" -> 'validation'), ROW("now"."residual" -> 'validation'))
                AND "now"."batch_field_rule.exists";
            IF FOUND THEN
                IF $6 <> 'follow' THEN
                    SELECT true AS image INTO "stored_row" FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid] FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid]) THEN
                        PERFORM hofsm.refuse_contended('production.batch_field_rule');
                    END IF;
                END IF;
                UPDATE "production"."batch_field_rule" AS target
                SET "required" = "changed"."required",
                    "minimum" = "changed"."minimum",
                    "maximum" = "changed"."maximum"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid];
                IF FOUND THEN
                    RETURN;
                END IF;
            END IF;
        END IF;
        IF $6 <> 'compare' AND "changed keys" = '{input}' AND "item now" -> 'input' IS NOT NULL THEN
            -- One part of the element has changed; the rest of its rows, and the rest of what the residual keeps, are what they were.
            SELECT
                "now"."value" AS "value",
                "now"."entered_by" AS "entered_by",
                "now"."entered_at" AS "entered_at"
            INTO "changed"
            FROM "production"."batch_field" AS stored
            CROSS JOIN "production"."part_batch_field_3"(jsonb_build_object('input', "item now" -> 'input')) AS now
            WHERE "stored"."id" = $1 AND "stored"."created_at" = $2 AND "stored"."section_id" = $3 AND "stored"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid]
                AND "stored"."residual_absent" IS NULL
                AND "now"."residual_absent" IS NULL
                AND record_image_eq(ROW("stored"."residual" -> 'input'), ROW("now"."residual" -> 'input'))
                AND "now"."batch_field_input.exists";
            IF FOUND THEN
                IF $6 <> 'follow' THEN
                    SELECT true AS image INTO "stored_row" FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid] FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid]) THEN
                        PERFORM hofsm.refuse_contended('production.batch_field_input');
                    END IF;
                END IF;
                UPDATE "production"."batch_field_input" AS target
                SET "value" = "changed"."value",
                    "entered_by" = "changed"."entered_by",
                    "entered_at" = "changed"."entered_at"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = ARRAY[("item now" ->> 'id')::uuid];
                IF FOUND THEN
                    RETURN;
                END IF;
            END IF;
        END IF;
    END IF;
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."batch_field_path", "node"."batch_field_ordinal", "node"."kind", "node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options", "node"."required", "node"."minimum", "node"."maximum", "node"."batch_field_rule.exists", "node"."default_value", "node"."value", "node"."entered_by", "node"."entered_at", "node"."batch_field_input.exists", "node"."residual", "node"."residual_absent",
                ROW("node"."batch_field_ordinal", "node"."kind", "node"."residual", "node"."residual_absent") AS "image of batch_field",
                ROW("node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options") AS "image of batch_field_layout",
                ROW("node"."required", "node"."minimum", "node"."maximum") AS "image of batch_field_rule",
                ROW("node"."default_value") AS "image of batch_field_default",
                ROW("node"."value", "node"."entered_by", "node"."entered_at") AS "image of batch_field_input",
                ROW("node"."batch_field_path", "node"."batch_field_ordinal", "node"."kind", "node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options", "node"."required", "node"."minimum", "node"."maximum", "node"."batch_field_rule.exists", "node"."default_value", "node"."value", "node"."entered_by", "node"."entered_at", "node"."batch_field_input.exists", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($4, $5) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."batch_field_path",
                    CASE WHEN cardinality("node"."batch_field_path") = 1 THEN (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."batch_field_ordinal"] ELSE "node"."batch_field_ordinal" END AS "batch_field_ordinal",
                    "node"."kind",
                    "node"."label",
                    "node"."x",
                    "node"."y",
                    "node"."width",
                    "node"."height",
                    "node"."hidden",
                    "node"."help",
                    "node"."style",
                    "node"."options",
                    "node"."required",
                    "node"."minimum",
                    "node"."maximum",
                    "node"."batch_field_rule.exists",
                    "node"."default_value",
                    "node"."value",
                    "node"."entered_by",
                    "node"."entered_at",
                    "node"."batch_field_input.exists",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_batch_field"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."batch_field_path", was."batch_field_path") AS "batch_field_path",
            now."batch_field_path" IS NULL AS "is gone",
            "now"."batch_field_ordinal",
            "now"."kind",
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
            "now"."batch_field_rule.exists",
            "now"."default_value",
            "now"."value",
            "now"."entered_by",
            "now"."entered_at",
            "now"."batch_field_input.exists",
            "now"."residual",
            "now"."residual_absent",
            "now"."batch_field_path" IS NOT NULL AND NOT ("was"."batch_field_path" IS NOT NULL AND record_image_eq("was"."image of batch_field", "now"."image of batch_field")) AS "batch_field differs",
            "was"."batch_field_path" IS NOT NULL AND NOT "now"."batch_field_path" IS NOT NULL AS "batch_field goes",
            "was"."batch_field_path" IS NOT NULL AS "batch_field had row",
            "was"."image of batch_field" AS "batch_field was",
            "now"."batch_field_path" IS NOT NULL AND NOT ("was"."batch_field_path" IS NOT NULL AND record_image_eq("was"."image of batch_field_layout", "now"."image of batch_field_layout")) AS "batch_field_layout differs",
            "was"."batch_field_path" IS NOT NULL AND NOT "now"."batch_field_path" IS NOT NULL AS "batch_field_layout goes",
            "was"."batch_field_path" IS NOT NULL AS "batch_field_layout had row",
            "was"."image of batch_field_layout" AS "batch_field_layout was",
            ("now"."batch_field_path" IS NOT NULL AND coalesce("now"."batch_field_rule.exists", false)) AND NOT (("was"."batch_field_path" IS NOT NULL AND coalesce("was"."batch_field_rule.exists", false)) AND record_image_eq("was"."image of batch_field_rule", "now"."image of batch_field_rule")) AS "batch_field_rule differs",
            ("was"."batch_field_path" IS NOT NULL AND coalesce("was"."batch_field_rule.exists", false)) AND NOT ("now"."batch_field_path" IS NOT NULL AND coalesce("now"."batch_field_rule.exists", false)) AS "batch_field_rule goes",
            ("was"."batch_field_path" IS NOT NULL AND coalesce("was"."batch_field_rule.exists", false)) AS "batch_field_rule had row",
            "was"."image of batch_field_rule" AS "batch_field_rule was",
            "now"."batch_field_path" IS NOT NULL AND NOT ("was"."batch_field_path" IS NOT NULL AND record_image_eq("was"."image of batch_field_default", "now"."image of batch_field_default")) AS "batch_field_default differs",
            "was"."batch_field_path" IS NOT NULL AND NOT "now"."batch_field_path" IS NOT NULL AS "batch_field_default goes",
            "was"."batch_field_path" IS NOT NULL AS "batch_field_default had row",
            "was"."image of batch_field_default" AS "batch_field_default was",
            ("now"."batch_field_path" IS NOT NULL AND coalesce("now"."batch_field_input.exists", false)) AND NOT (("was"."batch_field_path" IS NOT NULL AND coalesce("was"."batch_field_input.exists", false)) AND record_image_eq("was"."image of batch_field_input", "now"."image of batch_field_input")) AS "batch_field_input differs",
            ("was"."batch_field_path" IS NOT NULL AND coalesce("was"."batch_field_input.exists", false)) AND NOT ("now"."batch_field_path" IS NOT NULL AND coalesce("now"."batch_field_input.exists", false)) AS "batch_field_input goes",
            ("was"."batch_field_path" IS NOT NULL AND coalesce("was"."batch_field_input.exists", false)) AS "batch_field_input had row",
            "was"."image of batch_field_input" AS "batch_field_input was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."batch_field_path" = "was"."batch_field_path"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."batch_field_input had row" THEN
                IF $6 <> 'follow' AND "changed"."batch_field_input had row" THEN
                    SELECT ROW("target"."value", "target"."entered_by", "target"."entered_at") AS image INTO "stored_row" FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                        PERFORM hofsm.refuse_contended('production.batch_field_input');
                    END IF;
                END IF;
                IF $6 = 'compare' AND "changed"."batch_field_input had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_input was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_field_input');
                    END IF;
                ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_input');
                END IF;
                DELETE FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            IF "changed"."batch_field_default had row" THEN
                IF $6 <> 'follow' AND "changed"."batch_field_default had row" THEN
                    SELECT ROW("target"."default_value") AS image INTO "stored_row" FROM "production"."batch_field_default" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_default" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                        PERFORM hofsm.refuse_contended('production.batch_field_default');
                    END IF;
                END IF;
                IF $6 = 'compare' AND "changed"."batch_field_default had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_default was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_field_default');
                    END IF;
                ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_default" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_default');
                END IF;
                DELETE FROM "production"."batch_field_default" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            IF "changed"."batch_field_rule had row" THEN
                IF $6 <> 'follow' AND "changed"."batch_field_rule had row" THEN
                    SELECT ROW("target"."required", "target"."minimum", "target"."maximum") AS image INTO "stored_row" FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                        PERFORM hofsm.refuse_contended('production.batch_field_rule');
                    END IF;
                END IF;
                IF $6 = 'compare' AND "changed"."batch_field_rule had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_rule was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_field_rule');
                    END IF;
                ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_rule');
                END IF;
                DELETE FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            IF "changed"."batch_field_layout had row" THEN
                IF $6 <> 'follow' AND "changed"."batch_field_layout had row" THEN
                    SELECT ROW("target"."label", "target"."x", "target"."y", "target"."width", "target"."height", "target"."hidden", "target"."help", "target"."style", "target"."options") AS image INTO "stored_row" FROM "production"."batch_field_layout" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_layout" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                        PERFORM hofsm.refuse_contended('production.batch_field_layout');
                    END IF;
                END IF;
                IF $6 = 'compare' AND "changed"."batch_field_layout had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_layout was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_field_layout');
                    END IF;
                ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_layout" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_layout');
                END IF;
                DELETE FROM "production"."batch_field_layout" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            IF "changed"."batch_field had row" THEN
                IF $6 <> 'follow' AND "changed"."batch_field had row" THEN
                    SELECT ROW("target"."batch_field_ordinal", "target"."kind", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_field" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                        PERFORM hofsm.refuse_contended('production.batch_field');
                    END IF;
                END IF;
                IF $6 = 'compare' AND "changed"."batch_field had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_field');
                    END IF;
                ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field');
                END IF;
                DELETE FROM "production"."batch_field" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_field differs" THEN
            IF $6 <> 'follow' AND "changed"."batch_field had row" THEN
                SELECT ROW("target"."batch_field_ordinal", "target"."kind", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_field" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_contended('production.batch_field');
                END IF;
            END IF;
            IF $6 = 'compare' AND "changed"."batch_field had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field');
                END IF;
            ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                PERFORM hofsm.refuse_stale('production.batch_field');
            END IF;
            IF "changed"."batch_field had row" THEN
                UPDATE "production"."batch_field" AS target
                SET "batch_field_ordinal" = "changed"."batch_field_ordinal",
                    "kind" = "changed"."kind",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            IF NOT "changed"."batch_field had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_field" ("id", "created_at", "section_id", "batch_field_path", "batch_field_ordinal", "kind", "residual", "residual_absent")
                VALUES ($1, $2, $3, "changed"."batch_field_path", "changed"."batch_field_ordinal", "changed"."kind", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "section_id", "batch_field_path") DO UPDATE SET
                    "batch_field_ordinal" = excluded."batch_field_ordinal",
                    "kind" = excluded."kind",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
        IF "changed"."batch_field_layout differs" THEN
            IF $6 <> 'follow' AND "changed"."batch_field_layout had row" THEN
                SELECT ROW("target"."label", "target"."x", "target"."y", "target"."width", "target"."height", "target"."hidden", "target"."help", "target"."style", "target"."options") AS image INTO "stored_row" FROM "production"."batch_field_layout" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_layout" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_contended('production.batch_field_layout');
                END IF;
            END IF;
            IF $6 = 'compare' AND "changed"."batch_field_layout had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_layout was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_layout');
                END IF;
            ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_layout" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                PERFORM hofsm.refuse_stale('production.batch_field_layout');
            END IF;
            IF "changed"."batch_field_layout had row" THEN
                UPDATE "production"."batch_field_layout" AS target
                SET "label" = "changed"."label",
                    "x" = "changed"."x",
                    "y" = "changed"."y",
                    "width" = "changed"."width",
                    "height" = "changed"."height",
                    "hidden" = "changed"."hidden",
                    "help" = "changed"."help",
                    "style" = "changed"."style",
                    "options" = "changed"."options"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            IF NOT "changed"."batch_field_layout had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_field_layout" ("id", "created_at", "section_id", "batch_field_path", "label", "x", "y", "width", "height", "hidden", "help", "style", "options")
                VALUES ($1, $2, $3, "changed"."batch_field_path", "changed"."label", "changed"."x", "changed"."y", "changed"."width", "changed"."height", "changed"."hidden", "changed"."help", "changed"."style", "changed"."options")
                ON CONFLICT ("id", "created_at", "section_id", "batch_field_path") DO UPDATE SET
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
        IF "changed"."batch_field_rule differs" THEN
            IF $6 <> 'follow' AND "changed"."batch_field_rule had row" THEN
                SELECT ROW("target"."required", "target"."minimum", "target"."maximum") AS image INTO "stored_row" FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_contended('production.batch_field_rule');
                END IF;
            END IF;
            IF $6 = 'compare' AND "changed"."batch_field_rule had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_rule was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_rule');
                END IF;
            ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                PERFORM hofsm.refuse_stale('production.batch_field_rule');
            END IF;
            IF "changed"."batch_field_rule had row" THEN
                UPDATE "production"."batch_field_rule" AS target
                SET "required" = "changed"."required",
                    "minimum" = "changed"."minimum",
                    "maximum" = "changed"."maximum"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            IF NOT "changed"."batch_field_rule had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_field_rule" ("id", "created_at", "section_id", "batch_field_path", "required", "minimum", "maximum")
                VALUES ($1, $2, $3, "changed"."batch_field_path", "changed"."required", "changed"."minimum", "changed"."maximum")
                ON CONFLICT ("id", "created_at", "section_id", "batch_field_path") DO UPDATE SET
                    "required" = excluded."required",
                    "minimum" = excluded."minimum",
                    "maximum" = excluded."maximum";
            END IF;
        END IF;
        IF "changed"."batch_field_rule goes" THEN
            IF $6 <> 'follow' AND "changed"."batch_field_rule had row" THEN
                SELECT ROW("target"."required", "target"."minimum", "target"."maximum") AS image INTO "stored_row" FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_contended('production.batch_field_rule');
                END IF;
            END IF;
            IF $6 = 'compare' AND "changed"."batch_field_rule had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_rule was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_rule');
                END IF;
            ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                PERFORM hofsm.refuse_stale('production.batch_field_rule');
            END IF;
            DELETE FROM "production"."batch_field_rule" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
        END IF;
        IF "changed"."batch_field_default differs" THEN
            IF $6 <> 'follow' AND "changed"."batch_field_default had row" THEN
                SELECT ROW("target"."default_value") AS image INTO "stored_row" FROM "production"."batch_field_default" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_default" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_contended('production.batch_field_default');
                END IF;
            END IF;
            IF $6 = 'compare' AND "changed"."batch_field_default had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_default was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_default');
                END IF;
            ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_default" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                PERFORM hofsm.refuse_stale('production.batch_field_default');
            END IF;
            IF "changed"."batch_field_default had row" THEN
                UPDATE "production"."batch_field_default" AS target
                SET "default_value" = "changed"."default_value"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            IF NOT "changed"."batch_field_default had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_field_default" ("id", "created_at", "section_id", "batch_field_path", "default_value")
                VALUES ($1, $2, $3, "changed"."batch_field_path", "changed"."default_value")
                ON CONFLICT ("id", "created_at", "section_id", "batch_field_path") DO UPDATE SET
                    "default_value" = excluded."default_value";
            END IF;
        END IF;
        IF "changed"."batch_field_input differs" THEN
            IF $6 <> 'follow' AND "changed"."batch_field_input had row" THEN
                SELECT ROW("target"."value", "target"."entered_by", "target"."entered_at") AS image INTO "stored_row" FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_contended('production.batch_field_input');
                END IF;
            END IF;
            IF $6 = 'compare' AND "changed"."batch_field_input had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_input was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_input');
                END IF;
            ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                PERFORM hofsm.refuse_stale('production.batch_field_input');
            END IF;
            IF "changed"."batch_field_input had row" THEN
                UPDATE "production"."batch_field_input" AS target
                SET "value" = "changed"."value",
                    "entered_by" = "changed"."entered_by",
                    "entered_at" = "changed"."entered_at"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
            END IF;
            IF NOT "changed"."batch_field_input had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_field_input" ("id", "created_at", "section_id", "batch_field_path", "value", "entered_by", "entered_at")
                VALUES ($1, $2, $3, "changed"."batch_field_path", "changed"."value", "changed"."entered_by", "changed"."entered_at")
                ON CONFLICT ("id", "created_at", "section_id", "batch_field_path") DO UPDATE SET
                    "value" = excluded."value",
                    "entered_by" = excluded."entered_by",
                    "entered_at" = excluded."entered_at";
            END IF;
        END IF;
        IF "changed"."batch_field_input goes" THEN
            IF $6 <> 'follow' AND "changed"."batch_field_input had row" THEN
                SELECT ROW("target"."value", "target"."entered_by", "target"."entered_at") AS image INTO "stored_row" FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                    PERFORM hofsm.refuse_contended('production.batch_field_input');
                END IF;
            END IF;
            IF $6 = 'compare' AND "changed"."batch_field_input had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_field_input was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_field_input');
                END IF;
            ELSIF $6 = 'compare' AND EXISTS (SELECT FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path") THEN
                PERFORM hofsm.refuse_stale('production.batch_field_input');
            END IF;
            DELETE FROM "production"."batch_field_input" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."section_id" = $3 AND "target"."batch_field_path" = "changed"."batch_field_path";
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_field"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, uuid, jsonb, jsonb, text) IS 'batches.yaml:58:3 (batch_field): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:110:3 (batch_weighing): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_weighing"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."batch_weighing_ordinal", "node"."item_id", "node"."target", "node"."tolerance", "node"."unit", "node"."actual", "node"."weighed_by", "node"."weighed_at", "node"."residual", "node"."residual_absent",
                ROW("node"."item_id", "node"."target", "node"."tolerance", "node"."unit", "node"."residual", "node"."residual_absent") AS "image of batch_weighing",
                ROW("node"."actual", "node"."weighed_by", "node"."weighed_at") AS "image of batch_weighing_actual",
                ROW("node"."batch_weighing_ordinal", "node"."item_id", "node"."target", "node"."tolerance", "node"."unit", "node"."actual", "node"."weighed_by", "node"."weighed_at", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."batch_weighing_ordinal"] AS "batch_weighing_ordinal",
                    "node"."item_id",
                    "node"."target",
                    "node"."tolerance",
                    "node"."unit",
                    "node"."actual",
                    "node"."weighed_by",
                    "node"."weighed_at",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_batch_weighing"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."batch_weighing_ordinal", was."batch_weighing_ordinal") AS "batch_weighing_ordinal",
            now."batch_weighing_ordinal" IS NULL AS "is gone",
            "now"."item_id",
            "now"."target",
            "now"."tolerance",
            "now"."unit",
            "now"."actual",
            "now"."weighed_by",
            "now"."weighed_at",
            "now"."residual",
            "now"."residual_absent",
            "now"."batch_weighing_ordinal" IS NOT NULL AND NOT ("was"."batch_weighing_ordinal" IS NOT NULL AND record_image_eq("was"."image of batch_weighing", "now"."image of batch_weighing")) AS "batch_weighing differs",
            "was"."batch_weighing_ordinal" IS NOT NULL AND NOT "now"."batch_weighing_ordinal" IS NOT NULL AS "batch_weighing goes",
            "was"."batch_weighing_ordinal" IS NOT NULL AS "batch_weighing had row",
            "was"."image of batch_weighing" AS "batch_weighing was",
            "now"."batch_weighing_ordinal" IS NOT NULL AND NOT ("was"."batch_weighing_ordinal" IS NOT NULL AND record_image_eq("was"."image of batch_weighing_actual", "now"."image of batch_weighing_actual")) AS "batch_weighing_actual differs",
            "was"."batch_weighing_ordinal" IS NOT NULL AND NOT "now"."batch_weighing_ordinal" IS NOT NULL AS "batch_weighing_actual goes",
            "was"."batch_weighing_ordinal" IS NOT NULL AS "batch_weighing_actual had row",
            "was"."image of batch_weighing_actual" AS "batch_weighing_actual was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."batch_weighing_ordinal" = "was"."batch_weighing_ordinal"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."batch_weighing_actual had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_weighing_actual had row" THEN
                    SELECT ROW("target"."actual", "target"."weighed_by", "target"."weighed_at") AS image INTO "stored_row" FROM "production"."batch_weighing_actual" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_weighing_actual" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal") THEN
                        PERFORM hofsm.refuse_contended('production.batch_weighing_actual');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_weighing_actual had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_weighing_actual was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_weighing_actual');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_weighing_actual" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal") THEN
                    PERFORM hofsm.refuse_stale('production.batch_weighing_actual');
                END IF;
                DELETE FROM "production"."batch_weighing_actual" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal";
            END IF;
            IF "changed"."batch_weighing had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_weighing had row" THEN
                    SELECT ROW("target"."item_id", "target"."target", "target"."tolerance", "target"."unit", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_weighing" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_weighing" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal") THEN
                        PERFORM hofsm.refuse_contended('production.batch_weighing');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_weighing had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_weighing was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_weighing');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_weighing" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal") THEN
                    PERFORM hofsm.refuse_stale('production.batch_weighing');
                END IF;
                DELETE FROM "production"."batch_weighing" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_weighing differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_weighing had row" THEN
                SELECT ROW("target"."item_id", "target"."target", "target"."tolerance", "target"."unit", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_weighing" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_weighing" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal") THEN
                    PERFORM hofsm.refuse_contended('production.batch_weighing');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_weighing had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_weighing was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_weighing');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_weighing" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal") THEN
                PERFORM hofsm.refuse_stale('production.batch_weighing');
            END IF;
            IF "changed"."batch_weighing had row" THEN
                UPDATE "production"."batch_weighing" AS target
                SET "item_id" = "changed"."item_id",
                    "target" = "changed"."target",
                    "tolerance" = "changed"."tolerance",
                    "unit" = "changed"."unit",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal";
            END IF;
            IF NOT "changed"."batch_weighing had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_weighing" ("id", "created_at", "batch_weighing_ordinal", "item_id", "target", "tolerance", "unit", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."batch_weighing_ordinal", "changed"."item_id", "changed"."target", "changed"."tolerance", "changed"."unit", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "batch_weighing_ordinal") DO UPDATE SET
                    "item_id" = excluded."item_id",
                    "target" = excluded."target",
                    "tolerance" = excluded."tolerance",
                    "unit" = excluded."unit",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
        IF "changed"."batch_weighing_actual differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_weighing_actual had row" THEN
                SELECT ROW("target"."actual", "target"."weighed_by", "target"."weighed_at") AS image INTO "stored_row" FROM "production"."batch_weighing_actual" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_weighing_actual" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal") THEN
                    PERFORM hofsm.refuse_contended('production.batch_weighing_actual');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_weighing_actual had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_weighing_actual was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_weighing_actual');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_weighing_actual" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal") THEN
                PERFORM hofsm.refuse_stale('production.batch_weighing_actual');
            END IF;
            IF "changed"."batch_weighing_actual had row" THEN
                UPDATE "production"."batch_weighing_actual" AS target
                SET "actual" = "changed"."actual",
                    "weighed_by" = "changed"."weighed_by",
                    "weighed_at" = "changed"."weighed_at"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_weighing_ordinal" = "changed"."batch_weighing_ordinal";
            END IF;
            IF NOT "changed"."batch_weighing_actual had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_weighing_actual" ("id", "created_at", "batch_weighing_ordinal", "actual", "weighed_by", "weighed_at")
                VALUES ($1, $2, "changed"."batch_weighing_ordinal", "changed"."actual", "changed"."weighed_by", "changed"."weighed_at")
                ON CONFLICT ("id", "created_at", "batch_weighing_ordinal") DO UPDATE SET
                    "actual" = excluded."actual",
                    "weighed_by" = excluded."weighed_by",
                    "weighed_at" = excluded."weighed_at";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_weighing"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:110:3 (batch_weighing): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:128:3 (batch_attribute): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_attribute"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."attribute", "node"."value", "node"."residual", "node"."residual_absent",
                ROW("node"."value", "node"."residual", "node"."residual_absent") AS "image of batch_attribute",
                ROW("node"."attribute", "node"."value", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_entries"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."attribute",
                    "node"."value",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_batch_attribute"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."attribute", was."attribute") AS "attribute",
            now."attribute" IS NULL AS "is gone",
            "now"."value",
            "now"."residual",
            "now"."residual_absent",
            "now"."attribute" IS NOT NULL AND NOT ("was"."attribute" IS NOT NULL AND record_image_eq("was"."image of batch_attribute", "now"."image of batch_attribute")) AS "batch_attribute differs",
            "was"."attribute" IS NOT NULL AND NOT "now"."attribute" IS NOT NULL AS "batch_attribute goes",
            "was"."attribute" IS NOT NULL AS "batch_attribute had row",
            "was"."image of batch_attribute" AS "batch_attribute was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."attribute" = "was"."attribute"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."batch_attribute had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_attribute had row" THEN
                    SELECT ROW("target"."value", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_attribute" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."attribute" = "changed"."attribute" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_attribute" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."attribute" = "changed"."attribute") THEN
                        PERFORM hofsm.refuse_contended('production.batch_attribute');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_attribute had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_attribute was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_attribute');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_attribute" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."attribute" = "changed"."attribute") THEN
                    PERFORM hofsm.refuse_stale('production.batch_attribute');
                END IF;
                DELETE FROM "production"."batch_attribute" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."attribute" = "changed"."attribute";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_attribute differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_attribute had row" THEN
                SELECT ROW("target"."value", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_attribute" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."attribute" = "changed"."attribute" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_attribute" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."attribute" = "changed"."attribute") THEN
                    PERFORM hofsm.refuse_contended('production.batch_attribute');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_attribute had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_attribute was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_attribute');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_attribute" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."attribute" = "changed"."attribute") THEN
                PERFORM hofsm.refuse_stale('production.batch_attribute');
            END IF;
            IF "changed"."batch_attribute had row" THEN
                UPDATE "production"."batch_attribute" AS target
                SET "value" = "changed"."value",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."attribute" = "changed"."attribute";
            END IF;
            IF NOT "changed"."batch_attribute had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_attribute" ("id", "created_at", "attribute", "value", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."attribute", "changed"."value", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "attribute") DO UPDATE SET
                    "value" = excluded."value",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_attribute"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:128:3 (batch_attribute): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:136:3 (batch_correction): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_correction"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."corrected_field_id", "node"."value", "node"."corrected_by", "node"."corrected_at", "node"."residual", "node"."residual_absent",
                ROW("node"."value", "node"."corrected_by", "node"."corrected_at", "node"."residual", "node"."residual_absent") AS "image of batch_correction",
                ROW("node"."corrected_field_id", "node"."value", "node"."corrected_by", "node"."corrected_at", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_entries"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."corrected_field_id",
                    "node"."value",
                    "node"."corrected_by",
                    "node"."corrected_at",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_batch_correction"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."corrected_field_id", was."corrected_field_id") AS "corrected_field_id",
            now."corrected_field_id" IS NULL AS "is gone",
            "now"."value",
            "now"."corrected_by",
            "now"."corrected_at",
            "now"."residual",
            "now"."residual_absent",
            "now"."corrected_field_id" IS NOT NULL AND NOT ("was"."corrected_field_id" IS NOT NULL AND record_image_eq("was"."image of batch_correction", "now"."image of batch_correction")) AS "batch_correction differs",
            "was"."corrected_field_id" IS NOT NULL AND NOT "now"."corrected_field_id" IS NOT NULL AS "batch_correction goes",
            "was"."corrected_field_id" IS NOT NULL AS "batch_correction had row",
            "was"."image of batch_correction" AS "batch_correction was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."corrected_field_id" = "was"."corrected_field_id"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."batch_correction had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_correction had row" THEN
                    SELECT ROW("target"."value", "target"."corrected_by", "target"."corrected_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_correction" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."corrected_field_id" = "changed"."corrected_field_id" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_correction" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."corrected_field_id" = "changed"."corrected_field_id") THEN
                        PERFORM hofsm.refuse_contended('production.batch_correction');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_correction had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_correction was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_correction');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_correction" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."corrected_field_id" = "changed"."corrected_field_id") THEN
                    PERFORM hofsm.refuse_stale('production.batch_correction');
                END IF;
                DELETE FROM "production"."batch_correction" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."corrected_field_id" = "changed"."corrected_field_id";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_correction differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_correction had row" THEN
                SELECT ROW("target"."value", "target"."corrected_by", "target"."corrected_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_correction" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."corrected_field_id" = "changed"."corrected_field_id" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_correction" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."corrected_field_id" = "changed"."corrected_field_id") THEN
                    PERFORM hofsm.refuse_contended('production.batch_correction');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_correction had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_correction was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_correction');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_correction" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."corrected_field_id" = "changed"."corrected_field_id") THEN
                PERFORM hofsm.refuse_stale('production.batch_correction');
            END IF;
            IF "changed"."batch_correction had row" THEN
                UPDATE "production"."batch_correction" AS target
                SET "value" = "changed"."value",
                    "corrected_by" = "changed"."corrected_by",
                    "corrected_at" = "changed"."corrected_at",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."corrected_field_id" = "changed"."corrected_field_id";
            END IF;
            IF NOT "changed"."batch_correction had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_correction" ("id", "created_at", "corrected_field_id", "value", "corrected_by", "corrected_at", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."corrected_field_id", "changed"."value", "changed"."corrected_by", "changed"."corrected_at", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "corrected_field_id") DO UPDATE SET
                    "value" = excluded."value",
                    "corrected_by" = excluded."corrected_by",
                    "corrected_at" = excluded."corrected_at",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_correction"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:136:3 (batch_correction): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:146:3 (batch_reading): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_reading"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."measured_by", "node"."value", "node"."unit", "node"."measured_at", "node"."residual", "node"."residual_absent",
                ROW("node"."value", "node"."unit", "node"."measured_at", "node"."residual", "node"."residual_absent") AS "image of batch_reading",
                ROW("node"."measured_by", "node"."value", "node"."unit", "node"."measured_at", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_entries"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."measured_by",
                    "node"."value",
                    "node"."unit",
                    "node"."measured_at",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_batch_reading"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."measured_by", was."measured_by") AS "measured_by",
            now."measured_by" IS NULL AS "is gone",
            "now"."value",
            "now"."unit",
            "now"."measured_at",
            "now"."residual",
            "now"."residual_absent",
            "now"."measured_by" IS NOT NULL AND NOT ("was"."measured_by" IS NOT NULL AND record_image_eq("was"."image of batch_reading", "now"."image of batch_reading")) AS "batch_reading differs",
            "was"."measured_by" IS NOT NULL AND NOT "now"."measured_by" IS NOT NULL AS "batch_reading goes",
            "was"."measured_by" IS NOT NULL AS "batch_reading had row",
            "was"."image of batch_reading" AS "batch_reading was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."measured_by" = "was"."measured_by"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."batch_reading had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_reading had row" THEN
                    SELECT ROW("target"."value", "target"."unit", "target"."measured_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_reading" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."measured_by" = "changed"."measured_by" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_reading" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."measured_by" = "changed"."measured_by") THEN
                        PERFORM hofsm.refuse_contended('production.batch_reading');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_reading had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_reading was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_reading');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_reading" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."measured_by" = "changed"."measured_by") THEN
                    PERFORM hofsm.refuse_stale('production.batch_reading');
                END IF;
                DELETE FROM "production"."batch_reading" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."measured_by" = "changed"."measured_by";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_reading differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_reading had row" THEN
                SELECT ROW("target"."value", "target"."unit", "target"."measured_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_reading" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."measured_by" = "changed"."measured_by" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_reading" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."measured_by" = "changed"."measured_by") THEN
                    PERFORM hofsm.refuse_contended('production.batch_reading');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_reading had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_reading was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_reading');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_reading" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."measured_by" = "changed"."measured_by") THEN
                PERFORM hofsm.refuse_stale('production.batch_reading');
            END IF;
            IF "changed"."batch_reading had row" THEN
                UPDATE "production"."batch_reading" AS target
                SET "value" = "changed"."value",
                    "unit" = "changed"."unit",
                    "measured_at" = "changed"."measured_at",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."measured_by" = "changed"."measured_by";
            END IF;
            IF NOT "changed"."batch_reading had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_reading" ("id", "created_at", "measured_by", "value", "unit", "measured_at", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."measured_by", "changed"."value", "changed"."unit", "changed"."measured_at", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "measured_by") DO UPDATE SET
                    "value" = excluded."value",
                    "unit" = excluded."unit",
                    "measured_at" = excluded."measured_at",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_reading"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:146:3 (batch_reading): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:155:3 (batch_signature): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_signature"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."signed_as", "node"."batch_signature_ordinal", "node"."signed_by", "node"."signed_at", "node"."pad", "node"."residual", "node"."residual_absent",
                ROW("node"."batch_signature_ordinal", "node"."signed_by", "node"."signed_at", "node"."pad", "node"."residual", "node"."residual_absent") AS "image of batch_signature",
                ROW("node"."signed_as", "node"."batch_signature_ordinal", "node"."signed_by", "node"."signed_at", "node"."pad", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."signed_as",
                    (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."batch_signature_ordinal"] AS "batch_signature_ordinal",
                    "node"."signed_by",
                    "node"."signed_at",
                    "node"."pad",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_batch_signature"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."signed_as", was."signed_as") AS "signed_as",
            now."signed_as" IS NULL AS "is gone",
            "now"."batch_signature_ordinal",
            "now"."signed_by",
            "now"."signed_at",
            "now"."pad",
            "now"."residual",
            "now"."residual_absent",
            "now"."signed_as" IS NOT NULL AND NOT ("was"."signed_as" IS NOT NULL AND record_image_eq("was"."image of batch_signature", "now"."image of batch_signature")) AS "batch_signature differs",
            "was"."signed_as" IS NOT NULL AND NOT "now"."signed_as" IS NOT NULL AS "batch_signature goes",
            "was"."signed_as" IS NOT NULL AS "batch_signature had row",
            "was"."image of batch_signature" AS "batch_signature was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."signed_as" = "was"."signed_as"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."batch_signature had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_signature had row" THEN
                    SELECT ROW("target"."batch_signature_ordinal", "target"."signed_by", "target"."signed_at", "target"."pad", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_signature" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."signed_as" = "changed"."signed_as" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_signature" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."signed_as" = "changed"."signed_as") THEN
                        PERFORM hofsm.refuse_contended('production.batch_signature');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_signature had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_signature was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_signature');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_signature" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."signed_as" = "changed"."signed_as") THEN
                    PERFORM hofsm.refuse_stale('production.batch_signature');
                END IF;
                DELETE FROM "production"."batch_signature" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."signed_as" = "changed"."signed_as";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_signature differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_signature had row" THEN
                SELECT ROW("target"."batch_signature_ordinal", "target"."signed_by", "target"."signed_at", "target"."pad", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_signature" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."signed_as" = "changed"."signed_as" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_signature" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."signed_as" = "changed"."signed_as") THEN
                    PERFORM hofsm.refuse_contended('production.batch_signature');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_signature had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_signature was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_signature');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_signature" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."signed_as" = "changed"."signed_as") THEN
                PERFORM hofsm.refuse_stale('production.batch_signature');
            END IF;
            IF "changed"."batch_signature had row" THEN
                UPDATE "production"."batch_signature" AS target
                SET "batch_signature_ordinal" = "changed"."batch_signature_ordinal",
                    "signed_by" = "changed"."signed_by",
                    "signed_at" = "changed"."signed_at",
                    "pad" = "changed"."pad",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."signed_as" = "changed"."signed_as";
            END IF;
            IF NOT "changed"."batch_signature had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_signature" ("id", "created_at", "signed_as", "batch_signature_ordinal", "signed_by", "signed_at", "pad", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."signed_as", "changed"."batch_signature_ordinal", "changed"."signed_by", "changed"."signed_at", "changed"."pad", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "signed_as") DO UPDATE SET
                    "batch_signature_ordinal" = excluded."batch_signature_ordinal",
                    "signed_by" = excluded."signed_by",
                    "signed_at" = excluded."signed_at",
                    "pad" = excluded."pad",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_signature"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:155:3 (batch_signature): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:165:3 (batch_attachment): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_attachment"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."batch_attachment_ordinal", "node"."name", "node"."media_type", "node"."bytes", "node"."attached_at", "node"."base64", "node"."residual", "node"."residual_absent",
                ROW("node"."name", "node"."media_type", "node"."bytes", "node"."attached_at", "node"."residual", "node"."residual_absent") AS "image of batch_attachment",
                ROW("node"."base64") AS "image of batch_attachment_content",
                ROW("node"."batch_attachment_ordinal", "node"."name", "node"."media_type", "node"."bytes", "node"."attached_at", "node"."base64", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."batch_attachment_ordinal"] AS "batch_attachment_ordinal",
                    "node"."name",
                    "node"."media_type",
                    "node"."bytes",
                    "node"."attached_at",
                    "node"."base64",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_batch_attachment"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."batch_attachment_ordinal", was."batch_attachment_ordinal") AS "batch_attachment_ordinal",
            now."batch_attachment_ordinal" IS NULL AS "is gone",
            "now"."name",
            "now"."media_type",
            "now"."bytes",
            "now"."attached_at",
            "now"."base64",
            "now"."residual",
            "now"."residual_absent",
            "now"."batch_attachment_ordinal" IS NOT NULL AND NOT ("was"."batch_attachment_ordinal" IS NOT NULL AND record_image_eq("was"."image of batch_attachment", "now"."image of batch_attachment")) AS "batch_attachment differs",
            "was"."batch_attachment_ordinal" IS NOT NULL AND NOT "now"."batch_attachment_ordinal" IS NOT NULL AS "batch_attachment goes",
            "was"."batch_attachment_ordinal" IS NOT NULL AS "batch_attachment had row",
            "was"."image of batch_attachment" AS "batch_attachment was",
            "now"."batch_attachment_ordinal" IS NOT NULL AND NOT ("was"."batch_attachment_ordinal" IS NOT NULL AND record_image_eq("was"."image of batch_attachment_content", "now"."image of batch_attachment_content")) AS "batch_attachment_content differs",
            "was"."batch_attachment_ordinal" IS NOT NULL AND NOT "now"."batch_attachment_ordinal" IS NOT NULL AS "batch_attachment_content goes",
            "was"."batch_attachment_ordinal" IS NOT NULL AS "batch_attachment_content had row",
            "was"."image of batch_attachment_content" AS "batch_attachment_content was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."batch_attachment_ordinal" = "was"."batch_attachment_ordinal"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."batch_attachment_content had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_attachment_content had row" THEN
                    SELECT ROW("target"."base64") AS image INTO "stored_row" FROM "production"."batch_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal") THEN
                        PERFORM hofsm.refuse_contended('production.batch_attachment_content');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_attachment_content had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_attachment_content was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_attachment_content');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal") THEN
                    PERFORM hofsm.refuse_stale('production.batch_attachment_content');
                END IF;
                DELETE FROM "production"."batch_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal";
            END IF;
            IF "changed"."batch_attachment had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_attachment had row" THEN
                    SELECT ROW("target"."name", "target"."media_type", "target"."bytes", "target"."attached_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_attachment" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_attachment" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal") THEN
                        PERFORM hofsm.refuse_contended('production.batch_attachment');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_attachment had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_attachment was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_attachment');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_attachment" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal") THEN
                    PERFORM hofsm.refuse_stale('production.batch_attachment');
                END IF;
                DELETE FROM "production"."batch_attachment" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_attachment differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_attachment had row" THEN
                SELECT ROW("target"."name", "target"."media_type", "target"."bytes", "target"."attached_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_attachment" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_attachment" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal") THEN
                    PERFORM hofsm.refuse_contended('production.batch_attachment');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_attachment had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_attachment was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_attachment');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_attachment" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal") THEN
                PERFORM hofsm.refuse_stale('production.batch_attachment');
            END IF;
            IF "changed"."batch_attachment had row" THEN
                UPDATE "production"."batch_attachment" AS target
                SET "name" = "changed"."name",
                    "media_type" = "changed"."media_type",
                    "bytes" = "changed"."bytes",
                    "attached_at" = "changed"."attached_at",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal";
            END IF;
            IF NOT "changed"."batch_attachment had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_attachment" ("id", "created_at", "batch_attachment_ordinal", "name", "media_type", "bytes", "attached_at", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."batch_attachment_ordinal", "changed"."name", "changed"."media_type", "changed"."bytes", "changed"."attached_at", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "batch_attachment_ordinal") DO UPDATE SET
                    "name" = excluded."name",
                    "media_type" = excluded."media_type",
                    "bytes" = excluded."bytes",
                    "attached_at" = excluded."attached_at",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
        IF "changed"."batch_attachment_content differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_attachment_content had row" THEN
                SELECT ROW("target"."base64") AS image INTO "stored_row" FROM "production"."batch_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal") THEN
                    PERFORM hofsm.refuse_contended('production.batch_attachment_content');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_attachment_content had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_attachment_content was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_attachment_content');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal") THEN
                PERFORM hofsm.refuse_stale('production.batch_attachment_content');
            END IF;
            IF "changed"."batch_attachment_content had row" THEN
                UPDATE "production"."batch_attachment_content" AS target
                SET "base64" = "changed"."base64"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_attachment_ordinal" = "changed"."batch_attachment_ordinal";
            END IF;
            IF NOT "changed"."batch_attachment_content had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_attachment_content" ("id", "created_at", "batch_attachment_ordinal", "base64")
                VALUES ($1, $2, "changed"."batch_attachment_ordinal", "changed"."base64")
                ON CONFLICT ("id", "created_at", "batch_attachment_ordinal") DO UPDATE SET
                    "base64" = excluded."base64";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_attachment"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:165:3 (batch_attachment): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:181:3 (batch_state_change): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_batch_state_change"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."batch_state_change_ordinal", "node"."state", "node"."changed_at", "node"."changed_by", "node"."residual", "node"."residual_absent",
                ROW("node"."state", "node"."changed_at", "node"."changed_by", "node"."residual", "node"."residual_absent") AS "image of batch_state_change",
                ROW("node"."batch_state_change_ordinal", "node"."state", "node"."changed_at", "node"."changed_by", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($3, $4) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."batch_state_change_ordinal"] AS "batch_state_change_ordinal",
                    "node"."state",
                    "node"."changed_at",
                    "node"."changed_by",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_batch_state_change"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."batch_state_change_ordinal", was."batch_state_change_ordinal") AS "batch_state_change_ordinal",
            now."batch_state_change_ordinal" IS NULL AS "is gone",
            "now"."state",
            "now"."changed_at",
            "now"."changed_by",
            "now"."residual",
            "now"."residual_absent",
            "now"."batch_state_change_ordinal" IS NOT NULL AND NOT ("was"."batch_state_change_ordinal" IS NOT NULL AND record_image_eq("was"."image of batch_state_change", "now"."image of batch_state_change")) AS "batch_state_change differs",
            "was"."batch_state_change_ordinal" IS NOT NULL AND NOT "now"."batch_state_change_ordinal" IS NOT NULL AS "batch_state_change goes",
            "was"."batch_state_change_ordinal" IS NOT NULL AS "batch_state_change had row",
            "was"."image of batch_state_change" AS "batch_state_change was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."batch_state_change_ordinal" = "was"."batch_state_change_ordinal"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."batch_state_change had row" THEN
                IF $5 <> 'follow' AND "changed"."batch_state_change had row" THEN
                    SELECT ROW("target"."state", "target"."changed_at", "target"."changed_by", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_state_change" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_state_change_ordinal" = "changed"."batch_state_change_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_state_change" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_state_change_ordinal" = "changed"."batch_state_change_ordinal") THEN
                        PERFORM hofsm.refuse_contended('production.batch_state_change');
                    END IF;
                END IF;
                IF $5 = 'compare' AND "changed"."batch_state_change had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_state_change was") THEN
                        PERFORM hofsm.refuse_stale('production.batch_state_change');
                    END IF;
                ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_state_change" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_state_change_ordinal" = "changed"."batch_state_change_ordinal") THEN
                    PERFORM hofsm.refuse_stale('production.batch_state_change');
                END IF;
                DELETE FROM "production"."batch_state_change" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_state_change_ordinal" = "changed"."batch_state_change_ordinal";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."batch_state_change differs" THEN
            IF $5 <> 'follow' AND "changed"."batch_state_change had row" THEN
                SELECT ROW("target"."state", "target"."changed_at", "target"."changed_by", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."batch_state_change" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_state_change_ordinal" = "changed"."batch_state_change_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."batch_state_change" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_state_change_ordinal" = "changed"."batch_state_change_ordinal") THEN
                    PERFORM hofsm.refuse_contended('production.batch_state_change');
                END IF;
            END IF;
            IF $5 = 'compare' AND "changed"."batch_state_change had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."batch_state_change was") THEN
                    PERFORM hofsm.refuse_stale('production.batch_state_change');
                END IF;
            ELSIF $5 = 'compare' AND EXISTS (SELECT FROM "production"."batch_state_change" AS target WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_state_change_ordinal" = "changed"."batch_state_change_ordinal") THEN
                PERFORM hofsm.refuse_stale('production.batch_state_change');
            END IF;
            IF "changed"."batch_state_change had row" THEN
                UPDATE "production"."batch_state_change" AS target
                SET "state" = "changed"."state",
                    "changed_at" = "changed"."changed_at",
                    "changed_by" = "changed"."changed_by",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."created_at" = $2 AND "target"."batch_state_change_ordinal" = "changed"."batch_state_change_ordinal";
            END IF;
            IF NOT "changed"."batch_state_change had row" OR NOT FOUND THEN
                INSERT INTO "production"."batch_state_change" ("id", "created_at", "batch_state_change_ordinal", "state", "changed_at", "changed_by", "residual", "residual_absent")
                VALUES ($1, $2, "changed"."batch_state_change_ordinal", "changed"."state", "changed"."changed_at", "changed"."changed_by", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "created_at", "batch_state_change_ordinal") DO UPDATE SET
                    "state" = excluded."state",
                    "changed_at" = excluded."changed_at",
                    "changed_by" = excluded."changed_by",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_batch_state_change"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text) IS 'batches.yaml:181:3 (batch_state_change): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): batches.yaml:18:3 (batch): represents a document, given by key and value, unless it is represented; whether it did
CREATE FUNCTION "production"."represent_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    claimed_documents bigint;
BEGIN
    -- A document is represented if its root row exists; one that somebody else has represented gets no rows here.
    WITH chunk AS MATERIALIZED (SELECT $1 AS "id", $2 AS "created_at", $3 AS "document"),
    "rows of_batch" AS MATERIALIZED (
        SELECT "chunk"."id", "chunk"."created_at", node.*
        FROM chunk CROSS JOIN LATERAL "production"."decompose_batch"("chunk"."document") AS node
    ),
    "claimed" AS (
        INSERT INTO "production"."batch" ("id", "created_at", "version", "lot", "revision", "item_id", "product", "state", "mmr_id", "mmr_version", "priority", "author_id", "started_at", "notes", "residual", "residual_absent")
        SELECT "rows of_batch"."id", "rows of_batch"."created_at", "rows of_batch"."version", "rows of_batch"."lot", "rows of_batch"."revision", "rows of_batch"."item_id", "rows of_batch"."product", "rows of_batch"."state", "rows of_batch"."mmr_id", "rows of_batch"."mmr_version", "rows of_batch"."priority", "rows of_batch"."author_id", "rows of_batch"."started_at", "rows of_batch"."notes", "rows of_batch"."residual", "rows of_batch"."residual_absent"
        FROM "rows of_batch"
        ON CONFLICT DO NOTHING
        RETURNING "id", "created_at"
    ),
    "rows of_batch_quantity" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent JOIN claimed USING ("id", "created_at") CROSS JOIN LATERAL "production"."decompose_batch_quantity"("parent"."container of batch_quantity") AS node
    ),
    "rows of_batch_section" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent JOIN claimed USING ("id", "created_at") CROSS JOIN LATERAL "production"."decompose_batch_section"("parent"."container of batch_section") AS node
    ),
    "rows of_batch_weighing" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent JOIN claimed USING ("id", "created_at") CROSS JOIN LATERAL "production"."decompose_batch_weighing"("parent"."container of batch_weighing") AS node
    ),
    "rows of_batch_attribute" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent JOIN claimed USING ("id", "created_at") CROSS JOIN LATERAL "production"."decompose_batch_attribute"("parent"."container of batch_attribute") AS node
    ),
    "rows of_batch_correction" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent JOIN claimed USING ("id", "created_at") CROSS JOIN LATERAL "production"."decompose_batch_correction"("parent"."container of batch_correction") AS node
    ),
    "rows of_batch_reading" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent JOIN claimed USING ("id", "created_at") CROSS JOIN LATERAL "production"."decompose_batch_reading"("parent"."container of batch_reading") AS node
    ),
    "rows of_batch_signature" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent JOIN claimed USING ("id", "created_at") CROSS JOIN LATERAL "production"."decompose_batch_signature"("parent"."container of batch_signature") AS node
    ),
    "rows of_batch_attachment" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent JOIN claimed USING ("id", "created_at") CROSS JOIN LATERAL "production"."decompose_batch_attachment"("parent"."container of batch_attachment") AS node
    ),
    "rows of_batch_state_change" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent JOIN claimed USING ("id", "created_at") CROSS JOIN LATERAL "production"."decompose_batch_state_change"("parent"."container of batch_state_change") AS node
    ),
    "rows of_batch_field" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", "parent"."section_id", node.*
        FROM "rows of_batch_section" AS parent CROSS JOIN LATERAL "production"."decompose_batch_field"("parent"."container of batch_field") AS node
    ),
    "into_batch_quantity" AS (
        INSERT INTO "production"."batch_quantity" ("id", "created_at", "quantity", "value", "unit", "residual", "residual_absent")
        SELECT "rows of_batch_quantity"."id", "rows of_batch_quantity"."created_at", "rows of_batch_quantity"."quantity", "rows of_batch_quantity"."value", "rows of_batch_quantity"."unit", "rows of_batch_quantity"."residual", "rows of_batch_quantity"."residual_absent"
        FROM "rows of_batch_quantity"
    ),
    "into_batch_section" AS (
        INSERT INTO "production"."batch_section" ("id", "created_at", "section_id", "batch_section_ordinal", "title", "collapsed", "columns", "place", "theme", "residual", "residual_absent")
        SELECT "rows of_batch_section"."id", "rows of_batch_section"."created_at", "rows of_batch_section"."section_id", "rows of_batch_section"."batch_section_ordinal", "rows of_batch_section"."title", "rows of_batch_section"."collapsed", "rows of_batch_section"."columns", "rows of_batch_section"."place", "rows of_batch_section"."theme", "rows of_batch_section"."residual", "rows of_batch_section"."residual_absent"
        FROM "rows of_batch_section"
    ),
    "into_batch_weighing" AS (
        INSERT INTO "production"."batch_weighing" ("id", "created_at", "batch_weighing_ordinal", "item_id", "target", "tolerance", "unit", "residual", "residual_absent")
        SELECT "rows of_batch_weighing"."id", "rows of_batch_weighing"."created_at", "rows of_batch_weighing"."batch_weighing_ordinal", "rows of_batch_weighing"."item_id", "rows of_batch_weighing"."target", "rows of_batch_weighing"."tolerance", "rows of_batch_weighing"."unit", "rows of_batch_weighing"."residual", "rows of_batch_weighing"."residual_absent"
        FROM "rows of_batch_weighing"
    ),
    "into_batch_weighing_actual" AS (
        INSERT INTO "production"."batch_weighing_actual" ("id", "created_at", "batch_weighing_ordinal", "actual", "weighed_by", "weighed_at")
        SELECT "rows of_batch_weighing"."id", "rows of_batch_weighing"."created_at", "rows of_batch_weighing"."batch_weighing_ordinal", "rows of_batch_weighing"."actual", "rows of_batch_weighing"."weighed_by", "rows of_batch_weighing"."weighed_at"
        FROM "rows of_batch_weighing"
    ),
    "into_batch_attribute" AS (
        INSERT INTO "production"."batch_attribute" ("id", "created_at", "attribute", "value", "residual", "residual_absent")
        SELECT "rows of_batch_attribute"."id", "rows of_batch_attribute"."created_at", "rows of_batch_attribute"."attribute", "rows of_batch_attribute"."value", "rows of_batch_attribute"."residual", "rows of_batch_attribute"."residual_absent"
        FROM "rows of_batch_attribute"
    ),
    "into_batch_correction" AS (
        INSERT INTO "production"."batch_correction" ("id", "created_at", "corrected_field_id", "value", "corrected_by", "corrected_at", "residual", "residual_absent")
        SELECT "rows of_batch_correction"."id", "rows of_batch_correction"."created_at", "rows of_batch_correction"."corrected_field_id", "rows of_batch_correction"."value", "rows of_batch_correction"."corrected_by", "rows of_batch_correction"."corrected_at", "rows of_batch_correction"."residual", "rows of_batch_correction"."residual_absent"
        FROM "rows of_batch_correction"
    ),
    "into_batch_reading" AS (
        INSERT INTO "production"."batch_reading" ("id", "created_at", "measured_by", "value", "unit", "measured_at", "residual", "residual_absent")
        SELECT "rows of_batch_reading"."id", "rows of_batch_reading"."created_at", "rows of_batch_reading"."measured_by", "rows of_batch_reading"."value", "rows of_batch_reading"."unit", "rows of_batch_reading"."measured_at", "rows of_batch_reading"."residual", "rows of_batch_reading"."residual_absent"
        FROM "rows of_batch_reading"
    ),
    "into_batch_signature" AS (
        INSERT INTO "production"."batch_signature" ("id", "created_at", "signed_as", "batch_signature_ordinal", "signed_by", "signed_at", "pad", "residual", "residual_absent")
        SELECT "rows of_batch_signature"."id", "rows of_batch_signature"."created_at", "rows of_batch_signature"."signed_as", "rows of_batch_signature"."batch_signature_ordinal", "rows of_batch_signature"."signed_by", "rows of_batch_signature"."signed_at", "rows of_batch_signature"."pad", "rows of_batch_signature"."residual", "rows of_batch_signature"."residual_absent"
        FROM "rows of_batch_signature"
    ),
    "into_batch_attachment" AS (
        INSERT INTO "production"."batch_attachment" ("id", "created_at", "batch_attachment_ordinal", "name", "media_type", "bytes", "attached_at", "residual", "residual_absent")
        SELECT "rows of_batch_attachment"."id", "rows of_batch_attachment"."created_at", "rows of_batch_attachment"."batch_attachment_ordinal", "rows of_batch_attachment"."name", "rows of_batch_attachment"."media_type", "rows of_batch_attachment"."bytes", "rows of_batch_attachment"."attached_at", "rows of_batch_attachment"."residual", "rows of_batch_attachment"."residual_absent"
        FROM "rows of_batch_attachment"
    ),
    "into_batch_attachment_content" AS (
        INSERT INTO "production"."batch_attachment_content" ("id", "created_at", "batch_attachment_ordinal", "base64")
        SELECT "rows of_batch_attachment"."id", "rows of_batch_attachment"."created_at", "rows of_batch_attachment"."batch_attachment_ordinal", "rows of_batch_attachment"."base64"
        FROM "rows of_batch_attachment"
    ),
    "into_batch_state_change" AS (
        INSERT INTO "production"."batch_state_change" ("id", "created_at", "batch_state_change_ordinal", "state", "changed_at", "changed_by", "residual", "residual_absent")
        SELECT "rows of_batch_state_change"."id", "rows of_batch_state_change"."created_at", "rows of_batch_state_change"."batch_state_change_ordinal", "rows of_batch_state_change"."state", "rows of_batch_state_change"."changed_at", "rows of_batch_state_change"."changed_by", "rows of_batch_state_change"."residual", "rows of_batch_state_change"."residual_absent"
        FROM "rows of_batch_state_change"
    ),
    "into_batch_field" AS (
        INSERT INTO "production"."batch_field" ("id", "created_at", "section_id", "batch_field_path", "batch_field_ordinal", "kind", "residual", "residual_absent")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."batch_field_ordinal", "rows of_batch_field"."kind", "rows of_batch_field"."residual", "rows of_batch_field"."residual_absent"
        FROM "rows of_batch_field"
    ),
    "into_batch_field_layout" AS (
        INSERT INTO "production"."batch_field_layout" ("id", "created_at", "section_id", "batch_field_path", "label", "x", "y", "width", "height", "hidden", "help", "style", "options")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."label", "rows of_batch_field"."x", "rows of_batch_field"."y", "rows of_batch_field"."width", "rows of_batch_field"."height", "rows of_batch_field"."hidden", "rows of_batch_field"."help", "rows of_batch_field"."style", "rows of_batch_field"."options"
        FROM "rows of_batch_field"
    ),
    "into_batch_field_rule" AS (
        INSERT INTO "production"."batch_field_rule" ("id", "created_at", "section_id", "batch_field_path", "required", "minimum", "maximum")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."required", "rows of_batch_field"."minimum", "rows of_batch_field"."maximum"
        FROM "rows of_batch_field"
        WHERE "rows of_batch_field"."batch_field_rule.exists"
    ),
    "into_batch_field_default" AS (
        INSERT INTO "production"."batch_field_default" ("id", "created_at", "section_id", "batch_field_path", "default_value")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."default_value"
        FROM "rows of_batch_field"
    ),
    "into_batch_field_input" AS (
        INSERT INTO "production"."batch_field_input" ("id", "created_at", "section_id", "batch_field_path", "value", "entered_by", "entered_at")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."value", "rows of_batch_field"."entered_by", "rows of_batch_field"."entered_at"
        FROM "rows of_batch_field"
        WHERE "rows of_batch_field"."batch_field_input.exists"
    )
    SELECT count(*) INTO claimed_documents FROM claimed;
    RETURN claimed_documents > 0;
END
$body$;
COMMENT ON FUNCTION "production"."represent_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb) IS 'batches.yaml:18:3 (batch): represents a document, given by key and value, unless it is represented; whether it did';

-- up (no lock on any table): batches.yaml:18:3 (batch): drops all rows of a document
CREATE FUNCTION "production"."forget_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
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
COMMENT ON FUNCTION "production"."forget_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) IS 'batches.yaml:18:3 (batch): drops all rows of a document';

-- up (no lock on any table): batches.yaml:18:3 (batch): makes the rows of a document anew, as the legacy table has it now
CREATE FUNCTION "production"."follow_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    current_document jsonb;
BEGIN
    -- What the legacy table has now decides, not what it had when a trigger was put into its queue.
    -- FOR KEY SHARE: a row that somebody deleted after this transaction's snapshot is 40001, and not the document of that key.
    SELECT "legacy"."value" #> '{}' INTO current_document FROM "public"."batches" AS legacy WHERE legacy."id" = $1 AND legacy."created_at" = $2 FOR KEY SHARE;
    IF NOT FOUND THEN
        PERFORM "production"."forget_batches"($1, $2);
        RETURN;
    END IF;
    IF "production"."represent_batches"($1, $2, current_document) THEN
        RETURN;
    END IF;
    PERFORM "production"."forget_batches"($1, $2);
    PERFORM "production"."represent_batches"($1, $2, current_document);
END
$body$;
COMMENT ON FUNCTION "production"."follow_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) IS 'batches.yaml:18:3 (batch): makes the rows of a document anew, as the legacy table has it now';

-- up (no lock on any table): batches.yaml:18:3 (batch): follows every write to the legacy table
CREATE FUNCTION "production"."dual_write_batches"() RETURNS trigger
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
        ELSIF NOT "production"."change_batch"("new"."id", "new"."created_at", ("old"."value") #> '{}', "new"."value" #> '{}', 'follow') THEN
            PERFORM "production"."follow_batches"("new"."id", "new"."created_at");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;
COMMENT ON FUNCTION "production"."dual_write_batches"() IS 'batches.yaml:18:3 (batch): follows every write to the legacy table';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "production"."dual_write_batches"() FROM PUBLIC;

-- up (no lock on any table): batches.yaml:18:3 (batch): follows TRUNCATE of the legacy table or of one of its partitions
CREATE FUNCTION "production"."dual_write_batches_truncate"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages('"public"."batches"') AND NOT EXISTS (SELECT FROM "public"."batches") THEN
        TRUNCATE "production"."batch", "production"."batch_quantity", "production"."batch_section", "production"."batch_field", "production"."batch_field_layout", "production"."batch_field_rule", "production"."batch_field_default", "production"."batch_field_input", "production"."batch_weighing", "production"."batch_weighing_actual", "production"."batch_attribute", "production"."batch_correction", "production"."batch_reading", "production"."batch_signature", "production"."batch_attachment", "production"."batch_attachment_content", "production"."batch_state_change";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"public"."batches"');
        DELETE FROM "production"."batch_state_change" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_attachment_content" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_attachment" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_signature" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_reading" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_correction" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_attribute" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_weighing_actual" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_weighing" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_default" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_rule" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field_layout" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_field" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_section" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch_quantity" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
        DELETE FROM "production"."batch" AS target WHERE NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "target"."id" AND "legacy"."created_at" = "target"."created_at");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."dual_write_batches_truncate"() IS 'batches.yaml:18:3 (batch): follows TRUNCATE of the legacy table or of one of its partitions';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "production"."dual_write_batches_truncate"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_quantity"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_section"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_field"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_field_layout"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_field_rule"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_field_default"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_field_input"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_weighing"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_weighing_actual"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_attribute"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_correction"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_reading"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_signature"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_attachment"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_attachment_content"', '{id,created_at}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."batches"', '"production"."batch_state_change"', '{id,created_at}');

-- up (SHARE ROW EXCLUSIVE on the legacy table and its partitions): every write is mirrored; waits for writers in flight
CREATE TRIGGER "dual_write_batches_insert" AFTER INSERT ON "public"."batches"
    FOR EACH ROW EXECUTE FUNCTION "production"."dual_write_batches"();
SELECT hofsm.follow_updates('dual_write_batches_update', '"public"."batches"', '"production"."dual_write_batches"', '{id,created_at}', 'value');
CREATE TRIGGER "dual_write_batches_delete" AFTER DELETE ON "public"."batches"
    FOR EACH ROW EXECUTE FUNCTION "production"."dual_write_batches"();
CREATE TRIGGER "dual_write_batches_truncate" AFTER TRUNCATE ON "public"."batches"
    FOR EACH STATEMENT EXECUTE FUNCTION "production"."dual_write_batches_truncate"();
DO $create$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"public"."batches"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('CREATE TRIGGER "dual_write_batches_insert" AFTER INSERT ON %s
    FOR EACH ROW EXECUTE FUNCTION "production"."dual_write_batches"();', descendant.oid::regclass);
            PERFORM hofsm.follow_updates('dual_write_batches_update', descendant.oid, '"production"."dual_write_batches"', '{id,created_at}', 'value');
            EXECUTE format('CREATE TRIGGER "dual_write_batches_delete" AFTER DELETE ON %s
    FOR EACH ROW EXECUTE FUNCTION "production"."dual_write_batches"();', descendant.oid::regclass);
        END IF;
        EXECUTE format('CREATE TRIGGER "dual_write_batches_truncate" AFTER TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION "production"."dual_write_batches_truncate"();', descendant.oid::regclass);
    END LOOP;
END
$create$;

RESET search_path;
