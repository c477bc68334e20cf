-- mixed: legacy -> expanded
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (no lock on any table): made if it is missing; the comment remembers that
-- Asked for first, because CREATE SCHEMA IF NOT EXISTS needs the CREATE privilege on the database even where the schema exists.
DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'mixed_new') THEN
        CREATE SCHEMA "mixed_new";
        COMMENT ON SCHEMA "mixed_new" IS 'tables and functions of hofsm-migrate';
    END IF;
END
$do$;

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:7:3 (document): core, one row per document
CREATE TABLE "mixed_new"."document" AS
SELECT "id" FROM "public"."mixed" WITH NO DATA;
ALTER TABLE "mixed_new"."document"
    ADD COLUMN "other" jsonb,
    ADD COLUMN "number" text,
    ADD COLUMN "form_other" jsonb,
    ADD COLUMN "title" text,
    ADD COLUMN "options_other" jsonb,
    ADD COLUMN "rows_other" jsonb,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "document_other_check" CHECK (jsonb_typeof("other") NOT IN ('object', 'null')),
    ADD CONSTRAINT "document_form_other_check" CHECK (jsonb_typeof("form_other") NOT IN ('object', 'null')),
    ADD CONSTRAINT "document_rows_other_check" CHECK (jsonb_typeof("rows_other") NOT IN ('array', 'null')),
    ADD CONSTRAINT "document_options_other_check" CHECK (jsonb_typeof("options_other") NOT IN ('array', 'null')),
    ADD CONSTRAINT "document_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "mixed_new"."document" IS 'spec.yaml:7:3 (document): core, one row per document';
COMMENT ON COLUMN "mixed_new"."document"."other" IS 'spec.yaml:11:7 (document.other): the element itself as jsonb where it is of another kind than other columns and tables need there';
COMMENT ON COLUMN "mixed_new"."document"."number" IS 'spec.yaml:12:7 (document.number): number as text, wire native';
COMMENT ON COLUMN "mixed_new"."document"."form_other" IS 'spec.yaml:13:7 (document.form_other): form as jsonb where it is of another kind than other columns and tables need there';
COMMENT ON COLUMN "mixed_new"."document"."title" IS 'spec.yaml:14:7 (document.title): form.title as text, wire native';
COMMENT ON COLUMN "mixed_new"."document"."options_other" IS 'spec.yaml:15:7 (document.options_other): options as jsonb where it is of another kind than other columns and tables need there';
COMMENT ON COLUMN "mixed_new"."document"."rows_other" IS 'spec.yaml:16:7 (document.rows_other): form.rows as jsonb where it is of another kind than other columns and tables need there';
COMMENT ON COLUMN "mixed_new"."document"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "mixed_new"."document"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE on the new table, which is still empty)
CREATE INDEX "document_form_other_idx" ON "mixed_new"."document" USING gin ("form_other" jsonb_path_ops);

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_document" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."document"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:18:3 (document_input): input, one row per document
CREATE TABLE "mixed_new"."document_input" AS
SELECT "id" FROM "public"."mixed" WITH NO DATA;
ALTER TABLE "mixed_new"."document_input"
    ADD COLUMN "entered_by" bigint,
    ADD CONSTRAINT "document_input_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "mixed_new"."document_input" IS 'spec.yaml:18:3 (document_input): input, one row per document';
COMMENT ON COLUMN "mixed_new"."document_input"."entered_by" IS 'spec.yaml:23:7 (document_input.entered_by): input.by as bigint, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_document_input" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."document_input"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:25:3 (document_rest): layout, one row per document
CREATE TABLE "mixed_new"."document_rest" AS
SELECT "id" FROM "public"."mixed" WITH NO DATA;
ALTER TABLE "mixed_new"."document_rest"
    ADD COLUMN "input_other" jsonb,
    ADD COLUMN "attributes_other" jsonb,
    ADD CONSTRAINT "document_rest_input_other_check" CHECK (jsonb_typeof("input_other") NOT IN ('object', 'null')),
    ADD CONSTRAINT "document_rest_attributes_other_check" CHECK (jsonb_typeof("attributes_other") NOT IN ('object', 'null')),
    ADD CONSTRAINT "document_rest_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "mixed_new"."document_rest" IS 'spec.yaml:25:3 (document_rest): layout, one row per document';
COMMENT ON COLUMN "mixed_new"."document_rest"."input_other" IS 'spec.yaml:29:7 (document_rest.input_other): input as jsonb where it is of another kind than other columns and tables need there';
COMMENT ON COLUMN "mixed_new"."document_rest"."attributes_other" IS 'spec.yaml:30:7 (document_rest.attributes_other): attributes as jsonb where it is of another kind than other columns and tables need there';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_document_rest" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."document_rest"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:32:3 (attribute): input, one row per entry of attributes
CREATE TABLE "mixed_new"."attribute" AS
SELECT "id" FROM "public"."mixed" WITH NO DATA;
ALTER TABLE "mixed_new"."attribute"
    ADD COLUMN "attribute_key" text NOT NULL,
    ADD COLUMN "value" jsonb,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "attribute_pkey" PRIMARY KEY ("id", "attribute_key");
COMMENT ON TABLE "mixed_new"."attribute" IS 'spec.yaml:32:3 (attribute): input, one row per entry of attributes';
COMMENT ON COLUMN "mixed_new"."attribute"."value" IS 'spec.yaml:36:7 (attribute.value): the element itself as jsonb, wire native';
COMMENT ON COLUMN "mixed_new"."attribute"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "mixed_new"."attribute"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_attribute" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."attribute"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:38:3 (option): layout, one row per element of options
CREATE TABLE "mixed_new"."option" AS
SELECT "id" FROM "public"."mixed" WITH NO DATA;
ALTER TABLE "mixed_new"."option"
    ADD COLUMN "option_ordinal" integer NOT NULL,
    ADD COLUMN "other" jsonb,
    ADD COLUMN "label" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "option_other_check" CHECK (jsonb_typeof("other") NOT IN ('object', 'null')),
    ADD CONSTRAINT "option_pkey" PRIMARY KEY ("id", "option_ordinal");
COMMENT ON TABLE "mixed_new"."option" IS 'spec.yaml:38:3 (option): layout, one row per element of options';
COMMENT ON COLUMN "mixed_new"."option"."other" IS 'spec.yaml:42:7 (option.other): the element itself as jsonb where it is of another kind than other columns and tables need there';
COMMENT ON COLUMN "mixed_new"."option"."label" IS 'spec.yaml:43:7 (option.label): label as text, wire native';
COMMENT ON COLUMN "mixed_new"."option"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "mixed_new"."option"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_option" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."option"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:45:3 (form_row): layout, one row per element of form.rows
CREATE TABLE "mixed_new"."form_row" AS
SELECT "id" FROM "public"."mixed" WITH NO DATA;
ALTER TABLE "mixed_new"."form_row"
    ADD COLUMN "form_row_path" integer[] NOT NULL,
    ADD COLUMN "form_row_parent" integer[] GENERATED ALWAYS AS (CASE WHEN cardinality("form_row_path") > 1 THEN "form_row_path"[:cardinality("form_row_path") - 1] END) STORED,
    ADD COLUMN "other" jsonb,
    ADD COLUMN "title" text,
    ADD COLUMN "data_other" jsonb,
    ADD COLUMN "below_other" jsonb,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "form_row_other_check" CHECK (jsonb_typeof("other") NOT IN ('object', 'null')),
    ADD CONSTRAINT "form_row_data_other_check" CHECK (jsonb_typeof("data_other") NOT IN ('object', 'null')),
    ADD CONSTRAINT "form_row_below_other_check" CHECK (jsonb_typeof("below_other") NOT IN ('array', 'null')),
    ADD CONSTRAINT "form_row_pkey" PRIMARY KEY ("id", "form_row_path");
COMMENT ON TABLE "mixed_new"."form_row" IS 'spec.yaml:45:3 (form_row): layout, one row per element of form.rows';
COMMENT ON COLUMN "mixed_new"."form_row"."other" IS 'spec.yaml:50:7 (form_row.other): the element itself as jsonb where it is of another kind than other columns and tables need there';
COMMENT ON COLUMN "mixed_new"."form_row"."title" IS 'spec.yaml:51:7 (form_row.title): title as text, wire native';
COMMENT ON COLUMN "mixed_new"."form_row"."data_other" IS 'spec.yaml:52:7 (form_row.data_other): data as jsonb where it is of another kind than other columns and tables need there';
COMMENT ON COLUMN "mixed_new"."form_row"."below_other" IS 'spec.yaml:53:7 (form_row.below_other): data.rows as jsonb where it is of another kind than other columns and tables need there';
COMMENT ON COLUMN "mixed_new"."form_row"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "mixed_new"."form_row"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_row" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "mixed_new"."form_row"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."document"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."document_input"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."document_rest"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."attribute"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."option"', '{id}');

-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security('"public"."mixed"', '"mixed_new"."form_row"', '{id}');

-- up (no lock on any table): spec.yaml:7:3 (document): the document as column values and residual
CREATE FUNCTION "mixed_new"."decompose_document"("document" jsonb) RETURNS TABLE (
    "other" jsonb,
    "number" text,
    "form_other" jsonb,
    "title" text,
    "options_other" jsonb,
    "rows_other" jsonb,
    "entered_by" bigint,
    "document_input.exists" boolean,
    "input_other" jsonb,
    "attributes_other" jsonb,
    "residual" jsonb,
    "residual_absent" text[],
    "container of attribute" jsonb,
    "container of option" jsonb,
    "container of form_row" jsonb
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "other",
    "number",
    "form_other",
    "title",
    "options_other",
    "rows_other",
    "entered_by",
    coalesce(jsonb_typeof("fragment input") = 'object', false),
    "input_other",
    "attributes_other",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical number" THEN 'number' END,
            'form',
            'input',
            CASE
                WHEN ("attributes_other" IS NOT NULL OR "container of attribute" IS NOT NULL) THEN 'attributes'
            END,
            CASE WHEN ("options_other" IS NOT NULL OR "container of option" IS NOT NULL) THEN 'options' END
        ]::text[])
            || CASE WHEN "kept form" IS NULL THEN '{}' ELSE jsonb_build_object('form', "kept form") END
            || CASE WHEN "kept input" IS NULL THEN '{}' ELSE jsonb_build_object('input', "kept input") END, '{}')
        WHEN "element" = 'null' THEN "element"
    END,
    nullif(array_remove(ARRAY[CASE WHEN "element" IS NULL THEN '$' END]::text[], NULL), '{}'),
    "container of attribute",
    "container of option",
    "container of form_row"
FROM (
    SELECT
        *,
        CASE
            WHEN jsonb_typeof("fragment form") = 'object' THEN CASE
                WHEN "members form" <> '{}' OR NOT (coalesce(jsonb_typeof("fragment form") = 'object', false) AND (
                    ("title" IS NOT NULL AND "fragment form.title" IS NOT NULL)
                    OR ("rows_other" IS NOT NULL OR "container of form_row" IS NOT NULL)
                )) THEN "members form"
            END
            WHEN "fragment form" = 'null' THEN "fragment form"
        END AS "kept form",
        CASE
            WHEN jsonb_typeof("fragment input") = 'object' THEN CASE
                WHEN "members input" <> '{}' OR NOT coalesce(jsonb_typeof("fragment input") = 'object', false) THEN "members input"
            END
            WHEN "fragment input" = 'null' THEN "fragment input"
        END AS "kept input"
    FROM (
        SELECT
            *,
            CASE
                WHEN jsonb_typeof("fragment form") = 'object' THEN ("fragment form" - ARRAY[
                    CASE WHEN "canonical title" THEN 'title' END,
                    CASE WHEN ("rows_other" IS NOT NULL OR "container of form_row" IS NOT NULL) THEN 'rows' END
                ]::text[])
            END AS "members form",
            CASE
                WHEN jsonb_typeof("fragment input") = 'object' THEN ("fragment input" - ARRAY[CASE WHEN "canonical entered_by" THEN 'by' END]::text[])
            END AS "members input"
        FROM (
            SELECT
                *,
                "number" IS NOT NULL AND jsonb_typeof("fragment number") = 'string' AS "canonical number",
                "title" IS NOT NULL AND jsonb_typeof("fragment form.title") = 'string' AS "canonical title",
                "entered_by" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment input.by") = 'number' THEN scale("fragment input.by"::numeric) = 0 ELSE false END AS "canonical entered_by",
                CASE
                    WHEN jsonb_typeof("fragment form.rows") = 'array' AND "fragment form.rows" <> '[]' THEN "fragment form.rows"
                END AS "container of form_row",
                CASE
                    WHEN jsonb_typeof("fragment attributes") = 'object' AND "fragment attributes" <> '{}' THEN CASE
                        WHEN NOT EXISTS (
                            SELECT FROM jsonb_object_keys("fragment attributes") AS entry (key)
                            WHERE octet_length(entry.key) > 2000
                        ) THEN "fragment attributes"
                    END
                END AS "container of attribute",
                CASE
                    WHEN jsonb_typeof("fragment options") = 'array' AND "fragment options" <> '[]' THEN "fragment options"
                END AS "container of option"
            FROM (
                SELECT
                    *,
                    CASE WHEN jsonb_typeof("element") NOT IN ('object', 'null') THEN "element" END AS "other",
                    hofsm.parse_text("fragment number") AS "number",
                    CASE WHEN jsonb_typeof("fragment form") NOT IN ('object', 'null') THEN "fragment form" END AS "form_other",
                    hofsm.parse_text("fragment form.title") AS "title",
                    CASE WHEN jsonb_typeof("fragment options") NOT IN ('array', 'null') THEN "fragment options" END AS "options_other",
                    CASE WHEN jsonb_typeof("fragment form.rows") NOT IN ('array', 'null') THEN "fragment form.rows" END AS "rows_other",
                    hofsm.parse_bigint("fragment input.by") AS "entered_by",
                    CASE WHEN jsonb_typeof("fragment input") NOT IN ('object', 'null') THEN "fragment input" END AS "input_other",
                    CASE
                        WHEN jsonb_typeof("fragment attributes") NOT IN ('object', 'null') THEN "fragment attributes"
                    END AS "attributes_other"
                FROM (
                    SELECT
                        *,
                        "fragment form" -> 'title' AS "fragment form.title",
                        "fragment form" -> 'rows' AS "fragment form.rows",
                        "fragment input" -> 'by' AS "fragment input.by"
                    FROM (
                        SELECT
                            *,
                            "element" -> 'number' AS "fragment number",
                            "element" -> 'form' AS "fragment form",
                            "element" -> 'input' AS "fragment input",
                            "element" -> 'attributes' AS "fragment attributes",
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
) AS "layer_5";
END;
COMMENT ON FUNCTION "mixed_new"."decompose_document"("document" jsonb) IS 'spec.yaml:7:3 (document): the document as column values and residual';

-- up (no lock on any table): spec.yaml:32:3 (attribute): the elements of a container as column values and residual
CREATE FUNCTION "mixed_new"."decompose_attribute"("container" jsonb) RETURNS TABLE (
    "attribute_key" text,
    "value" jsonb,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "attribute_key",
    "value",
    CASE WHEN NOT "canonical value" THEN "element" END,
    NULL::text[]
FROM (
    SELECT
        *,
        ("value" IS NOT NULL OR coalesce(jsonb_typeof("element") = 'null', false)) AS "canonical value"
    FROM (
        SELECT
            *,
            CASE WHEN jsonb_typeof("element") <> 'null' THEN "element" END AS "value"
        FROM (
            SELECT item.key AS "attribute_key", item.value AS "element"
            FROM jsonb_each($1) AS item (key, value)
        ) AS found
        OFFSET 0
    ) AS "layer_0"
    OFFSET 0
) AS "layer_1";
END;
COMMENT ON FUNCTION "mixed_new"."decompose_attribute"("container" jsonb) IS 'spec.yaml:32:3 (attribute): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:38:3 (option): the elements of a container as column values and residual
CREATE FUNCTION "mixed_new"."decompose_option"("container" jsonb) RETURNS TABLE (
    "option_ordinal" integer,
    "other" jsonb,
    "label" text,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "option_ordinal",
    "other",
    "label",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[CASE WHEN "canonical label" THEN 'label' END]::text[]), '{}')
        WHEN "element" = 'null' THEN "element"
    END,
    NULL::text[]
FROM (
    SELECT
        *,
        "label" IS NOT NULL AND jsonb_typeof("fragment label") = 'string' AS "canonical label"
    FROM (
        SELECT
            *,
            CASE WHEN jsonb_typeof("element") NOT IN ('object', 'null') THEN "element" END AS "other",
            hofsm.parse_text("fragment label") AS "label"
        FROM (
            SELECT
                *,
                "element" -> 'label' AS "fragment label"
            FROM (
                SELECT item.ordinality::integer AS "option_ordinal", item.value AS "element"
                FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
            ) AS found
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "mixed_new"."decompose_option"("container" jsonb) IS 'spec.yaml:38:3 (option): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:45:3 (form_row): the elements of a container as column values and residual
CREATE FUNCTION "mixed_new"."decompose_form_row"("container" jsonb) RETURNS TABLE (
    "form_row_path" integer[],
    "other" jsonb,
    "title" text,
    "data_other" jsonb,
    "below_other" jsonb,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "form_row_path",
    "other",
    "title",
    "data_other",
    "below_other",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[CASE WHEN "canonical title" THEN 'title' END, 'data']::text[])
            || CASE WHEN "kept data" IS NULL THEN '{}' ELSE jsonb_build_object('data', "kept data") END, '{}')
        WHEN "element" = 'null' THEN "element"
    END,
    nullif(array_remove(ARRAY[
        CASE WHEN "fragment title" IS NULL AND jsonb_typeof("element") = 'object' THEN 'title' END
    ]::text[], NULL), '{}')
FROM (
    SELECT
        *,
        CASE
            WHEN jsonb_typeof("fragment data") = 'object' THEN CASE
                WHEN "members data" <> '{}' OR NOT (coalesce(jsonb_typeof("fragment data") = 'object', false) AND (("below_other" IS NOT NULL OR "children" IS NOT NULL))) THEN "members data"
            END
            WHEN "fragment data" = 'null' THEN "fragment data"
        END AS "kept data"
    FROM (
        SELECT
            *,
            CASE
                WHEN jsonb_typeof("fragment data") = 'object' THEN ("fragment data" - ARRAY[CASE WHEN ("below_other" IS NOT NULL OR "children" IS NOT NULL) THEN 'rows' END]::text[])
            END AS "members data"
        FROM (
            SELECT
                *,
                ("title" IS NOT NULL AND jsonb_typeof("fragment title") = 'string' OR coalesce(jsonb_typeof("fragment title") = 'null', false)) AS "canonical title"
            FROM (
                SELECT
                    *,
                    CASE WHEN jsonb_typeof("element") NOT IN ('object', 'null') THEN "element" END AS "other",
                    hofsm.parse_text("fragment title") AS "title",
                    CASE WHEN jsonb_typeof("fragment data") NOT IN ('object', 'null') THEN "fragment data" END AS "data_other",
                    CASE WHEN jsonb_typeof("fragment data.rows") NOT IN ('array', 'null') THEN "fragment data.rows" END AS "below_other"
                FROM (
                    SELECT
                        *,
                        "fragment data" -> 'rows' AS "fragment data.rows"
                    FROM (
                        SELECT
                            *,
                            "element" -> 'title' AS "fragment title",
                            "element" -> 'data' AS "fragment data"
                        FROM (
                            WITH RECURSIVE tree AS (
                                SELECT "item"."form_row_path", "item"."element", CASE
                                        WHEN jsonb_typeof("item"."below") = 'array' AND "item"."below" <> '[]' THEN CASE WHEN cardinality("item"."form_row_path") < 494 THEN "item"."below" END
                                    END AS "children"
                                FROM (
                                    SELECT
                                        ARRAY[item.ordinality::integer] AS "form_row_path",
                                        item.value AS "element",
                                        (item.value -> 'data' -> 'rows') AS "below"
                                    FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
                                    OFFSET 0
                                ) AS item
                                UNION ALL
                                SELECT "item"."form_row_path", "item"."element", CASE
                                        WHEN jsonb_typeof("item"."below") = 'array' AND "item"."below" <> '[]' THEN CASE WHEN cardinality("item"."form_row_path") < 494 THEN "item"."below" END
                                    END AS "children"
                                FROM (
                                    SELECT
                                        "parent"."form_row_path" || item.ordinality::integer AS "form_row_path",
                                        item.value AS "element",
                                        (item.value -> 'data' -> 'rows') AS "below"
                                    FROM tree AS parent CROSS JOIN LATERAL jsonb_array_elements("parent"."children") WITH ORDINALITY AS item (value, ordinality)
                                    WHERE "parent"."children" IS NOT NULL
                                    OFFSET 0
                                ) AS item
                            )
                            SELECT * FROM tree
                        ) AS found
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
COMMENT ON FUNCTION "mixed_new"."decompose_form_row"("container" jsonb) IS 'spec.yaml:45:3 (form_row): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:7:3 (document): the text of an element of which the residual holds a part
CREATE FUNCTION "mixed_new"."overlay_document"("document_" "mixed_new"."document", "document_input" "mixed_new"."document_input", "document_rest" "mixed_new"."document_rest", "members of_form_row" text, "members of_attribute" text, "members of_option" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    coalesce(
        ($1)."other"::text,
        CASE
            WHEN (
                jsonb_typeof("residual") = 'object'
                OR (($1)."number" IS NOT NULL AND NOT "claimed number")
                OR ($1)."form_other"::text IS NOT NULL
                OR (($1)."title" IS NOT NULL AND NOT "claimed title")
                OR (($1)."rows_other"::text IS NOT NULL OR $4 IS NOT NULL)
                OR ($3)."input_other"::text IS NOT NULL
                OR ($2)."id" IS NOT NULL
                OR (($2)."entered_by" IS NOT NULL AND NOT "claimed entered_by")
                OR (($3)."attributes_other"::text IS NOT NULL OR $5 IS NOT NULL)
                OR (($1)."options_other"::text IS NOT NULL OR $6 IS NOT NULL)
                OR ("residual" IS NULL AND NOT '$' = ANY (marks))
            ) THEN '{' || concat_ws(
                ',',
                '"number":' || CASE WHEN "claimed number" THEN "kept number"::text ELSE to_json(($1)."number")::text END,
                '"form":' || coalesce(
                    ($1)."form_other"::text,
                    CASE
                        WHEN (
                            jsonb_typeof("kept form") = 'object'
                            OR (($1)."title" IS NOT NULL AND NOT "claimed title")
                            OR (($1)."rows_other"::text IS NOT NULL OR $4 IS NOT NULL)
                        ) THEN '{' || concat_ws(
                            ',',
                            '"title":' || CASE WHEN "claimed title" THEN "kept form.title"::text ELSE to_json(($1)."title")::text END,
                            '"rows":' || coalesce(($1)."rows_other"::text, coalesce($4, "kept form.rows"::text)),
                            hofsm.members(CASE WHEN jsonb_typeof("kept form") = 'object' THEN ("kept form" - '{title,rows}'::text[])::text END)
                        ) || '}'
                        WHEN "kept form" IS NOT NULL THEN "kept form"::text
                    END
                ),
                '"input":' || coalesce(
                    ($3)."input_other"::text,
                    CASE
                        WHEN (
                            jsonb_typeof("kept input") = 'object'
                            OR ($2)."id" IS NOT NULL
                            OR (($2)."entered_by" IS NOT NULL AND NOT "claimed entered_by")
                        ) THEN '{' || concat_ws(
                            ',',
                            '"by":' || CASE WHEN "claimed entered_by" THEN "kept input.by"::text ELSE ($2)."entered_by"::text END,
                            hofsm.members(CASE WHEN jsonb_typeof("kept input") = 'object' THEN ("kept input" - '{by}'::text[])::text END)
                        ) || '}'
                        WHEN "kept input" IS NOT NULL THEN "kept input"::text
                    END
                ),
                '"attributes":' || coalesce(($3)."attributes_other"::text, coalesce($5, "kept attributes"::text)),
                '"options":' || coalesce(($1)."options_other"::text, coalesce($6, "kept options"::text)),
                hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{number,form,input,attributes,options}'::text[])::text END)
            ) || '}'
            WHEN "residual" IS NOT NULL THEN "residual"::text
        END
    )
FROM (
    SELECT
        *,
        "kept number" IS NOT NULL AND ("parsed number") IS NOT DISTINCT FROM ($1)."number" AS "claimed number",
        "kept form.title" IS NOT NULL AND ("parsed title") IS NOT DISTINCT FROM ($1)."title" AS "claimed title",
        "kept input.by" IS NOT NULL AND ("parsed entered_by") IS NOT DISTINCT FROM ($2)."entered_by" AS "claimed entered_by"
    FROM (
        SELECT
            *,
            hofsm.parse_text("kept number") AS "parsed number",
            hofsm.parse_text("kept form.title") AS "parsed title",
            hofsm.parse_bigint("kept input.by") AS "parsed entered_by"
        FROM (
            SELECT
                *,
                ("residual" -> 'number') AS "kept number",
                ("residual" -> 'form') AS "kept form",
                ("residual" -> 'form' -> 'title') AS "kept form.title",
                ("residual" -> 'form' -> 'rows') AS "kept form.rows",
                ("residual" -> 'input') AS "kept input",
                ("residual" -> 'input' -> 'by') AS "kept input.by",
                ("residual" -> 'attributes') AS "kept attributes",
                ("residual" -> 'options') AS "kept options"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "mixed_new"."overlay_document"("document_" "mixed_new"."document", "document_input" "mixed_new"."document_input", "document_rest" "mixed_new"."document_rest", "members of_form_row" text, "members of_attribute" text, "members of_option" text) IS 'spec.yaml:7:3 (document): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:7:3 (document): the text of an element without residual
CREATE FUNCTION "mixed_new"."compose_document"("document_" "mixed_new"."document", "document_input" "mixed_new"."document_input", "document_rest" "mixed_new"."document_rest", "members of_form_row" text, "members of_attribute" text, "members of_option" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT coalesce(
    ($1)."other"::text,
    '{' || concat_ws(
        ',',
        '"number":' || to_json(($1)."number")::text,
        '"form":' || coalesce(
            ($1)."form_other"::text,
            '{' || nullif(concat_ws(
                ',',
                '"title":' || to_json(($1)."title")::text,
                '"rows":' || coalesce(($1)."rows_other"::text, $4)
            ), '') || '}'
        ),
        '"input":' || coalesce(
            ($3)."input_other"::text,
            CASE
                WHEN (($2)."id" IS NOT NULL OR ($2)."entered_by" IS NOT NULL) THEN '{' || concat_ws(',', '"by":' || ($2)."entered_by"::text) || '}'
            END
        ),
        '"attributes":' || coalesce(($3)."attributes_other"::text, $5),
        '"options":' || coalesce(($1)."options_other"::text, $6)
    ) || '}'
);
END;
COMMENT ON FUNCTION "mixed_new"."compose_document"("document_" "mixed_new"."document", "document_input" "mixed_new"."document_input", "document_rest" "mixed_new"."document_rest", "members of_form_row" text, "members of_attribute" text, "members of_option" text) IS 'spec.yaml:7:3 (document): the text of an element without residual';

-- up (no lock on any table): spec.yaml:32:3 (attribute): the text of an element of which the residual holds a part
CREATE FUNCTION "mixed_new"."overlay_attribute"("attribute" "mixed_new"."attribute") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE WHEN "claimed value" THEN "residual"::text ELSE coalesce(($1)."value"::text, 'null') END
FROM (
    SELECT
        *,
        CASE
            WHEN "residual" IS NOT NULL THEN ("parsed value")::text IS NOT DISTINCT FROM ($1)."value"::text
            ELSE ($1)."value" IS NULL AND '$' = ANY (marks)
        END AS "claimed value"
    FROM (
        SELECT
            *,
            CASE WHEN jsonb_typeof("residual") <> 'null' THEN "residual" END AS "parsed value"
        FROM (
            SELECT
                *
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "mixed_new"."overlay_attribute"("attribute" "mixed_new"."attribute") IS 'spec.yaml:32:3 (attribute): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:32:3 (attribute): the text of an element without residual
CREATE FUNCTION "mixed_new"."compose_attribute"("attribute" "mixed_new"."attribute") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT coalesce(($1)."value"::text, 'null');
END;
COMMENT ON FUNCTION "mixed_new"."compose_attribute"("attribute" "mixed_new"."attribute") IS 'spec.yaml:32:3 (attribute): the text of an element without residual';

-- up (no lock on any table): spec.yaml:38:3 (option): the text of an element of which the residual holds a part
CREATE FUNCTION "mixed_new"."overlay_option"("option" "mixed_new"."option") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    coalesce(
        ($1)."other"::text,
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
    )
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
COMMENT ON FUNCTION "mixed_new"."overlay_option"("option" "mixed_new"."option") IS 'spec.yaml:38:3 (option): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:38:3 (option): the text of an element without residual
CREATE FUNCTION "mixed_new"."compose_option"("option" "mixed_new"."option") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT coalesce(
    ($1)."other"::text,
    '{' || concat_ws(',', '"label":' || to_json(($1)."label")::text) || '}'
);
END;
COMMENT ON FUNCTION "mixed_new"."compose_option"("option" "mixed_new"."option") IS 'spec.yaml:38:3 (option): the text of an element without residual';

-- up (no lock on any table): spec.yaml:45:3 (form_row): the text of an element of which the residual holds a part
CREATE FUNCTION "mixed_new"."overlay_form_row"("form_row" "mixed_new"."form_row", "members of_form_row" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    coalesce(
        ($1)."other"::text,
        CASE
            WHEN (
                jsonb_typeof("residual") = 'object'
                OR (($1)."title" IS NOT NULL AND NOT "claimed title")
                OR ($1)."data_other"::text IS NOT NULL
                OR (($1)."below_other"::text IS NOT NULL OR $2 IS NOT NULL)
                OR ("residual" IS NULL AND NOT '$' = ANY (marks))
            ) THEN '{' || concat_ws(
                ',',
                '"title":' || CASE
                    WHEN "claimed title" THEN "kept title"::text
                    ELSE coalesce(to_json(($1)."title")::text, 'null')
                END,
                hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{title,data}'::text[])::text END),
                '"data":' || coalesce(
                    ($1)."data_other"::text,
                    CASE
                        WHEN (jsonb_typeof("kept data") = 'object' OR (($1)."below_other"::text IS NOT NULL OR $2 IS NOT NULL)) THEN '{' || concat_ws(
                            ',',
                            hofsm.members(CASE WHEN jsonb_typeof("kept data") = 'object' THEN ("kept data" - '{rows}'::text[])::text END),
                            '"rows":' || coalesce(($1)."below_other"::text, coalesce($2, "kept data.rows"::text))
                        ) || '}'
                        WHEN "kept data" IS NOT NULL THEN "kept data"::text
                    END
                )
            ) || '}'
            WHEN "residual" IS NOT NULL THEN "residual"::text
        END
    )
FROM (
    SELECT
        *,
        CASE
            WHEN "kept title" IS NOT NULL THEN ("parsed title") IS NOT DISTINCT FROM ($1)."title"
            ELSE ($1)."title" IS NULL AND 'title' = ANY (marks)
        END AS "claimed title"
    FROM (
        SELECT
            *,
            hofsm.parse_text("kept title") AS "parsed title"
        FROM (
            SELECT
                *,
                ("residual" -> 'title') AS "kept title",
                ("residual" -> 'data') AS "kept data",
                ("residual" -> 'data' -> 'rows') AS "kept data.rows"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "mixed_new"."overlay_form_row"("form_row" "mixed_new"."form_row", "members of_form_row" text) IS 'spec.yaml:45:3 (form_row): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:45:3 (form_row): the text of an element without residual
CREATE FUNCTION "mixed_new"."compose_form_row"("form_row" "mixed_new"."form_row", "members of_form_row" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT coalesce(
    ($1)."other"::text,
    '{' || concat_ws(
        ',',
        '"title":' || coalesce(to_json(($1)."title")::text, 'null'),
        '"data":' || coalesce(
            ($1)."data_other"::text,
            '{' || nullif(concat_ws(',', '"rows":' || coalesce(($1)."below_other"::text, $2)), '') || '}'
        )
    ) || '}'
);
END;
COMMENT ON FUNCTION "mixed_new"."compose_form_row"("form_row" "mixed_new"."form_row", "members of_form_row" text) IS 'spec.yaml:45:3 (form_row): the text of an element without residual';

-- up (ACCESS SHARE): the documents as the new tables give them, read-only
CREATE VIEW "mixed_new"."composed_mixed" WITH (security_invoker = true) AS
SELECT "id", "composed"."document"::jsonb AS "value"
FROM (
    SELECT "document"."id", CASE WHEN "document"."residual" IS NULL AND "document"."residual_absent" IS NULL THEN "mixed_new"."compose_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") ELSE "overlay of_document"."document" END AS "document"
    FROM "mixed_new"."document" AS "document"
    LEFT JOIN "mixed_new"."document_input" AS "document_input" ON "document"."id" = "document_input"."id"
    LEFT JOIN "mixed_new"."document_rest" AS "document_rest" ON "document"."id" = "document_rest"."id"
    LEFT JOIN (
        SELECT "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "mixed_new"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
        FROM "mixed_new"."attribute" AS "attribute"
        LEFT JOIN LATERAL "mixed_new"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
        GROUP BY "attribute"."id"
    ) AS "members of_attribute" ON "document"."id" = "members of_attribute"."id"
    LEFT JOIN (
        SELECT "option"."id", '[' || string_agg(CASE WHEN "option"."residual" IS NULL AND "option"."residual_absent" IS NULL THEN "mixed_new"."compose_option"("option".*) ELSE "overlay of_option"."document" END, ',' ORDER BY "option"."option_ordinal") || ']' AS "members"
        FROM "mixed_new"."option" AS "option"
        LEFT JOIN LATERAL "mixed_new"."overlay_option"("option".*) AS "overlay of_option" ON true
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
                WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."form_row_path")
            ) AS "walk" ON "form_row"."id" = "walk"."id" AND "form_row"."form_row_path" = "walk"."form_row_path"
            LEFT JOIN LATERAL "mixed_new"."overlay_form_row"("form_row".*, CASE WHEN "walk"."next_depth" > cardinality("form_row"."form_row_path") THEN '[' || chr(1) END) AS "overlay of_form_row" ON true
        ) AS step
        GROUP BY "step"."id"
    ) AS "members of_form_row" ON "document"."id" = "members of_form_row"."id"
    LEFT JOIN LATERAL "mixed_new"."overlay_document"("document".*, "document_input".*, "document_rest".*, "members of_form_row"."members", "members of_attribute"."members", "members of_option"."members") AS "overlay of_document" ON true
) AS composed;
COMMENT ON VIEW "mixed_new"."composed_mixed" IS 'spec.yaml:7:3 (mixed): the documents composed from the new tables, read-only';

-- up (no lock on any table): spec.yaml:7:3 (document): one element, composed, by its key and identity
CREATE FUNCTION "mixed_new"."element_document"("public"."mixed"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
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
COMMENT ON FUNCTION "mixed_new"."element_document"("public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:32:3 (attribute): one element, composed, by its key and identity
CREATE FUNCTION "mixed_new"."element_attribute"("public"."mixed"."id"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "mixed_new"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END AS "document"
            FROM "mixed_new"."attribute" AS "attribute"
            LEFT JOIN LATERAL "mixed_new"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
            WHERE "attribute"."id" = $1 AND "attribute"."attribute_key" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "mixed_new"."element_attribute"("public"."mixed"."id"%TYPE, text) IS 'spec.yaml:32:3 (attribute): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:38:3 (option): one element, composed, by its key and identity
CREATE FUNCTION "mixed_new"."element_option"("public"."mixed"."id"%TYPE, integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "option"."residual" IS NULL AND "option"."residual_absent" IS NULL THEN "mixed_new"."compose_option"("option".*) ELSE "overlay of_option"."document" END AS "document"
            FROM "mixed_new"."option" AS "option"
            LEFT JOIN LATERAL "mixed_new"."overlay_option"("option".*) AS "overlay of_option" ON true
            WHERE "option"."id" = $1 AND "option"."option_ordinal" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "mixed_new"."element_option"("public"."mixed"."id"%TYPE, integer) IS 'spec.yaml:38:3 (option): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:45:3 (form_row): one element, composed, by its key and identity
CREATE FUNCTION "mixed_new"."element_form_row"("public"."mixed"."id"%TYPE, integer[]) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb -> 0
        FROM (
            SELECT "walked"."members" AS "document"
            FROM (
                SELECT "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "form_row"."id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("form_row"."form_row_path") THEN ',' ELSE '' END || split_part(CASE WHEN "form_row"."residual" IS NULL AND "form_row"."residual_absent" IS NULL THEN "mixed_new"."compose_form_row"("form_row".*, CASE WHEN "walk"."next_depth" > cardinality("form_row"."form_row_path") THEN '[' || chr(1) END) ELSE "overlay of_form_row"."document" END, chr(1), 1)
                        || repeat(']}}', greatest(cardinality("form_row"."form_row_path") - coalesce("walk"."next_depth", cardinality($2)), 0)) AS "piece"
                    FROM "mixed_new"."form_row" AS "form_row"
                    JOIN (
                        SELECT "step"."id", "step"."form_row_path", "step"."form_row_path" AS "place",
                            lag(cardinality("step"."form_row_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."form_row_path")) OVER walk_order AS "next_depth"
                        FROM "mixed_new"."form_row" AS step
                        WHERE "step"."id" = $1 AND "step"."form_row_path"[:cardinality($2)] = $2
                        WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."form_row_path")
                    ) AS "walk" ON "form_row"."id" = "walk"."id" AND "form_row"."form_row_path" = "walk"."form_row_path"
                    LEFT JOIN LATERAL "mixed_new"."overlay_form_row"("form_row".*, CASE WHEN "walk"."next_depth" > cardinality("form_row"."form_row_path") THEN '[' || chr(1) END) AS "overlay of_form_row" ON true
                    WHERE "form_row"."id" = $1 AND "form_row"."form_row_path"[:cardinality($2)] = $2
                ) AS step
                GROUP BY "step"."id"
            ) AS walked
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "mixed_new"."element_form_row"("public"."mixed"."id"%TYPE, integer[]) IS 'spec.yaml:45:3 (form_row): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:7:3 (document): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "mixed_new"."etag_document"("mixed_new"."document", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "mixed_new"."element_document"(($1)."id");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "mixed_new"."etag_document"("mixed_new"."document", jsonb) IS 'spec.yaml:7:3 (document): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:32:3 (attribute): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "mixed_new"."etag_attribute"("mixed_new"."attribute", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "mixed_new"."element_attribute"(($1)."id", ($1)."attribute_key");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "mixed_new"."etag_attribute"("mixed_new"."attribute", jsonb) IS 'spec.yaml:32:3 (attribute): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:38:3 (option): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "mixed_new"."etag_option"("mixed_new"."option", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "mixed_new"."element_option"(($1)."id", ($1)."option_ordinal");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "mixed_new"."etag_option"("mixed_new"."option", jsonb) IS 'spec.yaml:38:3 (option): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:45:3 (form_row): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "mixed_new"."etag_form_row"("mixed_new"."form_row", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "mixed_new"."element_form_row"(($1)."id", ($1)."form_row_path");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "mixed_new"."etag_form_row"("mixed_new"."form_row", jsonb) IS 'spec.yaml:45:3 (form_row): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:7:3 (document): represent the unclaimed documents between two keys, both included; one statement
CREATE FUNCTION "mixed_new"."backfill_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) RETURNS TABLE (documents bigint, rows bigint)
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
        SELECT "root"."id" FROM "mixed_new"."document" AS root WHERE "root"."id" >= $1 AND "root"."id" <= $2
    ),
    chunk AS MATERIALIZED (
        SELECT "legacy"."id", "legacy"."value" #> '{}' AS "document"
        FROM "public"."mixed" AS legacy
        WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND ("legacy"."id") NOT IN (SELECT "represented"."id" FROM represented)
        ORDER BY "legacy"."id"
        FOR KEY SHARE
    ),
    "rows of_document" AS MATERIALIZED (
        SELECT "chunk"."id", node.*
        FROM chunk CROSS JOIN LATERAL "mixed_new"."decompose_document"("chunk"."document") AS node
    ),
    "rows of_attribute" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_document" AS parent CROSS JOIN LATERAL "mixed_new"."decompose_attribute"("parent"."container of attribute") AS node
    ),
    "rows of_option" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_document" AS parent CROSS JOIN LATERAL "mixed_new"."decompose_option"("parent"."container of option") AS node
    ),
    "rows of_form_row" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_document" AS parent CROSS JOIN LATERAL "mixed_new"."decompose_form_row"("parent"."container of form_row") AS node
    ),
    "claimed" AS (
        INSERT INTO "mixed_new"."document" ("id", "other", "number", "form_other", "title", "options_other", "rows_other", "residual", "residual_absent")
        SELECT "rows of_document"."id", "rows of_document"."other", "rows of_document"."number", "rows of_document"."form_other", "rows of_document"."title", "rows of_document"."options_other", "rows of_document"."rows_other", "rows of_document"."residual", "rows of_document"."residual_absent"
        FROM "rows of_document"
        WHERE least((SELECT count(*) FROM "rows of_attribute"), (SELECT count(*) FROM "rows of_option"), (SELECT count(*) FROM "rows of_form_row")) >= 0
        ON CONFLICT DO NOTHING
        RETURNING "id"
    ),
    "into_document_input" AS (
        INSERT INTO "mixed_new"."document_input" ("id", "entered_by")
        SELECT "rows of_document"."id", "rows of_document"."entered_by"
        FROM "rows of_document"
        JOIN claimed USING ("id")
        WHERE "rows of_document"."document_input.exists"
    ),
    "into_document_rest" AS (
        INSERT INTO "mixed_new"."document_rest" ("id", "input_other", "attributes_other")
        SELECT "rows of_document"."id", "rows of_document"."input_other", "rows of_document"."attributes_other"
        FROM "rows of_document"
        JOIN claimed USING ("id")
    ),
    "into_attribute" AS (
        INSERT INTO "mixed_new"."attribute" ("id", "attribute_key", "value", "residual", "residual_absent")
        SELECT "rows of_attribute"."id", "rows of_attribute"."attribute_key", "rows of_attribute"."value", "rows of_attribute"."residual", "rows of_attribute"."residual_absent"
        FROM "rows of_attribute"
        JOIN claimed USING ("id")
    ),
    "into_option" AS (
        INSERT INTO "mixed_new"."option" ("id", "option_ordinal", "other", "label", "residual", "residual_absent")
        SELECT "rows of_option"."id", "rows of_option"."option_ordinal", "rows of_option"."other", "rows of_option"."label", "rows of_option"."residual", "rows of_option"."residual_absent"
        FROM "rows of_option"
        JOIN claimed USING ("id")
    ),
    "into_form_row" AS (
        INSERT INTO "mixed_new"."form_row" ("id", "form_row_path", "other", "title", "data_other", "below_other", "residual", "residual_absent")
        SELECT "rows of_form_row"."id", "rows of_form_row"."form_row_path", "rows of_form_row"."other", "rows of_form_row"."title", "rows of_form_row"."data_other", "rows of_form_row"."below_other", "rows of_form_row"."residual", "rows of_form_row"."residual_absent"
        FROM "rows of_form_row"
        JOIN claimed USING ("id")
    )
    SELECT (SELECT count(*) FROM claimed), (SELECT count(*) * 2 + count(*) FILTER (WHERE "document_input.exists") FROM "rows of_document" JOIN claimed USING ("id")) + (SELECT count(*) * 1 FROM "rows of_attribute" JOIN claimed USING ("id")) + (SELECT count(*) * 1 FROM "rows of_option" JOIN claimed USING ("id")) + (SELECT count(*) * 1 FROM "rows of_form_row" JOIN claimed USING ("id"))
    INTO claimed_documents, new_rows;
    -- A row that FOR KEY SHARE gave may be deleted all the same: where it waits for an update that fails, PostgreSQL locks none of
    -- the versions that the next transaction makes. Who deleted a document before we claimed it has committed by now, since we
    -- waited for the claim in its trigger; who deletes one from now on waits for ours.
    -- Whether a document that this transaction has claimed is not there any more.
    SELECT EXISTS (
        SELECT FROM "mixed_new"."document" AS root
        WHERE "root"."id" >= $1 AND "root"."id" <= $2
            AND root.xmin = pg_current_xact_id()::xid
            AND NOT EXISTS (SELECT FROM "public"."mixed" AS legacy WHERE "legacy"."id" = "root"."id" AND "legacy"."id" >= $1 AND "legacy"."id" <= $2)
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
COMMENT ON FUNCTION "mixed_new"."backfill_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): represent the unclaimed documents between two keys, both included; one statement';

-- up (no lock on any table): spec.yaml:7:3 (document): the documents between two keys, both included, that are not in parity
CREATE FUNCTION "mixed_new"."verify_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) RETURNS TABLE (
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
    FROM (SELECT "legacy"."id", "legacy"."value" AS "payload" FROM "public"."mixed" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2) AS legacy
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
$query$ USING $1, $2;
END

$body$;
COMMENT ON FUNCTION "mixed_new"."verify_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE) IS 'spec.yaml:7:3 (document): the documents between two keys, both included, that are not in parity';

RESET search_path;
