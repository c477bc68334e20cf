-- golden: legacy -> expanded
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (no lock on any table): made if it is missing; the comment remembers that
-- Asked for first, because CREATE SCHEMA IF NOT EXISTS needs the CREATE privilege on the database even where the schema exists.
DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'New Side') THEN
        CREATE SCHEMA "New Side";
        COMMENT ON SCHEMA "New Side" IS 'tables and functions of hofsm-migrate';
    END IF;
END
$do$;

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:8:3 (order): core, one row per document
CREATE TABLE "New Side"."order" AS
SELECT "Company", "id" FROM "old"."Legacy Orders" WITH NO DATA;
ALTER TABLE "New Side"."order"
    ADD COLUMN "name" text,
    ADD COLUMN "state" text,
    ADD COLUMN "total" numeric,
    ADD COLUMN "note" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "order_state_check" CHECK (("state" = ANY ('{open,it''s}'))),
    ADD CONSTRAINT "order_total_check" CHECK ("total" IS NULL OR (length("total"::text) <= 400) AND ("total" >= 0)),
    ADD CONSTRAINT "order_pkey" PRIMARY KEY ("Company", "id");
COMMENT ON TABLE "New Side"."order" IS 'spec.yaml:8:3 (order): core, one row per document';
COMMENT ON COLUMN "New Side"."order"."name" IS 'spec.yaml:12:7 (order.name): name as text, wire native';
COMMENT ON COLUMN "New Side"."order"."state" IS 'spec.yaml:13:7 (order.state): meta.state as enum, wire native';
COMMENT ON COLUMN "New Side"."order"."total" IS 'spec.yaml:14:7 (order.total): meta.total as numeric, wire string or native';
COMMENT ON COLUMN "New Side"."order"."note" IS 'spec.yaml:15:7 (order.note): note or "odd.key" as text, wire native';
COMMENT ON COLUMN "New Side"."order"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "New Side"."order"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE on the new table, which is still empty)
CREATE INDEX "order_state_idx" ON "New Side"."order" USING btree ("state");

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_order" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."order"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:18:3 (order_signature): input, one row per document
CREATE TABLE "New Side"."order_signature" AS
SELECT "Company", "id" FROM "old"."Legacy Orders" WITH NO DATA;
ALTER TABLE "New Side"."order_signature"
    ADD COLUMN "signed_at" timestamptz,
    ADD COLUMN "signed_by" bigint,
    ADD CONSTRAINT "order_signature_pkey" PRIMARY KEY ("Company", "id");
COMMENT ON TABLE "New Side"."order_signature" IS 'spec.yaml:18:3 (order_signature): input, one row per document';
COMMENT ON COLUMN "New Side"."order_signature"."signed_at" IS 'spec.yaml:23:7 (order_signature.signed_at): signature.at as timestamptz, wire iso8601-ms-z';
COMMENT ON COLUMN "New Side"."order_signature"."signed_by" IS 'spec.yaml:24:7 (order_signature.signed_by): signature.by as bigint, wire native, refers to public.users.id';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_order_signature" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."order_signature"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:25:3 (line "item"): core, one row per element of lines
CREATE TABLE "New Side"."line ""item""" AS
SELECT "Company", "id" FROM "old"."Legacy Orders" WITH NO DATA;
ALTER TABLE "New Side"."line ""item"""
    ADD COLUMN "line ""item""_id" text NOT NULL,
    ADD COLUMN "line ""item""_ordinal" integer NOT NULL,
    ADD COLUMN "quantity" integer,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "line ""item""_pkey" PRIMARY KEY ("Company", "id", "line ""item""_id");
COMMENT ON TABLE "New Side"."line ""item""" IS 'spec.yaml:25:3 (line "item"): core, one row per element of lines';
COMMENT ON COLUMN "New Side"."line ""item"""."quantity" IS 'spec.yaml:30:7 (line "item".quantity): quantity as integer, wire string';
COMMENT ON COLUMN "New Side"."line ""item"""."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "New Side"."line ""item"""."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_line ""item""" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."line ""item"""
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:31:3 (line_cell): input, one row per element of cells
CREATE TABLE "New Side"."line_cell" AS
SELECT "Company", "id" FROM "old"."Legacy Orders" WITH NO DATA;
ALTER TABLE "New Side"."line_cell"
    ADD COLUMN "line ""item""_id" text NOT NULL,
    ADD COLUMN "line_cell_ordinal" integer NOT NULL,
    ADD COLUMN "itself" jsonb,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "line_cell_pkey" PRIMARY KEY ("Company", "id", "line ""item""_id", "line_cell_ordinal");
COMMENT ON TABLE "New Side"."line_cell" IS 'spec.yaml:31:3 (line_cell): input, one row per element of cells';
COMMENT ON COLUMN "New Side"."line_cell"."itself" IS 'spec.yaml:35:7 (line_cell.itself): the element itself as jsonb, wire native';
COMMENT ON COLUMN "New Side"."line_cell"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "New Side"."line_cell"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE on the new table, which is still empty)
CREATE INDEX "line_cell_itself_idx" ON "New Side"."line_cell" USING gin ("itself" jsonb_path_ops);

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_line_cell" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."line_cell"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:36:3 (attribute): input, one row per entry of attributes
CREATE TABLE "New Side"."attribute" AS
SELECT "Company", "id" FROM "old"."Legacy Orders" WITH NO DATA;
ALTER TABLE "New Side"."attribute"
    ADD COLUMN "attribute_key" text NOT NULL,
    ADD COLUMN "value" double precision,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "attribute_pkey" PRIMARY KEY ("Company", "id", "attribute_key");
COMMENT ON TABLE "New Side"."attribute" IS 'spec.yaml:36:3 (attribute): input, one row per entry of attributes';
COMMENT ON COLUMN "New Side"."attribute"."value" IS 'spec.yaml:41:7 (attribute.value): the element itself as double precision, wire native';
COMMENT ON COLUMN "New Side"."attribute"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "New Side"."attribute"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_attribute" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."attribute"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:42:3 (component): layout, one row per element of components
CREATE TABLE "New Side"."component" AS
SELECT "Company", "id" FROM "old"."Legacy Orders" WITH NO DATA;
ALTER TABLE "New Side"."component"
    ADD COLUMN "component_path" integer[] NOT NULL,
    ADD COLUMN "component_parent" integer[] GENERATED ALWAYS AS (CASE WHEN cardinality("component_path") > 1 THEN "component_path"[:cardinality("component_path") - 1] END) STORED,
    ADD COLUMN "kind" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "component_pkey" PRIMARY KEY ("Company", "id", "component_path");
COMMENT ON TABLE "New Side"."component" IS 'spec.yaml:42:3 (component): layout, one row per element of components';
COMMENT ON COLUMN "New Side"."component"."kind" IS 'spec.yaml:47:7 (component.kind): type as text, wire native';
COMMENT ON COLUMN "New Side"."component"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "New Side"."component"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_component" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."component"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): spec.yaml:48:3 (component_option): layout, one row per element of options
CREATE TABLE "New Side"."component_option" AS
SELECT "Company", "id" FROM "old"."Legacy Orders" WITH NO DATA;
ALTER TABLE "New Side"."component_option"
    ADD COLUMN "component_path" integer[] NOT NULL,
    ADD COLUMN "option_id" uuid NOT NULL,
    ADD COLUMN "component_option_ordinal" integer NOT NULL,
    ADD COLUMN "label" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "component_option_pkey" PRIMARY KEY ("Company", "id", "component_path", "option_id");
COMMENT ON TABLE "New Side"."component_option" IS 'spec.yaml:48:3 (component_option): layout, one row per element of options';
COMMENT ON COLUMN "New Side"."component_option"."label" IS 'spec.yaml:53:7 (component_option.label): label as text, wire native';
COMMENT ON COLUMN "New Side"."component_option"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "New Side"."component_option"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_component_option" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "New Side"."component_option"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

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

-- up (no lock on any table): spec.yaml:8:3 (order): the document as column values and residual
CREATE FUNCTION "New Side"."decompose_order"("document" jsonb) RETURNS TABLE (
    "name" text,
    "state" text,
    "total" numeric,
    "note" text,
    "signed_at" timestamptz,
    "signed_by" bigint,
    "order_signature.exists" boolean,
    "residual" jsonb,
    "residual_absent" text[],
    "container of line ""item""" jsonb,
    "container of attribute" jsonb,
    "container of component" jsonb
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "name",
    "state",
    "total",
    "note",
    "signed_at",
    "signed_by",
    coalesce(jsonb_typeof("fragment signature") = 'object', false),
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical name" THEN 'name' END,
            'meta',
            CASE WHEN "canonical note" THEN 'note' END,
            'signature',
            CASE WHEN "container of line ""item""" IS NOT NULL THEN 'lines' END,
            CASE
                WHEN ("container of attribute" IS NOT NULL OR coalesce("fragment attributes" = '{}'::jsonb, false)) THEN 'attributes'
            END,
            CASE WHEN "container of component" IS NOT NULL THEN 'components' END
        ]::text[])
            || CASE WHEN "kept meta" IS NULL THEN '{}' ELSE jsonb_build_object('meta', "kept meta") END
            || CASE WHEN "kept signature" IS NULL THEN '{}' ELSE jsonb_build_object('signature', "kept signature") END, '{}')
        ELSE "element"
    END,
    nullif(array_remove(ARRAY[
        CASE WHEN "element" IS NULL THEN '$' END,
        CASE WHEN "fragment meta" IS NULL AND jsonb_typeof("element") = 'object' THEN 'meta' END,
        CASE
            WHEN "fragment note" IS NULL AND "fragment odd.key" IS NULL AND jsonb_typeof("element") = 'object' THEN 'note'
        END,
        CASE WHEN "fragment attributes" IS NULL AND jsonb_typeof("element") = 'object' THEN 'attributes' END
    ]::text[], NULL), '{}'),
    "container of line ""item""",
    "container of attribute",
    "container of component"
FROM (
    SELECT
        *,
        CASE
            WHEN jsonb_typeof("fragment meta") = 'object' THEN nullif("members meta", '{}')
            ELSE "fragment meta"
        END AS "kept meta",
        CASE
            WHEN jsonb_typeof("fragment signature") = 'object' THEN CASE
                WHEN "members signature" <> '{}' OR NOT coalesce(jsonb_typeof("fragment signature") = 'object', false) THEN "members signature"
            END
            ELSE "fragment signature"
        END AS "kept signature"
    FROM (
        SELECT
            *,
            CASE
                WHEN jsonb_typeof("fragment meta") = 'object' THEN ("fragment meta" - ARRAY[
                    CASE WHEN "canonical state" THEN 'state' END,
                    CASE WHEN "canonical total" THEN 'total' END
                ]::text[])
            END AS "members meta",
            CASE
                WHEN jsonb_typeof("fragment signature") = 'object' THEN ("fragment signature" - ARRAY[
                    CASE WHEN "canonical signed_at" THEN 'at' END,
                    CASE WHEN "canonical signed_by" THEN 'by' END
                ]::text[])
            END AS "members signature"
        FROM (
            SELECT
                *,
                "name" IS NOT NULL AND jsonb_typeof("fragment name") = 'string' AS "canonical name",
                "state" IS NOT NULL AS "canonical state",
                coalesce('"' || "total" || '"' = "fragment meta.total"::text, false) AS "canonical total",
                ("note" IS NOT NULL AND jsonb_typeof("fragment note") = 'string' OR coalesce(jsonb_typeof("fragment note") = 'null', false)) AND "fragment odd.key" IS NULL AS "canonical note",
                "signed_at" IS NOT NULL AND "fragment signature.at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical signed_at",
                "signed_by" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment signature.by") = 'number' THEN scale("fragment signature.by"::numeric) = 0 ELSE false END AS "canonical signed_by",
                CASE
                    WHEN jsonb_typeof("fragment lines") = 'array' AND "fragment lines" <> '[]' THEN CASE
                        WHEN (
                            SELECT count(*) = count(DISTINCT hofsm.key_text((entry.value -> 'id'), 2000))
                            FROM jsonb_array_elements("fragment lines") AS entry (value)
                        ) THEN "fragment lines"
                    END
                END AS "container of line ""item""",
                CASE
                    WHEN jsonb_typeof("fragment attributes") = 'object' AND "fragment attributes" <> '{}' THEN CASE
                        WHEN NOT EXISTS (
                            SELECT FROM jsonb_object_keys("fragment attributes") AS entry (key)
                            WHERE octet_length(entry.key) > 2000
                        ) THEN "fragment attributes"
                    END
                END AS "container of attribute",
                CASE
                    WHEN jsonb_typeof("fragment components") = 'array' AND "fragment components" <> '[]' THEN "fragment components"
                END AS "container of component"
            FROM (
                SELECT
                    *,
                    CASE
                        WHEN (length("parsed total"::text) <= 400) IS NOT FALSE AND ("parsed total" >= 0) IS NOT FALSE THEN "parsed total"
                    END AS "total"
                FROM (
                    SELECT
                        *,
                        hofsm.parse_text("fragment name") AS "name",
                        hofsm.parse_enum("fragment meta.state", '{open,it''s}') AS "state",
                        hofsm.parse_numeric("fragment meta.total") AS "parsed total",
                        hofsm.parse_text(coalesce("fragment note", "fragment odd.key")) AS "note",
                        hofsm.truncate_moment(hofsm.parse_timestamptz_iso("fragment signature.at"), 'milliseconds') AS "signed_at",
                        hofsm.parse_bigint("fragment signature.by") AS "signed_by"
                    FROM (
                        SELECT
                            *,
                            "fragment meta" -> 'state' AS "fragment meta.state",
                            "fragment meta" -> 'total' AS "fragment meta.total",
                            "fragment signature" -> 'at' AS "fragment signature.at",
                            "fragment signature" -> 'by' AS "fragment signature.by"
                        FROM (
                            SELECT
                                *,
                                "element" -> 'name' AS "fragment name",
                                "element" -> 'meta' AS "fragment meta",
                                "element" -> 'note' AS "fragment note",
                                "element" -> 'odd.key' AS "fragment odd.key",
                                "element" -> 'signature' AS "fragment signature",
                                "element" -> 'lines' AS "fragment lines",
                                "element" -> 'attributes' AS "fragment attributes",
                                "element" -> 'components' AS "fragment components"
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
COMMENT ON FUNCTION "New Side"."decompose_order"("document" jsonb) IS 'spec.yaml:8:3 (order): the document as column values and residual';

-- up (no lock on any table): spec.yaml:25:3 (line "item"): the elements of a container as column values and residual
CREATE FUNCTION "New Side"."decompose_line ""item"""("container" jsonb) RETURNS TABLE (
    "line ""item""_id" text,
    "line ""item""_ordinal" integer,
    "quantity" integer,
    "residual" jsonb,
    "residual_absent" text[],
    "container of line_cell" jsonb
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "line ""item""_id",
    "line ""item""_ordinal",
    "quantity",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical quantity" THEN 'quantity' END,
            CASE WHEN "container of line_cell" IS NOT NULL THEN 'cells' END,
            'id'
        ]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[],
    "container of line_cell"
FROM (
    SELECT
        *,
        coalesce('"' || "quantity" || '"' = "fragment quantity"::text, false) AS "canonical quantity",
        CASE
            WHEN jsonb_typeof("fragment cells") = 'array' AND "fragment cells" <> '[]' THEN "fragment cells"
        END AS "container of line_cell"
    FROM (
        SELECT
            *,
            hofsm.parse_integer("fragment quantity") AS "quantity"
        FROM (
            SELECT
                *,
                "element" -> 'quantity' AS "fragment quantity",
                "element" -> 'cells' AS "fragment cells",
                "element" -> 'id' AS "fragment id"
            FROM (
                SELECT (item.value ->> 'id')::text AS "line ""item""_id", item.ordinality::integer AS "line ""item""_ordinal", item.value AS "element"
                FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
            ) AS found
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "New Side"."decompose_line ""item"""("container" jsonb) IS 'spec.yaml:25:3 (line "item"): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:31:3 (line_cell): the elements of a container as column values and residual
CREATE FUNCTION "New Side"."decompose_line_cell"("container" jsonb) RETURNS TABLE (
    "line_cell_ordinal" integer,
    "itself" jsonb,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "line_cell_ordinal",
    "itself",
    CASE WHEN NOT "canonical itself" THEN "element" END,
    NULL::text[]
FROM (
    SELECT
        *,
        ("itself" IS NOT NULL OR coalesce(jsonb_typeof("element") = 'null', false)) AS "canonical itself"
    FROM (
        SELECT
            *,
            CASE WHEN jsonb_typeof("element") <> 'null' THEN "element" END AS "itself"
        FROM (
            SELECT item.ordinality::integer AS "line_cell_ordinal", item.value AS "element"
            FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
        ) AS found
        OFFSET 0
    ) AS "layer_0"
    OFFSET 0
) AS "layer_1";
END;
COMMENT ON FUNCTION "New Side"."decompose_line_cell"("container" jsonb) IS 'spec.yaml:31:3 (line_cell): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:36:3 (attribute): the elements of a container as column values and residual
CREATE FUNCTION "New Side"."decompose_attribute"("container" jsonb) RETURNS TABLE (
    "attribute_key" text,
    "value" double precision,
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
        (coalesce(hofsm.json_double("value") = "element"::text, false) OR coalesce(jsonb_typeof("element") = 'null', false)) AS "canonical value"
    FROM (
        SELECT
            *,
            hofsm.parse_double("element") AS "value"
        FROM (
            SELECT item.key AS "attribute_key", item.value AS "element"
            FROM jsonb_each($1) AS item (key, value)
        ) AS found
        OFFSET 0
    ) AS "layer_0"
    OFFSET 0
) AS "layer_1";
END;
COMMENT ON FUNCTION "New Side"."decompose_attribute"("container" jsonb) IS 'spec.yaml:36:3 (attribute): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:42:3 (component): the elements of a container as column values and residual
CREATE FUNCTION "New Side"."decompose_component"("container" jsonb) RETURNS TABLE (
    "component_path" integer[],
    "kind" text,
    "residual" jsonb,
    "residual_absent" text[],
    "container of component_option" jsonb
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "component_path",
    "kind",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical kind" THEN 'type' END,
            CASE WHEN "container of component_option" IS NOT NULL THEN 'options' END,
            CASE WHEN "children" IS NOT NULL THEN 'components' END
        ]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[],
    "container of component_option"
FROM (
    SELECT
        *,
        "kind" IS NOT NULL AND jsonb_typeof("fragment type") = 'string' AS "canonical kind",
        CASE
            WHEN jsonb_typeof("fragment options") = 'array' AND "fragment options" <> '[]' THEN CASE
                WHEN (
                    SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                    AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                    FROM jsonb_array_elements("fragment options") AS entry (value)
                ) THEN "fragment options"
            END
        END AS "container of component_option"
    FROM (
        SELECT
            *,
            hofsm.parse_text("fragment type") AS "kind"
        FROM (
            SELECT
                *,
                "element" -> 'type' AS "fragment type",
                "element" -> 'options' AS "fragment options",
                "element" -> 'components' AS "fragment components"
            FROM (
                WITH RECURSIVE tree AS (
                    SELECT "item"."component_path", "item"."element", CASE
                            WHEN jsonb_typeof("item"."below") = 'array' AND "item"."below" <> '[]' THEN CASE WHEN cardinality("item"."component_path") < 494 THEN "item"."below" END
                        END AS "children"
                    FROM (
                        SELECT
                            ARRAY[item.ordinality::integer] AS "component_path",
                            item.value AS "element",
                            (item.value -> 'components') AS "below"
                        FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
                        OFFSET 0
                    ) AS item
                    UNION ALL
                    SELECT "item"."component_path", "item"."element", CASE
                            WHEN jsonb_typeof("item"."below") = 'array' AND "item"."below" <> '[]' THEN CASE WHEN cardinality("item"."component_path") < 494 THEN "item"."below" END
                        END AS "children"
                    FROM (
                        SELECT
                            "parent"."component_path" || item.ordinality::integer AS "component_path",
                            item.value AS "element",
                            (item.value -> 'components') AS "below"
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
) AS "layer_2";
END;
COMMENT ON FUNCTION "New Side"."decompose_component"("container" jsonb) IS 'spec.yaml:42:3 (component): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:48:3 (component_option): the elements of a container as column values and residual
CREATE FUNCTION "New Side"."decompose_component_option"("container" jsonb) RETURNS TABLE (
    "option_id" uuid,
    "component_option_ordinal" integer,
    "label" text,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "option_id",
    "component_option_ordinal",
    "label",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[CASE WHEN "canonical label" THEN 'label' END, 'id']::text[]), '{}')
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
                "element" -> 'label' AS "fragment label",
                "element" -> 'id' AS "fragment id"
            FROM (
                SELECT (item.value ->> 'id')::uuid AS "option_id", item.ordinality::integer AS "component_option_ordinal", item.value AS "element"
                FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
            ) AS found
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "New Side"."decompose_component_option"("container" jsonb) IS 'spec.yaml:48:3 (component_option): the elements of a container as column values and residual';

-- up (no lock on any table): spec.yaml:8:3 (order): the text of an element of which the residual holds a part
CREATE FUNCTION "New Side"."overlay_order"("order" "New Side"."order", "order_signature" "New Side"."order_signature", "members of_line ""item""" text, "members of_attribute" text, "members of_component" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."name" IS NOT NULL AND NOT "claimed name")
            OR (($1)."state" IS NOT NULL AND NOT "claimed state")
            OR (($1)."total" IS NOT NULL AND NOT "claimed total")
            OR (($1)."note" IS NOT NULL AND NOT "claimed note")
            OR ($2)."Company" IS NOT NULL
            OR (($2)."signed_at" IS NOT NULL AND NOT "claimed signed_at")
            OR (($2)."signed_by" IS NOT NULL AND NOT "claimed signed_by")
            OR $3 IS NOT NULL
            OR $4 IS NOT NULL
            OR $5 IS NOT NULL
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"name":' || CASE WHEN "claimed name" THEN "kept name"::text ELSE to_json(($1)."name")::text END,
            '"meta":' || CASE
                WHEN (
                    jsonb_typeof("kept meta") = 'object'
                    OR (($1)."state" IS NOT NULL AND NOT "claimed state")
                    OR (($1)."total" IS NOT NULL AND NOT "claimed total")
                    OR ("kept meta" IS NULL AND NOT 'meta' = ANY (marks))
                ) THEN '{' || concat_ws(
                    ',',
                    '"state":' || CASE WHEN "claimed state" THEN "kept meta.state"::text ELSE to_json(($1)."state")::text END,
                    '"total":' || CASE WHEN "claimed total" THEN "kept meta.total"::text ELSE '"' || ($1)."total" || '"' END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept meta") = 'object' THEN ("kept meta" - '{state,total}'::text[])::text END)
                ) || '}'
                WHEN "kept meta" IS NOT NULL THEN "kept meta"::text
            END,
            '"note":' || CASE
                WHEN "claimed note" THEN "kept note"::text
                ELSE coalesce(to_json(($1)."note")::text, 'null')
            END,
            '"odd.key":' || CASE WHEN "claimed note" THEN "kept odd.key"::text ELSE NULL END,
            '"signature":' || CASE
                WHEN (
                    jsonb_typeof("kept signature") = 'object'
                    OR ($2)."Company" IS NOT NULL
                    OR (($2)."signed_at" IS NOT NULL AND NOT "claimed signed_at")
                    OR (($2)."signed_by" IS NOT NULL AND NOT "claimed signed_by")
                ) THEN '{' || concat_ws(
                    ',',
                    '"at":' || CASE
                        WHEN "claimed signed_at" THEN "kept signature.at"::text
                        ELSE hofsm.json_moment_as(($2)."signed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
                    END,
                    '"by":' || CASE WHEN "claimed signed_by" THEN "kept signature.by"::text ELSE ($2)."signed_by"::text END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept signature") = 'object' THEN ("kept signature" - '{at,by}'::text[])::text END)
                ) || '}'
                WHEN "kept signature" IS NOT NULL THEN "kept signature"::text
            END,
            '"lines":' || coalesce($3, "kept lines"::text),
            '"attributes":' || coalesce($4, "kept attributes"::text, CASE WHEN NOT 'attributes' = ANY (marks) THEN '{}' END),
            '"components":' || coalesce($5, "kept components"::text),
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{name,meta,note,odd.key,signature,lines,attributes,components}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept name" IS NOT NULL AND ("parsed name") IS NOT DISTINCT FROM ($1)."name" AS "claimed name",
        "kept meta.state" IS NOT NULL AND ("parsed state") IS NOT DISTINCT FROM ($1)."state" AS "claimed state",
        "kept meta.total" IS NOT NULL AND (CASE
            WHEN (length("parsed total"::text) <= 400) IS NOT FALSE AND ("parsed total" >= 0) IS NOT FALSE THEN "parsed total"
        END)::text IS NOT DISTINCT FROM ($1)."total"::text AS "claimed total",
        CASE
            WHEN coalesce("kept note", "kept odd.key") IS NOT NULL THEN ("parsed note") IS NOT DISTINCT FROM ($1)."note"
            ELSE ($1)."note" IS NULL AND 'note' = ANY (marks)
        END AS "claimed note",
        "kept signature.at" IS NOT NULL AND ("parsed signed_at") IS NOT DISTINCT FROM ($2)."signed_at" AS "claimed signed_at",
        "kept signature.by" IS NOT NULL AND ("parsed signed_by") IS NOT DISTINCT FROM ($2)."signed_by" AS "claimed signed_by"
    FROM (
        SELECT
            *,
            hofsm.parse_text("kept name") AS "parsed name",
            hofsm.parse_enum("kept meta.state", '{open,it''s}') AS "parsed state",
            hofsm.parse_numeric("kept meta.total") AS "parsed total",
            hofsm.parse_text(coalesce("kept note", "kept odd.key")) AS "parsed note",
            hofsm.truncate_moment(hofsm.parse_timestamptz_iso("kept signature.at"), 'milliseconds') AS "parsed signed_at",
            hofsm.parse_bigint("kept signature.by") AS "parsed signed_by"
        FROM (
            SELECT
                *,
                ("residual" -> 'name') AS "kept name",
                ("residual" -> 'meta') AS "kept meta",
                ("residual" -> 'meta' -> 'state') AS "kept meta.state",
                ("residual" -> 'meta' -> 'total') AS "kept meta.total",
                ("residual" -> 'note') AS "kept note",
                ("residual" -> 'odd.key') AS "kept odd.key",
                ("residual" -> 'signature') AS "kept signature",
                ("residual" -> 'signature' -> 'at') AS "kept signature.at",
                ("residual" -> 'signature' -> 'by') AS "kept signature.by",
                ("residual" -> 'lines') AS "kept lines",
                ("residual" -> 'attributes') AS "kept attributes",
                ("residual" -> 'components') AS "kept components"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "New Side"."overlay_order"("order" "New Side"."order", "order_signature" "New Side"."order_signature", "members of_line ""item""" text, "members of_attribute" text, "members of_component" text) IS 'spec.yaml:8:3 (order): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:8:3 (order): the text of an element without residual
CREATE FUNCTION "New Side"."compose_order"("order" "New Side"."order", "order_signature" "New Side"."order_signature", "members of_line ""item""" text, "members of_attribute" text, "members of_component" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"name":' || to_json(($1)."name")::text,
    '"meta":' || '{' || concat_ws(',', '"state":' || to_json(($1)."state")::text, '"total":' || '"' || ($1)."total" || '"') || '}',
    '"note":' || coalesce(to_json(($1)."note")::text, 'null'),
    '"signature":' || CASE
        WHEN (($2)."Company" IS NOT NULL OR ($2)."signed_at" IS NOT NULL OR ($2)."signed_by" IS NOT NULL) THEN '{' || concat_ws(
            ',',
            '"at":' || hofsm.json_moment_as(($2)."signed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""'),
            '"by":' || ($2)."signed_by"::text
        ) || '}'
    END,
    '"lines":' || $3,
    '"attributes":' || coalesce($4, '{}'),
    '"components":' || $5
) || '}';
END;
COMMENT ON FUNCTION "New Side"."compose_order"("order" "New Side"."order", "order_signature" "New Side"."order_signature", "members of_line ""item""" text, "members of_attribute" text, "members of_component" text) IS 'spec.yaml:8:3 (order): the text of an element without residual';

-- up (no lock on any table): spec.yaml:25:3 (line "item"): the text of an element of which the residual holds a part
CREATE FUNCTION "New Side"."overlay_line ""item"""("line ""item""" "New Side"."line ""item""", "members of_line_cell" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."quantity" IS NOT NULL AND NOT "claimed quantity")
            OR $2 IS NOT NULL
            OR true
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"quantity":' || CASE WHEN "claimed quantity" THEN "kept quantity"::text ELSE '"' || ($1)."quantity" || '"' END,
            '"cells":' || coalesce($2, "kept cells"::text),
            '"id":' || to_json(($1)."line ""item""_id")::text,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{quantity,cells,id}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept quantity" IS NOT NULL AND ("parsed quantity") IS NOT DISTINCT FROM ($1)."quantity" AS "claimed quantity"
    FROM (
        SELECT
            *,
            hofsm.parse_integer("kept quantity") AS "parsed quantity"
        FROM (
            SELECT
                *,
                ("residual" -> 'quantity') AS "kept quantity",
                ("residual" -> 'cells') AS "kept cells",
                ("residual" -> 'id') AS "kept id"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "New Side"."overlay_line ""item"""("line ""item""" "New Side"."line ""item""", "members of_line_cell" text) IS 'spec.yaml:25:3 (line "item"): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:25:3 (line "item"): the text of an element without residual
CREATE FUNCTION "New Side"."compose_line ""item"""("line ""item""" "New Side"."line ""item""", "members of_line_cell" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"quantity":' || '"' || ($1)."quantity" || '"',
    '"cells":' || $2,
    '"id":' || to_json(($1)."line ""item""_id")::text
) || '}';
END;
COMMENT ON FUNCTION "New Side"."compose_line ""item"""("line ""item""" "New Side"."line ""item""", "members of_line_cell" text) IS 'spec.yaml:25:3 (line "item"): the text of an element without residual';

-- up (no lock on any table): spec.yaml:31:3 (line_cell): the text of an element of which the residual holds a part
CREATE FUNCTION "New Side"."overlay_line_cell"("line_cell" "New Side"."line_cell") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE WHEN "claimed itself" THEN "residual"::text ELSE coalesce(($1)."itself"::text, 'null') END
FROM (
    SELECT
        *,
        CASE
            WHEN "residual" IS NOT NULL THEN ("parsed itself")::text IS NOT DISTINCT FROM ($1)."itself"::text
            ELSE ($1)."itself" IS NULL AND '$' = ANY (marks)
        END AS "claimed itself"
    FROM (
        SELECT
            *,
            CASE WHEN jsonb_typeof("residual") <> 'null' THEN "residual" END AS "parsed itself"
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
COMMENT ON FUNCTION "New Side"."overlay_line_cell"("line_cell" "New Side"."line_cell") IS 'spec.yaml:31:3 (line_cell): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:31:3 (line_cell): the text of an element without residual
CREATE FUNCTION "New Side"."compose_line_cell"("line_cell" "New Side"."line_cell") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT coalesce(($1)."itself"::text, 'null');
END;
COMMENT ON FUNCTION "New Side"."compose_line_cell"("line_cell" "New Side"."line_cell") IS 'spec.yaml:31:3 (line_cell): the text of an element without residual';

-- up (no lock on any table): spec.yaml:36:3 (attribute): the text of an element of which the residual holds a part
CREATE FUNCTION "New Side"."overlay_attribute"("attribute" "New Side"."attribute") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN "claimed value" THEN "residual"::text
        ELSE coalesce(hofsm.json_double(($1)."value"), 'null')
    END
FROM (
    SELECT
        *,
        CASE
            WHEN "residual" IS NOT NULL THEN ("parsed value") IS NOT DISTINCT FROM ($1)."value"
            ELSE ($1)."value" IS NULL AND '$' = ANY (marks)
        END AS "claimed value"
    FROM (
        SELECT
            *,
            hofsm.parse_double("residual") AS "parsed value"
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
COMMENT ON FUNCTION "New Side"."overlay_attribute"("attribute" "New Side"."attribute") IS 'spec.yaml:36:3 (attribute): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:36:3 (attribute): the text of an element without residual
CREATE FUNCTION "New Side"."compose_attribute"("attribute" "New Side"."attribute") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT coalesce(hofsm.json_double(($1)."value"), 'null');
END;
COMMENT ON FUNCTION "New Side"."compose_attribute"("attribute" "New Side"."attribute") IS 'spec.yaml:36:3 (attribute): the text of an element without residual';

-- up (no lock on any table): spec.yaml:42:3 (component): the text of an element of which the residual holds a part
CREATE FUNCTION "New Side"."overlay_component"("component" "New Side"."component", "members of_component_option" text, "members of_component" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."kind" IS NOT NULL AND NOT "claimed kind")
            OR $2 IS NOT NULL
            OR $3 IS NOT NULL
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"type":' || CASE WHEN "claimed kind" THEN "kept type"::text ELSE to_json(($1)."kind")::text END,
            '"options":' || coalesce($2, "kept options"::text),
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{type,options,components}'::text[])::text END),
            '"components":' || coalesce($3, "kept components"::text)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept type" IS NOT NULL AND ("parsed kind") IS NOT DISTINCT FROM ($1)."kind" AS "claimed kind"
    FROM (
        SELECT
            *,
            hofsm.parse_text("kept type") AS "parsed kind"
        FROM (
            SELECT
                *,
                ("residual" -> 'type') AS "kept type",
                ("residual" -> 'options') AS "kept options",
                ("residual" -> 'components') AS "kept components"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "New Side"."overlay_component"("component" "New Side"."component", "members of_component_option" text, "members of_component" text) IS 'spec.yaml:42:3 (component): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:42:3 (component): the text of an element without residual
CREATE FUNCTION "New Side"."compose_component"("component" "New Side"."component", "members of_component_option" text, "members of_component" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(',', '"type":' || to_json(($1)."kind")::text, '"options":' || $2, '"components":' || $3) || '}';
END;
COMMENT ON FUNCTION "New Side"."compose_component"("component" "New Side"."component", "members of_component_option" text, "members of_component" text) IS 'spec.yaml:42:3 (component): the text of an element without residual';

-- up (no lock on any table): spec.yaml:48:3 (component_option): the text of an element of which the residual holds a part
CREATE FUNCTION "New Side"."overlay_component_option"("component_option" "New Side"."component_option") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."label" IS NOT NULL AND NOT "claimed label")
            OR true
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"label":' || CASE WHEN "claimed label" THEN "kept label"::text ELSE to_json(($1)."label")::text END,
            '"id":' || '"' || ($1)."option_id" || '"',
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{label,id}'::text[])::text END)
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
                ("residual" -> 'label') AS "kept label",
                ("residual" -> 'id') AS "kept id"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "New Side"."overlay_component_option"("component_option" "New Side"."component_option") IS 'spec.yaml:48:3 (component_option): the text of an element of which the residual holds a part';

-- up (no lock on any table): spec.yaml:48:3 (component_option): the text of an element without residual
CREATE FUNCTION "New Side"."compose_component_option"("component_option" "New Side"."component_option") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(',', '"label":' || to_json(($1)."label")::text, '"id":' || '"' || ($1)."option_id" || '"') || '}';
END;
COMMENT ON FUNCTION "New Side"."compose_component_option"("component_option" "New Side"."component_option") IS 'spec.yaml:48:3 (component_option): the text of an element without residual';

-- up (ACCESS SHARE): the documents as the new tables give them, read-only
CREATE VIEW "New Side"."composed_golden" WITH (security_invoker = true) AS
SELECT "Company", "id", "composed"."document"::jsonb AS "the ""value"""
FROM (
    SELECT "order"."Company", "order"."id", CASE WHEN "order"."residual" IS NULL AND "order"."residual_absent" IS NULL THEN "New Side"."compose_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") ELSE "overlay of_order"."document" END AS "document"
    FROM "New Side"."order" AS "order"
    LEFT JOIN "New Side"."order_signature" AS "order_signature" ON "order"."Company" = "order_signature"."Company" AND "order"."id" = "order_signature"."id"
    LEFT JOIN (
        SELECT "line ""item"""."Company", "line ""item"""."id", '[' || string_agg(CASE WHEN "line ""item"""."residual" IS NULL AND "line ""item"""."residual_absent" IS NULL THEN "New Side"."compose_line ""item"""("line ""item""".*, "members of_line_cell"."members") ELSE "overlay of_line ""item"""."document" END, ',' ORDER BY "line ""item"""."line ""item""_ordinal") || ']' AS "members"
        FROM "New Side"."line ""item""" AS "line ""item"""
        LEFT JOIN (
            SELECT "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id", '[' || string_agg(CASE WHEN "line_cell"."residual" IS NULL AND "line_cell"."residual_absent" IS NULL THEN "New Side"."compose_line_cell"("line_cell".*) ELSE "overlay of_line_cell"."document" END, ',' ORDER BY "line_cell"."line_cell_ordinal") || ']' AS "members"
            FROM "New Side"."line_cell" AS "line_cell"
            LEFT JOIN LATERAL "New Side"."overlay_line_cell"("line_cell".*) AS "overlay of_line_cell" ON true
            GROUP BY "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id"
        ) AS "members of_line_cell" ON "line ""item"""."Company" = "members of_line_cell"."Company" AND "line ""item"""."id" = "members of_line_cell"."id" AND "line ""item"""."line ""item""_id" = "members of_line_cell"."line ""item""_id"
        LEFT JOIN LATERAL "New Side"."overlay_line ""item"""("line ""item""".*, "members of_line_cell"."members") AS "overlay of_line ""item""" ON true
        GROUP BY "line ""item"""."Company", "line ""item"""."id"
    ) AS "members of_line ""item""" ON "order"."Company" = "members of_line ""item"""."Company" AND "order"."id" = "members of_line ""item"""."id"
    LEFT JOIN (
        SELECT "attribute"."Company", "attribute"."id", '{' || string_agg(to_json("attribute"."attribute_key")::text || ':' || CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "New Side"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END, ',' ORDER BY "attribute"."attribute_key") || '}' AS "members"
        FROM "New Side"."attribute" AS "attribute"
        LEFT JOIN LATERAL "New Side"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
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
                GROUP BY "component_option"."Company", "component_option"."id", "component_option"."component_path"
            ) AS "members of_component_option" ON "component"."Company" = "members of_component_option"."Company" AND "component"."id" = "members of_component_option"."id" AND "component"."component_path" = "members of_component_option"."component_path"
            JOIN (
                SELECT "step"."Company", "step"."id", "step"."component_path", "step"."component_path" AS "place",
                    lag(cardinality("step"."component_path")) OVER walk_order AS "previous_depth",
                    lead(cardinality("step"."component_path")) OVER walk_order AS "next_depth"
                FROM "New Side"."component" AS step
                WINDOW walk_order AS (PARTITION BY "step"."Company", "step"."id" ORDER BY "step"."component_path")
            ) AS "walk" ON "component"."Company" = "walk"."Company" AND "component"."id" = "walk"."id" AND "component"."component_path" = "walk"."component_path"
            LEFT JOIN LATERAL "New Side"."overlay_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) AS "overlay of_component" ON true
        ) AS step
        GROUP BY "step"."Company", "step"."id"
    ) AS "members of_component" ON "order"."Company" = "members of_component"."Company" AND "order"."id" = "members of_component"."id"
    LEFT JOIN LATERAL "New Side"."overlay_order"("order".*, "order_signature".*, "members of_line ""item"""."members", "members of_attribute"."members", "members of_component"."members") AS "overlay of_order" ON true
) AS composed;
COMMENT ON VIEW "New Side"."composed_golden" IS 'spec.yaml:8:3 (golden): the documents composed from the new tables, read-only';

-- up (no lock on any table): spec.yaml:8:3 (order): one element, composed, by its key and identity
CREATE FUNCTION "New Side"."element_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
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
COMMENT ON FUNCTION "New Side"."element_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:25:3 (line "item"): one element, composed, by its key and identity
CREATE FUNCTION "New Side"."element_line ""item"""("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "line ""item"""."residual" IS NULL AND "line ""item"""."residual_absent" IS NULL THEN "New Side"."compose_line ""item"""("line ""item""".*, "members of_line_cell"."members") ELSE "overlay of_line ""item"""."document" END AS "document"
            FROM "New Side"."line ""item""" AS "line ""item"""
            LEFT JOIN (
                SELECT "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id", '[' || string_agg(CASE WHEN "line_cell"."residual" IS NULL AND "line_cell"."residual_absent" IS NULL THEN "New Side"."compose_line_cell"("line_cell".*) ELSE "overlay of_line_cell"."document" END, ',' ORDER BY "line_cell"."line_cell_ordinal") || ']' AS "members"
                FROM "New Side"."line_cell" AS "line_cell"
                LEFT JOIN LATERAL "New Side"."overlay_line_cell"("line_cell".*) AS "overlay of_line_cell" ON true
                WHERE "line_cell"."Company" = $1 AND "line_cell"."id" = $2 AND "line_cell"."line ""item""_id" = $3
                GROUP BY "line_cell"."Company", "line_cell"."id", "line_cell"."line ""item""_id"
            ) AS "members of_line_cell" ON "line ""item"""."Company" = "members of_line_cell"."Company" AND "line ""item"""."id" = "members of_line_cell"."id" AND "line ""item"""."line ""item""_id" = "members of_line_cell"."line ""item""_id"
            LEFT JOIN LATERAL "New Side"."overlay_line ""item"""("line ""item""".*, "members of_line_cell"."members") AS "overlay of_line ""item""" ON true
            WHERE "line ""item"""."Company" = $1 AND "line ""item"""."id" = $2 AND "line ""item"""."line ""item""_id" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "New Side"."element_line ""item"""("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text) IS 'spec.yaml:25:3 (line "item"): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:31:3 (line_cell): one element, composed, by its key and identity
CREATE FUNCTION "New Side"."element_line_cell"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text, integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "line_cell"."residual" IS NULL AND "line_cell"."residual_absent" IS NULL THEN "New Side"."compose_line_cell"("line_cell".*) ELSE "overlay of_line_cell"."document" END AS "document"
            FROM "New Side"."line_cell" AS "line_cell"
            LEFT JOIN LATERAL "New Side"."overlay_line_cell"("line_cell".*) AS "overlay of_line_cell" ON true
            WHERE "line_cell"."Company" = $1 AND "line_cell"."id" = $2 AND "line_cell"."line ""item""_id" = $3 AND "line_cell"."line_cell_ordinal" = $4
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "New Side"."element_line_cell"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text, integer) IS 'spec.yaml:31:3 (line_cell): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:36:3 (attribute): one element, composed, by its key and identity
CREATE FUNCTION "New Side"."element_attribute"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "attribute"."residual" IS NULL AND "attribute"."residual_absent" IS NULL THEN "New Side"."compose_attribute"("attribute".*) ELSE "overlay of_attribute"."document" END AS "document"
            FROM "New Side"."attribute" AS "attribute"
            LEFT JOIN LATERAL "New Side"."overlay_attribute"("attribute".*) AS "overlay of_attribute" ON true
            WHERE "attribute"."Company" = $1 AND "attribute"."id" = $2 AND "attribute"."attribute_key" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "New Side"."element_attribute"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text) IS 'spec.yaml:36:3 (attribute): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:42:3 (component): one element, composed, by its key and identity
CREATE FUNCTION "New Side"."element_component"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, integer[]) RETURNS jsonb
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
                SELECT "step"."Company", "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "component"."Company", "component"."id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("component"."component_path") THEN ',' ELSE '' END || split_part(CASE WHEN "component"."residual" IS NULL AND "component"."residual_absent" IS NULL THEN "New Side"."compose_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) ELSE "overlay of_component"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("component"."component_path") - coalesce("walk"."next_depth", cardinality($3)), 0)) AS "piece"
                    FROM "New Side"."component" AS "component"
                    LEFT JOIN (
                        SELECT "component_option"."Company", "component_option"."id", "component_option"."component_path", '[' || string_agg(CASE WHEN "component_option"."residual" IS NULL AND "component_option"."residual_absent" IS NULL THEN "New Side"."compose_component_option"("component_option".*) ELSE "overlay of_component_option"."document" END, ',' ORDER BY "component_option"."component_option_ordinal") || ']' AS "members"
                        FROM "New Side"."component_option" AS "component_option"
                        LEFT JOIN LATERAL "New Side"."overlay_component_option"("component_option".*) AS "overlay of_component_option" ON true
                        WHERE "component_option"."Company" = $1 AND "component_option"."id" = $2 AND "component_option"."component_path"[:cardinality($3)] = $3
                        GROUP BY "component_option"."Company", "component_option"."id", "component_option"."component_path"
                    ) AS "members of_component_option" ON "component"."Company" = "members of_component_option"."Company" AND "component"."id" = "members of_component_option"."id" AND "component"."component_path" = "members of_component_option"."component_path"
                    JOIN (
                        SELECT "step"."Company", "step"."id", "step"."component_path", "step"."component_path" AS "place",
                            lag(cardinality("step"."component_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."component_path")) OVER walk_order AS "next_depth"
                        FROM "New Side"."component" AS step
                        WHERE "step"."Company" = $1 AND "step"."id" = $2 AND "step"."component_path"[:cardinality($3)] = $3
                        WINDOW walk_order AS (PARTITION BY "step"."Company", "step"."id" ORDER BY "step"."component_path")
                    ) AS "walk" ON "component"."Company" = "walk"."Company" AND "component"."id" = "walk"."id" AND "component"."component_path" = "walk"."component_path"
                    LEFT JOIN LATERAL "New Side"."overlay_component"("component".*, "members of_component_option"."members", CASE WHEN "walk"."next_depth" > cardinality("component"."component_path") THEN '[' || chr(1) END) AS "overlay of_component" ON true
                    WHERE "component"."Company" = $1 AND "component"."id" = $2 AND "component"."component_path"[:cardinality($3)] = $3
                ) AS step
                GROUP BY "step"."Company", "step"."id"
            ) AS walked
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "New Side"."element_component"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, integer[]) IS 'spec.yaml:42:3 (component): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:48:3 (component_option): one element, composed, by its key and identity
CREATE FUNCTION "New Side"."element_component_option"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, integer[], uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "component_option"."residual" IS NULL AND "component_option"."residual_absent" IS NULL THEN "New Side"."compose_component_option"("component_option".*) ELSE "overlay of_component_option"."document" END AS "document"
            FROM "New Side"."component_option" AS "component_option"
            LEFT JOIN LATERAL "New Side"."overlay_component_option"("component_option".*) AS "overlay of_component_option" ON true
            WHERE "component_option"."Company" = $1 AND "component_option"."id" = $2 AND "component_option"."component_path" = $3 AND "component_option"."option_id" = $4
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "New Side"."element_component_option"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, integer[], uuid) IS 'spec.yaml:48:3 (component_option): one element, composed, by its key and identity';

-- up (no lock on any table): spec.yaml:8:3 (order): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "New Side"."etag_order"("New Side"."order", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "New Side"."element_order"(($1)."Company", ($1)."id");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "New Side"."etag_order"("New Side"."order", jsonb) IS 'spec.yaml:8:3 (order): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:25:3 (line "item"): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "New Side"."etag_line ""item"""("New Side"."line ""item""", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "New Side"."element_line ""item"""(($1)."Company", ($1)."id", ($1)."line ""item""_id");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "New Side"."etag_line ""item"""("New Side"."line ""item""", jsonb) IS 'spec.yaml:25:3 (line "item"): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:31:3 (line_cell): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "New Side"."etag_line_cell"("New Side"."line_cell", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "New Side"."element_line_cell"(($1)."Company", ($1)."id", ($1)."line ""item""_id", ($1)."line_cell_ordinal");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "New Side"."etag_line_cell"("New Side"."line_cell", jsonb) IS 'spec.yaml:31:3 (line_cell): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:36:3 (attribute): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "New Side"."etag_attribute"("New Side"."attribute", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "New Side"."element_attribute"(($1)."Company", ($1)."id", ($1)."attribute_key");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "New Side"."etag_attribute"("New Side"."attribute", jsonb) IS 'spec.yaml:36:3 (attribute): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:42:3 (component): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "New Side"."etag_component"("New Side"."component", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "New Side"."element_component"(($1)."Company", ($1)."id", ($1)."component_path");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "New Side"."etag_component"("New Side"."component", jsonb) IS 'spec.yaml:42:3 (component): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:48:3 (component_option): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "New Side"."etag_component_option"("New Side"."component_option", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "New Side"."element_component_option"(($1)."Company", ($1)."id", ($1)."component_path", ($1)."option_id");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "New Side"."etag_component_option"("New Side"."component_option", jsonb) IS 'spec.yaml:48:3 (component_option): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): spec.yaml:8:3 (order): represent the unclaimed documents between two keys, both included; one statement
CREATE FUNCTION "New Side"."backfill_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS TABLE (documents bigint, rows bigint)
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
        SELECT "root"."Company", "root"."id" FROM "New Side"."order" AS root WHERE ("root"."Company", "root"."id") >= ($1, $2) AND ("root"."Company", "root"."id") <= ($3, $4)
    ),
    chunk AS MATERIALIZED (
        SELECT "legacy"."Company", "legacy"."id", "legacy"."the ""value""" #> '{}' AS "document"
        FROM "old"."Legacy Orders" AS legacy
        WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4) AND ("legacy"."Company", "legacy"."id") NOT IN (SELECT "represented"."Company", "represented"."id" FROM represented)
        ORDER BY "legacy"."Company", "legacy"."id"
        FOR KEY SHARE
    ),
    "rows of_order" AS MATERIALIZED (
        SELECT "chunk"."Company", "chunk"."id", node.*
        FROM chunk CROSS JOIN LATERAL "New Side"."decompose_order"("chunk"."document") AS node
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
    "claimed" AS (
        INSERT INTO "New Side"."order" ("Company", "id", "name", "state", "total", "note", "residual", "residual_absent")
        SELECT "rows of_order"."Company", "rows of_order"."id", "rows of_order"."name", "rows of_order"."state", "rows of_order"."total", "rows of_order"."note", "rows of_order"."residual", "rows of_order"."residual_absent"
        FROM "rows of_order"
        WHERE least((SELECT count(*) FROM "rows of_line ""item"""), (SELECT count(*) FROM "rows of_attribute"), (SELECT count(*) FROM "rows of_component"), (SELECT count(*) FROM "rows of_line_cell"), (SELECT count(*) FROM "rows of_component_option")) >= 0
        ON CONFLICT DO NOTHING
        RETURNING "Company", "id"
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
        JOIN claimed USING ("Company", "id")
    ),
    "into_attribute" AS (
        INSERT INTO "New Side"."attribute" ("Company", "id", "attribute_key", "value", "residual", "residual_absent")
        SELECT "rows of_attribute"."Company", "rows of_attribute"."id", "rows of_attribute"."attribute_key", "rows of_attribute"."value", "rows of_attribute"."residual", "rows of_attribute"."residual_absent"
        FROM "rows of_attribute"
        JOIN claimed USING ("Company", "id")
    ),
    "into_component" AS (
        INSERT INTO "New Side"."component" ("Company", "id", "component_path", "kind", "residual", "residual_absent")
        SELECT "rows of_component"."Company", "rows of_component"."id", "rows of_component"."component_path", "rows of_component"."kind", "rows of_component"."residual", "rows of_component"."residual_absent"
        FROM "rows of_component"
        JOIN claimed USING ("Company", "id")
    ),
    "into_line_cell" AS (
        INSERT INTO "New Side"."line_cell" ("Company", "id", "line ""item""_id", "line_cell_ordinal", "itself", "residual", "residual_absent")
        SELECT "rows of_line_cell"."Company", "rows of_line_cell"."id", "rows of_line_cell"."line ""item""_id", "rows of_line_cell"."line_cell_ordinal", "rows of_line_cell"."itself", "rows of_line_cell"."residual", "rows of_line_cell"."residual_absent"
        FROM "rows of_line_cell"
        JOIN claimed USING ("Company", "id")
    ),
    "into_component_option" AS (
        INSERT INTO "New Side"."component_option" ("Company", "id", "component_path", "option_id", "component_option_ordinal", "label", "residual", "residual_absent")
        SELECT "rows of_component_option"."Company", "rows of_component_option"."id", "rows of_component_option"."component_path", "rows of_component_option"."option_id", "rows of_component_option"."component_option_ordinal", "rows of_component_option"."label", "rows of_component_option"."residual", "rows of_component_option"."residual_absent"
        FROM "rows of_component_option"
        JOIN claimed USING ("Company", "id")
    )
    SELECT (SELECT count(*) FROM claimed), (SELECT count(*) * 1 + count(*) FILTER (WHERE "order_signature.exists") FROM "rows of_order" JOIN claimed USING ("Company", "id")) + (SELECT count(*) * 1 FROM "rows of_line ""item""" JOIN claimed USING ("Company", "id")) + (SELECT count(*) * 1 FROM "rows of_line_cell" JOIN claimed USING ("Company", "id")) + (SELECT count(*) * 1 FROM "rows of_attribute" JOIN claimed USING ("Company", "id")) + (SELECT count(*) * 1 FROM "rows of_component" JOIN claimed USING ("Company", "id")) + (SELECT count(*) * 1 FROM "rows of_component_option" JOIN claimed USING ("Company", "id"))
    INTO claimed_documents, new_rows;
    -- A row that FOR KEY SHARE gave may be deleted all the same: where it waits for an update that fails, PostgreSQL locks none of
    -- the versions that the next transaction makes. Who deleted a document before we claimed it has committed by now, since we
    -- waited for the claim in its trigger; who deletes one from now on waits for ours.
    -- Whether a document that this transaction has claimed is not there any more.
    SELECT EXISTS (
        SELECT FROM "New Side"."order" AS root
        WHERE ("root"."Company", "root"."id") >= ($1, $2) AND ("root"."Company", "root"."id") <= ($3, $4)
            AND root.xmin = pg_current_xact_id()::xid
            AND NOT EXISTS (SELECT FROM "old"."Legacy Orders" AS legacy WHERE "legacy"."Company" = "root"."Company" AND "legacy"."id" = "root"."id" AND ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4))
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
COMMENT ON FUNCTION "New Side"."backfill_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): represent the unclaimed documents between two keys, both included; one statement';

-- up (no lock on any table): spec.yaml:8:3 (order): the documents between two keys, both included, that are not in parity
CREATE FUNCTION "New Side"."verify_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) RETURNS TABLE (
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
    FROM (SELECT "legacy"."Company", "legacy"."id", "legacy"."the ""value""" AS "payload" FROM "old"."Legacy Orders" AS legacy WHERE ("legacy"."Company", "legacy"."id") >= ($1, $2) AND ("legacy"."Company", "legacy"."id") <= ($3, $4)) AS legacy
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
$query$ USING $1, $2, $3, $4;
END

$body$;
COMMENT ON FUNCTION "New Side"."verify_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE) IS 'spec.yaml:8:3 (order): the documents between two keys, both included, that are not in parity';

RESET search_path;
