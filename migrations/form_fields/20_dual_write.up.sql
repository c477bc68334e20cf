-- form_fields: expanded -> dual_write
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (ACCESS EXCLUSIVE on the new tables only): what a backfill wrote while no write to the legacy table was mirrored is stale
-- The write guards let nobody else do this; one statement, so that it is one transaction wherever it runs.
DO $do$
BEGIN
    PERFORM pg_catalog.set_config('hofsm.origin', 'backfill', true);
    TRUNCATE
        "production"."form_field",
        "production"."form_field_layout",
        "production"."form_field_rule",
        "production"."form_field_default",
        "production"."form_field_input",
        "production"."form_field_child",
        "production"."form_field_child_layout",
        "production"."form_field_child_rule",
        "production"."form_field_child_default",
        "production"."form_field_child_input",
        "production"."form_field_attribute",
        "production"."form_field_reading",
        "production"."form_field_attachment",
        "production"."form_field_attachment_content";
    PERFORM pg_catalog.set_config('hofsm.origin', '', true);
END
$do$;

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): what an element has at ui, as column values and residual
CREATE FUNCTION "production"."part_form_field_child_1"("element" jsonb) RETURNS TABLE (
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
COMMENT ON FUNCTION "production"."part_form_field_child_1"("element" jsonb) IS 'form_fields.yaml:76:3 (form_field_child): what an element has at ui, as column values and residual';

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): what an element has at validation, as column values and residual
CREATE FUNCTION "production"."part_form_field_child_2"("element" jsonb) RETURNS TABLE (
    "required" boolean,
    "minimum" numeric,
    "maximum" numeric,
    "form_field_child_rule.exists" boolean,
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
COMMENT ON FUNCTION "production"."part_form_field_child_2"("element" jsonb) IS 'form_fields.yaml:76:3 (form_field_child): what an element has at validation, as column values and residual';

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): what an element has at input, as column values and residual
CREATE FUNCTION "production"."part_form_field_child_3"("element" jsonb) RETURNS TABLE (
    "value" jsonb,
    "entered_by" bigint,
    "entered_at" timestamptz,
    "form_field_child_input.exists" boolean,
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
COMMENT ON FUNCTION "production"."part_form_field_child_3"("element" jsonb) IS 'form_fields.yaml:76:3 (form_field_child): what an element has at input, as column values and residual';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the rows of a document from what it was to what it is; whether it is represented
CREATE FUNCTION "production"."change_form_field"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) RETURNS boolean
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
    SELECT keys INTO "changed keys" FROM hofsm.changed_keys($2, $3);
    -- Where nothing but rows of children has changed, this element's own are what they were.
    IF "changed keys" <@ '{children,attributes,readings,attachments}' THEN
        "rows only" := true;
        FOREACH "changed key" IN ARRAY "changed keys" LOOP
            "container was" := $2 -> "changed key";
            "container now" := $3 -> "changed key";
            IF "changed key" = 'children' THEN
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
            ELSIF "changed key" = 'attachments' THEN
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
            IF NOT EXISTS (SELECT FROM "production"."form_field" AS target WHERE "target"."id" = $1) THEN
                RETURN false;
            END IF;
            FOREACH "changed key" IN ARRAY "changed keys" LOOP
                "container was" := $2 -> "changed key";
                "container now" := $3 -> "changed key";
                IF "changed key" = 'children' THEN
                    PERFORM "production"."change_form_field_child"($1, "container was", "container now", $4);
                ELSIF "changed key" = 'attributes' THEN
                    PERFORM "production"."change_form_field_attribute"($1, "container was", "container now", $4);
                ELSIF "changed key" = 'readings' THEN
                    PERFORM "production"."change_form_field_reading"($1, "container was", "container now", $4);
                ELSIF "changed key" = 'attachments' THEN
                    PERFORM "production"."change_form_field_attachment"($1, "container was", "container now", $4);
                END IF;
            END LOOP;
            RETURN true;
        END IF;
    END IF;
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
        true AND NOT ("form_field"."id" IS NOT NULL AND record_image_eq(ROW("now"."field_id", "now"."kind", "now"."version", "now"."revision", "now"."item_id", "now"."designed_at", "now"."notes", "now"."pad", "now"."residual", "now"."residual_absent"), ROW("form_field"."field_id", "form_field"."kind", "form_field"."version", "form_field"."revision", "form_field"."item_id", "form_field"."designed_at", "form_field"."notes", "form_field"."pad", "form_field"."residual", "form_field"."residual_absent"))) AS "form_field differs",
        "form_field"."id" IS NOT NULL AND NOT true AS "form_field goes",
        "form_field"."id" IS NOT NULL AS "form_field had row",
        true AND NOT ("form_field_layout"."id" IS NOT NULL AND record_image_eq(ROW("now"."label", "now"."x", "now"."y", "now"."width", "now"."height", "now"."hidden", "now"."help", "now"."style", "now"."options"), ROW("form_field_layout"."label", "form_field_layout"."x", "form_field_layout"."y", "form_field_layout"."width", "form_field_layout"."height", "form_field_layout"."hidden", "form_field_layout"."help", "form_field_layout"."style", "form_field_layout"."options"))) AS "form_field_layout differs",
        "form_field_layout"."id" IS NOT NULL AND NOT true AS "form_field_layout goes",
        "form_field_layout"."id" IS NOT NULL AS "form_field_layout had row",
        coalesce("now"."form_field_rule.exists", false) AND NOT ("form_field_rule"."id" IS NOT NULL AND record_image_eq(ROW("now"."required", "now"."minimum", "now"."maximum"), ROW("form_field_rule"."required", "form_field_rule"."minimum", "form_field_rule"."maximum"))) AS "form_field_rule differs",
        "form_field_rule"."id" IS NOT NULL AND NOT coalesce("now"."form_field_rule.exists", false) AS "form_field_rule goes",
        "form_field_rule"."id" IS NOT NULL AS "form_field_rule had row",
        true AND NOT ("form_field_default"."id" IS NOT NULL AND record_image_eq(ROW("now"."default_value"), ROW("form_field_default"."default_value"))) AS "form_field_default differs",
        "form_field_default"."id" IS NOT NULL AND NOT true AS "form_field_default goes",
        "form_field_default"."id" IS NOT NULL AS "form_field_default had row",
        coalesce("now"."form_field_input.exists", false) AND NOT ("form_field_input"."id" IS NOT NULL AND record_image_eq(ROW("now"."value", "now"."entered_by", "now"."entered_at"), ROW("form_field_input"."value", "form_field_input"."entered_by", "form_field_input"."entered_at"))) AS "form_field_input differs",
        "form_field_input"."id" IS NOT NULL AND NOT coalesce("now"."form_field_input.exists", false) AS "form_field_input goes",
        "form_field_input"."id" IS NOT NULL AS "form_field_input had row",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."form_field_child was"), ROW("raw"."form_field_child now"))) THEN CASE
                WHEN jsonb_typeof("raw"."form_field_child was") = 'array' AND "raw"."form_field_child was" <> '[]' THEN CASE
                    WHEN (
                        SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                        AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                        FROM jsonb_array_elements("raw"."form_field_child was") AS entry (value)
                    ) THEN "raw"."form_field_child was"
                END
            END
        END AS "container of form_field_child before",
        record_image_eq(ROW("raw"."form_field_child was"), ROW("raw"."form_field_child now")) AS "container of form_field_child same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."form_field_attribute was"), ROW("raw"."form_field_attribute now"))) THEN CASE
                WHEN jsonb_typeof("raw"."form_field_attribute was") = 'object' AND "raw"."form_field_attribute was" <> '{}' THEN CASE
                    WHEN NOT EXISTS (
                        SELECT FROM jsonb_object_keys("raw"."form_field_attribute was") AS entry (key)
                        WHERE octet_length(entry.key) > 2000
                    ) THEN "raw"."form_field_attribute was"
                END
            END
        END AS "container of form_field_attribute before",
        record_image_eq(ROW("raw"."form_field_attribute was"), ROW("raw"."form_field_attribute now")) AS "container of form_field_attribute same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."form_field_reading was"), ROW("raw"."form_field_reading now"))) THEN CASE
                WHEN jsonb_typeof("raw"."form_field_reading was") = 'object' AND "raw"."form_field_reading was" <> '{}' THEN CASE
                    WHEN NOT EXISTS (
                        SELECT FROM jsonb_object_keys("raw"."form_field_reading was") AS entry (key)
                        WHERE octet_length(entry.key) > 2000
                    ) THEN "raw"."form_field_reading was"
                END
            END
        END AS "container of form_field_reading before",
        record_image_eq(ROW("raw"."form_field_reading was"), ROW("raw"."form_field_reading now")) AS "container of form_field_reading same",
        CASE
            WHEN NOT (record_image_eq(ROW("raw"."form_field_attachment was"), ROW("raw"."form_field_attachment now"))) THEN CASE
                WHEN jsonb_typeof("raw"."form_field_attachment was") = 'array' AND "raw"."form_field_attachment was" <> '[]' THEN "raw"."form_field_attachment was"
            END
        END AS "container of form_field_attachment before",
        record_image_eq(ROW("raw"."form_field_attachment was"), ROW("raw"."form_field_attachment now")) AS "container of form_field_attachment same"
    INTO "changed"
    FROM "production"."decompose_form_field"($3) AS now
    CROSS JOIN (
        SELECT ($2 -> 'children') AS "form_field_child was",
            ($3 -> 'children') AS "form_field_child now",
            ($2 -> 'attributes') AS "form_field_attribute was",
            ($3 -> 'attributes') AS "form_field_attribute now",
            ($2 -> 'readings') AS "form_field_reading was",
            ($3 -> 'readings') AS "form_field_reading now",
            ($2 -> 'attachments') AS "form_field_attachment was",
            ($3 -> 'attachments') AS "form_field_attachment now"
        OFFSET 0
    ) AS "raw"
    CROSS JOIN "production"."form_field" AS "form_field"
    LEFT JOIN "production"."form_field_layout" AS "form_field_layout" ON "form_field_layout"."id" = $1
    LEFT JOIN "production"."form_field_rule" AS "form_field_rule" ON "form_field_rule"."id" = $1
    LEFT JOIN "production"."form_field_default" AS "form_field_default" ON "form_field_default"."id" = $1
    LEFT JOIN "production"."form_field_input" AS "form_field_input" ON "form_field_input"."id" = $1
    WHERE "form_field"."id" = $1;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF "changed"."form_field differs" THEN
        IF $4 <> 'follow' AND "changed"."form_field had row" THEN
            SELECT ROW("target"."field_id", "target"."kind", "target"."version", "target"."revision", "target"."item_id", "target"."designed_at", "target"."notes", "target"."pad", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('production.form_field');
            END IF;
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
        DELETE FROM "production"."form_field_rule" AS target WHERE "target"."id" = $1;
    END IF;
    IF "changed"."form_field_default differs" THEN
        IF $4 <> 'follow' AND "changed"."form_field_default had row" THEN
            SELECT ROW("target"."default_value") AS image INTO "stored_row" FROM "production"."form_field_default" AS target WHERE "target"."id" = $1 FOR UPDATE SKIP LOCKED;
            IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_default" AS target WHERE "target"."id" = $1) THEN
                PERFORM hofsm.refuse_contended('production.form_field_default');
            END IF;
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
    RETURN true;
END
$body$;
COMMENT ON FUNCTION "production"."change_form_field"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) IS 'form_fields.yaml:17:3 (form_field): the rows of a document from what it was to what it is; whether it is represented';

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_form_field_child"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) RETURNS void
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
    "the place" := (SELECT place FROM hofsm.changed_place($2, $3));
    IF "the place" IS NOT NULL THEN
        "item was" := $2 -> ("the place" - 1);
        "item now" := $3 -> ("the place" - 1);
        SELECT keys INTO "changed keys" FROM hofsm.changed_keys("item was", "item now");
        IF $4 <> 'compare' AND "changed keys" = '{ui}' AND "item now" -> 'ui' IS NOT NULL THEN
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
            FROM "production"."form_field_child" AS stored
            CROSS JOIN "production"."part_form_field_child_1"(jsonb_build_object('ui', "item now" -> 'ui')) AS now
            WHERE "stored"."id" = $1 AND "stored"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid]
                AND "stored"."residual_absent" IS NULL
                AND "now"."residual_absent" IS NULL
                AND record_image_eq(ROW("stored"."residual" -> 'ui'), ROW("now"."residual" -> 'ui'));
            IF FOUND THEN
                IF $4 <> 'follow' THEN
                    SELECT true AS image INTO "stored_row" FROM "production"."form_field_child_layout" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid] FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_layout" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid]) THEN
                        PERFORM hofsm.refuse_contended('production.form_field_child_layout');
                    END IF;
                END IF;
                UPDATE "production"."form_field_child_layout" AS target
                SET "x" = "changed"."x",
                    "y" = "changed"."y",
                    "width" = "changed"."width",
                    "height" = "changed"."height",
                    "hidden" = "changed"."hidden",
                    "help" = "changed"."help",
                    "style" = "changed"."style"
                WHERE "target"."id" = $1 AND "target"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid];
                IF FOUND THEN
                    RETURN;
                END IF;
            END IF;
        END IF;
        IF $4 <> 'compare' AND "changed keys" = '{validation}' AND "item now" -> 'validation' IS NOT NULL THEN
            -- One part of the element has changed; the rest of its rows, and the rest of what the residual keeps, are what they were.
            SELECT
                "now"."required" AS "required",
                "now"."minimum" AS "minimum",
                "now"."maximum" AS "maximum"
            INTO "changed"
            FROM "production"."form_field_child" AS stored
            CROSS JOIN "production"."part_form_field_child_2"(jsonb_build_object('validation', "item now" -> 'validation')) AS now
            WHERE "stored"."id" = $1 AND "stored"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid]
                AND "stored"."residual_absent" IS NULL
                AND "now"."residual_absent" IS NULL
                AND record_image_eq(ROW("stored"."residual" -> 'validation'), ROW("now"."residual" -> 'validation'))
                AND "now"."form_field_child_rule.exists";
            IF FOUND THEN
                IF $4 <> 'follow' THEN
                    SELECT true AS image INTO "stored_row" FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid] FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid]) THEN
                        PERFORM hofsm.refuse_contended('production.form_field_child_rule');
                    END IF;
                END IF;
                UPDATE "production"."form_field_child_rule" AS target
                SET "required" = "changed"."required",
                    "minimum" = "changed"."minimum",
                    "maximum" = "changed"."maximum"
                WHERE "target"."id" = $1 AND "target"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid];
                IF FOUND THEN
                    RETURN;
                END IF;
            END IF;
        END IF;
        IF $4 <> 'compare' AND "changed keys" = '{input}' AND "item now" -> 'input' IS NOT NULL THEN
            -- One part of the element has changed; the rest of its rows, and the rest of what the residual keeps, are what they were.
            SELECT
                "now"."value" AS "value",
                "now"."entered_by" AS "entered_by",
                "now"."entered_at" AS "entered_at"
            INTO "changed"
            FROM "production"."form_field_child" AS stored
            CROSS JOIN "production"."part_form_field_child_3"(jsonb_build_object('input', "item now" -> 'input')) AS now
            WHERE "stored"."id" = $1 AND "stored"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid]
                AND "stored"."residual_absent" IS NULL
                AND "now"."residual_absent" IS NULL
                AND record_image_eq(ROW("stored"."residual" -> 'input'), ROW("now"."residual" -> 'input'))
                AND "now"."form_field_child_input.exists";
            IF FOUND THEN
                IF $4 <> 'follow' THEN
                    SELECT true AS image INTO "stored_row" FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid] FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid]) THEN
                        PERFORM hofsm.refuse_contended('production.form_field_child_input');
                    END IF;
                END IF;
                UPDATE "production"."form_field_child_input" AS target
                SET "value" = "changed"."value",
                    "entered_by" = "changed"."entered_by",
                    "entered_at" = "changed"."entered_at"
                WHERE "target"."id" = $1 AND "target"."form_field_child_path" = ARRAY[("item now" ->> 'id')::uuid];
                IF FOUND THEN
                    RETURN;
                END IF;
            END IF;
        END IF;
    END IF;
    FOR "changed" IN
        WITH sides AS (
            SELECT side.is_now AS "is now",
                "node"."form_field_child_path", "node"."form_field_child_ordinal", "node"."kind", "node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options", "node"."required", "node"."minimum", "node"."maximum", "node"."form_field_child_rule.exists", "node"."default_value", "node"."value", "node"."entered_by", "node"."entered_at", "node"."form_field_child_input.exists", "node"."residual", "node"."residual_absent",
                ROW("node"."form_field_child_ordinal", "node"."kind", "node"."residual", "node"."residual_absent") AS "image of form_field_child",
                ROW("node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options") AS "image of form_field_child_layout",
                ROW("node"."required", "node"."minimum", "node"."maximum") AS "image of form_field_child_rule",
                ROW("node"."default_value") AS "image of form_field_child_default",
                ROW("node"."value", "node"."entered_by", "node"."entered_at") AS "image of form_field_child_input",
                ROW("node"."form_field_child_path", "node"."form_field_child_ordinal", "node"."kind", "node"."label", "node"."x", "node"."y", "node"."width", "node"."height", "node"."hidden", "node"."help", "node"."style", "node"."options", "node"."required", "node"."minimum", "node"."maximum", "node"."form_field_child_rule.exists", "node"."default_value", "node"."value", "node"."entered_by", "node"."entered_at", "node"."form_field_child_input.exists", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($2, $3) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."form_field_child_path",
                    CASE WHEN cardinality("node"."form_field_child_path") = 1 THEN (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."form_field_child_ordinal"] ELSE "node"."form_field_child_ordinal" END AS "form_field_child_ordinal",
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
                    "node"."form_field_child_rule.exists",
                    "node"."default_value",
                    "node"."value",
                    "node"."entered_by",
                    "node"."entered_at",
                    "node"."form_field_child_input.exists",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_form_field_child"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."form_field_child_path", was."form_field_child_path") AS "form_field_child_path",
            now."form_field_child_path" IS NULL AS "is gone",
            "now"."form_field_child_ordinal",
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
            "now"."form_field_child_rule.exists",
            "now"."default_value",
            "now"."value",
            "now"."entered_by",
            "now"."entered_at",
            "now"."form_field_child_input.exists",
            "now"."residual",
            "now"."residual_absent",
            "now"."form_field_child_path" IS NOT NULL AND NOT ("was"."form_field_child_path" IS NOT NULL AND record_image_eq("was"."image of form_field_child", "now"."image of form_field_child")) AS "form_field_child differs",
            "was"."form_field_child_path" IS NOT NULL AND NOT "now"."form_field_child_path" IS NOT NULL AS "form_field_child goes",
            "was"."form_field_child_path" IS NOT NULL AS "form_field_child had row",
            "was"."image of form_field_child" AS "form_field_child was",
            "now"."form_field_child_path" IS NOT NULL AND NOT ("was"."form_field_child_path" IS NOT NULL AND record_image_eq("was"."image of form_field_child_layout", "now"."image of form_field_child_layout")) AS "form_field_child_layout differs",
            "was"."form_field_child_path" IS NOT NULL AND NOT "now"."form_field_child_path" IS NOT NULL AS "form_field_child_layout goes",
            "was"."form_field_child_path" IS NOT NULL AS "form_field_child_layout had row",
            "was"."image of form_field_child_layout" AS "form_field_child_layout was",
            ("now"."form_field_child_path" IS NOT NULL AND coalesce("now"."form_field_child_rule.exists", false)) AND NOT (("was"."form_field_child_path" IS NOT NULL AND coalesce("was"."form_field_child_rule.exists", false)) AND record_image_eq("was"."image of form_field_child_rule", "now"."image of form_field_child_rule")) AS "form_field_child_rule differs",
            ("was"."form_field_child_path" IS NOT NULL AND coalesce("was"."form_field_child_rule.exists", false)) AND NOT ("now"."form_field_child_path" IS NOT NULL AND coalesce("now"."form_field_child_rule.exists", false)) AS "form_field_child_rule goes",
            ("was"."form_field_child_path" IS NOT NULL AND coalesce("was"."form_field_child_rule.exists", false)) AS "form_field_child_rule had row",
            "was"."image of form_field_child_rule" AS "form_field_child_rule was",
            "now"."form_field_child_path" IS NOT NULL AND NOT ("was"."form_field_child_path" IS NOT NULL AND record_image_eq("was"."image of form_field_child_default", "now"."image of form_field_child_default")) AS "form_field_child_default differs",
            "was"."form_field_child_path" IS NOT NULL AND NOT "now"."form_field_child_path" IS NOT NULL AS "form_field_child_default goes",
            "was"."form_field_child_path" IS NOT NULL AS "form_field_child_default had row",
            "was"."image of form_field_child_default" AS "form_field_child_default was",
            ("now"."form_field_child_path" IS NOT NULL AND coalesce("now"."form_field_child_input.exists", false)) AND NOT (("was"."form_field_child_path" IS NOT NULL AND coalesce("was"."form_field_child_input.exists", false)) AND record_image_eq("was"."image of form_field_child_input", "now"."image of form_field_child_input")) AS "form_field_child_input differs",
            ("was"."form_field_child_path" IS NOT NULL AND coalesce("was"."form_field_child_input.exists", false)) AND NOT ("now"."form_field_child_path" IS NOT NULL AND coalesce("now"."form_field_child_input.exists", false)) AS "form_field_child_input goes",
            ("was"."form_field_child_path" IS NOT NULL AND coalesce("was"."form_field_child_input.exists", false)) AS "form_field_child_input had row",
            "was"."image of form_field_child_input" AS "form_field_child_input was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."form_field_child_path" = "was"."form_field_child_path"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."form_field_child_input had row" THEN
                IF $4 <> 'follow' AND "changed"."form_field_child_input had row" THEN
                    SELECT ROW("target"."value", "target"."entered_by", "target"."entered_at") AS image INTO "stored_row" FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                        PERFORM hofsm.refuse_contended('production.form_field_child_input');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_field_child_input had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_input was") THEN
                        PERFORM hofsm.refuse_stale('production.form_field_child_input');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_input');
                END IF;
                DELETE FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            IF "changed"."form_field_child_default had row" THEN
                IF $4 <> 'follow' AND "changed"."form_field_child_default had row" THEN
                    SELECT ROW("target"."default_value") AS image INTO "stored_row" FROM "production"."form_field_child_default" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_default" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                        PERFORM hofsm.refuse_contended('production.form_field_child_default');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_field_child_default had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_default was") THEN
                        PERFORM hofsm.refuse_stale('production.form_field_child_default');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_default" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_default');
                END IF;
                DELETE FROM "production"."form_field_child_default" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            IF "changed"."form_field_child_rule had row" THEN
                IF $4 <> 'follow' AND "changed"."form_field_child_rule had row" THEN
                    SELECT ROW("target"."required", "target"."minimum", "target"."maximum") AS image INTO "stored_row" FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                        PERFORM hofsm.refuse_contended('production.form_field_child_rule');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_field_child_rule had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_rule was") THEN
                        PERFORM hofsm.refuse_stale('production.form_field_child_rule');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_rule');
                END IF;
                DELETE FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            IF "changed"."form_field_child_layout had row" THEN
                IF $4 <> 'follow' AND "changed"."form_field_child_layout had row" THEN
                    SELECT ROW("target"."label", "target"."x", "target"."y", "target"."width", "target"."height", "target"."hidden", "target"."help", "target"."style", "target"."options") AS image INTO "stored_row" FROM "production"."form_field_child_layout" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_layout" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                        PERFORM hofsm.refuse_contended('production.form_field_child_layout');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_field_child_layout had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_layout was") THEN
                        PERFORM hofsm.refuse_stale('production.form_field_child_layout');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_layout" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_layout');
                END IF;
                DELETE FROM "production"."form_field_child_layout" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            IF "changed"."form_field_child had row" THEN
                IF $4 <> 'follow' AND "changed"."form_field_child had row" THEN
                    SELECT ROW("target"."form_field_child_ordinal", "target"."kind", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field_child" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                        PERFORM hofsm.refuse_contended('production.form_field_child');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_field_child had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child was") THEN
                        PERFORM hofsm.refuse_stale('production.form_field_child');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child');
                END IF;
                DELETE FROM "production"."form_field_child" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."form_field_child differs" THEN
            IF $4 <> 'follow' AND "changed"."form_field_child had row" THEN
                SELECT ROW("target"."form_field_child_ordinal", "target"."kind", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field_child" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_child');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_child had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                PERFORM hofsm.refuse_stale('production.form_field_child');
            END IF;
            IF "changed"."form_field_child had row" THEN
                UPDATE "production"."form_field_child" AS target
                SET "form_field_child_ordinal" = "changed"."form_field_child_ordinal",
                    "kind" = "changed"."kind",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            IF NOT "changed"."form_field_child had row" OR NOT FOUND THEN
                INSERT INTO "production"."form_field_child" ("id", "form_field_child_path", "form_field_child_ordinal", "kind", "residual", "residual_absent")
                VALUES ($1, "changed"."form_field_child_path", "changed"."form_field_child_ordinal", "changed"."kind", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "form_field_child_path") DO UPDATE SET
                    "form_field_child_ordinal" = excluded."form_field_child_ordinal",
                    "kind" = excluded."kind",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
        IF "changed"."form_field_child_layout differs" THEN
            IF $4 <> 'follow' AND "changed"."form_field_child_layout had row" THEN
                SELECT ROW("target"."label", "target"."x", "target"."y", "target"."width", "target"."height", "target"."hidden", "target"."help", "target"."style", "target"."options") AS image INTO "stored_row" FROM "production"."form_field_child_layout" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_layout" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_child_layout');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_child_layout had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_layout was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_layout');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_layout" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                PERFORM hofsm.refuse_stale('production.form_field_child_layout');
            END IF;
            IF "changed"."form_field_child_layout had row" THEN
                UPDATE "production"."form_field_child_layout" AS target
                SET "label" = "changed"."label",
                    "x" = "changed"."x",
                    "y" = "changed"."y",
                    "width" = "changed"."width",
                    "height" = "changed"."height",
                    "hidden" = "changed"."hidden",
                    "help" = "changed"."help",
                    "style" = "changed"."style",
                    "options" = "changed"."options"
                WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            IF NOT "changed"."form_field_child_layout had row" OR NOT FOUND THEN
                INSERT INTO "production"."form_field_child_layout" ("id", "form_field_child_path", "label", "x", "y", "width", "height", "hidden", "help", "style", "options")
                VALUES ($1, "changed"."form_field_child_path", "changed"."label", "changed"."x", "changed"."y", "changed"."width", "changed"."height", "changed"."hidden", "changed"."help", "changed"."style", "changed"."options")
                ON CONFLICT ("id", "form_field_child_path") DO UPDATE SET
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
        IF "changed"."form_field_child_rule differs" THEN
            IF $4 <> 'follow' AND "changed"."form_field_child_rule had row" THEN
                SELECT ROW("target"."required", "target"."minimum", "target"."maximum") AS image INTO "stored_row" FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_child_rule');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_child_rule had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_rule was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_rule');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                PERFORM hofsm.refuse_stale('production.form_field_child_rule');
            END IF;
            IF "changed"."form_field_child_rule had row" THEN
                UPDATE "production"."form_field_child_rule" AS target
                SET "required" = "changed"."required",
                    "minimum" = "changed"."minimum",
                    "maximum" = "changed"."maximum"
                WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            IF NOT "changed"."form_field_child_rule had row" OR NOT FOUND THEN
                INSERT INTO "production"."form_field_child_rule" ("id", "form_field_child_path", "required", "minimum", "maximum")
                VALUES ($1, "changed"."form_field_child_path", "changed"."required", "changed"."minimum", "changed"."maximum")
                ON CONFLICT ("id", "form_field_child_path") DO UPDATE SET
                    "required" = excluded."required",
                    "minimum" = excluded."minimum",
                    "maximum" = excluded."maximum";
            END IF;
        END IF;
        IF "changed"."form_field_child_rule goes" THEN
            IF $4 <> 'follow' AND "changed"."form_field_child_rule had row" THEN
                SELECT ROW("target"."required", "target"."minimum", "target"."maximum") AS image INTO "stored_row" FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_child_rule');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_child_rule had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_rule was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_rule');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                PERFORM hofsm.refuse_stale('production.form_field_child_rule');
            END IF;
            DELETE FROM "production"."form_field_child_rule" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
        END IF;
        IF "changed"."form_field_child_default differs" THEN
            IF $4 <> 'follow' AND "changed"."form_field_child_default had row" THEN
                SELECT ROW("target"."default_value") AS image INTO "stored_row" FROM "production"."form_field_child_default" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_default" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_child_default');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_child_default had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_default was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_default');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_default" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                PERFORM hofsm.refuse_stale('production.form_field_child_default');
            END IF;
            IF "changed"."form_field_child_default had row" THEN
                UPDATE "production"."form_field_child_default" AS target
                SET "default_value" = "changed"."default_value"
                WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            IF NOT "changed"."form_field_child_default had row" OR NOT FOUND THEN
                INSERT INTO "production"."form_field_child_default" ("id", "form_field_child_path", "default_value")
                VALUES ($1, "changed"."form_field_child_path", "changed"."default_value")
                ON CONFLICT ("id", "form_field_child_path") DO UPDATE SET
                    "default_value" = excluded."default_value";
            END IF;
        END IF;
        IF "changed"."form_field_child_input differs" THEN
            IF $4 <> 'follow' AND "changed"."form_field_child_input had row" THEN
                SELECT ROW("target"."value", "target"."entered_by", "target"."entered_at") AS image INTO "stored_row" FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_child_input');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_child_input had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_input was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_input');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                PERFORM hofsm.refuse_stale('production.form_field_child_input');
            END IF;
            IF "changed"."form_field_child_input had row" THEN
                UPDATE "production"."form_field_child_input" AS target
                SET "value" = "changed"."value",
                    "entered_by" = "changed"."entered_by",
                    "entered_at" = "changed"."entered_at"
                WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
            END IF;
            IF NOT "changed"."form_field_child_input had row" OR NOT FOUND THEN
                INSERT INTO "production"."form_field_child_input" ("id", "form_field_child_path", "value", "entered_by", "entered_at")
                VALUES ($1, "changed"."form_field_child_path", "changed"."value", "changed"."entered_by", "changed"."entered_at")
                ON CONFLICT ("id", "form_field_child_path") DO UPDATE SET
                    "value" = excluded."value",
                    "entered_by" = excluded."entered_by",
                    "entered_at" = excluded."entered_at";
            END IF;
        END IF;
        IF "changed"."form_field_child_input goes" THEN
            IF $4 <> 'follow' AND "changed"."form_field_child_input had row" THEN
                SELECT ROW("target"."value", "target"."entered_by", "target"."entered_at") AS image INTO "stored_row" FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_child_input');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_child_input had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_child_input was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_child_input');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path") THEN
                PERFORM hofsm.refuse_stale('production.form_field_child_input');
            END IF;
            DELETE FROM "production"."form_field_child_input" AS target WHERE "target"."id" = $1 AND "target"."form_field_child_path" = "changed"."form_field_child_path";
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_form_field_child"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) IS 'form_fields.yaml:76:3 (form_field_child): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_form_field_attribute"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) RETURNS void
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
                ROW("node"."value", "node"."residual", "node"."residual_absent") AS "image of form_field_attribute",
                ROW("node"."attribute", "node"."value", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_entries"($2, $3) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."attribute",
                    "node"."value",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_form_field_attribute"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."attribute", was."attribute") AS "attribute",
            now."attribute" IS NULL AS "is gone",
            "now"."value",
            "now"."residual",
            "now"."residual_absent",
            "now"."attribute" IS NOT NULL AND NOT ("was"."attribute" IS NOT NULL AND record_image_eq("was"."image of form_field_attribute", "now"."image of form_field_attribute")) AS "form_field_attribute differs",
            "was"."attribute" IS NOT NULL AND NOT "now"."attribute" IS NOT NULL AS "form_field_attribute goes",
            "was"."attribute" IS NOT NULL AS "form_field_attribute had row",
            "was"."image of form_field_attribute" AS "form_field_attribute was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."attribute" = "was"."attribute"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."form_field_attribute had row" THEN
                IF $4 <> 'follow' AND "changed"."form_field_attribute had row" THEN
                    SELECT ROW("target"."value", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field_attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute" = "changed"."attribute" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute" = "changed"."attribute") THEN
                        PERFORM hofsm.refuse_contended('production.form_field_attribute');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_field_attribute had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_attribute was") THEN
                        PERFORM hofsm.refuse_stale('production.form_field_attribute');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute" = "changed"."attribute") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_attribute');
                END IF;
                DELETE FROM "production"."form_field_attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute" = "changed"."attribute";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."form_field_attribute differs" THEN
            IF $4 <> 'follow' AND "changed"."form_field_attribute had row" THEN
                SELECT ROW("target"."value", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field_attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute" = "changed"."attribute" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute" = "changed"."attribute") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_attribute');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_attribute had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_attribute was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_attribute');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_attribute" AS target WHERE "target"."id" = $1 AND "target"."attribute" = "changed"."attribute") THEN
                PERFORM hofsm.refuse_stale('production.form_field_attribute');
            END IF;
            IF "changed"."form_field_attribute had row" THEN
                UPDATE "production"."form_field_attribute" AS target
                SET "value" = "changed"."value",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."attribute" = "changed"."attribute";
            END IF;
            IF NOT "changed"."form_field_attribute had row" OR NOT FOUND THEN
                INSERT INTO "production"."form_field_attribute" ("id", "attribute", "value", "residual", "residual_absent")
                VALUES ($1, "changed"."attribute", "changed"."value", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "attribute") DO UPDATE SET
                    "value" = excluded."value",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_form_field_attribute"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) IS 'form_fields.yaml:124:3 (form_field_attribute): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_form_field_reading"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) RETURNS void
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
                ROW("node"."value", "node"."unit", "node"."measured_at", "node"."residual", "node"."residual_absent") AS "image of form_field_reading",
                ROW("node"."measured_by", "node"."value", "node"."unit", "node"."measured_at", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_entries"($2, $3) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT "node"."measured_by",
                    "node"."value",
                    "node"."unit",
                    "node"."measured_at",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_form_field_reading"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
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
            "now"."measured_by" IS NOT NULL AND NOT ("was"."measured_by" IS NOT NULL AND record_image_eq("was"."image of form_field_reading", "now"."image of form_field_reading")) AS "form_field_reading differs",
            "was"."measured_by" IS NOT NULL AND NOT "now"."measured_by" IS NOT NULL AS "form_field_reading goes",
            "was"."measured_by" IS NOT NULL AS "form_field_reading had row",
            "was"."image of form_field_reading" AS "form_field_reading was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."measured_by" = "was"."measured_by"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."form_field_reading had row" THEN
                IF $4 <> 'follow' AND "changed"."form_field_reading had row" THEN
                    SELECT ROW("target"."value", "target"."unit", "target"."measured_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field_reading" AS target WHERE "target"."id" = $1 AND "target"."measured_by" = "changed"."measured_by" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_reading" AS target WHERE "target"."id" = $1 AND "target"."measured_by" = "changed"."measured_by") THEN
                        PERFORM hofsm.refuse_contended('production.form_field_reading');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_field_reading had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_reading was") THEN
                        PERFORM hofsm.refuse_stale('production.form_field_reading');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_reading" AS target WHERE "target"."id" = $1 AND "target"."measured_by" = "changed"."measured_by") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_reading');
                END IF;
                DELETE FROM "production"."form_field_reading" AS target WHERE "target"."id" = $1 AND "target"."measured_by" = "changed"."measured_by";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."form_field_reading differs" THEN
            IF $4 <> 'follow' AND "changed"."form_field_reading had row" THEN
                SELECT ROW("target"."value", "target"."unit", "target"."measured_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field_reading" AS target WHERE "target"."id" = $1 AND "target"."measured_by" = "changed"."measured_by" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_reading" AS target WHERE "target"."id" = $1 AND "target"."measured_by" = "changed"."measured_by") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_reading');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_reading had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_reading was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_reading');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_reading" AS target WHERE "target"."id" = $1 AND "target"."measured_by" = "changed"."measured_by") THEN
                PERFORM hofsm.refuse_stale('production.form_field_reading');
            END IF;
            IF "changed"."form_field_reading had row" THEN
                UPDATE "production"."form_field_reading" AS target
                SET "value" = "changed"."value",
                    "unit" = "changed"."unit",
                    "measured_at" = "changed"."measured_at",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."measured_by" = "changed"."measured_by";
            END IF;
            IF NOT "changed"."form_field_reading had row" OR NOT FOUND THEN
                INSERT INTO "production"."form_field_reading" ("id", "measured_by", "value", "unit", "measured_at", "residual", "residual_absent")
                VALUES ($1, "changed"."measured_by", "changed"."value", "changed"."unit", "changed"."measured_at", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "measured_by") DO UPDATE SET
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
COMMENT ON FUNCTION "production"."change_form_field_reading"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) IS 'form_fields.yaml:132:3 (form_field_reading): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): the rows of the elements of a container from what it was to what it is; only what differs is written
CREATE FUNCTION "production"."change_form_field_attachment"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) RETURNS void
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
                "node"."form_field_attachment_ordinal", "node"."name", "node"."media_type", "node"."bytes", "node"."attached_at", "node"."base64", "node"."residual", "node"."residual_absent",
                ROW("node"."name", "node"."media_type", "node"."bytes", "node"."attached_at", "node"."residual", "node"."residual_absent") AS "image of form_field_attachment",
                ROW("node"."base64") AS "image of form_field_attachment_content",
                ROW("node"."form_field_attachment_ordinal", "node"."name", "node"."media_type", "node"."bytes", "node"."attached_at", "node"."base64", "node"."residual", "node"."residual_absent") AS "image"
            FROM "hofsm"."changed_items"($2, $3) AS pair
            CROSS JOIN (VALUES (false), (true)) AS side (is_now)
            CROSS JOIN LATERAL (
                SELECT (CASE WHEN side.is_now THEN pair.now_places ELSE pair.was_places END)["node"."form_field_attachment_ordinal"] AS "form_field_attachment_ordinal",
                    "node"."name",
                    "node"."media_type",
                    "node"."bytes",
                    "node"."attached_at",
                    "node"."base64",
                    "node"."residual",
                    "node"."residual_absent"
                FROM "production"."decompose_form_field_attachment"(CASE WHEN side.is_now THEN pair.now_items ELSE pair.was_items END) AS node
                OFFSET 0
            ) AS node
        )
        SELECT
            coalesce(now."form_field_attachment_ordinal", was."form_field_attachment_ordinal") AS "form_field_attachment_ordinal",
            now."form_field_attachment_ordinal" IS NULL AS "is gone",
            "now"."name",
            "now"."media_type",
            "now"."bytes",
            "now"."attached_at",
            "now"."base64",
            "now"."residual",
            "now"."residual_absent",
            "now"."form_field_attachment_ordinal" IS NOT NULL AND NOT ("was"."form_field_attachment_ordinal" IS NOT NULL AND record_image_eq("was"."image of form_field_attachment", "now"."image of form_field_attachment")) AS "form_field_attachment differs",
            "was"."form_field_attachment_ordinal" IS NOT NULL AND NOT "now"."form_field_attachment_ordinal" IS NOT NULL AS "form_field_attachment goes",
            "was"."form_field_attachment_ordinal" IS NOT NULL AS "form_field_attachment had row",
            "was"."image of form_field_attachment" AS "form_field_attachment was",
            "now"."form_field_attachment_ordinal" IS NOT NULL AND NOT ("was"."form_field_attachment_ordinal" IS NOT NULL AND record_image_eq("was"."image of form_field_attachment_content", "now"."image of form_field_attachment_content")) AS "form_field_attachment_content differs",
            "was"."form_field_attachment_ordinal" IS NOT NULL AND NOT "now"."form_field_attachment_ordinal" IS NOT NULL AS "form_field_attachment_content goes",
            "was"."form_field_attachment_ordinal" IS NOT NULL AS "form_field_attachment_content had row",
            "was"."image of form_field_attachment_content" AS "form_field_attachment_content was"
        FROM (SELECT * FROM sides WHERE NOT "is now") AS was
        FULL JOIN (SELECT * FROM sides WHERE "is now") AS now ON "now"."form_field_attachment_ordinal" = "was"."form_field_attachment_ordinal"
        WHERE record_image_eq("was"."image", "now"."image") IS NOT TRUE
    LOOP
        IF "changed"."is gone" THEN
            IF "changed"."form_field_attachment_content had row" THEN
                IF $4 <> 'follow' AND "changed"."form_field_attachment_content had row" THEN
                    SELECT ROW("target"."base64") AS image INTO "stored_row" FROM "production"."form_field_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal") THEN
                        PERFORM hofsm.refuse_contended('production.form_field_attachment_content');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_field_attachment_content had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_attachment_content was") THEN
                        PERFORM hofsm.refuse_stale('production.form_field_attachment_content');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_attachment_content');
                END IF;
                DELETE FROM "production"."form_field_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal";
            END IF;
            IF "changed"."form_field_attachment had row" THEN
                IF $4 <> 'follow' AND "changed"."form_field_attachment had row" THEN
                    SELECT ROW("target"."name", "target"."media_type", "target"."bytes", "target"."attached_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field_attachment" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal" FOR UPDATE SKIP LOCKED;
                    IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_attachment" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal") THEN
                        PERFORM hofsm.refuse_contended('production.form_field_attachment');
                    END IF;
                END IF;
                IF $4 = 'compare' AND "changed"."form_field_attachment had row" THEN
                    IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_attachment was") THEN
                        PERFORM hofsm.refuse_stale('production.form_field_attachment');
                    END IF;
                ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_attachment" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_attachment');
                END IF;
                DELETE FROM "production"."form_field_attachment" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal";
            END IF;
            CONTINUE;
        END IF;
        IF "changed"."form_field_attachment differs" THEN
            IF $4 <> 'follow' AND "changed"."form_field_attachment had row" THEN
                SELECT ROW("target"."name", "target"."media_type", "target"."bytes", "target"."attached_at", "target"."residual", "target"."residual_absent") AS image INTO "stored_row" FROM "production"."form_field_attachment" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_attachment" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_attachment');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_attachment had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_attachment was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_attachment');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_attachment" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal") THEN
                PERFORM hofsm.refuse_stale('production.form_field_attachment');
            END IF;
            IF "changed"."form_field_attachment had row" THEN
                UPDATE "production"."form_field_attachment" AS target
                SET "name" = "changed"."name",
                    "media_type" = "changed"."media_type",
                    "bytes" = "changed"."bytes",
                    "attached_at" = "changed"."attached_at",
                    "residual" = "changed"."residual",
                    "residual_absent" = "changed"."residual_absent"
                WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal";
            END IF;
            IF NOT "changed"."form_field_attachment had row" OR NOT FOUND THEN
                INSERT INTO "production"."form_field_attachment" ("id", "form_field_attachment_ordinal", "name", "media_type", "bytes", "attached_at", "residual", "residual_absent")
                VALUES ($1, "changed"."form_field_attachment_ordinal", "changed"."name", "changed"."media_type", "changed"."bytes", "changed"."attached_at", "changed"."residual", "changed"."residual_absent")
                ON CONFLICT ("id", "form_field_attachment_ordinal") DO UPDATE SET
                    "name" = excluded."name",
                    "media_type" = excluded."media_type",
                    "bytes" = excluded."bytes",
                    "attached_at" = excluded."attached_at",
                    "residual" = excluded."residual",
                    "residual_absent" = excluded."residual_absent";
            END IF;
        END IF;
        IF "changed"."form_field_attachment_content differs" THEN
            IF $4 <> 'follow' AND "changed"."form_field_attachment_content had row" THEN
                SELECT ROW("target"."base64") AS image INTO "stored_row" FROM "production"."form_field_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal" FOR UPDATE SKIP LOCKED;
                IF NOT FOUND AND EXISTS (SELECT FROM "production"."form_field_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal") THEN
                    PERFORM hofsm.refuse_contended('production.form_field_attachment_content');
                END IF;
            END IF;
            IF $4 = 'compare' AND "changed"."form_field_attachment_content had row" THEN
                IF "stored_row" IS NULL OR NOT record_image_eq("stored_row"."image", "changed"."form_field_attachment_content was") THEN
                    PERFORM hofsm.refuse_stale('production.form_field_attachment_content');
                END IF;
            ELSIF $4 = 'compare' AND EXISTS (SELECT FROM "production"."form_field_attachment_content" AS target WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal") THEN
                PERFORM hofsm.refuse_stale('production.form_field_attachment_content');
            END IF;
            IF "changed"."form_field_attachment_content had row" THEN
                UPDATE "production"."form_field_attachment_content" AS target
                SET "base64" = "changed"."base64"
                WHERE "target"."id" = $1 AND "target"."form_field_attachment_ordinal" = "changed"."form_field_attachment_ordinal";
            END IF;
            IF NOT "changed"."form_field_attachment_content had row" OR NOT FOUND THEN
                INSERT INTO "production"."form_field_attachment_content" ("id", "form_field_attachment_ordinal", "base64")
                VALUES ($1, "changed"."form_field_attachment_ordinal", "changed"."base64")
                ON CONFLICT ("id", "form_field_attachment_ordinal") DO UPDATE SET
                    "base64" = excluded."base64";
            END IF;
        END IF;
    END LOOP;
END
$body$;
COMMENT ON FUNCTION "production"."change_form_field_attachment"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text) IS 'form_fields.yaml:141:3 (form_field_attachment): the rows of the elements of a container from what it was to what it is; only what differs is written';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): represents a document, given by key and value, unless it is represented; whether it did
CREATE FUNCTION "production"."represent_form_fields"("public"."form_fields"."id"%TYPE, jsonb) RETURNS boolean
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    claimed_documents bigint;
BEGIN
    -- A document is represented if its root row exists; one that somebody else has represented gets no rows here.
    WITH chunk AS MATERIALIZED (SELECT $1 AS "id", $2 AS "document"),
    "rows of_form_field" AS MATERIALIZED (
        SELECT "chunk"."id", node.*
        FROM chunk CROSS JOIN LATERAL "production"."decompose_form_field"("chunk"."document") AS node
    ),
    "claimed" AS (
        INSERT INTO "production"."form_field" ("id", "field_id", "kind", "version", "revision", "item_id", "designed_at", "notes", "pad", "residual", "residual_absent")
        SELECT "rows of_form_field"."id", "rows of_form_field"."field_id", "rows of_form_field"."kind", "rows of_form_field"."version", "rows of_form_field"."revision", "rows of_form_field"."item_id", "rows of_form_field"."designed_at", "rows of_form_field"."notes", "rows of_form_field"."pad", "rows of_form_field"."residual", "rows of_form_field"."residual_absent"
        FROM "rows of_form_field"
        ON CONFLICT DO NOTHING
        RETURNING "id"
    ),
    "rows of_form_field_child" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent JOIN claimed USING ("id") CROSS JOIN LATERAL "production"."decompose_form_field_child"("parent"."container of form_field_child") AS node
    ),
    "rows of_form_field_attribute" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent JOIN claimed USING ("id") CROSS JOIN LATERAL "production"."decompose_form_field_attribute"("parent"."container of form_field_attribute") AS node
    ),
    "rows of_form_field_reading" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent JOIN claimed USING ("id") CROSS JOIN LATERAL "production"."decompose_form_field_reading"("parent"."container of form_field_reading") AS node
    ),
    "rows of_form_field_attachment" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent JOIN claimed USING ("id") CROSS JOIN LATERAL "production"."decompose_form_field_attachment"("parent"."container of form_field_attachment") AS node
    ),
    "into_form_field_layout" AS (
        INSERT INTO "production"."form_field_layout" ("id", "label", "x", "y", "width", "height", "hidden", "help", "style", "options")
        SELECT "rows of_form_field"."id", "rows of_form_field"."label", "rows of_form_field"."x", "rows of_form_field"."y", "rows of_form_field"."width", "rows of_form_field"."height", "rows of_form_field"."hidden", "rows of_form_field"."help", "rows of_form_field"."style", "rows of_form_field"."options"
        FROM "rows of_form_field"
        JOIN claimed USING ("id")
    ),
    "into_form_field_rule" AS (
        INSERT INTO "production"."form_field_rule" ("id", "required", "minimum", "maximum")
        SELECT "rows of_form_field"."id", "rows of_form_field"."required", "rows of_form_field"."minimum", "rows of_form_field"."maximum"
        FROM "rows of_form_field"
        JOIN claimed USING ("id")
        WHERE "rows of_form_field"."form_field_rule.exists"
    ),
    "into_form_field_default" AS (
        INSERT INTO "production"."form_field_default" ("id", "default_value")
        SELECT "rows of_form_field"."id", "rows of_form_field"."default_value"
        FROM "rows of_form_field"
        JOIN claimed USING ("id")
    ),
    "into_form_field_input" AS (
        INSERT INTO "production"."form_field_input" ("id", "value", "entered_by", "entered_at")
        SELECT "rows of_form_field"."id", "rows of_form_field"."value", "rows of_form_field"."entered_by", "rows of_form_field"."entered_at"
        FROM "rows of_form_field"
        JOIN claimed USING ("id")
        WHERE "rows of_form_field"."form_field_input.exists"
    ),
    "into_form_field_child" AS (
        INSERT INTO "production"."form_field_child" ("id", "form_field_child_path", "form_field_child_ordinal", "kind", "residual", "residual_absent")
        SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."form_field_child_ordinal", "rows of_form_field_child"."kind", "rows of_form_field_child"."residual", "rows of_form_field_child"."residual_absent"
        FROM "rows of_form_field_child"
    ),
    "into_form_field_child_layout" AS (
        INSERT INTO "production"."form_field_child_layout" ("id", "form_field_child_path", "label", "x", "y", "width", "height", "hidden", "help", "style", "options")
        SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."label", "rows of_form_field_child"."x", "rows of_form_field_child"."y", "rows of_form_field_child"."width", "rows of_form_field_child"."height", "rows of_form_field_child"."hidden", "rows of_form_field_child"."help", "rows of_form_field_child"."style", "rows of_form_field_child"."options"
        FROM "rows of_form_field_child"
    ),
    "into_form_field_child_rule" AS (
        INSERT INTO "production"."form_field_child_rule" ("id", "form_field_child_path", "required", "minimum", "maximum")
        SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."required", "rows of_form_field_child"."minimum", "rows of_form_field_child"."maximum"
        FROM "rows of_form_field_child"
        WHERE "rows of_form_field_child"."form_field_child_rule.exists"
    ),
    "into_form_field_child_default" AS (
        INSERT INTO "production"."form_field_child_default" ("id", "form_field_child_path", "default_value")
        SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."default_value"
        FROM "rows of_form_field_child"
    ),
    "into_form_field_child_input" AS (
        INSERT INTO "production"."form_field_child_input" ("id", "form_field_child_path", "value", "entered_by", "entered_at")
        SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."value", "rows of_form_field_child"."entered_by", "rows of_form_field_child"."entered_at"
        FROM "rows of_form_field_child"
        WHERE "rows of_form_field_child"."form_field_child_input.exists"
    ),
    "into_form_field_attribute" AS (
        INSERT INTO "production"."form_field_attribute" ("id", "attribute", "value", "residual", "residual_absent")
        SELECT "rows of_form_field_attribute"."id", "rows of_form_field_attribute"."attribute", "rows of_form_field_attribute"."value", "rows of_form_field_attribute"."residual", "rows of_form_field_attribute"."residual_absent"
        FROM "rows of_form_field_attribute"
    ),
    "into_form_field_reading" AS (
        INSERT INTO "production"."form_field_reading" ("id", "measured_by", "value", "unit", "measured_at", "residual", "residual_absent")
        SELECT "rows of_form_field_reading"."id", "rows of_form_field_reading"."measured_by", "rows of_form_field_reading"."value", "rows of_form_field_reading"."unit", "rows of_form_field_reading"."measured_at", "rows of_form_field_reading"."residual", "rows of_form_field_reading"."residual_absent"
        FROM "rows of_form_field_reading"
    ),
    "into_form_field_attachment" AS (
        INSERT INTO "production"."form_field_attachment" ("id", "form_field_attachment_ordinal", "name", "media_type", "bytes", "attached_at", "residual", "residual_absent")
        SELECT "rows of_form_field_attachment"."id", "rows of_form_field_attachment"."form_field_attachment_ordinal", "rows of_form_field_attachment"."name", "rows of_form_field_attachment"."media_type", "rows of_form_field_attachment"."bytes", "rows of_form_field_attachment"."attached_at", "rows of_form_field_attachment"."residual", "rows of_form_field_attachment"."residual_absent"
        FROM "rows of_form_field_attachment"
    ),
    "into_form_field_attachment_content" AS (
        INSERT INTO "production"."form_field_attachment_content" ("id", "form_field_attachment_ordinal", "base64")
        SELECT "rows of_form_field_attachment"."id", "rows of_form_field_attachment"."form_field_attachment_ordinal", "rows of_form_field_attachment"."base64"
        FROM "rows of_form_field_attachment"
    )
    SELECT count(*) INTO claimed_documents FROM claimed;
    RETURN claimed_documents > 0;
END
$body$;
COMMENT ON FUNCTION "production"."represent_form_fields"("public"."form_fields"."id"%TYPE, jsonb) IS 'form_fields.yaml:17:3 (form_field): represents a document, given by key and value, unless it is represented; whether it did';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): drops all rows of a document
CREATE FUNCTION "production"."forget_form_fields"("public"."form_fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
BEGIN
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
COMMENT ON FUNCTION "production"."forget_form_fields"("public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): drops all rows of a document';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): makes the rows of a document anew, as the legacy table has it now
CREATE FUNCTION "production"."follow_form_fields"("public"."form_fields"."id"%TYPE) RETURNS void
    LANGUAGE plpgsql VOLATILE
AS $body$
#variable_conflict use_column
DECLARE
    current_document jsonb;
BEGIN
    -- What the legacy table has now decides, not what it had when a trigger was put into its queue.
    -- FOR KEY SHARE: a row that somebody deleted after this transaction's snapshot is 40001, and not the document of that key.
    SELECT "legacy"."value" #> '{}' INTO current_document FROM "public"."form_fields" AS legacy WHERE legacy."id" = $1 FOR KEY SHARE;
    IF NOT FOUND THEN
        PERFORM "production"."forget_form_fields"($1);
        RETURN;
    END IF;
    IF "production"."represent_form_fields"($1, current_document) THEN
        RETURN;
    END IF;
    PERFORM "production"."forget_form_fields"($1);
    PERFORM "production"."represent_form_fields"($1, current_document);
END
$body$;
COMMENT ON FUNCTION "production"."follow_form_fields"("public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): makes the rows of a document anew, as the legacy table has it now';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): follows every write to the legacy table
CREATE FUNCTION "production"."dual_write_form_fields"() RETURNS trigger
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
        ELSIF NOT "production"."change_form_field"("new"."id", ("old"."value") #> '{}', "new"."value" #> '{}', 'follow') THEN
            PERFORM "production"."follow_form_fields"("new"."id");
        END IF;
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
$body$;
COMMENT ON FUNCTION "production"."dual_write_form_fields"() IS 'form_fields.yaml:17:3 (form_field): follows every write to the legacy table';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "production"."dual_write_form_fields"() FROM PUBLIC;

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): follows TRUNCATE of the legacy table or of one of its partitions
CREATE FUNCTION "production"."dual_write_form_fields_truncate"() RETURNS trigger
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1 SET row_security = off
    SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages('"public"."form_fields"') AND NOT EXISTS (SELECT FROM "public"."form_fields") THEN
        TRUNCATE "production"."form_field", "production"."form_field_layout", "production"."form_field_rule", "production"."form_field_default", "production"."form_field_input", "production"."form_field_child", "production"."form_field_child_layout", "production"."form_field_child_rule", "production"."form_field_child_default", "production"."form_field_child_input", "production"."form_field_attribute", "production"."form_field_reading", "production"."form_field_attachment", "production"."form_field_attachment_content";
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot('"public"."form_fields"');
        DELETE FROM "production"."form_field_attachment_content" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_attachment" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_reading" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_attribute" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_default" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_rule" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child_layout" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_child" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_input" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_default" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_rule" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field_layout" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
        DELETE FROM "production"."form_field" AS target WHERE NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "target"."id");
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END

$body$;
COMMENT ON FUNCTION "production"."dual_write_form_fields_truncate"() IS 'form_fields.yaml:17:3 (form_field): follows TRUNCATE of the legacy table or of one of its partitions';
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION "production"."dual_write_form_fields_truncate"() FROM PUBLIC;

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_layout"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_rule"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_default"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_input"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_child"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_child_layout"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_child_rule"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_child_default"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_child_input"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_attribute"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_reading"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_attachment"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."form_fields"', '"production"."form_field_attachment_content"', '{id}');

-- up (SHARE ROW EXCLUSIVE on the legacy table and its partitions): every write is mirrored; waits for writers in flight
CREATE TRIGGER "dual_write_form_fields_insert" AFTER INSERT ON "public"."form_fields"
    FOR EACH ROW EXECUTE FUNCTION "production"."dual_write_form_fields"();
SELECT hofsm.follow_updates('dual_write_form_fields_update', '"public"."form_fields"', '"production"."dual_write_form_fields"', '{id}', 'value');
CREATE TRIGGER "dual_write_form_fields_delete" AFTER DELETE ON "public"."form_fields"
    FOR EACH ROW EXECUTE FUNCTION "production"."dual_write_form_fields"();
CREATE TRIGGER "dual_write_form_fields_truncate" AFTER TRUNCATE ON "public"."form_fields"
    FOR EACH STATEMENT EXECUTE FUNCTION "production"."dual_write_form_fields_truncate"();
DO $create$
DECLARE
    descendant record;
BEGIN
    FOR descendant IN
        WITH RECURSIVE below AS (
            SELECT inhrelid FROM pg_inherits WHERE inhparent = '"public"."form_fields"'::regclass
            UNION
            SELECT child.inhrelid FROM below JOIN pg_inherits AS child ON child.inhparent = below.inhrelid
        )
        SELECT class.oid, class.relispartition FROM below JOIN pg_class AS class ON class.oid = below.inhrelid ORDER BY class.oid
    LOOP
        IF NOT descendant.relispartition THEN
            EXECUTE format('CREATE TRIGGER "dual_write_form_fields_insert" AFTER INSERT ON %s
    FOR EACH ROW EXECUTE FUNCTION "production"."dual_write_form_fields"();', descendant.oid::regclass);
            PERFORM hofsm.follow_updates('dual_write_form_fields_update', descendant.oid, '"production"."dual_write_form_fields"', '{id}', 'value');
            EXECUTE format('CREATE TRIGGER "dual_write_form_fields_delete" AFTER DELETE ON %s
    FOR EACH ROW EXECUTE FUNCTION "production"."dual_write_form_fields"();', descendant.oid::regclass);
        END IF;
        EXECUTE format('CREATE TRIGGER "dual_write_form_fields_truncate" AFTER TRUNCATE ON %s
    FOR EACH STATEMENT EXECUTE FUNCTION "production"."dual_write_form_fields_truncate"();', descendant.oid::regclass);
    END LOOP;
END
$create$;

RESET search_path;
