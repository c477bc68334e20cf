-- variants: legacy -> expanded
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (no lock on any table): made if it is missing; the comment remembers that
-- Asked for first, because CREATE SCHEMA IF NOT EXISTS needs the CREATE privilege on the database even where the schema exists.
DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'variants_new') THEN
        CREATE SCHEMA "variants_new";
        COMMENT ON SCHEMA "variants_new" IS 'tables and functions of hofsm-migrate';
    END IF;
END
$do$;

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:5:3 (field): core, one row per document
CREATE TABLE "variants_new"."field" AS
SELECT "id" FROM "old"."fields" WITH NO DATA;
ALTER TABLE "variants_new"."field"
    ADD COLUMN "kind" text,
    ADD COLUMN "default_number" numeric,
    ADD COLUMN "width" integer,
    ADD COLUMN "default_choice" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "field_default_number_check" CHECK ("default_number" IS NULL OR (length("default_number"::text) <= 400) AND ("default_number" >= 0)),
    ADD CONSTRAINT "field_variant_number_fits" CHECK ("kind" IS NOT DISTINCT FROM 'number' OR "default_number" IS NULL AND "width" IS NULL),
    ADD CONSTRAINT "field_variant_multi select_fits" CHECK ("kind" IS NOT DISTINCT FROM 'multi select' OR "default_choice" IS NULL),
    ADD CONSTRAINT "field_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "variants_new"."field" IS 'spec.yaml:5:3 (field): core, one row per document';
COMMENT ON COLUMN "variants_new"."field"."kind" IS 'spec.yaml:9:7 (field.kind): type or fieldType as text, wire native';
COMMENT ON COLUMN "variants_new"."field"."default_number" IS 'spec.yaml:20:9 (field.default_number): default.value as numeric, wire string, in variant number only';
COMMENT ON COLUMN "variants_new"."field"."width" IS 'spec.yaml:21:9 (field.width): ui.width as integer, wire native, in variant number only';
COMMENT ON COLUMN "variants_new"."field"."default_choice" IS 'spec.yaml:24:9 (field.default_choice): default.value as text, wire native, in variant multi select only';
COMMENT ON COLUMN "variants_new"."field"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "variants_new"."field"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_field" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."field"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:26:9 (field_choice): input, one row per document, in variant multi select only
CREATE TABLE "variants_new"."field_choice" AS
SELECT "id" FROM "old"."fields" WITH NO DATA;
ALTER TABLE "variants_new"."field_choice"
    ADD COLUMN "chosen" text,
    ADD CONSTRAINT "field_choice_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "variants_new"."field_choice" IS 'spec.yaml:26:9 (field_choice): input, one row per document, in variant multi select only';
COMMENT ON COLUMN "variants_new"."field_choice"."chosen" IS 'spec.yaml:29:13 (field_choice.chosen): input.value as text, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_field_choice" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."field_choice"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:12:3 (entry): core, one row per element of entries
CREATE TABLE "variants_new"."entry" AS
SELECT "id" FROM "old"."fields" WITH NO DATA;
ALTER TABLE "variants_new"."entry"
    ADD COLUMN "entry_ordinal" integer NOT NULL,
    ADD COLUMN "entry_variant" text,
    ADD COLUMN "batch" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "entry_variant_known" CHECK ("entry_variant" = ANY ('{part,stock_item}')),
    ADD CONSTRAINT "entry_variant_stock_item_fits" CHECK ("entry_variant" IS NOT DISTINCT FROM 'stock_item' OR "batch" IS NULL),
    ADD CONSTRAINT "entry_pkey" PRIMARY KEY ("id", "entry_ordinal");
COMMENT ON TABLE "variants_new"."entry" IS 'spec.yaml:12:3 (entry): core, one row per element of entries';
COMMENT ON COLUMN "variants_new"."entry"."batch" IS 'spec.yaml:42:9 (entry.batch): batch as text, wire native, in variant stock_item only';
COMMENT ON COLUMN "variants_new"."entry"."entry_variant" IS 'spec.yaml:35:3 (entry): the variant, the first of which all keys are present; NULL for none';
COMMENT ON COLUMN "variants_new"."entry"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "variants_new"."entry"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_entry" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."entry"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:39:9 (part): core, one row per element of entries, in variant part only
CREATE TABLE "variants_new"."part" AS
SELECT "id" FROM "old"."fields" WITH NO DATA;
ALTER TABLE "variants_new"."part"
    ADD COLUMN "entry_ordinal" integer NOT NULL,
    ADD COLUMN "name" text,
    ADD COLUMN "code" text,
    ADD CONSTRAINT "part_code_check" CHECK ((octet_length("code") <= 2000)),
    ADD CONSTRAINT "part_pkey" PRIMARY KEY ("id", "entry_ordinal");
COMMENT ON TABLE "variants_new"."part" IS 'spec.yaml:39:9 (part): core, one row per element of entries, in variant part only';
COMMENT ON COLUMN "variants_new"."part"."name" IS 'spec.yaml:39:38 (part.name): name as text, wire native';
COMMENT ON COLUMN "variants_new"."part"."code" IS 'spec.yaml:39:78 (part.code): IPN as text, wire native';

-- up (SHARE on the new table, which is still empty)
CREATE INDEX "part_code_idx" ON "variants_new"."part" USING btree ("code");

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_part" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."part"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:44:9 (stock_item): core, one row per element of entries, in variant stock_item only
CREATE TABLE "variants_new"."stock_item" AS
SELECT "id" FROM "old"."fields" WITH NO DATA;
ALTER TABLE "variants_new"."stock_item"
    ADD COLUMN "entry_ordinal" integer NOT NULL,
    ADD COLUMN "title" text,
    ADD COLUMN "serial" bigint,
    ADD CONSTRAINT "stock_item_pkey" PRIMARY KEY ("id", "entry_ordinal");
COMMENT ON TABLE "variants_new"."stock_item" IS 'spec.yaml:44:9 (stock_item): core, one row per element of entries, in variant stock_item only';
COMMENT ON COLUMN "variants_new"."stock_item"."title" IS 'spec.yaml:44:44 (stock_item.title): name as text, wire native';
COMMENT ON COLUMN "variants_new"."stock_item"."serial" IS 'spec.yaml:44:97 (stock_item.serial): serial_int as bigint, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_stock_item" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."stock_item"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:30:9 (field_option): layout, one row per element of options, in variant multi select only
CREATE TABLE "variants_new"."field_option" AS
SELECT "id" FROM "old"."fields" WITH NO DATA;
ALTER TABLE "variants_new"."field_option"
    ADD COLUMN "field_option_ordinal" integer NOT NULL,
    ADD COLUMN "label" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "field_option_pkey" PRIMARY KEY ("id", "field_option_ordinal");
COMMENT ON TABLE "variants_new"."field_option" IS 'spec.yaml:30:9 (field_option): layout, one row per element of options, in variant multi select only';
COMMENT ON COLUMN "variants_new"."field_option"."label" IS 'spec.yaml:34:21 (field_option.label): label as text, wire native';
COMMENT ON COLUMN "variants_new"."field_option"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "variants_new"."field_option"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_field_option" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "variants_new"."field_option"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."field"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."field_choice"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."entry"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."part"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."stock_item"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"old"."fields"', '"variants_new"."field_option"', '{id}');

-- up (no lock on any table): spec.yaml:5:3 (field): the document as column values and residual
CREATE FUNCTION "variants_new"."decompose_field"("document" jsonb) RETURNS TABLE (
    "kind" text,
    "default_number" numeric,
    "width" integer,
    "default_choice" text,
    "chosen" text,
    "residual" jsonb,
    "residual_absent" text[],
    "container of entry" jsonb,
    "container of field_option" jsonb
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "kind",
    "default_number",
    "width",
    "default_choice",
    "chosen",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical kind" THEN 'type' END,
            'default',
            'ui',
            'input',
            CASE WHEN "container of entry" IS NOT NULL THEN 'entries' END,
            CASE
                WHEN ("kind" IS NOT DISTINCT FROM 'multi select' AND ("container of field_option" IS NOT NULL OR coalesce("fragment options" = '[]'::jsonb, false))) THEN 'options'
            END
        ]::text[])
            || CASE WHEN "kept default" IS NULL THEN '{}' ELSE jsonb_build_object('default', "kept default") END
            || CASE WHEN "kept ui" IS NULL THEN '{}' ELSE jsonb_build_object('ui', "kept ui") END
            || CASE WHEN "kept input" IS NULL THEN '{}' ELSE jsonb_build_object('input', "kept input") END, '{}')
        ELSE "element"
    END,
    nullif(array_remove(ARRAY[
        CASE WHEN "element" IS NULL THEN '$' END,
        CASE WHEN "fragment ui" IS NULL AND jsonb_typeof("element") = 'object' THEN 'ui' END,
        CASE
            WHEN ("kind" IS NOT DISTINCT FROM 'number' AND "fragment ui.width" IS NULL AND jsonb_typeof("fragment ui") = 'object') THEN 'ui.width'
        END,
        CASE
            WHEN ("kind" IS NOT DISTINCT FROM 'multi select' AND "fragment input.value" IS NULL AND jsonb_typeof("fragment input") = 'object') THEN 'input.value'
        END,
        CASE
            WHEN ("kind" IS NOT DISTINCT FROM 'multi select' AND "fragment options" IS NULL AND jsonb_typeof("element") = 'object') THEN 'options'
        END
    ]::text[], NULL), '{}'),
    "container of entry",
    "container of field_option"
FROM (
    SELECT
        *,
        CASE
            WHEN jsonb_typeof("fragment default") = 'object' THEN CASE
                WHEN "members default" <> '{}' OR NOT (coalesce(jsonb_typeof("fragment default") = 'object', false) AND (
                    ((
                        ("kind" IS NOT DISTINCT FROM 'number' AND "default_number" IS NOT NULL)
                        OR ("kind" IS NOT DISTINCT FROM 'multi select' AND "default_choice" IS NOT NULL)
                    ) AND "fragment default.value" IS NOT NULL)
                )) THEN "members default"
            END
            ELSE "fragment default"
        END AS "kept default",
        CASE
            WHEN jsonb_typeof("fragment ui") = 'object' THEN nullif("members ui", '{}')
            ELSE "fragment ui"
        END AS "kept ui",
        CASE
            WHEN jsonb_typeof("fragment input") = 'object' THEN CASE
                WHEN "members input" <> '{}' OR NOT (coalesce(jsonb_typeof("fragment input") = 'object', false) AND (
                    (("kind" IS NOT DISTINCT FROM 'multi select' AND "chosen" IS NOT NULL) AND "fragment input.value" IS NOT NULL)
                )) THEN "members input"
            END
            ELSE "fragment input"
        END AS "kept input"
    FROM (
        SELECT
            *,
            CASE
                WHEN jsonb_typeof("fragment default") = 'object' THEN ("fragment default" - ARRAY[
                    CASE
                        WHEN ("kind" IS NOT DISTINCT FROM 'number' AND coalesce('"' || "default_number" || '"' = "fragment default.value"::text, false)) OR ("kind" IS NOT DISTINCT FROM 'multi select' AND "default_choice" IS NOT NULL AND jsonb_typeof("fragment default.value") = 'string') THEN 'value'
                    END
                ]::text[])
            END AS "members default",
            CASE
                WHEN jsonb_typeof("fragment ui") = 'object' THEN ("fragment ui" - ARRAY[
                    CASE
                        WHEN ("kind" IS NOT DISTINCT FROM 'number' AND ("width" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ui.width") = 'number' THEN scale("fragment ui.width"::numeric) = 0 ELSE false END OR coalesce(jsonb_typeof("fragment ui.width") = 'null', false))) THEN 'width'
                    END
                ]::text[])
            END AS "members ui",
            CASE
                WHEN jsonb_typeof("fragment input") = 'object' THEN ("fragment input" - ARRAY[
                    CASE
                        WHEN ("kind" IS NOT DISTINCT FROM 'multi select' AND ("chosen" IS NOT NULL AND jsonb_typeof("fragment input.value") = 'string' OR coalesce(jsonb_typeof("fragment input.value") = 'null', false))) THEN 'value'
                    END
                ]::text[])
            END AS "members input"
        FROM (
            SELECT
                *,
                "kind" IS NOT NULL AND jsonb_typeof("fragment type") = 'string' AND "fragment fieldType" IS NULL AS "canonical kind",
                CASE
                    WHEN jsonb_typeof("fragment entries") = 'array' AND "fragment entries" <> '[]' THEN "fragment entries"
                END AS "container of entry",
                CASE
                    WHEN ("kind" IS NOT DISTINCT FROM 'multi select') THEN CASE
                        WHEN jsonb_typeof("fragment options") = 'array' AND "fragment options" <> '[]' THEN "fragment options"
                    END
                END AS "container of field_option"
            FROM (
                SELECT
                    *,
                    CASE
                        WHEN (length("parsed default_number"::text) <= 400) IS NOT FALSE AND ("parsed default_number" >= 0) IS NOT FALSE THEN "parsed default_number"
                    END AS "default_number"
                FROM (
                    SELECT
                        *,
                        hofsm.parse_text(coalesce("fragment type", "fragment fieldType")) AS "kind",
                        hofsm.parse_numeric("fragment default.value") AS "parsed default_number",
                        hofsm.parse_integer("fragment ui.width") AS "width",
                        hofsm.parse_text("fragment default.value") AS "default_choice",
                        hofsm.parse_text("fragment input.value") AS "chosen"
                    FROM (
                        SELECT
                            *,
                            "fragment default" -> 'value' AS "fragment default.value",
                            "fragment ui" -> 'width' AS "fragment ui.width",
                            "fragment input" -> 'value' AS "fragment input.value"
                        FROM (
                            SELECT
                                *,
                                "element" -> 'type' AS "fragment type",
                                "element" -> 'fieldType' AS "fragment fieldType",
                                "element" -> 'default' AS "fragment default",
                                "element" -> 'ui' AS "fragment ui",
                                "element" -> 'input' AS "fragment input",
                                "element" -> 'entries' AS "fragment entries",
                                "element" -> 'options' AS "fragment options"
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
COMMENT ON FUNCTION "variants_new"."decompose_field"("document" jsonb) IS 'spec.yaml:5:3 (field): the document as column values and residual';

-- up (no lock on any table): spec.yaml:12:3 (entry): the elements of a container as column values and residual
CREATE FUNCTION "variants_new"."decompose_entry"("container" jsonb) RETURNS TABLE (
    "entry_ordinal" integer,
    "entry_variant" text,
    "batch" text,
    "name" text,
    "code" text,
    "serial" bigint,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "entry_ordinal",
    "entry_variant",
    "batch",
    "name",
    "code",
    "serial",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE
                WHEN ("entry_variant" IS NOT DISTINCT FROM 'stock_item' AND "batch" IS NOT NULL AND jsonb_typeof("fragment batch") = 'string') THEN 'batch'
            END,
            CASE
                WHEN (coalesce("entry_variant" = ANY ('{part,stock_item}'), false) AND ("name" IS NOT NULL AND jsonb_typeof("fragment name") = 'string' OR coalesce(jsonb_typeof("fragment name") = 'null', false))) THEN 'name'
            END,
            CASE
                WHEN ("entry_variant" IS NOT DISTINCT FROM 'part' AND "code" IS NOT NULL AND jsonb_typeof("fragment IPN") = 'string') THEN 'IPN'
            END,
            CASE
                WHEN ("entry_variant" IS NOT DISTINCT FROM 'stock_item' AND "serial" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment serial_int") = 'number' THEN scale("fragment serial_int"::numeric) = 0 ELSE false END) THEN 'serial_int'
            END
        ]::text[]), '{}')
        ELSE "element"
    END,
    nullif(array_remove(ARRAY[
        CASE
            WHEN (coalesce("entry_variant" = ANY ('{part,stock_item}'), false) AND "fragment name" IS NULL AND jsonb_typeof("element") = 'object') THEN 'name'
        END
    ]::text[], NULL), '{}')
FROM (
    SELECT
        *,
        (CASE
            WHEN "fragment IPN" IS NOT NULL THEN 'part'
            WHEN "fragment serial_int" IS NOT NULL AND "fragment batch" IS NOT NULL THEN 'stock_item'
        END)::text AS "entry_variant"
    FROM (
        SELECT
            *,
            CASE WHEN (octet_length("parsed code") <= 2000) IS NOT FALSE THEN "parsed code" END AS "code"
        FROM (
            SELECT
                *,
                hofsm.parse_text("fragment batch") AS "batch",
                hofsm.parse_text("fragment name") AS "name",
                hofsm.parse_text("fragment IPN") AS "parsed code",
                hofsm.parse_bigint("fragment serial_int") AS "serial"
            FROM (
                SELECT
                    *,
                    "element" -> 'batch' AS "fragment batch",
                    "element" -> 'name' AS "fragment name",
                    "element" -> 'IPN' AS "fragment IPN",
                    "element" -> 'serial_int' AS "fragment serial_int"
                FROM (
                    SELECT item.ordinality::integer AS "entry_ordinal", item.value AS "element"
                    FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
                ) AS found
                OFFSET 0
            ) AS "layer_0"
            OFFSET 0
        ) AS "layer_1"
        OFFSET 0
    ) AS "layer_2"
    OFFSET 0
) AS "layer_3";
END;
COMMENT ON FUNCTION "variants_new"."decompose_entry"("container" jsonb) IS 'spec.yaml:12:3 (entry): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:30:9 (field_option): the elements of a container as column values and residual
CREATE FUNCTION "variants_new"."decompose_field_option"("container" jsonb) RETURNS TABLE (
    "field_option_ordinal" integer,
    "label" text,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "field_option_ordinal",
    "label",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[CASE WHEN "canonical label" THEN 'label' END]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[]
FROM (
    SELECT
        *,
        "label" IS NOT NULL AND jsonb_typeof("fragment label") = 'string' AS "canonical label"
    FROM (
        SELECT
            *,
            hofsm.parse_text("fragment label") AS "label"
        FROM (
            SELECT
                *,
                "element" -> 'label' AS "fragment label"
            FROM (
                SELECT item.ordinality::integer AS "field_option_ordinal", item.value AS "element"
                FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
            ) AS found
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "variants_new"."decompose_field_option"("container" jsonb) IS 'spec.yaml:30:9 (field_option): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:5:3 (field): the text of an element of which the residual holds a part
CREATE FUNCTION "variants_new"."overlay_field"("field" "variants_new"."field", "field_choice" "variants_new"."field_choice", "members of_entry" text, "members of_field_option" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."kind" IS NOT NULL AND NOT "claimed kind")
            OR (($1)."default_number" IS NOT NULL AND "claimed default_number" IS NOT TRUE)
            OR (($1)."default_choice" IS NOT NULL AND "claimed default_choice" IS NOT TRUE)
            OR (($1)."width" IS NOT NULL AND "claimed width" IS NOT TRUE)
            OR (($2)."chosen" IS NOT NULL AND "claimed chosen" IS NOT TRUE)
            OR $3 IS NOT NULL
            OR $4 IS NOT NULL
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"type":' || CASE WHEN "claimed kind" THEN "kept type"::text ELSE to_json(($1)."kind")::text END,
            '"fieldType":' || CASE WHEN "claimed kind" THEN "kept fieldType"::text ELSE NULL END,
            '"default":' || CASE
                WHEN (
                    jsonb_typeof("kept default") = 'object'
                    OR (($1)."default_number" IS NOT NULL AND "claimed default_number" IS NOT TRUE)
                    OR (($1)."default_choice" IS NOT NULL AND "claimed default_choice" IS NOT TRUE)
                ) THEN '{' || concat_ws(
                    ',',
                    '"value":' || CASE
                        WHEN (
                            "claimed default_number"
                            OR "claimed default_choice"
                            OR NOT coalesce(($1)."kind" = ANY ('{number,"multi select"}'), false)
                        ) THEN "kept default.value"::text
                        ELSE coalesce('"' || ($1)."default_number" || '"', to_json(($1)."default_choice")::text)
                    END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept default") = 'object' THEN ("kept default" - '{value}'::text[])::text END)
                ) || '}'
                WHEN "kept default" IS NOT NULL THEN "kept default"::text
            END,
            '"ui":' || CASE
                WHEN (
                    jsonb_typeof("kept ui") = 'object'
                    OR (($1)."width" IS NOT NULL AND "claimed width" IS NOT TRUE)
                    OR ("kept ui" IS NULL AND NOT 'ui' = ANY (marks))
                ) THEN '{' || concat_ws(
                    ',',
                    '"width":' || CASE
                        WHEN ("claimed width" OR NOT ($1)."kind" IS NOT DISTINCT FROM 'number') THEN "kept ui.width"::text
                        ELSE coalesce(($1)."width"::text, CASE WHEN ($1)."kind" IS NOT DISTINCT FROM 'number' THEN 'null' END)
                    END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept ui") = 'object' THEN ("kept ui" - '{width}'::text[])::text END)
                ) || '}'
                WHEN "kept ui" IS NOT NULL THEN "kept ui"::text
            END,
            '"input":' || CASE
                WHEN (
                    jsonb_typeof("kept input") = 'object'
                    OR (($2)."chosen" IS NOT NULL AND "claimed chosen" IS NOT TRUE)
                ) THEN '{' || concat_ws(
                    ',',
                    '"value":' || CASE
                        WHEN ("claimed chosen" OR NOT ($1)."kind" IS NOT DISTINCT FROM 'multi select') THEN "kept input.value"::text
                        ELSE coalesce(
                            to_json(($2)."chosen")::text,
                            CASE WHEN ($1)."kind" IS NOT DISTINCT FROM 'multi select' THEN 'null' END
                        )
                    END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept input") = 'object' THEN ("kept input" - '{value}'::text[])::text END)
                ) || '}'
                WHEN "kept input" IS NOT NULL THEN "kept input"::text
            END,
            '"entries":' || coalesce($3, "kept entries"::text),
            '"options":' || coalesce(
                $4,
                "kept options"::text,
                CASE
                    WHEN NOT 'options' = ANY (marks) AND ($1)."kind" IS NOT DISTINCT FROM 'multi select' THEN '[]'
                END
            ),
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{type,fieldType,default,ui,input,entries,options}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        coalesce("kept type", "kept fieldType") IS NOT NULL AND ("parsed kind") IS NOT DISTINCT FROM ($1)."kind" AS "claimed kind",
        CASE
            WHEN ($1)."kind" IS NOT DISTINCT FROM 'number' THEN "kept default.value" IS NOT NULL AND (CASE
                WHEN (length("parsed default_number"::text) <= 400) IS NOT FALSE AND ("parsed default_number" >= 0) IS NOT FALSE THEN "parsed default_number"
            END)::text IS NOT DISTINCT FROM ($1)."default_number"::text
        END AS "claimed default_number",
        CASE
            WHEN ($1)."kind" IS NOT DISTINCT FROM 'number' THEN CASE
                WHEN "kept ui.width" IS NOT NULL THEN (hofsm.parse_integer("kept ui.width")) IS NOT DISTINCT FROM ($1)."width"
                ELSE ($1)."width" IS NULL AND 'ui.width' = ANY (marks)
            END
        END AS "claimed width",
        CASE
            WHEN ($1)."kind" IS NOT DISTINCT FROM 'multi select' THEN "kept default.value" IS NOT NULL AND (hofsm.parse_text("kept default.value")) IS NOT DISTINCT FROM ($1)."default_choice"
        END AS "claimed default_choice",
        CASE
            WHEN ($1)."kind" IS NOT DISTINCT FROM 'multi select' THEN CASE
                WHEN "kept input.value" IS NOT NULL THEN (hofsm.parse_text("kept input.value")) IS NOT DISTINCT FROM ($2)."chosen"
                ELSE ($2)."chosen" IS NULL AND 'input.value' = ANY (marks)
            END
        END AS "claimed chosen"
    FROM (
        SELECT
            *,
            hofsm.parse_text(coalesce("kept type", "kept fieldType")) AS "parsed kind",
            hofsm.parse_numeric("kept default.value") AS "parsed default_number"
        FROM (
            SELECT
                *,
                ("residual" -> 'type') AS "kept type",
                ("residual" -> 'fieldType') AS "kept fieldType",
                ("residual" -> 'default') AS "kept default",
                ("residual" -> 'default' -> 'value') AS "kept default.value",
                ("residual" -> 'ui') AS "kept ui",
                ("residual" -> 'ui' -> 'width') AS "kept ui.width",
                ("residual" -> 'input') AS "kept input",
                ("residual" -> 'input' -> 'value') AS "kept input.value",
                ("residual" -> 'entries') AS "kept entries",
                ("residual" -> 'options') AS "kept options"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "variants_new"."overlay_field"("field" "variants_new"."field", "field_choice" "variants_new"."field_choice", "members of_entry" text, "members of_field_option" text) IS 'spec.yaml:5:3 (field): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:5:3 (field): the text of an element without residual
CREATE FUNCTION "variants_new"."compose_field"("field" "variants_new"."field", "field_choice" "variants_new"."field_choice", "members of_entry" text, "members of_field_option" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"type":' || to_json(($1)."kind")::text,
    '"default":' || '{' || nullif(concat_ws(
        ',',
        '"value":' || coalesce('"' || ($1)."default_number" || '"', to_json(($1)."default_choice")::text)
    ), '') || '}',
    '"ui":' || '{' || concat_ws(
        ',',
        '"width":' || coalesce(($1)."width"::text, CASE WHEN ($1)."kind" IS NOT DISTINCT FROM 'number' THEN 'null' END)
    ) || '}',
    '"input":' || CASE
        WHEN (($2)."chosen" IS NOT NULL) THEN '{' || concat_ws(
            ',',
            '"value":' || coalesce(
                to_json(($2)."chosen")::text,
                CASE WHEN ($1)."kind" IS NOT DISTINCT FROM 'multi select' THEN 'null' END
            )
        ) || '}'
    END,
    '"entries":' || $3,
    '"options":' || coalesce($4, CASE WHEN ($1)."kind" IS NOT DISTINCT FROM 'multi select' THEN '[]' END)
) || '}';
END;
COMMENT ON FUNCTION "variants_new"."compose_field"("field" "variants_new"."field", "field_choice" "variants_new"."field_choice", "members of_entry" text, "members of_field_option" text) IS 'spec.yaml:5:3 (field): the text of an element without residual';

-- up (no lock on any table): spec.yaml:12:3 (entry): the text of an element of which the residual holds a part
CREATE FUNCTION "variants_new"."overlay_entry"("entry" "variants_new"."entry", "part" "variants_new"."part", "stock_item" "variants_new"."stock_item") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."batch" IS NOT NULL AND "claimed batch" IS NOT TRUE)
            OR (coalesce(($2)."name", ($3)."title") IS NOT NULL AND "claimed name" IS NOT TRUE)
            OR (($2)."code" IS NOT NULL AND "claimed code" IS NOT TRUE)
            OR (($3)."serial" IS NOT NULL AND "claimed serial" IS NOT TRUE)
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"batch":' || CASE
                WHEN ("claimed batch" OR NOT ($1)."entry_variant" IS NOT DISTINCT FROM 'stock_item') THEN "kept batch"::text
                ELSE to_json(($1)."batch")::text
            END,
            '"name":' || CASE
                WHEN ("claimed name" OR NOT coalesce(($1)."entry_variant" = ANY ('{part,stock_item}'), false)) THEN "kept name"::text
                ELSE coalesce(
                    to_json(coalesce(($2)."name", ($3)."title"))::text,
                    CASE WHEN coalesce(($1)."entry_variant" = ANY ('{part,stock_item}'), false) THEN 'null' END
                )
            END,
            '"IPN":' || CASE
                WHEN ("claimed code" OR NOT ($1)."entry_variant" IS NOT DISTINCT FROM 'part') THEN "kept IPN"::text
                ELSE to_json(($2)."code")::text
            END,
            '"serial_int":' || CASE
                WHEN ("claimed serial" OR NOT ($1)."entry_variant" IS NOT DISTINCT FROM 'stock_item') THEN "kept serial_int"::text
                ELSE ($3)."serial"::text
            END,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{batch,name,IPN,serial_int}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        CASE
            WHEN ($1)."entry_variant" IS NOT DISTINCT FROM 'stock_item' THEN "kept batch" IS NOT NULL AND (hofsm.parse_text("kept batch")) IS NOT DISTINCT FROM ($1)."batch"
        END AS "claimed batch",
        CASE
            WHEN coalesce(($1)."entry_variant" = ANY ('{part,stock_item}'), false) THEN CASE
                WHEN "kept name" IS NOT NULL THEN (hofsm.parse_text("kept name")) IS NOT DISTINCT FROM coalesce(($2)."name", ($3)."title")
                ELSE coalesce(($2)."name", ($3)."title") IS NULL AND 'name' = ANY (marks)
            END
        END AS "claimed name",
        CASE
            WHEN ($1)."entry_variant" IS NOT DISTINCT FROM 'part' THEN "kept IPN" IS NOT NULL AND (CASE WHEN (octet_length("parsed code") <= 2000) IS NOT FALSE THEN "parsed code" END) IS NOT DISTINCT FROM ($2)."code"
        END AS "claimed code",
        CASE
            WHEN ($1)."entry_variant" IS NOT DISTINCT FROM 'stock_item' THEN "kept serial_int" IS NOT NULL AND (hofsm.parse_bigint("kept serial_int")) IS NOT DISTINCT FROM ($3)."serial"
        END AS "claimed serial"
    FROM (
        SELECT
            *,
            hofsm.parse_text("kept IPN") AS "parsed code"
        FROM (
            SELECT
                *,
                ("residual" -> 'batch') AS "kept batch",
                ("residual" -> 'name') AS "kept name",
                ("residual" -> 'IPN') AS "kept IPN",
                ("residual" -> 'serial_int') AS "kept serial_int"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "variants_new"."overlay_entry"("entry" "variants_new"."entry", "part" "variants_new"."part", "stock_item" "variants_new"."stock_item") IS 'spec.yaml:12:3 (entry): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:12:3 (entry): the text of an element without residual
CREATE FUNCTION "variants_new"."compose_entry"("entry" "variants_new"."entry", "part" "variants_new"."part", "stock_item" "variants_new"."stock_item") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"batch":' || to_json(($1)."batch")::text,
    '"name":' || coalesce(
        to_json(coalesce(($2)."name", ($3)."title"))::text,
        CASE WHEN coalesce(($1)."entry_variant" = ANY ('{part,stock_item}'), false) THEN 'null' END
    ),
    '"IPN":' || to_json(($2)."code")::text,
    '"serial_int":' || ($3)."serial"::text
) || '}';
END;
COMMENT ON FUNCTION "variants_new"."compose_entry"("entry" "variants_new"."entry", "part" "variants_new"."part", "stock_item" "variants_new"."stock_item") IS 'spec.yaml:12:3 (entry): the text of an element without residual';

-- up (no lock on any table): spec.yaml:30:9 (field_option): the text of an element of which the residual holds a part
CREATE FUNCTION "variants_new"."overlay_field_option"("field_option" "variants_new"."field_option") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."label" IS NOT NULL AND NOT "claimed label")
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"label":' || CASE WHEN "claimed label" THEN "kept label"::text ELSE to_json(($1)."label")::text END,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{label}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept label" IS NOT NULL AND ("parsed label") IS NOT DISTINCT FROM ($1)."label" AS "claimed label"
    FROM (
        SELECT
            *,
            hofsm.parse_text("kept label") AS "parsed label"
        FROM (
            SELECT
                *,
                ("residual" -> 'label') AS "kept label"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "variants_new"."overlay_field_option"("field_option" "variants_new"."field_option") IS 'spec.yaml:30:9 (field_option): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:30:9 (field_option): the text of an element without residual
CREATE FUNCTION "variants_new"."compose_field_option"("field_option" "variants_new"."field_option") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(',', '"label":' || to_json(($1)."label")::text) || '}';
END;
COMMENT ON FUNCTION "variants_new"."compose_field_option"("field_option" "variants_new"."field_option") IS 'spec.yaml:30:9 (field_option): the text of an element without residual';

-- up (ACCESS SHARE): the documents as the new tables give them, read-only
CREATE VIEW "variants_new"."composed_variants" WITH (security_invoker = true) AS
SELECT "id", "composed"."document"::jsonb AS "value"
FROM (
    SELECT "field"."id", CASE WHEN "field"."residual" IS NULL AND "field"."residual_absent" IS NULL THEN "variants_new"."compose_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") ELSE "overlay of_field"."document" END AS "document"
    FROM "variants_new"."field" AS "field"
    LEFT JOIN "variants_new"."field_choice" AS "field_choice" ON "field"."id" = "field_choice"."id" AND "field"."kind" IS NOT DISTINCT FROM 'multi select'
    LEFT JOIN (
        SELECT "entry"."id", '[' || string_agg(CASE WHEN "entry"."residual" IS NULL AND "entry"."residual_absent" IS NULL THEN "variants_new"."compose_entry"("entry".*, "part".*, "stock_item".*) ELSE "overlay of_entry"."document" END, ',' ORDER BY "entry"."entry_ordinal") || ']' AS "members"
        FROM "variants_new"."entry" AS "entry"
        LEFT JOIN "variants_new"."part" AS "part" ON "entry"."id" = "part"."id" AND "entry"."entry_ordinal" = "part"."entry_ordinal" AND "entry"."entry_variant" IS NOT DISTINCT FROM 'part'
        LEFT JOIN "variants_new"."stock_item" AS "stock_item" ON "entry"."id" = "stock_item"."id" AND "entry"."entry_ordinal" = "stock_item"."entry_ordinal" AND "entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
        LEFT JOIN LATERAL "variants_new"."overlay_entry"("entry".*, "part".*, "stock_item".*) AS "overlay of_entry" ON true
        GROUP BY "entry"."id"
    ) AS "members of_entry" ON "field"."id" = "members of_entry"."id"
    LEFT JOIN (
        SELECT "field_option"."id", '[' || string_agg(CASE WHEN "field_option"."residual" IS NULL AND "field_option"."residual_absent" IS NULL THEN "variants_new"."compose_field_option"("field_option".*) ELSE "overlay of_field_option"."document" END, ',' ORDER BY "field_option"."field_option_ordinal") || ']' AS "members"
        FROM "variants_new"."field_option" AS "field_option"
        LEFT JOIN LATERAL "variants_new"."overlay_field_option"("field_option".*) AS "overlay of_field_option" ON true
        GROUP BY "field_option"."id"
    ) AS "members of_field_option" ON "field"."id" = "members of_field_option"."id"
    LEFT JOIN LATERAL "variants_new"."overlay_field"("field".*, "field_choice".*, "members of_entry"."members", "members of_field_option"."members") AS "overlay of_field" ON true
) AS composed;
COMMENT ON VIEW "variants_new"."composed_variants" IS 'spec.yaml:5:3 (variants): the documents composed from the new tables, read-only';

-- up (no lock on any table): spec.yaml:5:3 (field): one element, composed, by its key and identity
CREATE FUNCTION "variants_new"."element_field"("old"."fields"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
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
COMMENT ON FUNCTION "variants_new"."element_field"("old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:12:3 (entry): one element, composed, by its key and identity
CREATE FUNCTION "variants_new"."element_entry"("old"."fields"."id"%TYPE, integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "entry"."residual" IS NULL AND "entry"."residual_absent" IS NULL THEN "variants_new"."compose_entry"("entry".*, "part".*, "stock_item".*) ELSE "overlay of_entry"."document" END AS "document"
            FROM "variants_new"."entry" AS "entry"
            LEFT JOIN "variants_new"."part" AS "part" ON "entry"."id" = "part"."id" AND "entry"."entry_ordinal" = "part"."entry_ordinal" AND "part"."id" = $1 AND "part"."entry_ordinal" = $2 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'part'
            LEFT JOIN "variants_new"."stock_item" AS "stock_item" ON "entry"."id" = "stock_item"."id" AND "entry"."entry_ordinal" = "stock_item"."entry_ordinal" AND "stock_item"."id" = $1 AND "stock_item"."entry_ordinal" = $2 AND "entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
            LEFT JOIN LATERAL "variants_new"."overlay_entry"("entry".*, "part".*, "stock_item".*) AS "overlay of_entry" ON true
            WHERE "entry"."id" = $1 AND "entry"."entry_ordinal" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "variants_new"."element_entry"("old"."fields"."id"%TYPE, integer) IS 'spec.yaml:12:3 (entry): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:30:9 (field_option): one element, composed, by its key and identity
CREATE FUNCTION "variants_new"."element_field_option"("old"."fields"."id"%TYPE, integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "field_option"."residual" IS NULL AND "field_option"."residual_absent" IS NULL THEN "variants_new"."compose_field_option"("field_option".*) ELSE "overlay of_field_option"."document" END AS "document"
            FROM "variants_new"."field_option" AS "field_option"
            LEFT JOIN LATERAL "variants_new"."overlay_field_option"("field_option".*) AS "overlay of_field_option" ON true
            WHERE "field_option"."id" = $1 AND "field_option"."field_option_ordinal" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "variants_new"."element_field_option"("old"."fields"."id"%TYPE, integer) IS 'spec.yaml:30:9 (field_option): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:5:3 (field): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "variants_new"."etag_field"("variants_new"."field", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "variants_new"."element_field"(($1)."id");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "variants_new"."etag_field"("variants_new"."field", jsonb) IS 'spec.yaml:5:3 (field): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:12:3 (entry): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "variants_new"."etag_entry"("variants_new"."entry", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "variants_new"."element_entry"(($1)."id", ($1)."entry_ordinal");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "variants_new"."etag_entry"("variants_new"."entry", jsonb) IS 'spec.yaml:12:3 (entry): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:30:9 (field_option): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "variants_new"."etag_field_option"("variants_new"."field_option", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "variants_new"."element_field_option"(($1)."id", ($1)."field_option_ordinal");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "variants_new"."etag_field_option"("variants_new"."field_option", jsonb) IS 'spec.yaml:30:9 (field_option): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:5:3 (field): represent the unclaimed documents between two keys, both included; one statement
CREATE FUNCTION "variants_new"."backfill_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) RETURNS TABLE (documents bigint, rows bigint)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_memoize = off SET work_mem = '64MB'
    SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_nestloop = off
AS $body$
#variable_conflict use_column
DECLARE
    claimed_documents bigint;
    new_rows bigint;
    is_gone boolean;
BEGIN
    PERFORM set_config('hofsm.origin', 'backfill', true);
    -- FOR KEY SHARE: no document of the chunk can be deleted or change its key before this transaction ends; updates go on.
    -- A document is represented if its root row exists, so only the documents claimed by a new root row get other rows.
    -- From its claim to the end of the transaction a document makes its writers wait: so all rows are made before, also those of
    -- documents that somebody else claims meanwhile, and what was represented before is left out.
    WITH represented AS MATERIALIZED (
        SELECT "root"."id" FROM "variants_new"."field" AS root WHERE "root"."id" >= $1 AND "root"."id" <= $2
    ),
    chunk AS MATERIALIZED (
        SELECT "legacy"."id", "legacy"."value" #> '{}' AS "document"
        FROM "old"."fields" AS legacy
        WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND ("legacy"."id") NOT IN (SELECT "represented"."id" FROM represented)
        ORDER BY "legacy"."id"
        FOR KEY SHARE
    ),
    "rows of_field" AS MATERIALIZED (
        SELECT "chunk"."id", node.*
        FROM chunk CROSS JOIN LATERAL "variants_new"."decompose_field"("chunk"."document") AS node
    ),
    "rows of_entry" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_field" AS parent CROSS JOIN LATERAL "variants_new"."decompose_entry"("parent"."container of entry") AS node
    ),
    "rows of_field_option" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_field" AS parent CROSS JOIN LATERAL "variants_new"."decompose_field_option"("parent"."container of field_option") AS node
    ),
    "claimed" AS (
        INSERT INTO "variants_new"."field" ("id", "kind", "default_number", "width", "default_choice", "residual", "residual_absent")
        SELECT "rows of_field"."id", "rows of_field"."kind", CASE
        WHEN "rows of_field"."kind" IS NOT DISTINCT FROM 'number' THEN "rows of_field"."default_number"
    END, CASE WHEN "rows of_field"."kind" IS NOT DISTINCT FROM 'number' THEN "rows of_field"."width" END, CASE
        WHEN "rows of_field"."kind" IS NOT DISTINCT FROM 'multi select' THEN "rows of_field"."default_choice"
    END, "rows of_field"."residual", "rows of_field"."residual_absent"
        FROM "rows of_field"
        WHERE least((SELECT count(*) FROM "rows of_entry"), (SELECT count(*) FROM "rows of_field_option")) >= 0
        ON CONFLICT DO NOTHING
        RETURNING "id"
    ),
    "into_field_choice" AS (
        INSERT INTO "variants_new"."field_choice" ("id", "chosen")
        SELECT "rows of_field"."id", "rows of_field"."chosen"
        FROM "rows of_field"
        JOIN claimed USING ("id")
        WHERE "rows of_field"."kind" IS NOT DISTINCT FROM 'multi select'
    ),
    "into_entry" AS (
        INSERT INTO "variants_new"."entry" ("id", "entry_ordinal", "entry_variant", "batch", "residual", "residual_absent")
        SELECT "rows of_entry"."id", "rows of_entry"."entry_ordinal", "rows of_entry"."entry_variant", CASE
        WHEN "rows of_entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item' THEN "rows of_entry"."batch"
    END, "rows of_entry"."residual", "rows of_entry"."residual_absent"
        FROM "rows of_entry"
        JOIN claimed USING ("id")
    ),
    "into_part" AS (
        INSERT INTO "variants_new"."part" ("id", "entry_ordinal", "name", "code")
        SELECT "rows of_entry"."id", "rows of_entry"."entry_ordinal", "rows of_entry"."name", "rows of_entry"."code"
        FROM "rows of_entry"
        JOIN claimed USING ("id")
        WHERE "rows of_entry"."entry_variant" IS NOT DISTINCT FROM 'part'
    ),
    "into_stock_item" AS (
        INSERT INTO "variants_new"."stock_item" ("id", "entry_ordinal", "title", "serial")
        SELECT "rows of_entry"."id", "rows of_entry"."entry_ordinal", "rows of_entry"."name", "rows of_entry"."serial"
        FROM "rows of_entry"
        JOIN claimed USING ("id")
        WHERE "rows of_entry"."entry_variant" IS NOT DISTINCT FROM 'stock_item'
    ),
    "into_field_option" AS (
        INSERT INTO "variants_new"."field_option" ("id", "field_option_ordinal", "label", "residual", "residual_absent")
        SELECT "rows of_field_option"."id", "rows of_field_option"."field_option_ordinal", "rows of_field_option"."label", "rows of_field_option"."residual", "rows of_field_option"."residual_absent"
        FROM "rows of_field_option"
        JOIN claimed USING ("id")
    )
    SELECT (SELECT count(*) FROM claimed), (SELECT count(*) * 1 + count(*) FILTER (WHERE "kind" IS NOT DISTINCT FROM 'multi select') FROM "rows of_field" JOIN claimed USING ("id")) + (SELECT count(*) * 1 + count(*) FILTER (WHERE "entry_variant" IS NOT DISTINCT FROM 'part') + count(*) FILTER (WHERE "entry_variant" IS NOT DISTINCT FROM 'stock_item') FROM "rows of_entry" JOIN claimed USING ("id")) + (SELECT count(*) * 1 FROM "rows of_field_option" JOIN claimed USING ("id"))
    INTO claimed_documents, new_rows;
    -- A row that FOR KEY SHARE gave may be deleted all the same: where it waits for an update that fails, PostgreSQL locks none of
    -- the versions that the next transaction makes. Who deleted a document before we claimed it has committed by now, since we
    -- waited for the claim in its trigger; who deletes one from now on waits for ours.
    -- Whether a document that this transaction has claimed is not there any more.
    SELECT EXISTS (
        SELECT FROM "variants_new"."field" AS root
        WHERE "root"."id" >= $1 AND "root"."id" <= $2
            AND root.xmin = pg_current_xact_id()::xid
            AND NOT EXISTS (SELECT FROM "old"."fields" AS legacy WHERE "legacy"."id" = "root"."id" AND "legacy"."id" >= $1 AND "legacy"."id" <= $2)
    )
    INTO is_gone;
    IF is_gone THEN
        RAISE EXCEPTION 'a document was deleted while its rows were made'
            USING ERRCODE = 'serialization_failure', HINT = 'Run the transaction again. Nothing was written.';
    END IF;
    PERFORM set_config('hofsm.origin', '', true);
    RETURN QUERY SELECT claimed_documents, new_rows;
END

$body$;
COMMENT ON FUNCTION "variants_new"."backfill_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): represent the unclaimed documents between two keys, both included; one statement';

-- up (no lock on any table): spec.yaml:5:3 (field): the documents between two keys, both included, that are not in parity
CREATE FUNCTION "variants_new"."verify_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) RETURNS TABLE (
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
    FROM (SELECT "legacy"."id", "legacy"."value" AS "payload" FROM "old"."fields" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2) AS legacy
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
$query$ USING $1, $2;
END

$body$;
COMMENT ON FUNCTION "variants_new"."verify_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE) IS 'spec.yaml:5:3 (field): the documents between two keys, both included, that are not in parity';

RESET search_path;
