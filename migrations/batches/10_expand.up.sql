-- batches: legacy -> expanded
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (no lock on any table): made if it is missing; the comment remembers that
-- Asked for first, because CREATE SCHEMA IF NOT EXISTS needs the CREATE privilege on the database even where the schema exists.
DO $do$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'production') THEN
        CREATE SCHEMA "production";
        COMMENT ON SCHEMA "production" IS 'tables and functions of hofsm-migrate';
    END IF;
END
$do$;

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:18:3 (batch): core, one row per document
CREATE TABLE "production"."batch" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch"
    ADD COLUMN "version" integer,
    ADD COLUMN "lot" text,
    ADD COLUMN "revision" integer,
    ADD COLUMN "item_id" bigint,
    ADD COLUMN "product" text,
    ADD COLUMN "state" text,
    ADD COLUMN "mmr_id" bigint,
    ADD COLUMN "mmr_version" integer,
    ADD COLUMN "priority" integer,
    ADD COLUMN "author_id" bigint,
    ADD COLUMN "started_at" timestamptz,
    ADD COLUMN "notes" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_lot_check" CHECK ((octet_length("lot") <= 2000)),
    ADD CONSTRAINT "batch_state_check" CHECK (("state" = ANY ('{open,mixed,hold,done}'))),
    ADD CONSTRAINT "batch_priority_check" CHECK ("priority" IS NULL OR ("priority" BETWEEN 0 AND 9)),
    ADD CONSTRAINT "batch_pkey" PRIMARY KEY ("id", "created_at");
COMMENT ON TABLE "production"."batch" IS 'batches.yaml:18:3 (batch): core, one row per document';
COMMENT ON COLUMN "production"."batch"."version" IS 'batches.yaml:22:7 (batch.version): v as integer, wire native';
COMMENT ON COLUMN "production"."batch"."lot" IS 'batches.yaml:23:7 (batch.lot): lot as text, wire native';
COMMENT ON COLUMN "production"."batch"."revision" IS 'batches.yaml:24:7 (batch.revision): rev as integer, wire native';
COMMENT ON COLUMN "production"."batch"."item_id" IS 'batches.yaml:25:7 (batch.item_id): meta.itemId as bigint, wire native, refers to public.items.id';
COMMENT ON COLUMN "production"."batch"."product" IS 'batches.yaml:26:7 (batch.product): meta.product as text, wire native';
COMMENT ON COLUMN "production"."batch"."state" IS 'batches.yaml:27:7 (batch.state): meta.state as enum, wire native';
COMMENT ON COLUMN "production"."batch"."mmr_id" IS 'batches.yaml:28:7 (batch.mmr_id): meta.mmr.id as bigint, wire native';
COMMENT ON COLUMN "production"."batch"."mmr_version" IS 'batches.yaml:29:7 (batch.mmr_version): meta.mmr.version as integer, wire native';
COMMENT ON COLUMN "production"."batch"."priority" IS 'batches.yaml:30:7 (batch.priority): meta.priority as integer, wire native';
COMMENT ON COLUMN "production"."batch"."author_id" IS 'batches.yaml:31:7 (batch.author_id): meta.createdBy as bigint, wire native, refers to public.users.id';
COMMENT ON COLUMN "production"."batch"."started_at" IS 'batches.yaml:33:7 (batch.started_at): meta.createdAt as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';
COMMENT ON COLUMN "production"."batch"."notes" IS 'batches.yaml:34:7 (batch.notes): notes as text, wire native';
COMMENT ON COLUMN "production"."batch"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE on the new table, which is still empty)
CREATE INDEX "batch_lot_idx" ON "production"."batch" USING btree ("lot");

-- up (SHARE on the new table, which is still empty)
CREATE INDEX "batch_state_idx" ON "production"."batch" USING btree ("state");

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:37:3 (batch_quantity): input, one row per entry of quantities
CREATE TABLE "production"."batch_quantity" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_quantity"
    ADD COLUMN "quantity" text NOT NULL,
    ADD COLUMN "value" numeric,
    ADD COLUMN "unit" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_quantity_value_check" CHECK ((length("value"::text) <= 400)),
    ADD CONSTRAINT "batch_quantity_pkey" PRIMARY KEY ("id", "created_at", "quantity");
COMMENT ON TABLE "production"."batch_quantity" IS 'batches.yaml:37:3 (batch_quantity): input, one row per entry of quantities';
COMMENT ON COLUMN "production"."batch_quantity"."value" IS 'batches.yaml:42:7 (batch_quantity.value): value as numeric, wire string';
COMMENT ON COLUMN "production"."batch_quantity"."unit" IS 'batches.yaml:43:7 (batch_quantity.unit): unit as text, wire native';
COMMENT ON COLUMN "production"."batch_quantity"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_quantity"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_quantity" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_quantity"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:46:3 (batch_section): layout, one row per element of sections
CREATE TABLE "production"."batch_section" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_section"
    ADD COLUMN "section_id" uuid NOT NULL,
    ADD COLUMN "batch_section_ordinal" integer NOT NULL,
    ADD COLUMN "title" text,
    ADD COLUMN "collapsed" boolean,
    ADD COLUMN "columns" integer,
    ADD COLUMN "place" integer,
    ADD COLUMN "theme" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_section_columns_check" CHECK ("columns" IS NULL OR ("columns" BETWEEN 1 AND 12)),
    ADD CONSTRAINT "batch_section_theme_check" CHECK (("theme" = ANY ('{light,dense,print}'))),
    ADD CONSTRAINT "batch_section_pkey" PRIMARY KEY ("id", "created_at", "section_id");
COMMENT ON TABLE "production"."batch_section" IS 'batches.yaml:46:3 (batch_section): layout, one row per element of sections';
COMMENT ON COLUMN "production"."batch_section"."title" IS 'batches.yaml:51:7 (batch_section.title): title as text, wire native';
COMMENT ON COLUMN "production"."batch_section"."collapsed" IS 'batches.yaml:52:7 (batch_section.collapsed): layout.collapsed as boolean, wire native or true/false or Y/N or 0/1';
COMMENT ON COLUMN "production"."batch_section"."columns" IS 'batches.yaml:53:7 (batch_section.columns): layout.columns as integer, wire native';
COMMENT ON COLUMN "production"."batch_section"."place" IS 'batches.yaml:54:7 (batch_section.place): layout.order as integer, wire native';
COMMENT ON COLUMN "production"."batch_section"."theme" IS 'batches.yaml:55:7 (batch_section.theme): layout.theme as enum, wire native';
COMMENT ON COLUMN "production"."batch_section"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_section"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_section" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_section"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:58:3 (batch_field): core, one row per element of fields
CREATE TABLE "production"."batch_field" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_field"
    ADD COLUMN "section_id" uuid NOT NULL,
    ADD COLUMN "batch_field_path" uuid[] NOT NULL,
    ADD COLUMN "batch_field_ordinal" integer NOT NULL,
    ADD COLUMN "batch_field_parent" uuid[] GENERATED ALWAYS AS (CASE WHEN cardinality("batch_field_path") > 1 THEN "batch_field_path"[:cardinality("batch_field_path") - 1] END) STORED,
    ADD COLUMN "batch_field_id" uuid GENERATED ALWAYS AS ("batch_field_path"[cardinality("batch_field_path")]) STORED,
    ADD COLUMN "kind" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_field_kind_check" CHECK (("kind" = ANY ('{number,text,select,date,checkbox,signature,group}'))),
    ADD CONSTRAINT "batch_field_pkey" PRIMARY KEY ("id", "created_at", "section_id", "batch_field_path");
COMMENT ON TABLE "production"."batch_field" IS 'batches.yaml:58:3 (batch_field): core, one row per element of fields';
COMMENT ON COLUMN "production"."batch_field"."kind" IS 'batches.yaml:64:7 (batch_field.kind): type as enum, wire native';
COMMENT ON COLUMN "production"."batch_field"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_field"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_field" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:66:3 (batch_field_layout): layout, one row per element of fields
CREATE TABLE "production"."batch_field_layout" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_field_layout"
    ADD COLUMN "section_id" uuid NOT NULL,
    ADD COLUMN "batch_field_path" uuid[] NOT NULL,
    ADD COLUMN "label" text,
    ADD COLUMN "x" integer,
    ADD COLUMN "y" integer,
    ADD COLUMN "width" integer,
    ADD COLUMN "height" integer,
    ADD COLUMN "hidden" boolean,
    ADD COLUMN "help" jsonb,
    ADD COLUMN "style" jsonb,
    ADD COLUMN "options" jsonb,
    ADD CONSTRAINT "batch_field_layout_x_check" CHECK ("x" IS NULL OR ("x" BETWEEN 0 AND 11)),
    ADD CONSTRAINT "batch_field_layout_y_check" CHECK ("y" IS NULL OR ("y" >= 0)),
    ADD CONSTRAINT "batch_field_layout_width_check" CHECK ("width" IS NULL OR ("width" BETWEEN 1 AND 12)),
    ADD CONSTRAINT "batch_field_layout_height_check" CHECK ("height" IS NULL OR ("height" >= 1)),
    ADD CONSTRAINT "batch_field_layout_pkey" PRIMARY KEY ("id", "created_at", "section_id", "batch_field_path");
COMMENT ON TABLE "production"."batch_field_layout" IS 'batches.yaml:66:3 (batch_field_layout): layout, one row per element of fields';
COMMENT ON COLUMN "production"."batch_field_layout"."label" IS 'batches.yaml:70:7 (batch_field_layout.label): label as text, wire native';
COMMENT ON COLUMN "production"."batch_field_layout"."x" IS 'batches.yaml:71:7 (batch_field_layout.x): ui.x as integer, wire native';
COMMENT ON COLUMN "production"."batch_field_layout"."y" IS 'batches.yaml:72:7 (batch_field_layout.y): ui.y as integer, wire native';
COMMENT ON COLUMN "production"."batch_field_layout"."width" IS 'batches.yaml:73:7 (batch_field_layout.width): ui.w as integer, wire native';
COMMENT ON COLUMN "production"."batch_field_layout"."height" IS 'batches.yaml:74:7 (batch_field_layout.height): ui.h as integer, wire native';
COMMENT ON COLUMN "production"."batch_field_layout"."hidden" IS 'batches.yaml:75:7 (batch_field_layout.hidden): ui.hidden as boolean, wire native or true/false or Y/N or 0/1';
COMMENT ON COLUMN "production"."batch_field_layout"."help" IS 'batches.yaml:76:7 (batch_field_layout.help): ui.help as jsonb, wire native';
COMMENT ON COLUMN "production"."batch_field_layout"."style" IS 'batches.yaml:77:7 (batch_field_layout.style): ui.style as jsonb, wire native';
COMMENT ON COLUMN "production"."batch_field_layout"."options" IS 'batches.yaml:79:7 (batch_field_layout.options): options as jsonb, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_field_layout" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field_layout"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:82:3 (batch_field_rule): layout, one row per element of fields
CREATE TABLE "production"."batch_field_rule" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_field_rule"
    ADD COLUMN "section_id" uuid NOT NULL,
    ADD COLUMN "batch_field_path" uuid[] NOT NULL,
    ADD COLUMN "required" boolean,
    ADD COLUMN "minimum" numeric,
    ADD COLUMN "maximum" numeric,
    ADD CONSTRAINT "batch_field_rule_pkey" PRIMARY KEY ("id", "created_at", "section_id", "batch_field_path");
COMMENT ON TABLE "production"."batch_field_rule" IS 'batches.yaml:82:3 (batch_field_rule): layout, one row per element of fields';
COMMENT ON COLUMN "production"."batch_field_rule"."required" IS 'batches.yaml:87:7 (batch_field_rule.required): validation.required as boolean, wire native or true/false or Y/N or 0/1';
COMMENT ON COLUMN "production"."batch_field_rule"."minimum" IS 'batches.yaml:88:7 (batch_field_rule.minimum): validation.min as numeric, wire native';
COMMENT ON COLUMN "production"."batch_field_rule"."maximum" IS 'batches.yaml:89:7 (batch_field_rule.maximum): validation.max as numeric, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_field_rule" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field_rule"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:92:3 (batch_field_default): default, one row per element of fields
CREATE TABLE "production"."batch_field_default" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_field_default"
    ADD COLUMN "section_id" uuid NOT NULL,
    ADD COLUMN "batch_field_path" uuid[] NOT NULL,
    ADD COLUMN "default_value" jsonb,
    ADD CONSTRAINT "batch_field_default_pkey" PRIMARY KEY ("id", "created_at", "section_id", "batch_field_path");
COMMENT ON TABLE "production"."batch_field_default" IS 'batches.yaml:92:3 (batch_field_default): default, one row per element of fields';
COMMENT ON COLUMN "production"."batch_field_default"."default_value" IS 'batches.yaml:96:7 (batch_field_default.default_value): default.value or defaultValue or deflt as jsonb, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_field_default" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field_default"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:98:3 (batch_field_input): input, one row per element of fields
CREATE TABLE "production"."batch_field_input" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_field_input"
    ADD COLUMN "section_id" uuid NOT NULL,
    ADD COLUMN "batch_field_path" uuid[] NOT NULL,
    ADD COLUMN "value" jsonb,
    ADD COLUMN "entered_by" bigint,
    ADD COLUMN "entered_at" timestamptz,
    ADD CONSTRAINT "batch_field_input_pkey" PRIMARY KEY ("id", "created_at", "section_id", "batch_field_path");
COMMENT ON TABLE "production"."batch_field_input" IS 'batches.yaml:98:3 (batch_field_input): input, one row per element of fields';
COMMENT ON COLUMN "production"."batch_field_input"."value" IS 'batches.yaml:104:7 (batch_field_input.value): input.value as jsonb, wire native';
COMMENT ON COLUMN "production"."batch_field_input"."entered_by" IS 'batches.yaml:105:7 (batch_field_input.entered_by): input.by as bigint, wire native, refers to public.users.id';
COMMENT ON COLUMN "production"."batch_field_input"."entered_at" IS 'batches.yaml:106:7 (batch_field_input.entered_at): input.at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_field_input" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_field_input"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:110:3 (batch_weighing): core, one row per element of weighings
CREATE TABLE "production"."batch_weighing" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_weighing"
    ADD COLUMN "batch_weighing_ordinal" integer NOT NULL,
    ADD COLUMN "item_id" bigint,
    ADD COLUMN "target" numeric,
    ADD COLUMN "tolerance" numeric,
    ADD COLUMN "unit" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_weighing_target_check" CHECK ((length("target"::text) <= 400)),
    ADD CONSTRAINT "batch_weighing_tolerance_check" CHECK ((length("tolerance"::text) <= 400)),
    ADD CONSTRAINT "batch_weighing_pkey" PRIMARY KEY ("id", "created_at", "batch_weighing_ordinal");
COMMENT ON TABLE "production"."batch_weighing" IS 'batches.yaml:110:3 (batch_weighing): core, one row per element of weighings';
COMMENT ON COLUMN "production"."batch_weighing"."item_id" IS 'batches.yaml:114:7 (batch_weighing.item_id): ingredientId as bigint, wire native, refers to public.items.id';
COMMENT ON COLUMN "production"."batch_weighing"."target" IS 'batches.yaml:115:7 (batch_weighing.target): target as numeric, wire string';
COMMENT ON COLUMN "production"."batch_weighing"."tolerance" IS 'batches.yaml:116:7 (batch_weighing.tolerance): tolerance as numeric, wire string';
COMMENT ON COLUMN "production"."batch_weighing"."unit" IS 'batches.yaml:117:7 (batch_weighing.unit): unit as text, wire native';
COMMENT ON COLUMN "production"."batch_weighing"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_weighing"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_weighing" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_weighing"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:119:3 (batch_weighing_actual): input, one row per element of weighings
CREATE TABLE "production"."batch_weighing_actual" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_weighing_actual"
    ADD COLUMN "batch_weighing_ordinal" integer NOT NULL,
    ADD COLUMN "actual" numeric,
    ADD COLUMN "weighed_by" bigint,
    ADD COLUMN "weighed_at" timestamptz,
    ADD CONSTRAINT "batch_weighing_actual_actual_check" CHECK ((length("actual"::text) <= 400)),
    ADD CONSTRAINT "batch_weighing_actual_pkey" PRIMARY KEY ("id", "created_at", "batch_weighing_ordinal");
COMMENT ON TABLE "production"."batch_weighing_actual" IS 'batches.yaml:119:3 (batch_weighing_actual): input, one row per element of weighings';
COMMENT ON COLUMN "production"."batch_weighing_actual"."actual" IS 'batches.yaml:123:7 (batch_weighing_actual.actual): actual as numeric, wire string';
COMMENT ON COLUMN "production"."batch_weighing_actual"."weighed_by" IS 'batches.yaml:124:7 (batch_weighing_actual.weighed_by): by as bigint, wire native, refers to public.users.id';
COMMENT ON COLUMN "production"."batch_weighing_actual"."weighed_at" IS 'batches.yaml:125:7 (batch_weighing_actual.weighed_at): at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_weighing_actual" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_weighing_actual"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:128:3 (batch_attribute): input, one row per entry of attributes
CREATE TABLE "production"."batch_attribute" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_attribute"
    ADD COLUMN "attribute" text NOT NULL,
    ADD COLUMN "value" jsonb,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_attribute_pkey" PRIMARY KEY ("id", "created_at", "attribute");
COMMENT ON TABLE "production"."batch_attribute" IS 'batches.yaml:128:3 (batch_attribute): input, one row per entry of attributes';
COMMENT ON COLUMN "production"."batch_attribute"."value" IS 'batches.yaml:133:7 (batch_attribute.value): the element itself as jsonb, wire native';
COMMENT ON COLUMN "production"."batch_attribute"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_attribute"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_attribute" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_attribute"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:136:3 (batch_correction): input, one row per entry of inputs
CREATE TABLE "production"."batch_correction" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_correction"
    ADD COLUMN "corrected_field_id" text NOT NULL,
    ADD COLUMN "value" text,
    ADD COLUMN "corrected_by" bigint,
    ADD COLUMN "corrected_at" timestamptz,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_correction_pkey" PRIMARY KEY ("id", "created_at", "corrected_field_id");
COMMENT ON TABLE "production"."batch_correction" IS 'batches.yaml:136:3 (batch_correction): input, one row per entry of inputs';
COMMENT ON COLUMN "production"."batch_correction"."value" IS 'batches.yaml:141:7 (batch_correction.value): value as text, wire native';
COMMENT ON COLUMN "production"."batch_correction"."corrected_by" IS 'batches.yaml:142:7 (batch_correction.corrected_by): by as bigint, wire native, refers to public.users.id';
COMMENT ON COLUMN "production"."batch_correction"."corrected_at" IS 'batches.yaml:143:7 (batch_correction.corrected_at): at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';
COMMENT ON COLUMN "production"."batch_correction"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_correction"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_correction" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_correction"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:146:3 (batch_reading): input, one row per entry of readings
CREATE TABLE "production"."batch_reading" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_reading"
    ADD COLUMN "measured_by" text NOT NULL,
    ADD COLUMN "value" numeric,
    ADD COLUMN "unit" text,
    ADD COLUMN "measured_at" timestamptz,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_reading_value_check" CHECK ((length("value"::text) <= 400)),
    ADD CONSTRAINT "batch_reading_pkey" PRIMARY KEY ("id", "created_at", "measured_by");
COMMENT ON TABLE "production"."batch_reading" IS 'batches.yaml:146:3 (batch_reading): input, one row per entry of readings';
COMMENT ON COLUMN "production"."batch_reading"."value" IS 'batches.yaml:151:7 (batch_reading.value): value as numeric, wire string';
COMMENT ON COLUMN "production"."batch_reading"."unit" IS 'batches.yaml:152:7 (batch_reading.unit): unit as text, wire native';
COMMENT ON COLUMN "production"."batch_reading"."measured_at" IS 'batches.yaml:153:7 (batch_reading.measured_at): at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';
COMMENT ON COLUMN "production"."batch_reading"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_reading"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_reading" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_reading"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:155:3 (batch_signature): input, one row per element of signatures
CREATE TABLE "production"."batch_signature" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_signature"
    ADD COLUMN "signed_as" text NOT NULL,
    ADD COLUMN "batch_signature_ordinal" integer NOT NULL,
    ADD COLUMN "signed_by" bigint,
    ADD COLUMN "signed_at" timestamptz,
    ADD COLUMN "pad" jsonb,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_signature_pkey" PRIMARY KEY ("id", "created_at", "signed_as");
COMMENT ON TABLE "production"."batch_signature" IS 'batches.yaml:155:3 (batch_signature): input, one row per element of signatures';
COMMENT ON COLUMN "production"."batch_signature"."signed_by" IS 'batches.yaml:160:7 (batch_signature.signed_by): by as bigint, wire native, refers to public.users.id';
COMMENT ON COLUMN "production"."batch_signature"."signed_at" IS 'batches.yaml:161:7 (batch_signature.signed_at): at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';
COMMENT ON COLUMN "production"."batch_signature"."pad" IS 'batches.yaml:163:7 (batch_signature.pad): pad as jsonb, wire json-string';
COMMENT ON COLUMN "production"."batch_signature"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_signature"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_signature" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_signature"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:165:3 (batch_attachment): core, one row per element of attachments
CREATE TABLE "production"."batch_attachment" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_attachment"
    ADD COLUMN "batch_attachment_ordinal" integer NOT NULL,
    ADD COLUMN "name" text,
    ADD COLUMN "media_type" text,
    ADD COLUMN "bytes" bigint,
    ADD COLUMN "attached_at" timestamptz,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_attachment_bytes_check" CHECK ("bytes" IS NULL OR ("bytes" >= 0)),
    ADD CONSTRAINT "batch_attachment_pkey" PRIMARY KEY ("id", "created_at", "batch_attachment_ordinal");
COMMENT ON TABLE "production"."batch_attachment" IS 'batches.yaml:165:3 (batch_attachment): core, one row per element of attachments';
COMMENT ON COLUMN "production"."batch_attachment"."name" IS 'batches.yaml:169:7 (batch_attachment.name): name as text, wire native';
COMMENT ON COLUMN "production"."batch_attachment"."media_type" IS 'batches.yaml:170:7 (batch_attachment.media_type): mime as text, wire native';
COMMENT ON COLUMN "production"."batch_attachment"."bytes" IS 'batches.yaml:171:7 (batch_attachment.bytes): size as bigint, wire native';
COMMENT ON COLUMN "production"."batch_attachment"."attached_at" IS 'batches.yaml:172:7 (batch_attachment.attached_at): at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';
COMMENT ON COLUMN "production"."batch_attachment"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_attachment"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_attachment" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_attachment"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:175:3 (batch_attachment_content): input, one row per element of attachments
CREATE TABLE "production"."batch_attachment_content" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_attachment_content"
    ADD COLUMN "batch_attachment_ordinal" integer NOT NULL,
    ADD COLUMN "base64" text,
    ADD CONSTRAINT "batch_attachment_content_pkey" PRIMARY KEY ("id", "created_at", "batch_attachment_ordinal");
COMMENT ON TABLE "production"."batch_attachment_content" IS 'batches.yaml:175:3 (batch_attachment_content): input, one row per element of attachments';
COMMENT ON COLUMN "production"."batch_attachment_content"."base64" IS 'batches.yaml:179:7 (batch_attachment_content.base64): data as text, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_attachment_content" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_attachment_content"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): batches.yaml:181:3 (batch_state_change): core, one row per element of stateHistory
CREATE TABLE "production"."batch_state_change" AS
SELECT "id", "created_at" FROM "public"."batches" WITH NO DATA;
ALTER TABLE "production"."batch_state_change"
    ADD COLUMN "batch_state_change_ordinal" integer NOT NULL,
    ADD COLUMN "state" text,
    ADD COLUMN "changed_at" timestamptz,
    ADD COLUMN "changed_by" bigint,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "batch_state_change_state_check" CHECK (("state" = ANY ('{open,mixed,hold,done}'))),
    ADD CONSTRAINT "batch_state_change_pkey" PRIMARY KEY ("id", "created_at", "batch_state_change_ordinal");
COMMENT ON TABLE "production"."batch_state_change" IS 'batches.yaml:181:3 (batch_state_change): core, one row per element of stateHistory';
COMMENT ON COLUMN "production"."batch_state_change"."state" IS 'batches.yaml:185:7 (batch_state_change.state): state as enum, wire native';
COMMENT ON COLUMN "production"."batch_state_change"."changed_at" IS 'batches.yaml:186:7 (batch_state_change.changed_at): at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';
COMMENT ON COLUMN "production"."batch_state_change"."changed_by" IS 'batches.yaml:187:7 (batch_state_change.changed_by): by as bigint, wire native, refers to public.users.id';
COMMENT ON COLUMN "production"."batch_state_change"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."batch_state_change"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_batch_state_change" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."batch_state_change"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

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

-- up (no lock on any table): batches.yaml:18:3 (batch): the document as column values and residual
CREATE FUNCTION "production"."decompose_batch"("document" jsonb) RETURNS TABLE (
    "version" integer,
    "lot" text,
    "revision" integer,
    "item_id" bigint,
    "product" text,
    "state" text,
    "mmr_id" bigint,
    "mmr_version" integer,
    "priority" integer,
    "author_id" bigint,
    "started_at" timestamptz,
    "notes" text,
    "residual" jsonb,
    "residual_absent" text[],
    "container of batch_quantity" jsonb,
    "container of batch_section" jsonb,
    "container of batch_weighing" jsonb,
    "container of batch_attribute" jsonb,
    "container of batch_correction" jsonb,
    "container of batch_reading" jsonb,
    "container of batch_signature" jsonb,
    "container of batch_attachment" jsonb,
    "container of batch_state_change" jsonb
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "version",
    "lot",
    "revision",
    "item_id",
    "product",
    "state",
    "mmr_id",
    "mmr_version",
    "priority",
    "author_id",
    "started_at",
    "notes",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical version" THEN 'v' END,
            CASE WHEN "canonical lot" THEN 'lot' END,
            CASE WHEN "canonical revision" THEN 'rev' END,
            'meta',
            CASE WHEN "canonical notes" THEN 'notes' END,
            CASE WHEN "container of batch_quantity" IS NOT NULL THEN 'quantities' END,
            CASE WHEN "container of batch_section" IS NOT NULL THEN 'sections' END,
            CASE WHEN "container of batch_weighing" IS NOT NULL THEN 'weighings' END,
            CASE WHEN "container of batch_attribute" IS NOT NULL THEN 'attributes' END,
            CASE WHEN "container of batch_correction" IS NOT NULL THEN 'inputs' END,
            CASE WHEN "container of batch_reading" IS NOT NULL THEN 'readings' END,
            CASE WHEN "container of batch_signature" IS NOT NULL THEN 'signatures' END,
            CASE WHEN "container of batch_attachment" IS NOT NULL THEN 'attachments' END,
            CASE WHEN "container of batch_state_change" IS NOT NULL THEN 'stateHistory' END
        ]::text[])
            || CASE WHEN "kept meta" IS NULL THEN '{}' ELSE jsonb_build_object('meta', "kept meta") END, '{}')
        ELSE "element"
    END,
    nullif(array_remove(ARRAY[CASE WHEN "element" IS NULL THEN '$' END]::text[], NULL), '{}'),
    "container of batch_quantity",
    "container of batch_section",
    "container of batch_weighing",
    "container of batch_attribute",
    "container of batch_correction",
    "container of batch_reading",
    "container of batch_signature",
    "container of batch_attachment",
    "container of batch_state_change"
FROM (
    SELECT
        *,
        CASE
            WHEN jsonb_typeof("fragment meta") = 'object' THEN CASE
                WHEN "members meta" <> '{}' OR NOT (coalesce(jsonb_typeof("fragment meta") = 'object', false) AND (
                    ("item_id" IS NOT NULL AND "fragment meta.itemId" IS NOT NULL)
                    OR ("product" IS NOT NULL AND "fragment meta.product" IS NOT NULL)
                    OR ("state" IS NOT NULL AND "fragment meta.state" IS NOT NULL)
                    OR (coalesce(jsonb_typeof("fragment meta.mmr") = 'object', false) AND (
                        ("mmr_id" IS NOT NULL AND "fragment meta.mmr.id" IS NOT NULL)
                        OR ("mmr_version" IS NOT NULL AND "fragment meta.mmr.version" IS NOT NULL)
                    ))
                    OR ("priority" IS NOT NULL AND "fragment meta.priority" IS NOT NULL)
                    OR ("author_id" IS NOT NULL AND "fragment meta.createdBy" IS NOT NULL)
                    OR ("started_at" IS NOT NULL AND "fragment meta.createdAt" IS NOT NULL)
                )) THEN "members meta"
            END
            ELSE "fragment meta"
        END AS "kept meta"
    FROM (
        SELECT
            *,
            CASE
                WHEN jsonb_typeof("fragment meta") = 'object' THEN ("fragment meta" - ARRAY[
                    CASE WHEN "canonical item_id" THEN 'itemId' END,
                    CASE WHEN "canonical product" THEN 'product' END,
                    CASE WHEN "canonical state" THEN 'state' END,
                    'mmr',
                    CASE WHEN "canonical priority" THEN 'priority' END,
                    CASE WHEN "canonical author_id" THEN 'createdBy' END,
                    CASE WHEN "canonical started_at" THEN 'createdAt' END
                ]::text[])
                    || CASE WHEN "kept meta.mmr" IS NULL THEN '{}' ELSE jsonb_build_object('mmr', "kept meta.mmr") END
            END AS "members meta"
        FROM (
            SELECT
                *,
                CASE
                    WHEN jsonb_typeof("fragment meta.mmr") = 'object' THEN CASE
                        WHEN "members meta.mmr" <> '{}' OR NOT (coalesce(jsonb_typeof("fragment meta.mmr") = 'object', false) AND (
                            ("mmr_id" IS NOT NULL AND "fragment meta.mmr.id" IS NOT NULL)
                            OR ("mmr_version" IS NOT NULL AND "fragment meta.mmr.version" IS NOT NULL)
                        )) THEN "members meta.mmr"
                    END
                    ELSE "fragment meta.mmr"
                END AS "kept meta.mmr"
            FROM (
                SELECT
                    *,
                    CASE
                        WHEN jsonb_typeof("fragment meta.mmr") = 'object' THEN ("fragment meta.mmr" - ARRAY[
                            CASE WHEN "canonical mmr_id" THEN 'id' END,
                            CASE WHEN "canonical mmr_version" THEN 'version' END
                        ]::text[])
                    END AS "members meta.mmr"
                FROM (
                    SELECT
                        *,
                        "version" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment v") = 'number' THEN scale("fragment v"::numeric) = 0 ELSE false END AS "canonical version",
                        "lot" IS NOT NULL AND jsonb_typeof("fragment lot") = 'string' AS "canonical lot",
                        "revision" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment rev") = 'number' THEN scale("fragment rev"::numeric) = 0 ELSE false END AS "canonical revision",
                        "item_id" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment meta.itemId") = 'number' THEN scale("fragment meta.itemId"::numeric) = 0 ELSE false END AS "canonical item_id",
                        "product" IS NOT NULL AND jsonb_typeof("fragment meta.product") = 'string' AS "canonical product",
                        "state" IS NOT NULL AS "canonical state",
                        "mmr_id" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment meta.mmr.id") = 'number' THEN scale("fragment meta.mmr.id"::numeric) = 0 ELSE false END AS "canonical mmr_id",
                        "mmr_version" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment meta.mmr.version") = 'number' THEN scale("fragment meta.mmr.version"::numeric) = 0 ELSE false END AS "canonical mmr_version",
                        "priority" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment meta.priority") = 'number' THEN scale("fragment meta.priority"::numeric) = 0 ELSE false END AS "canonical priority",
                        "author_id" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment meta.createdBy") = 'number' THEN scale("fragment meta.createdBy"::numeric) = 0 ELSE false END AS "canonical author_id",
                        "started_at" IS NOT NULL AND "fragment meta.createdAt"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical started_at",
                        "notes" IS NOT NULL AND jsonb_typeof("fragment notes") = 'string' AS "canonical notes",
                        CASE
                            WHEN jsonb_typeof("fragment quantities") = 'object' AND "fragment quantities" <> '{}' THEN CASE
                                WHEN NOT EXISTS (
                                    SELECT FROM jsonb_object_keys("fragment quantities") AS entry (key)
                                    WHERE octet_length(entry.key) > 2000
                                ) THEN "fragment quantities"
                            END
                        END AS "container of batch_quantity",
                        CASE
                            WHEN jsonb_typeof("fragment sections") = 'array' AND "fragment sections" <> '[]' THEN CASE
                                WHEN (
                                    SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                                    AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                                    FROM jsonb_array_elements("fragment sections") AS entry (value)
                                ) THEN "fragment sections"
                            END
                        END AS "container of batch_section",
                        CASE
                            WHEN jsonb_typeof("fragment weighings") = 'array' AND "fragment weighings" <> '[]' THEN "fragment weighings"
                        END AS "container of batch_weighing",
                        CASE
                            WHEN jsonb_typeof("fragment attributes") = 'object' AND "fragment attributes" <> '{}' THEN CASE
                                WHEN NOT EXISTS (
                                    SELECT FROM jsonb_object_keys("fragment attributes") AS entry (key)
                                    WHERE octet_length(entry.key) > 2000
                                ) THEN "fragment attributes"
                            END
                        END AS "container of batch_attribute",
                        CASE
                            WHEN jsonb_typeof("fragment inputs") = 'object' AND "fragment inputs" <> '{}' THEN CASE
                                WHEN NOT EXISTS (
                                    SELECT FROM jsonb_object_keys("fragment inputs") AS entry (key)
                                    WHERE octet_length(entry.key) > 2000
                                ) THEN "fragment inputs"
                            END
                        END AS "container of batch_correction",
                        CASE
                            WHEN jsonb_typeof("fragment readings") = 'object' AND "fragment readings" <> '{}' THEN CASE
                                WHEN NOT EXISTS (
                                    SELECT FROM jsonb_object_keys("fragment readings") AS entry (key)
                                    WHERE octet_length(entry.key) > 2000
                                ) THEN "fragment readings"
                            END
                        END AS "container of batch_reading",
                        CASE
                            WHEN jsonb_typeof("fragment signatures") = 'array' AND "fragment signatures" <> '[]' THEN CASE
                                WHEN (
                                    SELECT count(*) = count(DISTINCT hofsm.key_text((entry.value -> 'role'), 2000))
                                    FROM jsonb_array_elements("fragment signatures") AS entry (value)
                                ) THEN "fragment signatures"
                            END
                        END AS "container of batch_signature",
                        CASE
                            WHEN jsonb_typeof("fragment attachments") = 'array' AND "fragment attachments" <> '[]' THEN "fragment attachments"
                        END AS "container of batch_attachment",
                        CASE
                            WHEN jsonb_typeof("fragment stateHistory") = 'array' AND "fragment stateHistory" <> '[]' THEN "fragment stateHistory"
                        END AS "container of batch_state_change"
                    FROM (
                        SELECT
                            *,
                            CASE WHEN (octet_length("parsed lot") <= 2000) IS NOT FALSE THEN "parsed lot" END AS "lot",
                            CASE WHEN ("parsed priority" BETWEEN 0 AND 9) IS NOT FALSE THEN "parsed priority" END AS "priority"
                        FROM (
                            SELECT
                                *,
                                hofsm.parse_integer("fragment v") AS "version",
                                hofsm.parse_text("fragment lot") AS "parsed lot",
                                hofsm.parse_integer("fragment rev") AS "revision",
                                hofsm.parse_bigint("fragment meta.itemId") AS "item_id",
                                hofsm.parse_text("fragment meta.product") AS "product",
                                hofsm.parse_enum("fragment meta.state", '{open,mixed,hold,done}') AS "state",
                                hofsm.parse_bigint("fragment meta.mmr.id") AS "mmr_id",
                                hofsm.parse_integer("fragment meta.mmr.version") AS "mmr_version",
                                hofsm.parse_integer("fragment meta.priority") AS "parsed priority",
                                hofsm.parse_bigint("fragment meta.createdBy") AS "author_id",
                                hofsm.truncate_moment(
                                    coalesce(
                                        hofsm.parse_timestamptz_iso("fragment meta.createdAt"),
                                        hofsm.parse_epoch_ms("fragment meta.createdAt")
                                    ),
                                    'milliseconds'
                                ) AS "started_at",
                                hofsm.parse_text("fragment notes") AS "notes"
                            FROM (
                                SELECT
                                    *,
                                    "fragment meta.mmr" -> 'id' AS "fragment meta.mmr.id",
                                    "fragment meta.mmr" -> 'version' AS "fragment meta.mmr.version"
                                FROM (
                                    SELECT
                                        *,
                                        "fragment meta" -> 'itemId' AS "fragment meta.itemId",
                                        "fragment meta" -> 'product' AS "fragment meta.product",
                                        "fragment meta" -> 'state' AS "fragment meta.state",
                                        "fragment meta" -> 'mmr' AS "fragment meta.mmr",
                                        "fragment meta" -> 'priority' AS "fragment meta.priority",
                                        "fragment meta" -> 'createdBy' AS "fragment meta.createdBy",
                                        "fragment meta" -> 'createdAt' AS "fragment meta.createdAt"
                                    FROM (
                                        SELECT
                                            *,
                                            "element" -> 'v' AS "fragment v",
                                            "element" -> 'lot' AS "fragment lot",
                                            "element" -> 'rev' AS "fragment rev",
                                            "element" -> 'meta' AS "fragment meta",
                                            "element" -> 'notes' AS "fragment notes",
                                            "element" -> 'quantities' AS "fragment quantities",
                                            "element" -> 'sections' AS "fragment sections",
                                            "element" -> 'weighings' AS "fragment weighings",
                                            "element" -> 'attributes' AS "fragment attributes",
                                            "element" -> 'inputs' AS "fragment inputs",
                                            "element" -> 'readings' AS "fragment readings",
                                            "element" -> 'signatures' AS "fragment signatures",
                                            "element" -> 'attachments' AS "fragment attachments",
                                            "element" -> 'stateHistory' AS "fragment stateHistory"
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
            ) AS "layer_6"
            OFFSET 0
        ) AS "layer_7"
        OFFSET 0
    ) AS "layer_8"
    OFFSET 0
) AS "layer_9";
END;
COMMENT ON FUNCTION "production"."decompose_batch"("document" jsonb) IS 'batches.yaml:18:3 (batch): the document as column values and residual';

-- up (no lock on any table): batches.yaml:37:3 (batch_quantity): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_quantity"("container" jsonb) RETURNS TABLE (
    "quantity" text,
    "value" numeric,
    "unit" text,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "quantity",
    "value",
    "unit",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical value" THEN 'value' END,
            CASE WHEN "canonical unit" THEN 'unit' END
        ]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[]
FROM (
    SELECT
        *,
        coalesce('"' || "value" || '"' = "fragment value"::text, false) AS "canonical value",
        "unit" IS NOT NULL AND jsonb_typeof("fragment unit") = 'string' AS "canonical unit"
    FROM (
        SELECT
            *,
            CASE WHEN (length("parsed value"::text) <= 400) IS NOT FALSE THEN "parsed value" END AS "value"
        FROM (
            SELECT
                *,
                hofsm.parse_numeric("fragment value") AS "parsed value",
                hofsm.parse_text("fragment unit") AS "unit"
            FROM (
                SELECT
                    *,
                    "element" -> 'value' AS "fragment value",
                    "element" -> 'unit' AS "fragment unit"
                FROM (
                    SELECT item.key AS "quantity", item.value AS "element"
                    FROM jsonb_each($1) AS item (key, value)
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
COMMENT ON FUNCTION "production"."decompose_batch_quantity"("container" jsonb) IS 'batches.yaml:37:3 (batch_quantity): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:46:3 (batch_section): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_section"("container" jsonb) RETURNS TABLE (
    "section_id" uuid,
    "batch_section_ordinal" integer,
    "title" text,
    "collapsed" boolean,
    "columns" integer,
    "place" integer,
    "theme" text,
    "residual" jsonb,
    "residual_absent" text[],
    "container of batch_field" jsonb
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "section_id",
    "batch_section_ordinal",
    "title",
    "collapsed",
    "columns",
    "place",
    "theme",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical title" THEN 'title' END,
            'layout',
            CASE WHEN "container of batch_field" IS NOT NULL THEN 'fields' END,
            'id'
        ]::text[])
            || CASE WHEN "kept layout" IS NULL THEN '{}' ELSE jsonb_build_object('layout', "kept layout") END, '{}')
        ELSE "element"
    END,
    NULL::text[],
    "container of batch_field"
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
                "title" IS NOT NULL AND jsonb_typeof("fragment title") = 'string' AS "canonical title",
                "collapsed" IS NOT NULL AND jsonb_typeof("fragment layout.collapsed") = 'boolean' AS "canonical collapsed",
                "columns" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment layout.columns") = 'number' THEN scale("fragment layout.columns"::numeric) = 0 ELSE false END AS "canonical columns",
                "place" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment layout.order") = 'number' THEN scale("fragment layout.order"::numeric) = 0 ELSE false END AS "canonical place",
                "theme" IS NOT NULL AS "canonical theme",
                CASE
                    WHEN jsonb_typeof("fragment fields") = 'array' AND "fragment fields" <> '[]' THEN CASE
                        WHEN (
                            SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                            AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                            FROM jsonb_array_elements("fragment fields") AS entry (value)
                        ) THEN "fragment fields"
                    END
                END AS "container of batch_field"
            FROM (
                SELECT
                    *,
                    CASE WHEN ("parsed columns" BETWEEN 1 AND 12) IS NOT FALSE THEN "parsed columns" END AS "columns"
                FROM (
                    SELECT
                        *,
                        hofsm.parse_text("fragment title") AS "title",
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
                                "element" -> 'title' AS "fragment title",
                                "element" -> 'layout' AS "fragment layout",
                                "element" -> 'fields' AS "fragment fields",
                                "element" -> 'id' AS "fragment id"
                            FROM (
                                SELECT (item.value ->> 'id')::uuid AS "section_id", item.ordinality::integer AS "batch_section_ordinal", item.value AS "element"
                                FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
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
    ) AS "layer_5"
    OFFSET 0
) AS "layer_6";
END;
COMMENT ON FUNCTION "production"."decompose_batch_section"("container" jsonb) IS 'batches.yaml:46:3 (batch_section): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:58:3 (batch_field): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_field"("container" jsonb) RETURNS TABLE (
    "batch_field_path" uuid[],
    "batch_field_ordinal" integer,
    "kind" text,
    "label" text,
    "x" integer,
    "y" integer,
    "width" integer,
    "height" integer,
    "hidden" boolean,
    "help" jsonb,
    "style" jsonb,
    "options" jsonb,
    "required" boolean,
    "minimum" numeric,
    "maximum" numeric,
    "batch_field_rule.exists" boolean,
    "default_value" jsonb,
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
    "batch_field_path",
    "batch_field_ordinal",
    "kind",
    "label",
    "x",
    "y",
    "width",
    "height",
    "hidden",
    "help",
    "style",
    "options",
    "required",
    "minimum",
    "maximum",
    coalesce(jsonb_typeof("fragment validation") = 'object', false),
    "default_value",
    "value",
    "entered_by",
    "entered_at",
    coalesce(jsonb_typeof("fragment input") = 'object', false),
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical kind" THEN 'type' END,
            CASE WHEN "canonical label" THEN 'label' END,
            'ui',
            CASE WHEN "canonical options" THEN 'options' END,
            'validation',
            'default',
            'input',
            'id',
            CASE WHEN "children" IS NOT NULL THEN 'children' END
        ]::text[])
            || CASE WHEN "kept ui" IS NULL THEN '{}' ELSE jsonb_build_object('ui', "kept ui") END
            || CASE WHEN "kept validation" IS NULL THEN '{}' ELSE jsonb_build_object('validation', "kept validation") END
            || CASE WHEN "kept default" IS NULL THEN '{}' ELSE jsonb_build_object('default', "kept default") END
            || CASE WHEN "kept input" IS NULL THEN '{}' ELSE jsonb_build_object('input', "kept input") END, '{}')
        ELSE "element"
    END,
    NULL::text[]
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
        END AS "kept ui",
        CASE
            WHEN jsonb_typeof("fragment validation") = 'object' THEN CASE
                WHEN "members validation" <> '{}' OR NOT coalesce(jsonb_typeof("fragment validation") = 'object', false) THEN "members validation"
            END
            ELSE "fragment validation"
        END AS "kept validation",
        CASE
            WHEN jsonb_typeof("fragment default") = 'object' THEN CASE
                WHEN "members default" <> '{}' OR NOT (coalesce(jsonb_typeof("fragment default") = 'object', false) AND (("default_value" IS NOT NULL AND "fragment default.value" IS NOT NULL))) THEN "members default"
            END
            ELSE "fragment default"
        END AS "kept default",
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
                WHEN jsonb_typeof("fragment ui") = 'object' THEN ("fragment ui" - ARRAY[
                    CASE WHEN "canonical x" THEN 'x' END,
                    CASE WHEN "canonical y" THEN 'y' END,
                    CASE WHEN "canonical width" THEN 'w' END,
                    CASE WHEN "canonical height" THEN 'h' END,
                    CASE WHEN "canonical hidden" THEN 'hidden' END,
                    CASE WHEN "canonical help" THEN 'help' END,
                    CASE WHEN "canonical style" THEN 'style' END
                ]::text[])
            END AS "members ui",
            CASE
                WHEN jsonb_typeof("fragment validation") = 'object' THEN ("fragment validation" - ARRAY[
                    CASE WHEN "canonical required" THEN 'required' END,
                    CASE WHEN "canonical minimum" THEN 'min' END,
                    CASE WHEN "canonical maximum" THEN 'max' END
                ]::text[])
            END AS "members validation",
            CASE
                WHEN jsonb_typeof("fragment default") = 'object' THEN ("fragment default" - ARRAY[CASE WHEN "canonical default_value" THEN 'value' END]::text[])
            END AS "members default",
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
                "kind" IS NOT NULL AS "canonical kind",
                "label" IS NOT NULL AND jsonb_typeof("fragment label") = 'string' AS "canonical label",
                "x" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ui.x") = 'number' THEN scale("fragment ui.x"::numeric) = 0 ELSE false END AS "canonical x",
                "y" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ui.y") = 'number' THEN scale("fragment ui.y"::numeric) = 0 ELSE false END AS "canonical y",
                "width" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ui.w") = 'number' THEN scale("fragment ui.w"::numeric) = 0 ELSE false END AS "canonical width",
                "height" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ui.h") = 'number' THEN scale("fragment ui.h"::numeric) = 0 ELSE false END AS "canonical height",
                "hidden" IS NOT NULL AND jsonb_typeof("fragment ui.hidden") = 'boolean' AS "canonical hidden",
                "help" IS NOT NULL AS "canonical help",
                "style" IS NOT NULL AS "canonical style",
                "options" IS NOT NULL AS "canonical options",
                "required" IS NOT NULL AND jsonb_typeof("fragment validation.required") = 'boolean' AS "canonical required",
                "minimum" IS NOT NULL AND jsonb_typeof("fragment validation.min") = 'number' AS "canonical minimum",
                "maximum" IS NOT NULL AND jsonb_typeof("fragment validation.max") = 'number' AS "canonical maximum",
                "default_value" IS NOT NULL AND "fragment defaultValue" IS NULL AND "fragment deflt" IS NULL AS "canonical default_value",
                "value" IS NOT NULL AS "canonical value",
                "entered_by" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment input.by") = 'number' THEN scale("fragment input.by"::numeric) = 0 ELSE false END AS "canonical entered_by",
                "entered_at" IS NOT NULL AND "fragment input.at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical entered_at"
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
                        hofsm.parse_enum("fragment type", '{number,text,select,date,checkbox,signature,group}') AS "kind",
                        hofsm.parse_text("fragment label") AS "label",
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
                        "fragment ui.style" AS "style",
                        "fragment options" AS "options",
                        coalesce(
                            hofsm.parse_boolean("fragment validation.required"),
                            hofsm.parse_boolean_true_false("fragment validation.required"),
                            hofsm.parse_boolean_y_n("fragment validation.required"),
                            hofsm.parse_boolean_0_1("fragment validation.required")
                        ) AS "required",
                        hofsm.parse_numeric("fragment validation.min") AS "minimum",
                        hofsm.parse_numeric("fragment validation.max") AS "maximum",
                        coalesce("fragment default.value", "fragment defaultValue", "fragment deflt") AS "default_value",
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
                            "fragment ui" -> 'x' AS "fragment ui.x",
                            "fragment ui" -> 'y' AS "fragment ui.y",
                            "fragment ui" -> 'w' AS "fragment ui.w",
                            "fragment ui" -> 'h' AS "fragment ui.h",
                            "fragment ui" -> 'hidden' AS "fragment ui.hidden",
                            "fragment ui" -> 'help' AS "fragment ui.help",
                            "fragment ui" -> 'style' AS "fragment ui.style",
                            "fragment validation" -> 'required' AS "fragment validation.required",
                            "fragment validation" -> 'min' AS "fragment validation.min",
                            "fragment validation" -> 'max' AS "fragment validation.max",
                            "fragment default" -> 'value' AS "fragment default.value",
                            "fragment input" -> 'value' AS "fragment input.value",
                            "fragment input" -> 'by' AS "fragment input.by",
                            "fragment input" -> 'at' AS "fragment input.at"
                        FROM (
                            SELECT
                                *,
                                "element" -> 'type' AS "fragment type",
                                "element" -> 'label' AS "fragment label",
                                "element" -> 'ui' AS "fragment ui",
                                "element" -> 'options' AS "fragment options",
                                "element" -> 'validation' AS "fragment validation",
                                "element" -> 'default' AS "fragment default",
                                "element" -> 'defaultValue' AS "fragment defaultValue",
                                "element" -> 'deflt' AS "fragment deflt",
                                "element" -> 'input' AS "fragment input",
                                "element" -> 'id' AS "fragment id",
                                "element" -> 'children' AS "fragment children"
                            FROM (
                                WITH RECURSIVE tree AS (
                                    SELECT "item"."batch_field_path", "item"."batch_field_ordinal", "item"."element", CASE
                                            WHEN jsonb_typeof("item"."below") = 'array' AND "item"."below" <> '[]' THEN CASE
                                                WHEN (cardinality("item"."batch_field_path") < 123 AND (
                                                    SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                                                    AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                                                    FROM jsonb_array_elements("item"."below") AS entry (value)
                                                )) THEN "item"."below"
                                            END
                                        END AS "children"
                                    FROM (
                                        SELECT
                                            ARRAY[(item.value ->> 'id')::uuid] AS "batch_field_path", item.ordinality::integer AS "batch_field_ordinal",
                                            item.value AS "element",
                                            (item.value -> 'children') AS "below"
                                        FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
                                        OFFSET 0
                                    ) AS item
                                    UNION ALL
                                    SELECT "item"."batch_field_path", "item"."batch_field_ordinal", "item"."element", CASE
                                            WHEN jsonb_typeof("item"."below") = 'array' AND "item"."below" <> '[]' THEN CASE
                                                WHEN (cardinality("item"."batch_field_path") < 123 AND (
                                                    SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                                                    AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                                                    FROM jsonb_array_elements("item"."below") AS entry (value)
                                                )) THEN "item"."below"
                                            END
                                        END AS "children"
                                    FROM (
                                        SELECT
                                            "parent"."batch_field_path" || (item.value ->> 'id')::uuid AS "batch_field_path", item.ordinality::integer AS "batch_field_ordinal",
                                            item.value AS "element",
                                            (item.value -> 'children') AS "below"
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
    ) AS "layer_5"
    OFFSET 0
) AS "layer_6";
END;
COMMENT ON FUNCTION "production"."decompose_batch_field"("container" jsonb) IS 'batches.yaml:58:3 (batch_field): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:110:3 (batch_weighing): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_weighing"("container" jsonb) RETURNS TABLE (
    "batch_weighing_ordinal" integer,
    "item_id" bigint,
    "target" numeric,
    "tolerance" numeric,
    "unit" text,
    "actual" numeric,
    "weighed_by" bigint,
    "weighed_at" timestamptz,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "batch_weighing_ordinal",
    "item_id",
    "target",
    "tolerance",
    "unit",
    "actual",
    "weighed_by",
    "weighed_at",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical item_id" THEN 'ingredientId' END,
            CASE WHEN "canonical target" THEN 'target' END,
            CASE WHEN "canonical tolerance" THEN 'tolerance' END,
            CASE WHEN "canonical unit" THEN 'unit' END,
            CASE WHEN "canonical actual" THEN 'actual' END,
            CASE WHEN "canonical weighed_by" THEN 'by' END,
            CASE WHEN "canonical weighed_at" THEN 'at' END
        ]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[]
FROM (
    SELECT
        *,
        "item_id" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment ingredientId") = 'number' THEN scale("fragment ingredientId"::numeric) = 0 ELSE false END AS "canonical item_id",
        coalesce('"' || "target" || '"' = "fragment target"::text, false) AS "canonical target",
        coalesce('"' || "tolerance" || '"' = "fragment tolerance"::text, false) AS "canonical tolerance",
        "unit" IS NOT NULL AND jsonb_typeof("fragment unit") = 'string' AS "canonical unit",
        coalesce('"' || "actual" || '"' = "fragment actual"::text, false) AS "canonical actual",
        "weighed_by" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment by") = 'number' THEN scale("fragment by"::numeric) = 0 ELSE false END AS "canonical weighed_by",
        "weighed_at" IS NOT NULL AND "fragment at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical weighed_at"
    FROM (
        SELECT
            *,
            CASE WHEN (length("parsed target"::text) <= 400) IS NOT FALSE THEN "parsed target" END AS "target",
            CASE WHEN (length("parsed tolerance"::text) <= 400) IS NOT FALSE THEN "parsed tolerance" END AS "tolerance",
            CASE WHEN (length("parsed actual"::text) <= 400) IS NOT FALSE THEN "parsed actual" END AS "actual"
        FROM (
            SELECT
                *,
                hofsm.parse_bigint("fragment ingredientId") AS "item_id",
                hofsm.parse_numeric("fragment target") AS "parsed target",
                hofsm.parse_numeric("fragment tolerance") AS "parsed tolerance",
                hofsm.parse_text("fragment unit") AS "unit",
                hofsm.parse_numeric("fragment actual") AS "parsed actual",
                hofsm.parse_bigint("fragment by") AS "weighed_by",
                hofsm.truncate_moment(
                    coalesce(hofsm.parse_timestamptz_iso("fragment at"), hofsm.parse_epoch_ms("fragment at")),
                    'milliseconds'
                ) AS "weighed_at"
            FROM (
                SELECT
                    *,
                    "element" -> 'ingredientId' AS "fragment ingredientId",
                    "element" -> 'target' AS "fragment target",
                    "element" -> 'tolerance' AS "fragment tolerance",
                    "element" -> 'unit' AS "fragment unit",
                    "element" -> 'actual' AS "fragment actual",
                    "element" -> 'by' AS "fragment by",
                    "element" -> 'at' AS "fragment at"
                FROM (
                    SELECT item.ordinality::integer AS "batch_weighing_ordinal", item.value AS "element"
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
COMMENT ON FUNCTION "production"."decompose_batch_weighing"("container" jsonb) IS 'batches.yaml:110:3 (batch_weighing): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:128:3 (batch_attribute): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_attribute"("container" jsonb) RETURNS TABLE (
    "attribute" text,
    "value" jsonb,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "attribute",
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
            SELECT item.key AS "attribute", item.value AS "element"
            FROM jsonb_each($1) AS item (key, value)
        ) AS found
        OFFSET 0
    ) AS "layer_0"
    OFFSET 0
) AS "layer_1";
END;
COMMENT ON FUNCTION "production"."decompose_batch_attribute"("container" jsonb) IS 'batches.yaml:128:3 (batch_attribute): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:136:3 (batch_correction): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_correction"("container" jsonb) RETURNS TABLE (
    "corrected_field_id" text,
    "value" text,
    "corrected_by" bigint,
    "corrected_at" timestamptz,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "corrected_field_id",
    "value",
    "corrected_by",
    "corrected_at",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical value" THEN 'value' END,
            CASE WHEN "canonical corrected_by" THEN 'by' END,
            CASE WHEN "canonical corrected_at" THEN 'at' END
        ]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[]
FROM (
    SELECT
        *,
        "value" IS NOT NULL AND jsonb_typeof("fragment value") = 'string' AS "canonical value",
        "corrected_by" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment by") = 'number' THEN scale("fragment by"::numeric) = 0 ELSE false END AS "canonical corrected_by",
        "corrected_at" IS NOT NULL AND "fragment at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical corrected_at"
    FROM (
        SELECT
            *,
            hofsm.parse_text("fragment value") AS "value",
            hofsm.parse_bigint("fragment by") AS "corrected_by",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("fragment at"), hofsm.parse_epoch_ms("fragment at")),
                'milliseconds'
            ) AS "corrected_at"
        FROM (
            SELECT
                *,
                "element" -> 'value' AS "fragment value",
                "element" -> 'by' AS "fragment by",
                "element" -> 'at' AS "fragment at"
            FROM (
                SELECT item.key AS "corrected_field_id", item.value AS "element"
                FROM jsonb_each($1) AS item (key, value)
            ) AS found
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."decompose_batch_correction"("container" jsonb) IS 'batches.yaml:136:3 (batch_correction): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:146:3 (batch_reading): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_reading"("container" jsonb) RETURNS TABLE (
    "measured_by" text,
    "value" numeric,
    "unit" text,
    "measured_at" timestamptz,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "measured_by",
    "value",
    "unit",
    "measured_at",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical value" THEN 'value' END,
            CASE WHEN "canonical unit" THEN 'unit' END,
            CASE WHEN "canonical measured_at" THEN 'at' END
        ]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[]
FROM (
    SELECT
        *,
        coalesce('"' || "value" || '"' = "fragment value"::text, false) AS "canonical value",
        "unit" IS NOT NULL AND jsonb_typeof("fragment unit") = 'string' AS "canonical unit",
        "measured_at" IS NOT NULL AND "fragment at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical measured_at"
    FROM (
        SELECT
            *,
            CASE WHEN (length("parsed value"::text) <= 400) IS NOT FALSE THEN "parsed value" END AS "value"
        FROM (
            SELECT
                *,
                hofsm.parse_numeric("fragment value") AS "parsed value",
                hofsm.parse_text("fragment unit") AS "unit",
                hofsm.truncate_moment(
                    coalesce(hofsm.parse_timestamptz_iso("fragment at"), hofsm.parse_epoch_ms("fragment at")),
                    'milliseconds'
                ) AS "measured_at"
            FROM (
                SELECT
                    *,
                    "element" -> 'value' AS "fragment value",
                    "element" -> 'unit' AS "fragment unit",
                    "element" -> 'at' AS "fragment at"
                FROM (
                    SELECT item.key AS "measured_by", item.value AS "element"
                    FROM jsonb_each($1) AS item (key, value)
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
COMMENT ON FUNCTION "production"."decompose_batch_reading"("container" jsonb) IS 'batches.yaml:146:3 (batch_reading): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:155:3 (batch_signature): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_signature"("container" jsonb) RETURNS TABLE (
    "signed_as" text,
    "batch_signature_ordinal" integer,
    "signed_by" bigint,
    "signed_at" timestamptz,
    "pad" jsonb,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL UNSAFE
BEGIN ATOMIC
SELECT
    "signed_as",
    "batch_signature_ordinal",
    "signed_by",
    "signed_at",
    "pad",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical signed_by" THEN 'by' END,
            CASE WHEN "canonical signed_at" THEN 'at' END,
            CASE WHEN "canonical pad" THEN 'pad' END,
            'role'
        ]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[]
FROM (
    SELECT
        *,
        "signed_by" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment by") = 'number' THEN scale("fragment by"::numeric) = 0 ELSE false END AS "canonical signed_by",
        "signed_at" IS NOT NULL AND "fragment at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical signed_at",
        coalesce(to_json("pad"::text)::text = "fragment pad"::text, false) AS "canonical pad"
    FROM (
        SELECT
            *,
            hofsm.parse_bigint("fragment by") AS "signed_by",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("fragment at"), hofsm.parse_epoch_ms("fragment at")),
                'milliseconds'
            ) AS "signed_at",
            hofsm.parse_json_string("fragment pad") AS "pad"
        FROM (
            SELECT
                *,
                "element" -> 'by' AS "fragment by",
                "element" -> 'at' AS "fragment at",
                "element" -> 'pad' AS "fragment pad",
                "element" -> 'role' AS "fragment role"
            FROM (
                SELECT (item.value ->> 'role')::text AS "signed_as", item.ordinality::integer AS "batch_signature_ordinal", item.value AS "element"
                FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
            ) AS found
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."decompose_batch_signature"("container" jsonb) IS 'batches.yaml:155:3 (batch_signature): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:165:3 (batch_attachment): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_attachment"("container" jsonb) RETURNS TABLE (
    "batch_attachment_ordinal" integer,
    "name" text,
    "media_type" text,
    "bytes" bigint,
    "attached_at" timestamptz,
    "base64" text,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "batch_attachment_ordinal",
    "name",
    "media_type",
    "bytes",
    "attached_at",
    "base64",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical name" THEN 'name' END,
            CASE WHEN "canonical media_type" THEN 'mime' END,
            CASE WHEN "canonical bytes" THEN 'size' END,
            CASE WHEN "canonical attached_at" THEN 'at' END,
            CASE WHEN "canonical base64" THEN 'data' END
        ]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[]
FROM (
    SELECT
        *,
        "name" IS NOT NULL AND jsonb_typeof("fragment name") = 'string' AS "canonical name",
        "media_type" IS NOT NULL AND jsonb_typeof("fragment mime") = 'string' AS "canonical media_type",
        "bytes" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment size") = 'number' THEN scale("fragment size"::numeric) = 0 ELSE false END AS "canonical bytes",
        "attached_at" IS NOT NULL AND "fragment at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical attached_at",
        "base64" IS NOT NULL AND jsonb_typeof("fragment data") = 'string' AS "canonical base64"
    FROM (
        SELECT
            *,
            CASE WHEN ("parsed bytes" >= 0) IS NOT FALSE THEN "parsed bytes" END AS "bytes"
        FROM (
            SELECT
                *,
                hofsm.parse_text("fragment name") AS "name",
                hofsm.parse_text("fragment mime") AS "media_type",
                hofsm.parse_bigint("fragment size") AS "parsed bytes",
                hofsm.truncate_moment(
                    coalesce(hofsm.parse_timestamptz_iso("fragment at"), hofsm.parse_epoch_ms("fragment at")),
                    'milliseconds'
                ) AS "attached_at",
                hofsm.parse_text("fragment data") AS "base64"
            FROM (
                SELECT
                    *,
                    "element" -> 'name' AS "fragment name",
                    "element" -> 'mime' AS "fragment mime",
                    "element" -> 'size' AS "fragment size",
                    "element" -> 'at' AS "fragment at",
                    "element" -> 'data' AS "fragment data"
                FROM (
                    SELECT item.ordinality::integer AS "batch_attachment_ordinal", item.value AS "element"
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
COMMENT ON FUNCTION "production"."decompose_batch_attachment"("container" jsonb) IS 'batches.yaml:165:3 (batch_attachment): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:181:3 (batch_state_change): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_batch_state_change"("container" jsonb) RETURNS TABLE (
    "batch_state_change_ordinal" integer,
    "state" text,
    "changed_at" timestamptz,
    "changed_by" bigint,
    "residual" jsonb,
    "residual_absent" text[]
)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    "batch_state_change_ordinal",
    "state",
    "changed_at",
    "changed_by",
    CASE
        WHEN jsonb_typeof("element") = 'object' THEN nullif(("element" - ARRAY[
            CASE WHEN "canonical state" THEN 'state' END,
            CASE WHEN "canonical changed_at" THEN 'at' END,
            CASE WHEN "canonical changed_by" THEN 'by' END
        ]::text[]), '{}')
        ELSE "element"
    END,
    NULL::text[]
FROM (
    SELECT
        *,
        "state" IS NOT NULL AS "canonical state",
        "changed_at" IS NOT NULL AND "fragment at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical changed_at",
        "changed_by" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment by") = 'number' THEN scale("fragment by"::numeric) = 0 ELSE false END AS "canonical changed_by"
    FROM (
        SELECT
            *,
            hofsm.parse_enum("fragment state", '{open,mixed,hold,done}') AS "state",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("fragment at"), hofsm.parse_epoch_ms("fragment at")),
                'milliseconds'
            ) AS "changed_at",
            hofsm.parse_bigint("fragment by") AS "changed_by"
        FROM (
            SELECT
                *,
                "element" -> 'state' AS "fragment state",
                "element" -> 'at' AS "fragment at",
                "element" -> 'by' AS "fragment by"
            FROM (
                SELECT item.ordinality::integer AS "batch_state_change_ordinal", item.value AS "element"
                FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
            ) AS found
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."decompose_batch_state_change"("container" jsonb) IS 'batches.yaml:181:3 (batch_state_change): the elements of a container as column values and residual';

-- up (no lock on any table): batches.yaml:18:3 (batch): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch"("batch" "production"."batch", "members of_batch_quantity" text, "members of_batch_section" text, "members of_batch_weighing" text, "members of_batch_attribute" text, "members of_batch_correction" text, "members of_batch_reading" text, "members of_batch_signature" text, "members of_batch_attachment" text, "members of_batch_state_change" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."version" IS NOT NULL AND NOT "claimed version")
            OR (($1)."lot" IS NOT NULL AND NOT "claimed lot")
            OR (($1)."revision" IS NOT NULL AND NOT "claimed revision")
            OR (($1)."item_id" IS NOT NULL AND NOT "claimed item_id")
            OR (($1)."product" IS NOT NULL AND NOT "claimed product")
            OR (($1)."state" IS NOT NULL AND NOT "claimed state")
            OR (($1)."mmr_id" IS NOT NULL AND NOT "claimed mmr_id")
            OR (($1)."mmr_version" IS NOT NULL AND NOT "claimed mmr_version")
            OR (($1)."priority" IS NOT NULL AND NOT "claimed priority")
            OR (($1)."author_id" IS NOT NULL AND NOT "claimed author_id")
            OR (($1)."started_at" IS NOT NULL AND NOT "claimed started_at")
            OR (($1)."notes" IS NOT NULL AND NOT "claimed notes")
            OR $2 IS NOT NULL
            OR $3 IS NOT NULL
            OR $4 IS NOT NULL
            OR $5 IS NOT NULL
            OR $6 IS NOT NULL
            OR $7 IS NOT NULL
            OR $8 IS NOT NULL
            OR $9 IS NOT NULL
            OR $10 IS NOT NULL
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"v":' || CASE WHEN "claimed version" THEN "kept v"::text ELSE ($1)."version"::text END,
            '"lot":' || CASE WHEN "claimed lot" THEN "kept lot"::text ELSE to_json(($1)."lot")::text END,
            '"rev":' || CASE WHEN "claimed revision" THEN "kept rev"::text ELSE ($1)."revision"::text END,
            '"meta":' || CASE
                WHEN (
                    jsonb_typeof("kept meta") = 'object'
                    OR (($1)."item_id" IS NOT NULL AND NOT "claimed item_id")
                    OR (($1)."product" IS NOT NULL AND NOT "claimed product")
                    OR (($1)."state" IS NOT NULL AND NOT "claimed state")
                    OR (($1)."mmr_id" IS NOT NULL AND NOT "claimed mmr_id")
                    OR (($1)."mmr_version" IS NOT NULL AND NOT "claimed mmr_version")
                    OR (($1)."priority" IS NOT NULL AND NOT "claimed priority")
                    OR (($1)."author_id" IS NOT NULL AND NOT "claimed author_id")
                    OR (($1)."started_at" IS NOT NULL AND NOT "claimed started_at")
                ) THEN '{' || concat_ws(
                    ',',
                    '"itemId":' || CASE WHEN "claimed item_id" THEN "kept meta.itemId"::text ELSE ($1)."item_id"::text END,
                    '"product":' || CASE WHEN "claimed product" THEN "kept meta.product"::text ELSE to_json(($1)."product")::text END,
                    '"state":' || CASE WHEN "claimed state" THEN "kept meta.state"::text ELSE to_json(($1)."state")::text END,
                    '"mmr":' || CASE
                        WHEN (
                            jsonb_typeof("kept meta.mmr") = 'object'
                            OR (($1)."mmr_id" IS NOT NULL AND NOT "claimed mmr_id")
                            OR (($1)."mmr_version" IS NOT NULL AND NOT "claimed mmr_version")
                        ) THEN '{' || concat_ws(
                            ',',
                            '"id":' || CASE WHEN "claimed mmr_id" THEN "kept meta.mmr.id"::text ELSE ($1)."mmr_id"::text END,
                            '"version":' || CASE WHEN "claimed mmr_version" THEN "kept meta.mmr.version"::text ELSE ($1)."mmr_version"::text END,
                            hofsm.members(CASE WHEN jsonb_typeof("kept meta.mmr") = 'object' THEN ("kept meta.mmr" - '{id,version}'::text[])::text END)
                        ) || '}'
                        WHEN "kept meta.mmr" IS NOT NULL THEN "kept meta.mmr"::text
                    END,
                    '"priority":' || CASE WHEN "claimed priority" THEN "kept meta.priority"::text ELSE ($1)."priority"::text END,
                    '"createdBy":' || CASE WHEN "claimed author_id" THEN "kept meta.createdBy"::text ELSE ($1)."author_id"::text END,
                    '"createdAt":' || CASE
                        WHEN "claimed started_at" THEN "kept meta.createdAt"::text
                        ELSE hofsm.json_moment_as(($1)."started_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
                    END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept meta") = 'object' THEN ("kept meta" - '{itemId,product,state,mmr,priority,createdBy,createdAt}'::text[])::text END)
                ) || '}'
                WHEN "kept meta" IS NOT NULL THEN "kept meta"::text
            END,
            '"notes":' || CASE WHEN "claimed notes" THEN "kept notes"::text ELSE to_json(($1)."notes")::text END,
            '"quantities":' || coalesce($2, "kept quantities"::text),
            '"sections":' || coalesce($3, "kept sections"::text),
            '"weighings":' || coalesce($4, "kept weighings"::text),
            '"attributes":' || coalesce($5, "kept attributes"::text),
            '"inputs":' || coalesce($6, "kept inputs"::text),
            '"readings":' || coalesce($7, "kept readings"::text),
            '"signatures":' || coalesce($8, "kept signatures"::text),
            '"attachments":' || coalesce($9, "kept attachments"::text),
            '"stateHistory":' || coalesce($10, "kept stateHistory"::text),
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{v,lot,rev,meta,notes,quantities,sections,weighings,attributes,inputs,readings,signatures,attachments,stateHistory}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept v" IS NOT NULL AND ("parsed version") IS NOT DISTINCT FROM ($1)."version" AS "claimed version",
        "kept lot" IS NOT NULL AND (CASE WHEN (octet_length("parsed lot") <= 2000) IS NOT FALSE THEN "parsed lot" END) IS NOT DISTINCT FROM ($1)."lot" AS "claimed lot",
        "kept rev" IS NOT NULL AND ("parsed revision") IS NOT DISTINCT FROM ($1)."revision" AS "claimed revision",
        "kept meta.itemId" IS NOT NULL AND ("parsed item_id") IS NOT DISTINCT FROM ($1)."item_id" AS "claimed item_id",
        "kept meta.product" IS NOT NULL AND ("parsed product") IS NOT DISTINCT FROM ($1)."product" AS "claimed product",
        "kept meta.state" IS NOT NULL AND ("parsed state") IS NOT DISTINCT FROM ($1)."state" AS "claimed state",
        "kept meta.mmr.id" IS NOT NULL AND ("parsed mmr_id") IS NOT DISTINCT FROM ($1)."mmr_id" AS "claimed mmr_id",
        "kept meta.mmr.version" IS NOT NULL AND ("parsed mmr_version") IS NOT DISTINCT FROM ($1)."mmr_version" AS "claimed mmr_version",
        "kept meta.priority" IS NOT NULL AND (CASE WHEN ("parsed priority" BETWEEN 0 AND 9) IS NOT FALSE THEN "parsed priority" END) IS NOT DISTINCT FROM ($1)."priority" AS "claimed priority",
        "kept meta.createdBy" IS NOT NULL AND ("parsed author_id") IS NOT DISTINCT FROM ($1)."author_id" AS "claimed author_id",
        "kept meta.createdAt" IS NOT NULL AND ("parsed started_at") IS NOT DISTINCT FROM ($1)."started_at" AS "claimed started_at",
        "kept notes" IS NOT NULL AND ("parsed notes") IS NOT DISTINCT FROM ($1)."notes" AS "claimed notes"
    FROM (
        SELECT
            *,
            hofsm.parse_integer("kept v") AS "parsed version",
            hofsm.parse_text("kept lot") AS "parsed lot",
            hofsm.parse_integer("kept rev") AS "parsed revision",
            hofsm.parse_bigint("kept meta.itemId") AS "parsed item_id",
            hofsm.parse_text("kept meta.product") AS "parsed product",
            hofsm.parse_enum("kept meta.state", '{open,mixed,hold,done}') AS "parsed state",
            hofsm.parse_bigint("kept meta.mmr.id") AS "parsed mmr_id",
            hofsm.parse_integer("kept meta.mmr.version") AS "parsed mmr_version",
            hofsm.parse_integer("kept meta.priority") AS "parsed priority",
            hofsm.parse_bigint("kept meta.createdBy") AS "parsed author_id",
            hofsm.truncate_moment(
                coalesce(
                    hofsm.parse_timestamptz_iso("kept meta.createdAt"),
                    hofsm.parse_epoch_ms("kept meta.createdAt")
                ),
                'milliseconds'
            ) AS "parsed started_at",
            hofsm.parse_text("kept notes") AS "parsed notes"
        FROM (
            SELECT
                *,
                ("residual" -> 'v') AS "kept v",
                ("residual" -> 'lot') AS "kept lot",
                ("residual" -> 'rev') AS "kept rev",
                ("residual" -> 'meta') AS "kept meta",
                ("residual" -> 'meta' -> 'itemId') AS "kept meta.itemId",
                ("residual" -> 'meta' -> 'product') AS "kept meta.product",
                ("residual" -> 'meta' -> 'state') AS "kept meta.state",
                ("residual" -> 'meta' -> 'mmr') AS "kept meta.mmr",
                ("residual" -> 'meta' -> 'mmr' -> 'id') AS "kept meta.mmr.id",
                ("residual" -> 'meta' -> 'mmr' -> 'version') AS "kept meta.mmr.version",
                ("residual" -> 'meta' -> 'priority') AS "kept meta.priority",
                ("residual" -> 'meta' -> 'createdBy') AS "kept meta.createdBy",
                ("residual" -> 'meta' -> 'createdAt') AS "kept meta.createdAt",
                ("residual" -> 'notes') AS "kept notes",
                ("residual" -> 'quantities') AS "kept quantities",
                ("residual" -> 'sections') AS "kept sections",
                ("residual" -> 'weighings') AS "kept weighings",
                ("residual" -> 'attributes') AS "kept attributes",
                ("residual" -> 'inputs') AS "kept inputs",
                ("residual" -> 'readings') AS "kept readings",
                ("residual" -> 'signatures') AS "kept signatures",
                ("residual" -> 'attachments') AS "kept attachments",
                ("residual" -> 'stateHistory') AS "kept stateHistory"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch"("batch" "production"."batch", "members of_batch_quantity" text, "members of_batch_section" text, "members of_batch_weighing" text, "members of_batch_attribute" text, "members of_batch_correction" text, "members of_batch_reading" text, "members of_batch_signature" text, "members of_batch_attachment" text, "members of_batch_state_change" text) IS 'batches.yaml:18:3 (batch): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:18:3 (batch): the text of an element without residual
CREATE FUNCTION "production"."compose_batch"("batch" "production"."batch", "members of_batch_quantity" text, "members of_batch_section" text, "members of_batch_weighing" text, "members of_batch_attribute" text, "members of_batch_correction" text, "members of_batch_reading" text, "members of_batch_signature" text, "members of_batch_attachment" text, "members of_batch_state_change" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"v":' || ($1)."version"::text,
    '"lot":' || to_json(($1)."lot")::text,
    '"rev":' || ($1)."revision"::text,
    '"meta":' || '{' || nullif(concat_ws(
        ',',
        '"itemId":' || ($1)."item_id"::text,
        '"product":' || to_json(($1)."product")::text,
        '"state":' || to_json(($1)."state")::text,
        '"mmr":' || '{' || nullif(concat_ws(',', '"id":' || ($1)."mmr_id"::text, '"version":' || ($1)."mmr_version"::text), '') || '}',
        '"priority":' || ($1)."priority"::text,
        '"createdBy":' || ($1)."author_id"::text,
        '"createdAt":' || hofsm.json_moment_as(($1)."started_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
    ), '') || '}',
    '"notes":' || to_json(($1)."notes")::text,
    '"quantities":' || $2,
    '"sections":' || $3,
    '"weighings":' || $4,
    '"attributes":' || $5,
    '"inputs":' || $6,
    '"readings":' || $7,
    '"signatures":' || $8,
    '"attachments":' || $9,
    '"stateHistory":' || $10
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch"("batch" "production"."batch", "members of_batch_quantity" text, "members of_batch_section" text, "members of_batch_weighing" text, "members of_batch_attribute" text, "members of_batch_correction" text, "members of_batch_reading" text, "members of_batch_signature" text, "members of_batch_attachment" text, "members of_batch_state_change" text) IS 'batches.yaml:18:3 (batch): the text of an element without residual';

-- up (no lock on any table): batches.yaml:37:3 (batch_quantity): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_quantity"("batch_quantity" "production"."batch_quantity") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."value" IS NOT NULL AND NOT "claimed value")
            OR (($1)."unit" IS NOT NULL AND NOT "claimed unit")
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"value":' || CASE WHEN "claimed value" THEN "kept value"::text ELSE '"' || ($1)."value" || '"' END,
            '"unit":' || CASE WHEN "claimed unit" THEN "kept unit"::text ELSE to_json(($1)."unit")::text END,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{value,unit}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept value" IS NOT NULL AND (CASE WHEN (length("parsed value"::text) <= 400) IS NOT FALSE THEN "parsed value" END)::text IS NOT DISTINCT FROM ($1)."value"::text AS "claimed value",
        "kept unit" IS NOT NULL AND ("parsed unit") IS NOT DISTINCT FROM ($1)."unit" AS "claimed unit"
    FROM (
        SELECT
            *,
            hofsm.parse_numeric("kept value") AS "parsed value",
            hofsm.parse_text("kept unit") AS "parsed unit"
        FROM (
            SELECT
                *,
                ("residual" -> 'value') AS "kept value",
                ("residual" -> 'unit') AS "kept unit"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch_quantity"("batch_quantity" "production"."batch_quantity") IS 'batches.yaml:37:3 (batch_quantity): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:37:3 (batch_quantity): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_quantity"("batch_quantity" "production"."batch_quantity") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(',', '"value":' || '"' || ($1)."value" || '"', '"unit":' || to_json(($1)."unit")::text) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch_quantity"("batch_quantity" "production"."batch_quantity") IS 'batches.yaml:37:3 (batch_quantity): the text of an element without residual';

-- up (no lock on any table): batches.yaml:46:3 (batch_section): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_section"("batch_section" "production"."batch_section", "members of_batch_field" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."title" IS NOT NULL AND NOT "claimed title")
            OR (($1)."collapsed" IS NOT NULL AND NOT "claimed collapsed")
            OR (($1)."columns" IS NOT NULL AND NOT "claimed columns")
            OR (($1)."place" IS NOT NULL AND NOT "claimed place")
            OR (($1)."theme" IS NOT NULL AND NOT "claimed theme")
            OR $2 IS NOT NULL
            OR true
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"title":' || CASE WHEN "claimed title" THEN "kept title"::text ELSE to_json(($1)."title")::text END,
            '"layout":' || CASE
                WHEN (
                    jsonb_typeof("kept layout") = 'object'
                    OR (($1)."collapsed" IS NOT NULL AND NOT "claimed collapsed")
                    OR (($1)."columns" IS NOT NULL AND NOT "claimed columns")
                    OR (($1)."place" IS NOT NULL AND NOT "claimed place")
                    OR (($1)."theme" IS NOT NULL AND NOT "claimed theme")
                ) THEN '{' || concat_ws(
                    ',',
                    '"collapsed":' || CASE WHEN "claimed collapsed" THEN "kept layout.collapsed"::text ELSE ($1)."collapsed"::text END,
                    '"columns":' || CASE WHEN "claimed columns" THEN "kept layout.columns"::text ELSE ($1)."columns"::text END,
                    '"order":' || CASE WHEN "claimed place" THEN "kept layout.order"::text ELSE ($1)."place"::text END,
                    '"theme":' || CASE WHEN "claimed theme" THEN "kept layout.theme"::text ELSE to_json(($1)."theme")::text END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept layout") = 'object' THEN ("kept layout" - '{collapsed,columns,order,theme}'::text[])::text END)
                ) || '}'
                WHEN "kept layout" IS NOT NULL THEN "kept layout"::text
            END,
            '"fields":' || coalesce($2, "kept fields"::text),
            '"id":' || '"' || ($1)."section_id" || '"',
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{title,layout,fields,id}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept title" IS NOT NULL AND ("parsed title") IS NOT DISTINCT FROM ($1)."title" AS "claimed title",
        "kept layout.collapsed" IS NOT NULL AND ("parsed collapsed") IS NOT DISTINCT FROM ($1)."collapsed" AS "claimed collapsed",
        "kept layout.columns" IS NOT NULL AND (CASE WHEN ("parsed columns" BETWEEN 1 AND 12) IS NOT FALSE THEN "parsed columns" END) IS NOT DISTINCT FROM ($1)."columns" AS "claimed columns",
        "kept layout.order" IS NOT NULL AND ("parsed place") IS NOT DISTINCT FROM ($1)."place" AS "claimed place",
        "kept layout.theme" IS NOT NULL AND ("parsed theme") IS NOT DISTINCT FROM ($1)."theme" AS "claimed theme"
    FROM (
        SELECT
            *,
            hofsm.parse_text("kept title") AS "parsed title",
            coalesce(
                hofsm.parse_boolean("kept layout.collapsed"),
                hofsm.parse_boolean_true_false("kept layout.collapsed"),
                hofsm.parse_boolean_y_n("kept layout.collapsed"),
                hofsm.parse_boolean_0_1("kept layout.collapsed")
            ) AS "parsed collapsed",
            hofsm.parse_integer("kept layout.columns") AS "parsed columns",
            hofsm.parse_integer("kept layout.order") AS "parsed place",
            hofsm.parse_enum("kept layout.theme", '{light,dense,print}') AS "parsed theme"
        FROM (
            SELECT
                *,
                ("residual" -> 'title') AS "kept title",
                ("residual" -> 'layout') AS "kept layout",
                ("residual" -> 'layout' -> 'collapsed') AS "kept layout.collapsed",
                ("residual" -> 'layout' -> 'columns') AS "kept layout.columns",
                ("residual" -> 'layout' -> 'order') AS "kept layout.order",
                ("residual" -> 'layout' -> 'theme') AS "kept layout.theme",
                ("residual" -> 'fields') AS "kept fields",
                ("residual" -> 'id') AS "kept id"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch_section"("batch_section" "production"."batch_section", "members of_batch_field" text) IS 'batches.yaml:46:3 (batch_section): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:46:3 (batch_section): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_section"("batch_section" "production"."batch_section", "members of_batch_field" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"title":' || to_json(($1)."title")::text,
    '"layout":' || '{' || nullif(concat_ws(
        ',',
        '"collapsed":' || ($1)."collapsed"::text,
        '"columns":' || ($1)."columns"::text,
        '"order":' || ($1)."place"::text,
        '"theme":' || to_json(($1)."theme")::text
    ), '') || '}',
    '"fields":' || $2,
    '"id":' || '"' || ($1)."section_id" || '"'
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch_section"("batch_section" "production"."batch_section", "members of_batch_field" text) IS 'batches.yaml:46:3 (batch_section): the text of an element without residual';

-- up (no lock on any table): batches.yaml:58:3 (batch_field): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_field"("batch_field" "production"."batch_field", "batch_field_layout" "production"."batch_field_layout", "batch_field_rule" "production"."batch_field_rule", "batch_field_default" "production"."batch_field_default", "batch_field_input" "production"."batch_field_input", "members of_batch_field" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."kind" IS NOT NULL AND NOT "claimed kind")
            OR (($2)."label" IS NOT NULL AND NOT "claimed label")
            OR (($2)."x" IS NOT NULL AND NOT "claimed x")
            OR (($2)."y" IS NOT NULL AND NOT "claimed y")
            OR (($2)."width" IS NOT NULL AND NOT "claimed width")
            OR (($2)."height" IS NOT NULL AND NOT "claimed height")
            OR (($2)."hidden" IS NOT NULL AND NOT "claimed hidden")
            OR (($2)."help" IS NOT NULL AND NOT "claimed help")
            OR (($2)."style" IS NOT NULL AND NOT "claimed style")
            OR (($2)."options" IS NOT NULL AND NOT "claimed options")
            OR ($3)."id" IS NOT NULL
            OR (($3)."required" IS NOT NULL AND NOT "claimed required")
            OR (($3)."minimum" IS NOT NULL AND NOT "claimed minimum")
            OR (($3)."maximum" IS NOT NULL AND NOT "claimed maximum")
            OR (($4)."default_value" IS NOT NULL AND NOT "claimed default_value")
            OR ($5)."id" IS NOT NULL
            OR (($5)."value" IS NOT NULL AND NOT "claimed value")
            OR (($5)."entered_by" IS NOT NULL AND NOT "claimed entered_by")
            OR (($5)."entered_at" IS NOT NULL AND NOT "claimed entered_at")
            OR true
            OR $6 IS NOT NULL
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"type":' || CASE WHEN "claimed kind" THEN "kept type"::text ELSE to_json(($1)."kind")::text END,
            '"label":' || CASE WHEN "claimed label" THEN "kept label"::text ELSE to_json(($2)."label")::text END,
            '"ui":' || CASE
                WHEN (
                    jsonb_typeof("kept ui") = 'object'
                    OR (($2)."x" IS NOT NULL AND NOT "claimed x")
                    OR (($2)."y" IS NOT NULL AND NOT "claimed y")
                    OR (($2)."width" IS NOT NULL AND NOT "claimed width")
                    OR (($2)."height" IS NOT NULL AND NOT "claimed height")
                    OR (($2)."hidden" IS NOT NULL AND NOT "claimed hidden")
                    OR (($2)."help" IS NOT NULL AND NOT "claimed help")
                    OR (($2)."style" IS NOT NULL AND NOT "claimed style")
                ) THEN '{' || concat_ws(
                    ',',
                    '"x":' || CASE WHEN "claimed x" THEN "kept ui.x"::text ELSE ($2)."x"::text END,
                    '"y":' || CASE WHEN "claimed y" THEN "kept ui.y"::text ELSE ($2)."y"::text END,
                    '"w":' || CASE WHEN "claimed width" THEN "kept ui.w"::text ELSE ($2)."width"::text END,
                    '"h":' || CASE WHEN "claimed height" THEN "kept ui.h"::text ELSE ($2)."height"::text END,
                    '"hidden":' || CASE WHEN "claimed hidden" THEN "kept ui.hidden"::text ELSE ($2)."hidden"::text END,
                    '"help":' || CASE WHEN "claimed help" THEN "kept ui.help"::text ELSE ($2)."help"::text END,
                    '"style":' || CASE WHEN "claimed style" THEN "kept ui.style"::text ELSE ($2)."style"::text END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept ui") = 'object' THEN ("kept ui" - '{x,y,w,h,hidden,help,style}'::text[])::text END)
                ) || '}'
                WHEN "kept ui" IS NOT NULL THEN "kept ui"::text
            END,
            '"options":' || CASE WHEN "claimed options" THEN "kept options"::text ELSE ($2)."options"::text END,
            '"validation":' || CASE
                WHEN (
                    jsonb_typeof("kept validation") = 'object'
                    OR ($3)."id" IS NOT NULL
                    OR (($3)."required" IS NOT NULL AND NOT "claimed required")
                    OR (($3)."minimum" IS NOT NULL AND NOT "claimed minimum")
                    OR (($3)."maximum" IS NOT NULL AND NOT "claimed maximum")
                ) THEN '{' || concat_ws(
                    ',',
                    '"required":' || CASE WHEN "claimed required" THEN "kept validation.required"::text ELSE ($3)."required"::text END,
                    '"min":' || CASE WHEN "claimed minimum" THEN "kept validation.min"::text ELSE ($3)."minimum"::text END,
                    '"max":' || CASE WHEN "claimed maximum" THEN "kept validation.max"::text ELSE ($3)."maximum"::text END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept validation") = 'object' THEN ("kept validation" - '{required,min,max}'::text[])::text END)
                ) || '}'
                WHEN "kept validation" IS NOT NULL THEN "kept validation"::text
            END,
            '"default":' || CASE
                WHEN (
                    jsonb_typeof("kept default") = 'object'
                    OR (($4)."default_value" IS NOT NULL AND NOT "claimed default_value")
                ) THEN '{' || concat_ws(
                    ',',
                    '"value":' || CASE
                        WHEN "claimed default_value" THEN "kept default.value"::text
                        ELSE ($4)."default_value"::text
                    END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept default") = 'object' THEN ("kept default" - '{value}'::text[])::text END)
                ) || '}'
                WHEN "kept default" IS NOT NULL THEN "kept default"::text
            END,
            '"defaultValue":' || CASE WHEN "claimed default_value" THEN "kept defaultValue"::text ELSE NULL END,
            '"deflt":' || CASE WHEN "claimed default_value" THEN "kept deflt"::text ELSE NULL END,
            '"input":' || CASE
                WHEN (
                    jsonb_typeof("kept input") = 'object'
                    OR ($5)."id" IS NOT NULL
                    OR (($5)."value" IS NOT NULL AND NOT "claimed value")
                    OR (($5)."entered_by" IS NOT NULL AND NOT "claimed entered_by")
                    OR (($5)."entered_at" IS NOT NULL AND NOT "claimed entered_at")
                ) THEN '{' || concat_ws(
                    ',',
                    '"value":' || CASE WHEN "claimed value" THEN "kept input.value"::text ELSE ($5)."value"::text END,
                    '"by":' || CASE WHEN "claimed entered_by" THEN "kept input.by"::text ELSE ($5)."entered_by"::text END,
                    '"at":' || CASE
                        WHEN "claimed entered_at" THEN "kept input.at"::text
                        ELSE hofsm.json_moment_as(($5)."entered_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
                    END,
                    hofsm.members(CASE WHEN jsonb_typeof("kept input") = 'object' THEN ("kept input" - '{value,by,at}'::text[])::text END)
                ) || '}'
                WHEN "kept input" IS NOT NULL THEN "kept input"::text
            END,
            '"id":' || '"' || (($1)."batch_field_path")[cardinality(($1)."batch_field_path")] || '"',
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{type,label,ui,options,validation,default,defaultValue,deflt,input,id,children}'::text[])::text END),
            '"children":' || coalesce($6, "kept children"::text)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept type" IS NOT NULL AND ("parsed kind") IS NOT DISTINCT FROM ($1)."kind" AS "claimed kind",
        "kept label" IS NOT NULL AND ("parsed label") IS NOT DISTINCT FROM ($2)."label" AS "claimed label",
        "kept ui.x" IS NOT NULL AND (CASE WHEN ("parsed x" BETWEEN 0 AND 11) IS NOT FALSE THEN "parsed x" END) IS NOT DISTINCT FROM ($2)."x" AS "claimed x",
        "kept ui.y" IS NOT NULL AND (CASE WHEN ("parsed y" >= 0) IS NOT FALSE THEN "parsed y" END) IS NOT DISTINCT FROM ($2)."y" AS "claimed y",
        "kept ui.w" IS NOT NULL AND (CASE WHEN ("parsed width" BETWEEN 1 AND 12) IS NOT FALSE THEN "parsed width" END) IS NOT DISTINCT FROM ($2)."width" AS "claimed width",
        "kept ui.h" IS NOT NULL AND (CASE WHEN ("parsed height" >= 1) IS NOT FALSE THEN "parsed height" END) IS NOT DISTINCT FROM ($2)."height" AS "claimed height",
        "kept ui.hidden" IS NOT NULL AND ("parsed hidden") IS NOT DISTINCT FROM ($2)."hidden" AS "claimed hidden",
        "kept ui.help" IS NOT NULL AND ("parsed help")::text IS NOT DISTINCT FROM ($2)."help"::text AS "claimed help",
        "kept ui.style" IS NOT NULL AND ("parsed style")::text IS NOT DISTINCT FROM ($2)."style"::text AS "claimed style",
        "kept options" IS NOT NULL AND ("parsed options")::text IS NOT DISTINCT FROM ($2)."options"::text AS "claimed options",
        "kept validation.required" IS NOT NULL AND ("parsed required") IS NOT DISTINCT FROM ($3)."required" AS "claimed required",
        "kept validation.min" IS NOT NULL AND ("parsed minimum")::text IS NOT DISTINCT FROM ($3)."minimum"::text AS "claimed minimum",
        "kept validation.max" IS NOT NULL AND ("parsed maximum")::text IS NOT DISTINCT FROM ($3)."maximum"::text AS "claimed maximum",
        coalesce("kept default.value", "kept defaultValue", "kept deflt") IS NOT NULL AND ("parsed default_value")::text IS NOT DISTINCT FROM ($4)."default_value"::text AS "claimed default_value",
        "kept input.value" IS NOT NULL AND ("parsed value")::text IS NOT DISTINCT FROM ($5)."value"::text AS "claimed value",
        "kept input.by" IS NOT NULL AND ("parsed entered_by") IS NOT DISTINCT FROM ($5)."entered_by" AS "claimed entered_by",
        "kept input.at" IS NOT NULL AND ("parsed entered_at") IS NOT DISTINCT FROM ($5)."entered_at" AS "claimed entered_at"
    FROM (
        SELECT
            *,
            hofsm.parse_enum("kept type", '{number,text,select,date,checkbox,signature,group}') AS "parsed kind",
            hofsm.parse_text("kept label") AS "parsed label",
            hofsm.parse_integer("kept ui.x") AS "parsed x",
            hofsm.parse_integer("kept ui.y") AS "parsed y",
            hofsm.parse_integer("kept ui.w") AS "parsed width",
            hofsm.parse_integer("kept ui.h") AS "parsed height",
            coalesce(
                hofsm.parse_boolean("kept ui.hidden"),
                hofsm.parse_boolean_true_false("kept ui.hidden"),
                hofsm.parse_boolean_y_n("kept ui.hidden"),
                hofsm.parse_boolean_0_1("kept ui.hidden")
            ) AS "parsed hidden",
            "kept ui.help" AS "parsed help",
            "kept ui.style" AS "parsed style",
            "kept options" AS "parsed options",
            coalesce(
                hofsm.parse_boolean("kept validation.required"),
                hofsm.parse_boolean_true_false("kept validation.required"),
                hofsm.parse_boolean_y_n("kept validation.required"),
                hofsm.parse_boolean_0_1("kept validation.required")
            ) AS "parsed required",
            hofsm.parse_numeric("kept validation.min") AS "parsed minimum",
            hofsm.parse_numeric("kept validation.max") AS "parsed maximum",
            coalesce("kept default.value", "kept defaultValue", "kept deflt") AS "parsed default_value",
            "kept input.value" AS "parsed value",
            hofsm.parse_bigint("kept input.by") AS "parsed entered_by",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("kept input.at"), hofsm.parse_epoch_ms("kept input.at")),
                'milliseconds'
            ) AS "parsed entered_at"
        FROM (
            SELECT
                *,
                ("residual" -> 'type') AS "kept type",
                ("residual" -> 'label') AS "kept label",
                ("residual" -> 'ui') AS "kept ui",
                ("residual" -> 'ui' -> 'x') AS "kept ui.x",
                ("residual" -> 'ui' -> 'y') AS "kept ui.y",
                ("residual" -> 'ui' -> 'w') AS "kept ui.w",
                ("residual" -> 'ui' -> 'h') AS "kept ui.h",
                ("residual" -> 'ui' -> 'hidden') AS "kept ui.hidden",
                ("residual" -> 'ui' -> 'help') AS "kept ui.help",
                ("residual" -> 'ui' -> 'style') AS "kept ui.style",
                ("residual" -> 'options') AS "kept options",
                ("residual" -> 'validation') AS "kept validation",
                ("residual" -> 'validation' -> 'required') AS "kept validation.required",
                ("residual" -> 'validation' -> 'min') AS "kept validation.min",
                ("residual" -> 'validation' -> 'max') AS "kept validation.max",
                ("residual" -> 'default') AS "kept default",
                ("residual" -> 'default' -> 'value') AS "kept default.value",
                ("residual" -> 'defaultValue') AS "kept defaultValue",
                ("residual" -> 'deflt') AS "kept deflt",
                ("residual" -> 'input') AS "kept input",
                ("residual" -> 'input' -> 'value') AS "kept input.value",
                ("residual" -> 'input' -> 'by') AS "kept input.by",
                ("residual" -> 'input' -> 'at') AS "kept input.at",
                ("residual" -> 'id') AS "kept id",
                ("residual" -> 'children') AS "kept children"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch_field"("batch_field" "production"."batch_field", "batch_field_layout" "production"."batch_field_layout", "batch_field_rule" "production"."batch_field_rule", "batch_field_default" "production"."batch_field_default", "batch_field_input" "production"."batch_field_input", "members of_batch_field" text) IS 'batches.yaml:58:3 (batch_field): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:58:3 (batch_field): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_field"("batch_field" "production"."batch_field", "batch_field_layout" "production"."batch_field_layout", "batch_field_rule" "production"."batch_field_rule", "batch_field_default" "production"."batch_field_default", "batch_field_input" "production"."batch_field_input", "members of_batch_field" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"type":' || to_json(($1)."kind")::text,
    '"label":' || to_json(($2)."label")::text,
    '"ui":' || '{' || nullif(concat_ws(
        ',',
        '"x":' || ($2)."x"::text,
        '"y":' || ($2)."y"::text,
        '"w":' || ($2)."width"::text,
        '"h":' || ($2)."height"::text,
        '"hidden":' || ($2)."hidden"::text,
        '"help":' || ($2)."help"::text,
        '"style":' || ($2)."style"::text
    ), '') || '}',
    '"options":' || ($2)."options"::text,
    '"validation":' || CASE
        WHEN (
            ($3)."id" IS NOT NULL
            OR ($3)."required" IS NOT NULL
            OR ($3)."minimum" IS NOT NULL
            OR ($3)."maximum" IS NOT NULL
        ) THEN '{' || concat_ws(
            ',',
            '"required":' || ($3)."required"::text,
            '"min":' || ($3)."minimum"::text,
            '"max":' || ($3)."maximum"::text
        ) || '}'
    END,
    '"default":' || '{' || nullif(concat_ws(',', '"value":' || ($4)."default_value"::text), '') || '}',
    '"input":' || CASE
        WHEN (
            ($5)."id" IS NOT NULL
            OR ($5)."value" IS NOT NULL
            OR ($5)."entered_by" IS NOT NULL
            OR ($5)."entered_at" IS NOT NULL
        ) THEN '{' || concat_ws(
            ',',
            '"value":' || ($5)."value"::text,
            '"by":' || ($5)."entered_by"::text,
            '"at":' || hofsm.json_moment_as(($5)."entered_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
        ) || '}'
    END,
    '"id":' || '"' || (($1)."batch_field_path")[cardinality(($1)."batch_field_path")] || '"',
    '"children":' || $6
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch_field"("batch_field" "production"."batch_field", "batch_field_layout" "production"."batch_field_layout", "batch_field_rule" "production"."batch_field_rule", "batch_field_default" "production"."batch_field_default", "batch_field_input" "production"."batch_field_input", "members of_batch_field" text) IS 'batches.yaml:58:3 (batch_field): the text of an element without residual';

-- up (no lock on any table): batches.yaml:110:3 (batch_weighing): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_weighing"("batch_weighing" "production"."batch_weighing", "batch_weighing_actual" "production"."batch_weighing_actual") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."item_id" IS NOT NULL AND NOT "claimed item_id")
            OR (($1)."target" IS NOT NULL AND NOT "claimed target")
            OR (($1)."tolerance" IS NOT NULL AND NOT "claimed tolerance")
            OR (($1)."unit" IS NOT NULL AND NOT "claimed unit")
            OR (($2)."actual" IS NOT NULL AND NOT "claimed actual")
            OR (($2)."weighed_by" IS NOT NULL AND NOT "claimed weighed_by")
            OR (($2)."weighed_at" IS NOT NULL AND NOT "claimed weighed_at")
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"ingredientId":' || CASE WHEN "claimed item_id" THEN "kept ingredientId"::text ELSE ($1)."item_id"::text END,
            '"target":' || CASE WHEN "claimed target" THEN "kept target"::text ELSE '"' || ($1)."target" || '"' END,
            '"tolerance":' || CASE WHEN "claimed tolerance" THEN "kept tolerance"::text ELSE '"' || ($1)."tolerance" || '"' END,
            '"unit":' || CASE WHEN "claimed unit" THEN "kept unit"::text ELSE to_json(($1)."unit")::text END,
            '"actual":' || CASE WHEN "claimed actual" THEN "kept actual"::text ELSE '"' || ($2)."actual" || '"' END,
            '"by":' || CASE WHEN "claimed weighed_by" THEN "kept by"::text ELSE ($2)."weighed_by"::text END,
            '"at":' || CASE
                WHEN "claimed weighed_at" THEN "kept at"::text
                ELSE hofsm.json_moment_as(($2)."weighed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
            END,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{ingredientId,target,tolerance,unit,actual,by,at}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept ingredientId" IS NOT NULL AND ("parsed item_id") IS NOT DISTINCT FROM ($1)."item_id" AS "claimed item_id",
        "kept target" IS NOT NULL AND (CASE WHEN (length("parsed target"::text) <= 400) IS NOT FALSE THEN "parsed target" END)::text IS NOT DISTINCT FROM ($1)."target"::text AS "claimed target",
        "kept tolerance" IS NOT NULL AND (CASE WHEN (length("parsed tolerance"::text) <= 400) IS NOT FALSE THEN "parsed tolerance" END)::text IS NOT DISTINCT FROM ($1)."tolerance"::text AS "claimed tolerance",
        "kept unit" IS NOT NULL AND ("parsed unit") IS NOT DISTINCT FROM ($1)."unit" AS "claimed unit",
        "kept actual" IS NOT NULL AND (CASE WHEN (length("parsed actual"::text) <= 400) IS NOT FALSE THEN "parsed actual" END)::text IS NOT DISTINCT FROM ($2)."actual"::text AS "claimed actual",
        "kept by" IS NOT NULL AND ("parsed weighed_by") IS NOT DISTINCT FROM ($2)."weighed_by" AS "claimed weighed_by",
        "kept at" IS NOT NULL AND ("parsed weighed_at") IS NOT DISTINCT FROM ($2)."weighed_at" AS "claimed weighed_at"
    FROM (
        SELECT
            *,
            hofsm.parse_bigint("kept ingredientId") AS "parsed item_id",
            hofsm.parse_numeric("kept target") AS "parsed target",
            hofsm.parse_numeric("kept tolerance") AS "parsed tolerance",
            hofsm.parse_text("kept unit") AS "parsed unit",
            hofsm.parse_numeric("kept actual") AS "parsed actual",
            hofsm.parse_bigint("kept by") AS "parsed weighed_by",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("kept at"), hofsm.parse_epoch_ms("kept at")),
                'milliseconds'
            ) AS "parsed weighed_at"
        FROM (
            SELECT
                *,
                ("residual" -> 'ingredientId') AS "kept ingredientId",
                ("residual" -> 'target') AS "kept target",
                ("residual" -> 'tolerance') AS "kept tolerance",
                ("residual" -> 'unit') AS "kept unit",
                ("residual" -> 'actual') AS "kept actual",
                ("residual" -> 'by') AS "kept by",
                ("residual" -> 'at') AS "kept at"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch_weighing"("batch_weighing" "production"."batch_weighing", "batch_weighing_actual" "production"."batch_weighing_actual") IS 'batches.yaml:110:3 (batch_weighing): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:110:3 (batch_weighing): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_weighing"("batch_weighing" "production"."batch_weighing", "batch_weighing_actual" "production"."batch_weighing_actual") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"ingredientId":' || ($1)."item_id"::text,
    '"target":' || '"' || ($1)."target" || '"',
    '"tolerance":' || '"' || ($1)."tolerance" || '"',
    '"unit":' || to_json(($1)."unit")::text,
    '"actual":' || '"' || ($2)."actual" || '"',
    '"by":' || ($2)."weighed_by"::text,
    '"at":' || hofsm.json_moment_as(($2)."weighed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch_weighing"("batch_weighing" "production"."batch_weighing", "batch_weighing_actual" "production"."batch_weighing_actual") IS 'batches.yaml:110:3 (batch_weighing): the text of an element without residual';

-- up (no lock on any table): batches.yaml:128:3 (batch_attribute): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_attribute"("batch_attribute" "production"."batch_attribute") RETURNS TABLE ("document" text)
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
COMMENT ON FUNCTION "production"."overlay_batch_attribute"("batch_attribute" "production"."batch_attribute") IS 'batches.yaml:128:3 (batch_attribute): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:128:3 (batch_attribute): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_attribute"("batch_attribute" "production"."batch_attribute") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT coalesce(($1)."value"::text, 'null');
END;
COMMENT ON FUNCTION "production"."compose_batch_attribute"("batch_attribute" "production"."batch_attribute") IS 'batches.yaml:128:3 (batch_attribute): the text of an element without residual';

-- up (no lock on any table): batches.yaml:136:3 (batch_correction): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_correction"("batch_correction" "production"."batch_correction") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."value" IS NOT NULL AND NOT "claimed value")
            OR (($1)."corrected_by" IS NOT NULL AND NOT "claimed corrected_by")
            OR (($1)."corrected_at" IS NOT NULL AND NOT "claimed corrected_at")
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"value":' || CASE WHEN "claimed value" THEN "kept value"::text ELSE to_json(($1)."value")::text END,
            '"by":' || CASE WHEN "claimed corrected_by" THEN "kept by"::text ELSE ($1)."corrected_by"::text END,
            '"at":' || CASE
                WHEN "claimed corrected_at" THEN "kept at"::text
                ELSE hofsm.json_moment_as(($1)."corrected_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
            END,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{value,by,at}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept value" IS NOT NULL AND ("parsed value") IS NOT DISTINCT FROM ($1)."value" AS "claimed value",
        "kept by" IS NOT NULL AND ("parsed corrected_by") IS NOT DISTINCT FROM ($1)."corrected_by" AS "claimed corrected_by",
        "kept at" IS NOT NULL AND ("parsed corrected_at") IS NOT DISTINCT FROM ($1)."corrected_at" AS "claimed corrected_at"
    FROM (
        SELECT
            *,
            hofsm.parse_text("kept value") AS "parsed value",
            hofsm.parse_bigint("kept by") AS "parsed corrected_by",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("kept at"), hofsm.parse_epoch_ms("kept at")),
                'milliseconds'
            ) AS "parsed corrected_at"
        FROM (
            SELECT
                *,
                ("residual" -> 'value') AS "kept value",
                ("residual" -> 'by') AS "kept by",
                ("residual" -> 'at') AS "kept at"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch_correction"("batch_correction" "production"."batch_correction") IS 'batches.yaml:136:3 (batch_correction): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:136:3 (batch_correction): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_correction"("batch_correction" "production"."batch_correction") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"value":' || to_json(($1)."value")::text,
    '"by":' || ($1)."corrected_by"::text,
    '"at":' || hofsm.json_moment_as(($1)."corrected_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch_correction"("batch_correction" "production"."batch_correction") IS 'batches.yaml:136:3 (batch_correction): the text of an element without residual';

-- up (no lock on any table): batches.yaml:146:3 (batch_reading): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_reading"("batch_reading" "production"."batch_reading") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."value" IS NOT NULL AND NOT "claimed value")
            OR (($1)."unit" IS NOT NULL AND NOT "claimed unit")
            OR (($1)."measured_at" IS NOT NULL AND NOT "claimed measured_at")
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"value":' || CASE WHEN "claimed value" THEN "kept value"::text ELSE '"' || ($1)."value" || '"' END,
            '"unit":' || CASE WHEN "claimed unit" THEN "kept unit"::text ELSE to_json(($1)."unit")::text END,
            '"at":' || CASE
                WHEN "claimed measured_at" THEN "kept at"::text
                ELSE hofsm.json_moment_as(($1)."measured_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
            END,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{value,unit,at}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept value" IS NOT NULL AND (CASE WHEN (length("parsed value"::text) <= 400) IS NOT FALSE THEN "parsed value" END)::text IS NOT DISTINCT FROM ($1)."value"::text AS "claimed value",
        "kept unit" IS NOT NULL AND ("parsed unit") IS NOT DISTINCT FROM ($1)."unit" AS "claimed unit",
        "kept at" IS NOT NULL AND ("parsed measured_at") IS NOT DISTINCT FROM ($1)."measured_at" AS "claimed measured_at"
    FROM (
        SELECT
            *,
            hofsm.parse_numeric("kept value") AS "parsed value",
            hofsm.parse_text("kept unit") AS "parsed unit",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("kept at"), hofsm.parse_epoch_ms("kept at")),
                'milliseconds'
            ) AS "parsed measured_at"
        FROM (
            SELECT
                *,
                ("residual" -> 'value') AS "kept value",
                ("residual" -> 'unit') AS "kept unit",
                ("residual" -> 'at') AS "kept at"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch_reading"("batch_reading" "production"."batch_reading") IS 'batches.yaml:146:3 (batch_reading): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:146:3 (batch_reading): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_reading"("batch_reading" "production"."batch_reading") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"value":' || '"' || ($1)."value" || '"',
    '"unit":' || to_json(($1)."unit")::text,
    '"at":' || hofsm.json_moment_as(($1)."measured_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch_reading"("batch_reading" "production"."batch_reading") IS 'batches.yaml:146:3 (batch_reading): the text of an element without residual';

-- up (no lock on any table): batches.yaml:155:3 (batch_signature): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_signature"("batch_signature" "production"."batch_signature") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL UNSAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."signed_by" IS NOT NULL AND NOT "claimed signed_by")
            OR (($1)."signed_at" IS NOT NULL AND NOT "claimed signed_at")
            OR (($1)."pad" IS NOT NULL AND NOT "claimed pad")
            OR true
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"by":' || CASE WHEN "claimed signed_by" THEN "kept by"::text ELSE ($1)."signed_by"::text END,
            '"at":' || CASE
                WHEN "claimed signed_at" THEN "kept at"::text
                ELSE hofsm.json_moment_as(($1)."signed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
            END,
            '"pad":' || CASE WHEN "claimed pad" THEN "kept pad"::text ELSE to_json(($1)."pad"::text)::text END,
            '"role":' || to_json(($1)."signed_as")::text,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{by,at,pad,role}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept by" IS NOT NULL AND ("parsed signed_by") IS NOT DISTINCT FROM ($1)."signed_by" AS "claimed signed_by",
        "kept at" IS NOT NULL AND ("parsed signed_at") IS NOT DISTINCT FROM ($1)."signed_at" AS "claimed signed_at",
        "kept pad" IS NOT NULL AND ("parsed pad")::text IS NOT DISTINCT FROM ($1)."pad"::text AS "claimed pad"
    FROM (
        SELECT
            *,
            hofsm.parse_bigint("kept by") AS "parsed signed_by",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("kept at"), hofsm.parse_epoch_ms("kept at")),
                'milliseconds'
            ) AS "parsed signed_at",
            hofsm.parse_json_string("kept pad") AS "parsed pad"
        FROM (
            SELECT
                *,
                ("residual" -> 'by') AS "kept by",
                ("residual" -> 'at') AS "kept at",
                ("residual" -> 'pad') AS "kept pad",
                ("residual" -> 'role') AS "kept role"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch_signature"("batch_signature" "production"."batch_signature") IS 'batches.yaml:155:3 (batch_signature): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:155:3 (batch_signature): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_signature"("batch_signature" "production"."batch_signature") RETURNS text
    LANGUAGE sql STABLE PARALLEL UNSAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"by":' || ($1)."signed_by"::text,
    '"at":' || hofsm.json_moment_as(($1)."signed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""'),
    '"pad":' || to_json(($1)."pad"::text)::text,
    '"role":' || to_json(($1)."signed_as")::text
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch_signature"("batch_signature" "production"."batch_signature") IS 'batches.yaml:155:3 (batch_signature): the text of an element without residual';

-- up (no lock on any table): batches.yaml:165:3 (batch_attachment): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_attachment"("batch_attachment" "production"."batch_attachment", "batch_attachment_content" "production"."batch_attachment_content") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."name" IS NOT NULL AND NOT "claimed name")
            OR (($1)."media_type" IS NOT NULL AND NOT "claimed media_type")
            OR (($1)."bytes" IS NOT NULL AND NOT "claimed bytes")
            OR (($1)."attached_at" IS NOT NULL AND NOT "claimed attached_at")
            OR (($2)."base64" IS NOT NULL AND NOT "claimed base64")
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"name":' || CASE WHEN "claimed name" THEN "kept name"::text ELSE to_json(($1)."name")::text END,
            '"mime":' || CASE WHEN "claimed media_type" THEN "kept mime"::text ELSE to_json(($1)."media_type")::text END,
            '"size":' || CASE WHEN "claimed bytes" THEN "kept size"::text ELSE ($1)."bytes"::text END,
            '"at":' || CASE
                WHEN "claimed attached_at" THEN "kept at"::text
                ELSE hofsm.json_moment_as(($1)."attached_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
            END,
            '"data":' || CASE WHEN "claimed base64" THEN "kept data"::text ELSE to_json(($2)."base64")::text END,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{name,mime,size,at,data}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept name" IS NOT NULL AND ("parsed name") IS NOT DISTINCT FROM ($1)."name" AS "claimed name",
        "kept mime" IS NOT NULL AND ("parsed media_type") IS NOT DISTINCT FROM ($1)."media_type" AS "claimed media_type",
        "kept size" IS NOT NULL AND (CASE WHEN ("parsed bytes" >= 0) IS NOT FALSE THEN "parsed bytes" END) IS NOT DISTINCT FROM ($1)."bytes" AS "claimed bytes",
        "kept at" IS NOT NULL AND ("parsed attached_at") IS NOT DISTINCT FROM ($1)."attached_at" AS "claimed attached_at",
        "kept data" IS NOT NULL AND ("parsed base64") IS NOT DISTINCT FROM ($2)."base64" AS "claimed base64"
    FROM (
        SELECT
            *,
            hofsm.parse_text("kept name") AS "parsed name",
            hofsm.parse_text("kept mime") AS "parsed media_type",
            hofsm.parse_bigint("kept size") AS "parsed bytes",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("kept at"), hofsm.parse_epoch_ms("kept at")),
                'milliseconds'
            ) AS "parsed attached_at",
            hofsm.parse_text("kept data") AS "parsed base64"
        FROM (
            SELECT
                *,
                ("residual" -> 'name') AS "kept name",
                ("residual" -> 'mime') AS "kept mime",
                ("residual" -> 'size') AS "kept size",
                ("residual" -> 'at') AS "kept at",
                ("residual" -> 'data') AS "kept data"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch_attachment"("batch_attachment" "production"."batch_attachment", "batch_attachment_content" "production"."batch_attachment_content") IS 'batches.yaml:165:3 (batch_attachment): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:165:3 (batch_attachment): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_attachment"("batch_attachment" "production"."batch_attachment", "batch_attachment_content" "production"."batch_attachment_content") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"name":' || to_json(($1)."name")::text,
    '"mime":' || to_json(($1)."media_type")::text,
    '"size":' || ($1)."bytes"::text,
    '"at":' || hofsm.json_moment_as(($1)."attached_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""'),
    '"data":' || to_json(($2)."base64")::text
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch_attachment"("batch_attachment" "production"."batch_attachment", "batch_attachment_content" "production"."batch_attachment_content") IS 'batches.yaml:165:3 (batch_attachment): the text of an element without residual';

-- up (no lock on any table): batches.yaml:181:3 (batch_state_change): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_batch_state_change"("batch_state_change" "production"."batch_state_change") RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."state" IS NOT NULL AND NOT "claimed state")
            OR (($1)."changed_at" IS NOT NULL AND NOT "claimed changed_at")
            OR (($1)."changed_by" IS NOT NULL AND NOT "claimed changed_by")
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"state":' || CASE WHEN "claimed state" THEN "kept state"::text ELSE to_json(($1)."state")::text END,
            '"at":' || CASE
                WHEN "claimed changed_at" THEN "kept at"::text
                ELSE hofsm.json_moment_as(($1)."changed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
            END,
            '"by":' || CASE WHEN "claimed changed_by" THEN "kept by"::text ELSE ($1)."changed_by"::text END,
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{state,at,by}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept state" IS NOT NULL AND ("parsed state") IS NOT DISTINCT FROM ($1)."state" AS "claimed state",
        "kept at" IS NOT NULL AND ("parsed changed_at") IS NOT DISTINCT FROM ($1)."changed_at" AS "claimed changed_at",
        "kept by" IS NOT NULL AND ("parsed changed_by") IS NOT DISTINCT FROM ($1)."changed_by" AS "claimed changed_by"
    FROM (
        SELECT
            *,
            hofsm.parse_enum("kept state", '{open,mixed,hold,done}') AS "parsed state",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("kept at"), hofsm.parse_epoch_ms("kept at")),
                'milliseconds'
            ) AS "parsed changed_at",
            hofsm.parse_bigint("kept by") AS "parsed changed_by"
        FROM (
            SELECT
                *,
                ("residual" -> 'state') AS "kept state",
                ("residual" -> 'at') AS "kept at",
                ("residual" -> 'by') AS "kept by"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_batch_state_change"("batch_state_change" "production"."batch_state_change") IS 'batches.yaml:181:3 (batch_state_change): the text of an element of which the residual holds a part';

-- up (no lock on any table): batches.yaml:181:3 (batch_state_change): the text of an element without residual
CREATE FUNCTION "production"."compose_batch_state_change"("batch_state_change" "production"."batch_state_change") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"state":' || to_json(($1)."state")::text,
    '"at":' || hofsm.json_moment_as(($1)."changed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""'),
    '"by":' || ($1)."changed_by"::text
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_batch_state_change"("batch_state_change" "production"."batch_state_change") IS 'batches.yaml:181:3 (batch_state_change): the text of an element without residual';

-- up (ACCESS SHARE): the documents as the new tables give them, read-only
CREATE VIEW "production"."composed_batches" WITH (security_invoker = true) AS
SELECT "id", "created_at", "composed"."document"::jsonb AS "value"
FROM (
    SELECT "batch"."id", "batch"."created_at", CASE WHEN "batch"."residual" IS NULL AND "batch"."residual_absent" IS NULL THEN "production"."compose_batch"("batch".*, "members of_batch_quantity"."members", "members of_batch_section"."members", "members of_batch_weighing"."members", "members of_batch_attribute"."members", "members of_batch_correction"."members", "members of_batch_reading"."members", "members of_batch_signature"."members", "members of_batch_attachment"."members", "members of_batch_state_change"."members") ELSE "overlay of_batch"."document" END AS "document"
    FROM "production"."batch" AS "batch"
    LEFT JOIN (
        SELECT "batch_quantity"."id", "batch_quantity"."created_at", '{' || string_agg(to_json("batch_quantity"."quantity")::text || ':' || CASE WHEN "batch_quantity"."residual" IS NULL AND "batch_quantity"."residual_absent" IS NULL THEN "production"."compose_batch_quantity"("batch_quantity".*) ELSE "overlay of_batch_quantity"."document" END, ',' ORDER BY "batch_quantity"."quantity") || '}' AS "members"
        FROM "production"."batch_quantity" AS "batch_quantity"
        LEFT JOIN LATERAL "production"."overlay_batch_quantity"("batch_quantity".*) AS "overlay of_batch_quantity" ON true
        GROUP BY "batch_quantity"."id", "batch_quantity"."created_at"
    ) AS "members of_batch_quantity" ON "batch"."id" = "members of_batch_quantity"."id" AND "batch"."created_at" = "members of_batch_quantity"."created_at"
    LEFT JOIN (
        SELECT "batch_section"."id", "batch_section"."created_at", '[' || string_agg(CASE WHEN "batch_section"."residual" IS NULL AND "batch_section"."residual_absent" IS NULL THEN "production"."compose_batch_section"("batch_section".*, "members of_batch_field"."members") ELSE "overlay of_batch_section"."document" END, ',' ORDER BY "batch_section"."batch_section_ordinal") || ']' AS "members"
        FROM "production"."batch_section" AS "batch_section"
        LEFT JOIN (
            SELECT "step"."id", "step"."created_at", "step"."section_id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
            FROM (
                SELECT "batch_field"."id", "batch_field"."created_at", "batch_field"."section_id", "walk"."place",
                    CASE WHEN "walk"."previous_depth" >= cardinality("batch_field"."batch_field_path") THEN ',' ELSE '' END || split_part(CASE WHEN "batch_field"."residual" IS NULL AND "batch_field"."residual_absent" IS NULL THEN "production"."compose_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) ELSE "overlay of_batch_field"."document" END, chr(1), 1)
                    || repeat(']}', greatest(cardinality("batch_field"."batch_field_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                FROM "production"."batch_field" AS "batch_field"
                LEFT JOIN "production"."batch_field_layout" AS "batch_field_layout" ON "batch_field"."id" = "batch_field_layout"."id" AND "batch_field"."created_at" = "batch_field_layout"."created_at" AND "batch_field"."section_id" = "batch_field_layout"."section_id" AND "batch_field"."batch_field_path" = "batch_field_layout"."batch_field_path"
                LEFT JOIN "production"."batch_field_rule" AS "batch_field_rule" ON "batch_field"."id" = "batch_field_rule"."id" AND "batch_field"."created_at" = "batch_field_rule"."created_at" AND "batch_field"."section_id" = "batch_field_rule"."section_id" AND "batch_field"."batch_field_path" = "batch_field_rule"."batch_field_path"
                LEFT JOIN "production"."batch_field_default" AS "batch_field_default" ON "batch_field"."id" = "batch_field_default"."id" AND "batch_field"."created_at" = "batch_field_default"."created_at" AND "batch_field"."section_id" = "batch_field_default"."section_id" AND "batch_field"."batch_field_path" = "batch_field_default"."batch_field_path"
                LEFT JOIN "production"."batch_field_input" AS "batch_field_input" ON "batch_field"."id" = "batch_field_input"."id" AND "batch_field"."created_at" = "batch_field_input"."created_at" AND "batch_field"."section_id" = "batch_field_input"."section_id" AND "batch_field"."batch_field_path" = "batch_field_input"."batch_field_path"
                JOIN (
                    SELECT "step"."id", "step"."created_at", "step"."section_id", "step"."batch_field_path", "step"."place" AS "place",
                        lag(cardinality("step"."batch_field_path")) OVER walk_order AS "previous_depth",
                        lead(cardinality("step"."batch_field_path")) OVER walk_order AS "next_depth"
                    FROM (
                        WITH RECURSIVE place AS (
                            SELECT "top"."id", "top"."created_at", "top"."section_id", "top"."batch_field_path", ARRAY["top"."batch_field_ordinal"] AS "place" FROM "production"."batch_field" AS top WHERE "top"."batch_field_parent" IS NULL
                            UNION ALL
                            SELECT "child"."id", "child"."created_at", "child"."section_id", "child"."batch_field_path", place."place" || "child"."batch_field_ordinal"
                            FROM place JOIN "production"."batch_field" AS child ON "place"."id" = "child"."id" AND "place"."created_at" = "child"."created_at" AND "place"."section_id" = "child"."section_id" AND "child"."batch_field_parent" = "place"."batch_field_path"
                        )
                        SELECT * FROM place
                    ) AS step
                    WINDOW walk_order AS (PARTITION BY "step"."id", "step"."created_at", "step"."section_id" ORDER BY "step"."place")
                ) AS "walk" ON "batch_field"."id" = "walk"."id" AND "batch_field"."created_at" = "walk"."created_at" AND "batch_field"."section_id" = "walk"."section_id" AND "batch_field"."batch_field_path" = "walk"."batch_field_path"
                LEFT JOIN LATERAL "production"."overlay_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) AS "overlay of_batch_field" ON true
            ) AS step
            GROUP BY "step"."id", "step"."created_at", "step"."section_id"
        ) AS "members of_batch_field" ON "batch_section"."id" = "members of_batch_field"."id" AND "batch_section"."created_at" = "members of_batch_field"."created_at" AND "batch_section"."section_id" = "members of_batch_field"."section_id"
        LEFT JOIN LATERAL "production"."overlay_batch_section"("batch_section".*, "members of_batch_field"."members") AS "overlay of_batch_section" ON true
        GROUP BY "batch_section"."id", "batch_section"."created_at"
    ) AS "members of_batch_section" ON "batch"."id" = "members of_batch_section"."id" AND "batch"."created_at" = "members of_batch_section"."created_at"
    LEFT JOIN (
        SELECT "batch_weighing"."id", "batch_weighing"."created_at", '[' || string_agg(CASE WHEN "batch_weighing"."residual" IS NULL AND "batch_weighing"."residual_absent" IS NULL THEN "production"."compose_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) ELSE "overlay of_batch_weighing"."document" END, ',' ORDER BY "batch_weighing"."batch_weighing_ordinal") || ']' AS "members"
        FROM "production"."batch_weighing" AS "batch_weighing"
        LEFT JOIN "production"."batch_weighing_actual" AS "batch_weighing_actual" ON "batch_weighing"."id" = "batch_weighing_actual"."id" AND "batch_weighing"."created_at" = "batch_weighing_actual"."created_at" AND "batch_weighing"."batch_weighing_ordinal" = "batch_weighing_actual"."batch_weighing_ordinal"
        LEFT JOIN LATERAL "production"."overlay_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) AS "overlay of_batch_weighing" ON true
        GROUP BY "batch_weighing"."id", "batch_weighing"."created_at"
    ) AS "members of_batch_weighing" ON "batch"."id" = "members of_batch_weighing"."id" AND "batch"."created_at" = "members of_batch_weighing"."created_at"
    LEFT JOIN (
        SELECT "batch_attribute"."id", "batch_attribute"."created_at", '{' || string_agg(to_json("batch_attribute"."attribute")::text || ':' || CASE WHEN "batch_attribute"."residual" IS NULL AND "batch_attribute"."residual_absent" IS NULL THEN "production"."compose_batch_attribute"("batch_attribute".*) ELSE "overlay of_batch_attribute"."document" END, ',' ORDER BY "batch_attribute"."attribute") || '}' AS "members"
        FROM "production"."batch_attribute" AS "batch_attribute"
        LEFT JOIN LATERAL "production"."overlay_batch_attribute"("batch_attribute".*) AS "overlay of_batch_attribute" ON true
        GROUP BY "batch_attribute"."id", "batch_attribute"."created_at"
    ) AS "members of_batch_attribute" ON "batch"."id" = "members of_batch_attribute"."id" AND "batch"."created_at" = "members of_batch_attribute"."created_at"
    LEFT JOIN (
        SELECT "batch_correction"."id", "batch_correction"."created_at", '{' || string_agg(to_json("batch_correction"."corrected_field_id")::text || ':' || CASE WHEN "batch_correction"."residual" IS NULL AND "batch_correction"."residual_absent" IS NULL THEN "production"."compose_batch_correction"("batch_correction".*) ELSE "overlay of_batch_correction"."document" END, ',' ORDER BY "batch_correction"."corrected_field_id") || '}' AS "members"
        FROM "production"."batch_correction" AS "batch_correction"
        LEFT JOIN LATERAL "production"."overlay_batch_correction"("batch_correction".*) AS "overlay of_batch_correction" ON true
        GROUP BY "batch_correction"."id", "batch_correction"."created_at"
    ) AS "members of_batch_correction" ON "batch"."id" = "members of_batch_correction"."id" AND "batch"."created_at" = "members of_batch_correction"."created_at"
    LEFT JOIN (
        SELECT "batch_reading"."id", "batch_reading"."created_at", '{' || string_agg(to_json("batch_reading"."measured_by")::text || ':' || CASE WHEN "batch_reading"."residual" IS NULL AND "batch_reading"."residual_absent" IS NULL THEN "production"."compose_batch_reading"("batch_reading".*) ELSE "overlay of_batch_reading"."document" END, ',' ORDER BY "batch_reading"."measured_by") || '}' AS "members"
        FROM "production"."batch_reading" AS "batch_reading"
        LEFT JOIN LATERAL "production"."overlay_batch_reading"("batch_reading".*) AS "overlay of_batch_reading" ON true
        GROUP BY "batch_reading"."id", "batch_reading"."created_at"
    ) AS "members of_batch_reading" ON "batch"."id" = "members of_batch_reading"."id" AND "batch"."created_at" = "members of_batch_reading"."created_at"
    LEFT JOIN (
        SELECT "batch_signature"."id", "batch_signature"."created_at", '[' || string_agg(CASE WHEN "batch_signature"."residual" IS NULL AND "batch_signature"."residual_absent" IS NULL THEN "production"."compose_batch_signature"("batch_signature".*) ELSE "overlay of_batch_signature"."document" END, ',' ORDER BY "batch_signature"."batch_signature_ordinal") || ']' AS "members"
        FROM "production"."batch_signature" AS "batch_signature"
        LEFT JOIN LATERAL "production"."overlay_batch_signature"("batch_signature".*) AS "overlay of_batch_signature" ON true
        GROUP BY "batch_signature"."id", "batch_signature"."created_at"
    ) AS "members of_batch_signature" ON "batch"."id" = "members of_batch_signature"."id" AND "batch"."created_at" = "members of_batch_signature"."created_at"
    LEFT JOIN (
        SELECT "batch_attachment"."id", "batch_attachment"."created_at", '[' || string_agg(CASE WHEN "batch_attachment"."residual" IS NULL AND "batch_attachment"."residual_absent" IS NULL THEN "production"."compose_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) ELSE "overlay of_batch_attachment"."document" END, ',' ORDER BY "batch_attachment"."batch_attachment_ordinal") || ']' AS "members"
        FROM "production"."batch_attachment" AS "batch_attachment"
        LEFT JOIN "production"."batch_attachment_content" AS "batch_attachment_content" ON "batch_attachment"."id" = "batch_attachment_content"."id" AND "batch_attachment"."created_at" = "batch_attachment_content"."created_at" AND "batch_attachment"."batch_attachment_ordinal" = "batch_attachment_content"."batch_attachment_ordinal"
        LEFT JOIN LATERAL "production"."overlay_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) AS "overlay of_batch_attachment" ON true
        GROUP BY "batch_attachment"."id", "batch_attachment"."created_at"
    ) AS "members of_batch_attachment" ON "batch"."id" = "members of_batch_attachment"."id" AND "batch"."created_at" = "members of_batch_attachment"."created_at"
    LEFT JOIN (
        SELECT "batch_state_change"."id", "batch_state_change"."created_at", '[' || string_agg(CASE WHEN "batch_state_change"."residual" IS NULL AND "batch_state_change"."residual_absent" IS NULL THEN "production"."compose_batch_state_change"("batch_state_change".*) ELSE "overlay of_batch_state_change"."document" END, ',' ORDER BY "batch_state_change"."batch_state_change_ordinal") || ']' AS "members"
        FROM "production"."batch_state_change" AS "batch_state_change"
        LEFT JOIN LATERAL "production"."overlay_batch_state_change"("batch_state_change".*) AS "overlay of_batch_state_change" ON true
        GROUP BY "batch_state_change"."id", "batch_state_change"."created_at"
    ) AS "members of_batch_state_change" ON "batch"."id" = "members of_batch_state_change"."id" AND "batch"."created_at" = "members of_batch_state_change"."created_at"
    LEFT JOIN LATERAL "production"."overlay_batch"("batch".*, "members of_batch_quantity"."members", "members of_batch_section"."members", "members of_batch_weighing"."members", "members of_batch_attribute"."members", "members of_batch_correction"."members", "members of_batch_reading"."members", "members of_batch_signature"."members", "members of_batch_attachment"."members", "members of_batch_state_change"."members") AS "overlay of_batch" ON true
) AS composed;
COMMENT ON VIEW "production"."composed_batches" IS 'batches.yaml:18:3 (batches): the documents composed from the new tables, read-only';

-- up (no lock on any table): batches.yaml:18:3 (batch): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT "batch"."id", "batch"."created_at", CASE WHEN "batch"."residual" IS NULL AND "batch"."residual_absent" IS NULL THEN "production"."compose_batch"("batch".*, "members of_batch_quantity"."members", "members of_batch_section"."members", "members of_batch_weighing"."members", "members of_batch_attribute"."members", "members of_batch_correction"."members", "members of_batch_reading"."members", "members of_batch_signature"."members", "members of_batch_attachment"."members", "members of_batch_state_change"."members") ELSE "overlay of_batch"."document" END AS "document"
            FROM "production"."batch" AS "batch"
            LEFT JOIN (
                SELECT "batch_quantity"."id", "batch_quantity"."created_at", '{' || string_agg(to_json("batch_quantity"."quantity")::text || ':' || CASE WHEN "batch_quantity"."residual" IS NULL AND "batch_quantity"."residual_absent" IS NULL THEN "production"."compose_batch_quantity"("batch_quantity".*) ELSE "overlay of_batch_quantity"."document" END, ',' ORDER BY "batch_quantity"."quantity") || '}' AS "members"
                FROM "production"."batch_quantity" AS "batch_quantity"
                LEFT JOIN LATERAL "production"."overlay_batch_quantity"("batch_quantity".*) AS "overlay of_batch_quantity" ON true
                WHERE "batch_quantity"."id" = $1 AND "batch_quantity"."created_at" = $2
                GROUP BY "batch_quantity"."id", "batch_quantity"."created_at"
            ) AS "members of_batch_quantity" ON "batch"."id" = "members of_batch_quantity"."id" AND "batch"."created_at" = "members of_batch_quantity"."created_at"
            LEFT JOIN (
                SELECT "batch_section"."id", "batch_section"."created_at", '[' || string_agg(CASE WHEN "batch_section"."residual" IS NULL AND "batch_section"."residual_absent" IS NULL THEN "production"."compose_batch_section"("batch_section".*, "members of_batch_field"."members") ELSE "overlay of_batch_section"."document" END, ',' ORDER BY "batch_section"."batch_section_ordinal") || ']' AS "members"
                FROM "production"."batch_section" AS "batch_section"
                LEFT JOIN (
                    SELECT "step"."id", "step"."created_at", "step"."section_id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                    FROM (
                        SELECT "batch_field"."id", "batch_field"."created_at", "batch_field"."section_id", "walk"."place",
                            CASE WHEN "walk"."previous_depth" >= cardinality("batch_field"."batch_field_path") THEN ',' ELSE '' END || split_part(CASE WHEN "batch_field"."residual" IS NULL AND "batch_field"."residual_absent" IS NULL THEN "production"."compose_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) ELSE "overlay of_batch_field"."document" END, chr(1), 1)
                            || repeat(']}', greatest(cardinality("batch_field"."batch_field_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                        FROM "production"."batch_field" AS "batch_field"
                        LEFT JOIN "production"."batch_field_layout" AS "batch_field_layout" ON "batch_field"."id" = "batch_field_layout"."id" AND "batch_field"."created_at" = "batch_field_layout"."created_at" AND "batch_field"."section_id" = "batch_field_layout"."section_id" AND "batch_field"."batch_field_path" = "batch_field_layout"."batch_field_path" AND "batch_field_layout"."id" = $1 AND "batch_field_layout"."created_at" = $2
                        LEFT JOIN "production"."batch_field_rule" AS "batch_field_rule" ON "batch_field"."id" = "batch_field_rule"."id" AND "batch_field"."created_at" = "batch_field_rule"."created_at" AND "batch_field"."section_id" = "batch_field_rule"."section_id" AND "batch_field"."batch_field_path" = "batch_field_rule"."batch_field_path" AND "batch_field_rule"."id" = $1 AND "batch_field_rule"."created_at" = $2
                        LEFT JOIN "production"."batch_field_default" AS "batch_field_default" ON "batch_field"."id" = "batch_field_default"."id" AND "batch_field"."created_at" = "batch_field_default"."created_at" AND "batch_field"."section_id" = "batch_field_default"."section_id" AND "batch_field"."batch_field_path" = "batch_field_default"."batch_field_path" AND "batch_field_default"."id" = $1 AND "batch_field_default"."created_at" = $2
                        LEFT JOIN "production"."batch_field_input" AS "batch_field_input" ON "batch_field"."id" = "batch_field_input"."id" AND "batch_field"."created_at" = "batch_field_input"."created_at" AND "batch_field"."section_id" = "batch_field_input"."section_id" AND "batch_field"."batch_field_path" = "batch_field_input"."batch_field_path" AND "batch_field_input"."id" = $1 AND "batch_field_input"."created_at" = $2
                        JOIN (
                            SELECT "step"."id", "step"."created_at", "step"."section_id", "step"."batch_field_path", "step"."place" AS "place",
                                lag(cardinality("step"."batch_field_path")) OVER walk_order AS "previous_depth",
                                lead(cardinality("step"."batch_field_path")) OVER walk_order AS "next_depth"
                            FROM (
                                WITH RECURSIVE place AS (
                                    SELECT "top"."id", "top"."created_at", "top"."section_id", "top"."batch_field_path", ARRAY["top"."batch_field_ordinal"] AS "place" FROM "production"."batch_field" AS top WHERE "top"."batch_field_parent" IS NULL AND "top"."id" = $1 AND "top"."created_at" = $2
                                    UNION ALL
                                    SELECT "child"."id", "child"."created_at", "child"."section_id", "child"."batch_field_path", place."place" || "child"."batch_field_ordinal"
                                    FROM place JOIN "production"."batch_field" AS child ON "place"."id" = "child"."id" AND "place"."created_at" = "child"."created_at" AND "place"."section_id" = "child"."section_id" AND "child"."batch_field_parent" = "place"."batch_field_path" AND "child"."id" = $1 AND "child"."created_at" = $2
                                )
                                SELECT * FROM place
                            ) AS step
                            WINDOW walk_order AS (PARTITION BY "step"."id", "step"."created_at", "step"."section_id" ORDER BY "step"."place")
                        ) AS "walk" ON "batch_field"."id" = "walk"."id" AND "batch_field"."created_at" = "walk"."created_at" AND "batch_field"."section_id" = "walk"."section_id" AND "batch_field"."batch_field_path" = "walk"."batch_field_path"
                        LEFT JOIN LATERAL "production"."overlay_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) AS "overlay of_batch_field" ON true
                        WHERE "batch_field"."id" = $1 AND "batch_field"."created_at" = $2
                    ) AS step
                    GROUP BY "step"."id", "step"."created_at", "step"."section_id"
                ) AS "members of_batch_field" ON "batch_section"."id" = "members of_batch_field"."id" AND "batch_section"."created_at" = "members of_batch_field"."created_at" AND "batch_section"."section_id" = "members of_batch_field"."section_id"
                LEFT JOIN LATERAL "production"."overlay_batch_section"("batch_section".*, "members of_batch_field"."members") AS "overlay of_batch_section" ON true
                WHERE "batch_section"."id" = $1 AND "batch_section"."created_at" = $2
                GROUP BY "batch_section"."id", "batch_section"."created_at"
            ) AS "members of_batch_section" ON "batch"."id" = "members of_batch_section"."id" AND "batch"."created_at" = "members of_batch_section"."created_at"
            LEFT JOIN (
                SELECT "batch_weighing"."id", "batch_weighing"."created_at", '[' || string_agg(CASE WHEN "batch_weighing"."residual" IS NULL AND "batch_weighing"."residual_absent" IS NULL THEN "production"."compose_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) ELSE "overlay of_batch_weighing"."document" END, ',' ORDER BY "batch_weighing"."batch_weighing_ordinal") || ']' AS "members"
                FROM "production"."batch_weighing" AS "batch_weighing"
                LEFT JOIN "production"."batch_weighing_actual" AS "batch_weighing_actual" ON "batch_weighing"."id" = "batch_weighing_actual"."id" AND "batch_weighing"."created_at" = "batch_weighing_actual"."created_at" AND "batch_weighing"."batch_weighing_ordinal" = "batch_weighing_actual"."batch_weighing_ordinal" AND "batch_weighing_actual"."id" = $1 AND "batch_weighing_actual"."created_at" = $2
                LEFT JOIN LATERAL "production"."overlay_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) AS "overlay of_batch_weighing" ON true
                WHERE "batch_weighing"."id" = $1 AND "batch_weighing"."created_at" = $2
                GROUP BY "batch_weighing"."id", "batch_weighing"."created_at"
            ) AS "members of_batch_weighing" ON "batch"."id" = "members of_batch_weighing"."id" AND "batch"."created_at" = "members of_batch_weighing"."created_at"
            LEFT JOIN (
                SELECT "batch_attribute"."id", "batch_attribute"."created_at", '{' || string_agg(to_json("batch_attribute"."attribute")::text || ':' || CASE WHEN "batch_attribute"."residual" IS NULL AND "batch_attribute"."residual_absent" IS NULL THEN "production"."compose_batch_attribute"("batch_attribute".*) ELSE "overlay of_batch_attribute"."document" END, ',' ORDER BY "batch_attribute"."attribute") || '}' AS "members"
                FROM "production"."batch_attribute" AS "batch_attribute"
                LEFT JOIN LATERAL "production"."overlay_batch_attribute"("batch_attribute".*) AS "overlay of_batch_attribute" ON true
                WHERE "batch_attribute"."id" = $1 AND "batch_attribute"."created_at" = $2
                GROUP BY "batch_attribute"."id", "batch_attribute"."created_at"
            ) AS "members of_batch_attribute" ON "batch"."id" = "members of_batch_attribute"."id" AND "batch"."created_at" = "members of_batch_attribute"."created_at"
            LEFT JOIN (
                SELECT "batch_correction"."id", "batch_correction"."created_at", '{' || string_agg(to_json("batch_correction"."corrected_field_id")::text || ':' || CASE WHEN "batch_correction"."residual" IS NULL AND "batch_correction"."residual_absent" IS NULL THEN "production"."compose_batch_correction"("batch_correction".*) ELSE "overlay of_batch_correction"."document" END, ',' ORDER BY "batch_correction"."corrected_field_id") || '}' AS "members"
                FROM "production"."batch_correction" AS "batch_correction"
                LEFT JOIN LATERAL "production"."overlay_batch_correction"("batch_correction".*) AS "overlay of_batch_correction" ON true
                WHERE "batch_correction"."id" = $1 AND "batch_correction"."created_at" = $2
                GROUP BY "batch_correction"."id", "batch_correction"."created_at"
            ) AS "members of_batch_correction" ON "batch"."id" = "members of_batch_correction"."id" AND "batch"."created_at" = "members of_batch_correction"."created_at"
            LEFT JOIN (
                SELECT "batch_reading"."id", "batch_reading"."created_at", '{' || string_agg(to_json("batch_reading"."measured_by")::text || ':' || CASE WHEN "batch_reading"."residual" IS NULL AND "batch_reading"."residual_absent" IS NULL THEN "production"."compose_batch_reading"("batch_reading".*) ELSE "overlay of_batch_reading"."document" END, ',' ORDER BY "batch_reading"."measured_by") || '}' AS "members"
                FROM "production"."batch_reading" AS "batch_reading"
                LEFT JOIN LATERAL "production"."overlay_batch_reading"("batch_reading".*) AS "overlay of_batch_reading" ON true
                WHERE "batch_reading"."id" = $1 AND "batch_reading"."created_at" = $2
                GROUP BY "batch_reading"."id", "batch_reading"."created_at"
            ) AS "members of_batch_reading" ON "batch"."id" = "members of_batch_reading"."id" AND "batch"."created_at" = "members of_batch_reading"."created_at"
            LEFT JOIN (
                SELECT "batch_signature"."id", "batch_signature"."created_at", '[' || string_agg(CASE WHEN "batch_signature"."residual" IS NULL AND "batch_signature"."residual_absent" IS NULL THEN "production"."compose_batch_signature"("batch_signature".*) ELSE "overlay of_batch_signature"."document" END, ',' ORDER BY "batch_signature"."batch_signature_ordinal") || ']' AS "members"
                FROM "production"."batch_signature" AS "batch_signature"
                LEFT JOIN LATERAL "production"."overlay_batch_signature"("batch_signature".*) AS "overlay of_batch_signature" ON true
                WHERE "batch_signature"."id" = $1 AND "batch_signature"."created_at" = $2
                GROUP BY "batch_signature"."id", "batch_signature"."created_at"
            ) AS "members of_batch_signature" ON "batch"."id" = "members of_batch_signature"."id" AND "batch"."created_at" = "members of_batch_signature"."created_at"
            LEFT JOIN (
                SELECT "batch_attachment"."id", "batch_attachment"."created_at", '[' || string_agg(CASE WHEN "batch_attachment"."residual" IS NULL AND "batch_attachment"."residual_absent" IS NULL THEN "production"."compose_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) ELSE "overlay of_batch_attachment"."document" END, ',' ORDER BY "batch_attachment"."batch_attachment_ordinal") || ']' AS "members"
                FROM "production"."batch_attachment" AS "batch_attachment"
                LEFT JOIN "production"."batch_attachment_content" AS "batch_attachment_content" ON "batch_attachment"."id" = "batch_attachment_content"."id" AND "batch_attachment"."created_at" = "batch_attachment_content"."created_at" AND "batch_attachment"."batch_attachment_ordinal" = "batch_attachment_content"."batch_attachment_ordinal" AND "batch_attachment_content"."id" = $1 AND "batch_attachment_content"."created_at" = $2
                LEFT JOIN LATERAL "production"."overlay_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) AS "overlay of_batch_attachment" ON true
                WHERE "batch_attachment"."id" = $1 AND "batch_attachment"."created_at" = $2
                GROUP BY "batch_attachment"."id", "batch_attachment"."created_at"
            ) AS "members of_batch_attachment" ON "batch"."id" = "members of_batch_attachment"."id" AND "batch"."created_at" = "members of_batch_attachment"."created_at"
            LEFT JOIN (
                SELECT "batch_state_change"."id", "batch_state_change"."created_at", '[' || string_agg(CASE WHEN "batch_state_change"."residual" IS NULL AND "batch_state_change"."residual_absent" IS NULL THEN "production"."compose_batch_state_change"("batch_state_change".*) ELSE "overlay of_batch_state_change"."document" END, ',' ORDER BY "batch_state_change"."batch_state_change_ordinal") || ']' AS "members"
                FROM "production"."batch_state_change" AS "batch_state_change"
                LEFT JOIN LATERAL "production"."overlay_batch_state_change"("batch_state_change".*) AS "overlay of_batch_state_change" ON true
                WHERE "batch_state_change"."id" = $1 AND "batch_state_change"."created_at" = $2
                GROUP BY "batch_state_change"."id", "batch_state_change"."created_at"
            ) AS "members of_batch_state_change" ON "batch"."id" = "members of_batch_state_change"."id" AND "batch"."created_at" = "members of_batch_state_change"."created_at"
            LEFT JOIN LATERAL "production"."overlay_batch"("batch".*, "members of_batch_quantity"."members", "members of_batch_section"."members", "members of_batch_weighing"."members", "members of_batch_attribute"."members", "members of_batch_correction"."members", "members of_batch_reading"."members", "members of_batch_signature"."members", "members of_batch_attachment"."members", "members of_batch_state_change"."members") AS "overlay of_batch" ON true
            WHERE "batch"."id" = $1 AND "batch"."created_at" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) IS 'batches.yaml:18:3 (batch): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:37:3 (batch_quantity): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_quantity"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "batch_quantity"."residual" IS NULL AND "batch_quantity"."residual_absent" IS NULL THEN "production"."compose_batch_quantity"("batch_quantity".*) ELSE "overlay of_batch_quantity"."document" END AS "document"
            FROM "production"."batch_quantity" AS "batch_quantity"
            LEFT JOIN LATERAL "production"."overlay_batch_quantity"("batch_quantity".*) AS "overlay of_batch_quantity" ON true
            WHERE "batch_quantity"."id" = $1 AND "batch_quantity"."created_at" = $2 AND "batch_quantity"."quantity" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_quantity"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) IS 'batches.yaml:37:3 (batch_quantity): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:46:3 (batch_section): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_section"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, uuid) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "batch_section"."residual" IS NULL AND "batch_section"."residual_absent" IS NULL THEN "production"."compose_batch_section"("batch_section".*, "members of_batch_field"."members") ELSE "overlay of_batch_section"."document" END AS "document"
            FROM "production"."batch_section" AS "batch_section"
            LEFT JOIN (
                SELECT "step"."id", "step"."created_at", "step"."section_id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "batch_field"."id", "batch_field"."created_at", "batch_field"."section_id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("batch_field"."batch_field_path") THEN ',' ELSE '' END || split_part(CASE WHEN "batch_field"."residual" IS NULL AND "batch_field"."residual_absent" IS NULL THEN "production"."compose_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) ELSE "overlay of_batch_field"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("batch_field"."batch_field_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                    FROM "production"."batch_field" AS "batch_field"
                    LEFT JOIN "production"."batch_field_layout" AS "batch_field_layout" ON "batch_field"."id" = "batch_field_layout"."id" AND "batch_field"."created_at" = "batch_field_layout"."created_at" AND "batch_field"."section_id" = "batch_field_layout"."section_id" AND "batch_field"."batch_field_path" = "batch_field_layout"."batch_field_path" AND "batch_field_layout"."id" = $1 AND "batch_field_layout"."created_at" = $2 AND "batch_field_layout"."section_id" = $3
                    LEFT JOIN "production"."batch_field_rule" AS "batch_field_rule" ON "batch_field"."id" = "batch_field_rule"."id" AND "batch_field"."created_at" = "batch_field_rule"."created_at" AND "batch_field"."section_id" = "batch_field_rule"."section_id" AND "batch_field"."batch_field_path" = "batch_field_rule"."batch_field_path" AND "batch_field_rule"."id" = $1 AND "batch_field_rule"."created_at" = $2 AND "batch_field_rule"."section_id" = $3
                    LEFT JOIN "production"."batch_field_default" AS "batch_field_default" ON "batch_field"."id" = "batch_field_default"."id" AND "batch_field"."created_at" = "batch_field_default"."created_at" AND "batch_field"."section_id" = "batch_field_default"."section_id" AND "batch_field"."batch_field_path" = "batch_field_default"."batch_field_path" AND "batch_field_default"."id" = $1 AND "batch_field_default"."created_at" = $2 AND "batch_field_default"."section_id" = $3
                    LEFT JOIN "production"."batch_field_input" AS "batch_field_input" ON "batch_field"."id" = "batch_field_input"."id" AND "batch_field"."created_at" = "batch_field_input"."created_at" AND "batch_field"."section_id" = "batch_field_input"."section_id" AND "batch_field"."batch_field_path" = "batch_field_input"."batch_field_path" AND "batch_field_input"."id" = $1 AND "batch_field_input"."created_at" = $2 AND "batch_field_input"."section_id" = $3
                    JOIN (
                        SELECT "step"."id", "step"."created_at", "step"."section_id", "step"."batch_field_path", "step"."place" AS "place",
                            lag(cardinality("step"."batch_field_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."batch_field_path")) OVER walk_order AS "next_depth"
                        FROM (
                            WITH RECURSIVE place AS (
                                SELECT "top"."id", "top"."created_at", "top"."section_id", "top"."batch_field_path", ARRAY["top"."batch_field_ordinal"] AS "place" FROM "production"."batch_field" AS top WHERE "top"."batch_field_parent" IS NULL AND "top"."id" = $1 AND "top"."created_at" = $2 AND "top"."section_id" = $3
                                UNION ALL
                                SELECT "child"."id", "child"."created_at", "child"."section_id", "child"."batch_field_path", place."place" || "child"."batch_field_ordinal"
                                FROM place JOIN "production"."batch_field" AS child ON "place"."id" = "child"."id" AND "place"."created_at" = "child"."created_at" AND "place"."section_id" = "child"."section_id" AND "child"."batch_field_parent" = "place"."batch_field_path" AND "child"."id" = $1 AND "child"."created_at" = $2 AND "child"."section_id" = $3
                            )
                            SELECT * FROM place
                        ) AS step
                        WINDOW walk_order AS (PARTITION BY "step"."id", "step"."created_at", "step"."section_id" ORDER BY "step"."place")
                    ) AS "walk" ON "batch_field"."id" = "walk"."id" AND "batch_field"."created_at" = "walk"."created_at" AND "batch_field"."section_id" = "walk"."section_id" AND "batch_field"."batch_field_path" = "walk"."batch_field_path"
                    LEFT JOIN LATERAL "production"."overlay_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) AS "overlay of_batch_field" ON true
                    WHERE "batch_field"."id" = $1 AND "batch_field"."created_at" = $2 AND "batch_field"."section_id" = $3
                ) AS step
                GROUP BY "step"."id", "step"."created_at", "step"."section_id"
            ) AS "members of_batch_field" ON "batch_section"."id" = "members of_batch_field"."id" AND "batch_section"."created_at" = "members of_batch_field"."created_at" AND "batch_section"."section_id" = "members of_batch_field"."section_id"
            LEFT JOIN LATERAL "production"."overlay_batch_section"("batch_section".*, "members of_batch_field"."members") AS "overlay of_batch_section" ON true
            WHERE "batch_section"."id" = $1 AND "batch_section"."created_at" = $2 AND "batch_section"."section_id" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_section"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, uuid) IS 'batches.yaml:46:3 (batch_section): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:58:3 (batch_field): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_field"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, uuid, uuid[]) RETURNS jsonb
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
                SELECT "step"."id", "step"."created_at", "step"."section_id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                FROM (
                    SELECT "batch_field"."id", "batch_field"."created_at", "batch_field"."section_id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("batch_field"."batch_field_path") THEN ',' ELSE '' END || split_part(CASE WHEN "batch_field"."residual" IS NULL AND "batch_field"."residual_absent" IS NULL THEN "production"."compose_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) ELSE "overlay of_batch_field"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("batch_field"."batch_field_path") - coalesce("walk"."next_depth", cardinality($4)), 0)) AS "piece"
                    FROM "production"."batch_field" AS "batch_field"
                    LEFT JOIN "production"."batch_field_layout" AS "batch_field_layout" ON "batch_field"."id" = "batch_field_layout"."id" AND "batch_field"."created_at" = "batch_field_layout"."created_at" AND "batch_field"."section_id" = "batch_field_layout"."section_id" AND "batch_field"."batch_field_path" = "batch_field_layout"."batch_field_path" AND "batch_field_layout"."id" = $1 AND "batch_field_layout"."created_at" = $2 AND "batch_field_layout"."section_id" = $3 AND "batch_field_layout"."batch_field_path"[:cardinality($4)] = $4
                    LEFT JOIN "production"."batch_field_rule" AS "batch_field_rule" ON "batch_field"."id" = "batch_field_rule"."id" AND "batch_field"."created_at" = "batch_field_rule"."created_at" AND "batch_field"."section_id" = "batch_field_rule"."section_id" AND "batch_field"."batch_field_path" = "batch_field_rule"."batch_field_path" AND "batch_field_rule"."id" = $1 AND "batch_field_rule"."created_at" = $2 AND "batch_field_rule"."section_id" = $3 AND "batch_field_rule"."batch_field_path"[:cardinality($4)] = $4
                    LEFT JOIN "production"."batch_field_default" AS "batch_field_default" ON "batch_field"."id" = "batch_field_default"."id" AND "batch_field"."created_at" = "batch_field_default"."created_at" AND "batch_field"."section_id" = "batch_field_default"."section_id" AND "batch_field"."batch_field_path" = "batch_field_default"."batch_field_path" AND "batch_field_default"."id" = $1 AND "batch_field_default"."created_at" = $2 AND "batch_field_default"."section_id" = $3 AND "batch_field_default"."batch_field_path"[:cardinality($4)] = $4
                    LEFT JOIN "production"."batch_field_input" AS "batch_field_input" ON "batch_field"."id" = "batch_field_input"."id" AND "batch_field"."created_at" = "batch_field_input"."created_at" AND "batch_field"."section_id" = "batch_field_input"."section_id" AND "batch_field"."batch_field_path" = "batch_field_input"."batch_field_path" AND "batch_field_input"."id" = $1 AND "batch_field_input"."created_at" = $2 AND "batch_field_input"."section_id" = $3 AND "batch_field_input"."batch_field_path"[:cardinality($4)] = $4
                    JOIN (
                        SELECT "step"."id", "step"."created_at", "step"."section_id", "step"."batch_field_path", "step"."place" AS "place",
                            lag(cardinality("step"."batch_field_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."batch_field_path")) OVER walk_order AS "next_depth"
                        FROM (
                            WITH RECURSIVE place AS (
                                SELECT "top"."id", "top"."created_at", "top"."section_id", "top"."batch_field_path", ARRAY["top"."batch_field_ordinal"] AS "place" FROM "production"."batch_field" AS top WHERE "top"."batch_field_path" = $4 AND "top"."id" = $1 AND "top"."created_at" = $2 AND "top"."section_id" = $3 AND "top"."batch_field_path"[:cardinality($4)] = $4
                                UNION ALL
                                SELECT "child"."id", "child"."created_at", "child"."section_id", "child"."batch_field_path", place."place" || "child"."batch_field_ordinal"
                                FROM place JOIN "production"."batch_field" AS child ON "place"."id" = "child"."id" AND "place"."created_at" = "child"."created_at" AND "place"."section_id" = "child"."section_id" AND "child"."batch_field_parent" = "place"."batch_field_path" AND "child"."id" = $1 AND "child"."created_at" = $2 AND "child"."section_id" = $3 AND "child"."batch_field_path"[:cardinality($4)] = $4
                            )
                            SELECT * FROM place
                        ) AS step
                        WINDOW walk_order AS (PARTITION BY "step"."id", "step"."created_at", "step"."section_id" ORDER BY "step"."place")
                    ) AS "walk" ON "batch_field"."id" = "walk"."id" AND "batch_field"."created_at" = "walk"."created_at" AND "batch_field"."section_id" = "walk"."section_id" AND "batch_field"."batch_field_path" = "walk"."batch_field_path"
                    LEFT JOIN LATERAL "production"."overlay_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) AS "overlay of_batch_field" ON true
                    WHERE "batch_field"."id" = $1 AND "batch_field"."created_at" = $2 AND "batch_field"."section_id" = $3 AND "batch_field"."batch_field_path"[:cardinality($4)] = $4
                ) AS step
                GROUP BY "step"."id", "step"."created_at", "step"."section_id"
            ) AS walked
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_field"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, uuid, uuid[]) IS 'batches.yaml:58:3 (batch_field): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:110:3 (batch_weighing): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_weighing"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "batch_weighing"."residual" IS NULL AND "batch_weighing"."residual_absent" IS NULL THEN "production"."compose_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) ELSE "overlay of_batch_weighing"."document" END AS "document"
            FROM "production"."batch_weighing" AS "batch_weighing"
            LEFT JOIN "production"."batch_weighing_actual" AS "batch_weighing_actual" ON "batch_weighing"."id" = "batch_weighing_actual"."id" AND "batch_weighing"."created_at" = "batch_weighing_actual"."created_at" AND "batch_weighing"."batch_weighing_ordinal" = "batch_weighing_actual"."batch_weighing_ordinal" AND "batch_weighing_actual"."id" = $1 AND "batch_weighing_actual"."created_at" = $2 AND "batch_weighing_actual"."batch_weighing_ordinal" = $3
            LEFT JOIN LATERAL "production"."overlay_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) AS "overlay of_batch_weighing" ON true
            WHERE "batch_weighing"."id" = $1 AND "batch_weighing"."created_at" = $2 AND "batch_weighing"."batch_weighing_ordinal" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_weighing"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, integer) IS 'batches.yaml:110:3 (batch_weighing): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:128:3 (batch_attribute): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_attribute"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "batch_attribute"."residual" IS NULL AND "batch_attribute"."residual_absent" IS NULL THEN "production"."compose_batch_attribute"("batch_attribute".*) ELSE "overlay of_batch_attribute"."document" END AS "document"
            FROM "production"."batch_attribute" AS "batch_attribute"
            LEFT JOIN LATERAL "production"."overlay_batch_attribute"("batch_attribute".*) AS "overlay of_batch_attribute" ON true
            WHERE "batch_attribute"."id" = $1 AND "batch_attribute"."created_at" = $2 AND "batch_attribute"."attribute" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_attribute"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) IS 'batches.yaml:128:3 (batch_attribute): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:136:3 (batch_correction): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_correction"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "batch_correction"."residual" IS NULL AND "batch_correction"."residual_absent" IS NULL THEN "production"."compose_batch_correction"("batch_correction".*) ELSE "overlay of_batch_correction"."document" END AS "document"
            FROM "production"."batch_correction" AS "batch_correction"
            LEFT JOIN LATERAL "production"."overlay_batch_correction"("batch_correction".*) AS "overlay of_batch_correction" ON true
            WHERE "batch_correction"."id" = $1 AND "batch_correction"."created_at" = $2 AND "batch_correction"."corrected_field_id" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_correction"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) IS 'batches.yaml:136:3 (batch_correction): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:146:3 (batch_reading): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_reading"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "batch_reading"."residual" IS NULL AND "batch_reading"."residual_absent" IS NULL THEN "production"."compose_batch_reading"("batch_reading".*) ELSE "overlay of_batch_reading"."document" END AS "document"
            FROM "production"."batch_reading" AS "batch_reading"
            LEFT JOIN LATERAL "production"."overlay_batch_reading"("batch_reading".*) AS "overlay of_batch_reading" ON true
            WHERE "batch_reading"."id" = $1 AND "batch_reading"."created_at" = $2 AND "batch_reading"."measured_by" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_reading"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) IS 'batches.yaml:146:3 (batch_reading): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:155:3 (batch_signature): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_signature"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "batch_signature"."residual" IS NULL AND "batch_signature"."residual_absent" IS NULL THEN "production"."compose_batch_signature"("batch_signature".*) ELSE "overlay of_batch_signature"."document" END AS "document"
            FROM "production"."batch_signature" AS "batch_signature"
            LEFT JOIN LATERAL "production"."overlay_batch_signature"("batch_signature".*) AS "overlay of_batch_signature" ON true
            WHERE "batch_signature"."id" = $1 AND "batch_signature"."created_at" = $2 AND "batch_signature"."signed_as" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_signature"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text) IS 'batches.yaml:155:3 (batch_signature): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:165:3 (batch_attachment): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_attachment"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "batch_attachment"."residual" IS NULL AND "batch_attachment"."residual_absent" IS NULL THEN "production"."compose_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) ELSE "overlay of_batch_attachment"."document" END AS "document"
            FROM "production"."batch_attachment" AS "batch_attachment"
            LEFT JOIN "production"."batch_attachment_content" AS "batch_attachment_content" ON "batch_attachment"."id" = "batch_attachment_content"."id" AND "batch_attachment"."created_at" = "batch_attachment_content"."created_at" AND "batch_attachment"."batch_attachment_ordinal" = "batch_attachment_content"."batch_attachment_ordinal" AND "batch_attachment_content"."id" = $1 AND "batch_attachment_content"."created_at" = $2 AND "batch_attachment_content"."batch_attachment_ordinal" = $3
            LEFT JOIN LATERAL "production"."overlay_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) AS "overlay of_batch_attachment" ON true
            WHERE "batch_attachment"."id" = $1 AND "batch_attachment"."created_at" = $2 AND "batch_attachment"."batch_attachment_ordinal" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_attachment"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, integer) IS 'batches.yaml:165:3 (batch_attachment): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:181:3 (batch_state_change): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_batch_state_change"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "batch_state_change"."residual" IS NULL AND "batch_state_change"."residual_absent" IS NULL THEN "production"."compose_batch_state_change"("batch_state_change".*) ELSE "overlay of_batch_state_change"."document" END AS "document"
            FROM "production"."batch_state_change" AS "batch_state_change"
            LEFT JOIN LATERAL "production"."overlay_batch_state_change"("batch_state_change".*) AS "overlay of_batch_state_change" ON true
            WHERE "batch_state_change"."id" = $1 AND "batch_state_change"."created_at" = $2 AND "batch_state_change"."batch_state_change_ordinal" = $3
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_batch_state_change"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, integer) IS 'batches.yaml:181:3 (batch_state_change): one element, composed, by its key and identity';

-- up (no lock on any table): batches.yaml:18:3 (batch): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch"("production"."batch", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch"(($1)."id", ($1)."created_at");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch"("production"."batch", jsonb) IS 'batches.yaml:18:3 (batch): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:37:3 (batch_quantity): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_quantity"("production"."batch_quantity", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_quantity"(($1)."id", ($1)."created_at", ($1)."quantity");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_quantity"("production"."batch_quantity", jsonb) IS 'batches.yaml:37:3 (batch_quantity): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:46:3 (batch_section): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_section"("production"."batch_section", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_section"(($1)."id", ($1)."created_at", ($1)."section_id");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_section"("production"."batch_section", jsonb) IS 'batches.yaml:46:3 (batch_section): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:58:3 (batch_field): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_field"("production"."batch_field", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_field"(($1)."id", ($1)."created_at", ($1)."section_id", ($1)."batch_field_path");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_field"("production"."batch_field", jsonb) IS 'batches.yaml:58:3 (batch_field): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:110:3 (batch_weighing): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_weighing"("production"."batch_weighing", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_weighing"(($1)."id", ($1)."created_at", ($1)."batch_weighing_ordinal");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_weighing"("production"."batch_weighing", jsonb) IS 'batches.yaml:110:3 (batch_weighing): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:128:3 (batch_attribute): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_attribute"("production"."batch_attribute", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_attribute"(($1)."id", ($1)."created_at", ($1)."attribute");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_attribute"("production"."batch_attribute", jsonb) IS 'batches.yaml:128:3 (batch_attribute): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:136:3 (batch_correction): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_correction"("production"."batch_correction", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_correction"(($1)."id", ($1)."created_at", ($1)."corrected_field_id");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_correction"("production"."batch_correction", jsonb) IS 'batches.yaml:136:3 (batch_correction): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:146:3 (batch_reading): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_reading"("production"."batch_reading", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_reading"(($1)."id", ($1)."created_at", ($1)."measured_by");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_reading"("production"."batch_reading", jsonb) IS 'batches.yaml:146:3 (batch_reading): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:155:3 (batch_signature): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_signature"("production"."batch_signature", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_signature"(($1)."id", ($1)."created_at", ($1)."signed_as");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_signature"("production"."batch_signature", jsonb) IS 'batches.yaml:155:3 (batch_signature): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:165:3 (batch_attachment): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_attachment"("production"."batch_attachment", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_attachment"(($1)."id", ($1)."created_at", ($1)."batch_attachment_ordinal");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_attachment"("production"."batch_attachment", jsonb) IS 'batches.yaml:165:3 (batch_attachment): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:181:3 (batch_state_change): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_batch_state_change"("production"."batch_state_change", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_batch_state_change"(($1)."id", ($1)."created_at", ($1)."batch_state_change_ordinal");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_batch_state_change"("production"."batch_state_change", jsonb) IS 'batches.yaml:181:3 (batch_state_change): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): batches.yaml:18:3 (batch): represent the unclaimed documents between two keys, both included; one statement
CREATE FUNCTION "production"."backfill_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, "public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS TABLE (documents bigint, rows bigint)
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
        SELECT "root"."id", "root"."created_at" FROM "production"."batch" AS root WHERE ("root"."id", "root"."created_at") >= ($1, $2) AND ("root"."id", "root"."created_at") <= ($3, $4)
    ),
    chunk AS MATERIALIZED (
        SELECT "legacy"."id", "legacy"."created_at", "legacy"."value" #> '{}' AS "document"
        FROM "public"."batches" AS legacy
        WHERE ("legacy"."id", "legacy"."created_at") >= ($1, $2) AND ("legacy"."id", "legacy"."created_at") <= ($3, $4) AND ("legacy"."id", "legacy"."created_at") NOT IN (SELECT "represented"."id", "represented"."created_at" FROM represented)
        ORDER BY "legacy"."id", "legacy"."created_at"
        FOR KEY SHARE
    ),
    "rows of_batch" AS MATERIALIZED (
        SELECT "chunk"."id", "chunk"."created_at", node.*
        FROM chunk CROSS JOIN LATERAL "production"."decompose_batch"("chunk"."document") AS node
    ),
    "rows of_batch_quantity" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_quantity"("parent"."container of batch_quantity") AS node
    ),
    "rows of_batch_section" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_section"("parent"."container of batch_section") AS node
    ),
    "rows of_batch_weighing" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_weighing"("parent"."container of batch_weighing") AS node
    ),
    "rows of_batch_attribute" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_attribute"("parent"."container of batch_attribute") AS node
    ),
    "rows of_batch_correction" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_correction"("parent"."container of batch_correction") AS node
    ),
    "rows of_batch_reading" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_reading"("parent"."container of batch_reading") AS node
    ),
    "rows of_batch_signature" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_signature"("parent"."container of batch_signature") AS node
    ),
    "rows of_batch_attachment" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_attachment"("parent"."container of batch_attachment") AS node
    ),
    "rows of_batch_state_change" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", node.*
        FROM "rows of_batch" AS parent CROSS JOIN LATERAL "production"."decompose_batch_state_change"("parent"."container of batch_state_change") AS node
    ),
    "rows of_batch_field" AS MATERIALIZED (
        SELECT "parent"."id", "parent"."created_at", "parent"."section_id", node.*
        FROM "rows of_batch_section" AS parent CROSS JOIN LATERAL "production"."decompose_batch_field"("parent"."container of batch_field") AS node
    ),
    "claimed" AS (
        INSERT INTO "production"."batch" ("id", "created_at", "version", "lot", "revision", "item_id", "product", "state", "mmr_id", "mmr_version", "priority", "author_id", "started_at", "notes", "residual", "residual_absent")
        SELECT "rows of_batch"."id", "rows of_batch"."created_at", "rows of_batch"."version", "rows of_batch"."lot", "rows of_batch"."revision", "rows of_batch"."item_id", "rows of_batch"."product", "rows of_batch"."state", "rows of_batch"."mmr_id", "rows of_batch"."mmr_version", "rows of_batch"."priority", "rows of_batch"."author_id", "rows of_batch"."started_at", "rows of_batch"."notes", "rows of_batch"."residual", "rows of_batch"."residual_absent"
        FROM "rows of_batch"
        WHERE least((SELECT count(*) FROM "rows of_batch_quantity"), (SELECT count(*) FROM "rows of_batch_section"), (SELECT count(*) FROM "rows of_batch_weighing"), (SELECT count(*) FROM "rows of_batch_attribute"), (SELECT count(*) FROM "rows of_batch_correction"), (SELECT count(*) FROM "rows of_batch_reading"), (SELECT count(*) FROM "rows of_batch_signature"), (SELECT count(*) FROM "rows of_batch_attachment"), (SELECT count(*) FROM "rows of_batch_state_change"), (SELECT count(*) FROM "rows of_batch_field")) >= 0
        ON CONFLICT DO NOTHING
        RETURNING "id", "created_at"
    ),
    "into_batch_quantity" AS (
        INSERT INTO "production"."batch_quantity" ("id", "created_at", "quantity", "value", "unit", "residual", "residual_absent")
        SELECT "rows of_batch_quantity"."id", "rows of_batch_quantity"."created_at", "rows of_batch_quantity"."quantity", "rows of_batch_quantity"."value", "rows of_batch_quantity"."unit", "rows of_batch_quantity"."residual", "rows of_batch_quantity"."residual_absent"
        FROM "rows of_batch_quantity"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_section" AS (
        INSERT INTO "production"."batch_section" ("id", "created_at", "section_id", "batch_section_ordinal", "title", "collapsed", "columns", "place", "theme", "residual", "residual_absent")
        SELECT "rows of_batch_section"."id", "rows of_batch_section"."created_at", "rows of_batch_section"."section_id", "rows of_batch_section"."batch_section_ordinal", "rows of_batch_section"."title", "rows of_batch_section"."collapsed", "rows of_batch_section"."columns", "rows of_batch_section"."place", "rows of_batch_section"."theme", "rows of_batch_section"."residual", "rows of_batch_section"."residual_absent"
        FROM "rows of_batch_section"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_weighing" AS (
        INSERT INTO "production"."batch_weighing" ("id", "created_at", "batch_weighing_ordinal", "item_id", "target", "tolerance", "unit", "residual", "residual_absent")
        SELECT "rows of_batch_weighing"."id", "rows of_batch_weighing"."created_at", "rows of_batch_weighing"."batch_weighing_ordinal", "rows of_batch_weighing"."item_id", "rows of_batch_weighing"."target", "rows of_batch_weighing"."tolerance", "rows of_batch_weighing"."unit", "rows of_batch_weighing"."residual", "rows of_batch_weighing"."residual_absent"
        FROM "rows of_batch_weighing"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_weighing_actual" AS (
        INSERT INTO "production"."batch_weighing_actual" ("id", "created_at", "batch_weighing_ordinal", "actual", "weighed_by", "weighed_at")
        SELECT "rows of_batch_weighing"."id", "rows of_batch_weighing"."created_at", "rows of_batch_weighing"."batch_weighing_ordinal", "rows of_batch_weighing"."actual", "rows of_batch_weighing"."weighed_by", "rows of_batch_weighing"."weighed_at"
        FROM "rows of_batch_weighing"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_attribute" AS (
        INSERT INTO "production"."batch_attribute" ("id", "created_at", "attribute", "value", "residual", "residual_absent")
        SELECT "rows of_batch_attribute"."id", "rows of_batch_attribute"."created_at", "rows of_batch_attribute"."attribute", "rows of_batch_attribute"."value", "rows of_batch_attribute"."residual", "rows of_batch_attribute"."residual_absent"
        FROM "rows of_batch_attribute"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_correction" AS (
        INSERT INTO "production"."batch_correction" ("id", "created_at", "corrected_field_id", "value", "corrected_by", "corrected_at", "residual", "residual_absent")
        SELECT "rows of_batch_correction"."id", "rows of_batch_correction"."created_at", "rows of_batch_correction"."corrected_field_id", "rows of_batch_correction"."value", "rows of_batch_correction"."corrected_by", "rows of_batch_correction"."corrected_at", "rows of_batch_correction"."residual", "rows of_batch_correction"."residual_absent"
        FROM "rows of_batch_correction"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_reading" AS (
        INSERT INTO "production"."batch_reading" ("id", "created_at", "measured_by", "value", "unit", "measured_at", "residual", "residual_absent")
        SELECT "rows of_batch_reading"."id", "rows of_batch_reading"."created_at", "rows of_batch_reading"."measured_by", "rows of_batch_reading"."value", "rows of_batch_reading"."unit", "rows of_batch_reading"."measured_at", "rows of_batch_reading"."residual", "rows of_batch_reading"."residual_absent"
        FROM "rows of_batch_reading"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_signature" AS (
        INSERT INTO "production"."batch_signature" ("id", "created_at", "signed_as", "batch_signature_ordinal", "signed_by", "signed_at", "pad", "residual", "residual_absent")
        SELECT "rows of_batch_signature"."id", "rows of_batch_signature"."created_at", "rows of_batch_signature"."signed_as", "rows of_batch_signature"."batch_signature_ordinal", "rows of_batch_signature"."signed_by", "rows of_batch_signature"."signed_at", "rows of_batch_signature"."pad", "rows of_batch_signature"."residual", "rows of_batch_signature"."residual_absent"
        FROM "rows of_batch_signature"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_attachment" AS (
        INSERT INTO "production"."batch_attachment" ("id", "created_at", "batch_attachment_ordinal", "name", "media_type", "bytes", "attached_at", "residual", "residual_absent")
        SELECT "rows of_batch_attachment"."id", "rows of_batch_attachment"."created_at", "rows of_batch_attachment"."batch_attachment_ordinal", "rows of_batch_attachment"."name", "rows of_batch_attachment"."media_type", "rows of_batch_attachment"."bytes", "rows of_batch_attachment"."attached_at", "rows of_batch_attachment"."residual", "rows of_batch_attachment"."residual_absent"
        FROM "rows of_batch_attachment"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_attachment_content" AS (
        INSERT INTO "production"."batch_attachment_content" ("id", "created_at", "batch_attachment_ordinal", "base64")
        SELECT "rows of_batch_attachment"."id", "rows of_batch_attachment"."created_at", "rows of_batch_attachment"."batch_attachment_ordinal", "rows of_batch_attachment"."base64"
        FROM "rows of_batch_attachment"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_state_change" AS (
        INSERT INTO "production"."batch_state_change" ("id", "created_at", "batch_state_change_ordinal", "state", "changed_at", "changed_by", "residual", "residual_absent")
        SELECT "rows of_batch_state_change"."id", "rows of_batch_state_change"."created_at", "rows of_batch_state_change"."batch_state_change_ordinal", "rows of_batch_state_change"."state", "rows of_batch_state_change"."changed_at", "rows of_batch_state_change"."changed_by", "rows of_batch_state_change"."residual", "rows of_batch_state_change"."residual_absent"
        FROM "rows of_batch_state_change"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_field" AS (
        INSERT INTO "production"."batch_field" ("id", "created_at", "section_id", "batch_field_path", "batch_field_ordinal", "kind", "residual", "residual_absent")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."batch_field_ordinal", "rows of_batch_field"."kind", "rows of_batch_field"."residual", "rows of_batch_field"."residual_absent"
        FROM "rows of_batch_field"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_field_layout" AS (
        INSERT INTO "production"."batch_field_layout" ("id", "created_at", "section_id", "batch_field_path", "label", "x", "y", "width", "height", "hidden", "help", "style", "options")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."label", "rows of_batch_field"."x", "rows of_batch_field"."y", "rows of_batch_field"."width", "rows of_batch_field"."height", "rows of_batch_field"."hidden", "rows of_batch_field"."help", "rows of_batch_field"."style", "rows of_batch_field"."options"
        FROM "rows of_batch_field"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_field_rule" AS (
        INSERT INTO "production"."batch_field_rule" ("id", "created_at", "section_id", "batch_field_path", "required", "minimum", "maximum")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."required", "rows of_batch_field"."minimum", "rows of_batch_field"."maximum"
        FROM "rows of_batch_field"
        JOIN claimed USING ("id", "created_at")
        WHERE "rows of_batch_field"."batch_field_rule.exists"
    ),
    "into_batch_field_default" AS (
        INSERT INTO "production"."batch_field_default" ("id", "created_at", "section_id", "batch_field_path", "default_value")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."default_value"
        FROM "rows of_batch_field"
        JOIN claimed USING ("id", "created_at")
    ),
    "into_batch_field_input" AS (
        INSERT INTO "production"."batch_field_input" ("id", "created_at", "section_id", "batch_field_path", "value", "entered_by", "entered_at")
        SELECT "rows of_batch_field"."id", "rows of_batch_field"."created_at", "rows of_batch_field"."section_id", "rows of_batch_field"."batch_field_path", "rows of_batch_field"."value", "rows of_batch_field"."entered_by", "rows of_batch_field"."entered_at"
        FROM "rows of_batch_field"
        JOIN claimed USING ("id", "created_at")
        WHERE "rows of_batch_field"."batch_field_input.exists"
    )
    SELECT (SELECT count(*) FROM claimed), (SELECT count(*) * 1 FROM "rows of_batch" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 1 FROM "rows of_batch_quantity" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 1 FROM "rows of_batch_section" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 3 + count(*) FILTER (WHERE "batch_field_rule.exists") + count(*) FILTER (WHERE "batch_field_input.exists") FROM "rows of_batch_field" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 2 FROM "rows of_batch_weighing" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 1 FROM "rows of_batch_attribute" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 1 FROM "rows of_batch_correction" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 1 FROM "rows of_batch_reading" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 1 FROM "rows of_batch_signature" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 2 FROM "rows of_batch_attachment" JOIN claimed USING ("id", "created_at")) + (SELECT count(*) * 1 FROM "rows of_batch_state_change" JOIN claimed USING ("id", "created_at"))
    INTO claimed_documents, new_rows;
    -- A row that FOR KEY SHARE gave may be deleted all the same: where it waits for an update that fails, PostgreSQL locks none of
    -- the versions that the next transaction makes. Who deleted a document before we claimed it has committed by now, since we
    -- waited for the claim in its trigger; who deletes one from now on waits for ours.
    -- Whether a document that this transaction has claimed is not there any more.
    SELECT EXISTS (
        SELECT FROM "production"."batch" AS root
        WHERE ("root"."id", "root"."created_at") >= ($1, $2) AND ("root"."id", "root"."created_at") <= ($3, $4)
            AND root.xmin = pg_current_xact_id()::xid
            AND NOT EXISTS (SELECT FROM "public"."batches" AS legacy WHERE "legacy"."id" = "root"."id" AND "legacy"."created_at" = "root"."created_at" AND ("legacy"."id", "legacy"."created_at") >= ($1, $2) AND ("legacy"."id", "legacy"."created_at") <= ($3, $4))
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
COMMENT ON FUNCTION "production"."backfill_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, "public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) IS 'batches.yaml:18:3 (batch): represent the unclaimed documents between two keys, both included; one statement';

-- up (no lock on any table): batches.yaml:18:3 (batch): the documents between two keys, both included, that are not in parity
CREATE FUNCTION "production"."verify_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, "public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) RETURNS TABLE (
    "id" "public"."batches"."id"%TYPE,
    "created_at" "public"."batches"."created_at"%TYPE,
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
    SELECT coalesce("legacy"."id", "composed"."id"), coalesce("legacy"."created_at", "composed"."created_at"), "legacy"."id" IS NOT NULL, "composed"."id" IS NOT NULL, legacy."payload", composed."payload"
    FROM (SELECT "legacy"."id", "legacy"."created_at", "legacy"."value" AS "payload" FROM "public"."batches" AS legacy WHERE ("legacy"."id", "legacy"."created_at") >= ($1, $2) AND ("legacy"."id", "legacy"."created_at") <= ($3, $4)) AS legacy
    FULL JOIN (
        SELECT "composed"."id", "composed"."created_at", composed."document"::jsonb AS "payload"
        FROM (
            SELECT "batch"."id", "batch"."created_at", CASE WHEN "batch"."residual" IS NULL AND "batch"."residual_absent" IS NULL THEN "production"."compose_batch"("batch".*, "members of_batch_quantity"."members", "members of_batch_section"."members", "members of_batch_weighing"."members", "members of_batch_attribute"."members", "members of_batch_correction"."members", "members of_batch_reading"."members", "members of_batch_signature"."members", "members of_batch_attachment"."members", "members of_batch_state_change"."members") ELSE "overlay of_batch"."document" END AS "document"
            FROM "production"."batch" AS "batch"
            LEFT JOIN (
                SELECT "batch_quantity"."id", "batch_quantity"."created_at", '{' || string_agg(to_json("batch_quantity"."quantity")::text || ':' || CASE WHEN "batch_quantity"."residual" IS NULL AND "batch_quantity"."residual_absent" IS NULL THEN "production"."compose_batch_quantity"("batch_quantity".*) ELSE "overlay of_batch_quantity"."document" END, ',' ORDER BY "batch_quantity"."quantity") || '}' AS "members"
                FROM "production"."batch_quantity" AS "batch_quantity"
                LEFT JOIN LATERAL "production"."overlay_batch_quantity"("batch_quantity".*) AS "overlay of_batch_quantity" ON true
                WHERE ("batch_quantity"."id", "batch_quantity"."created_at") >= ($1, $2) AND ("batch_quantity"."id", "batch_quantity"."created_at") <= ($3, $4)
                GROUP BY "batch_quantity"."id", "batch_quantity"."created_at"
            ) AS "members of_batch_quantity" ON "batch"."id" = "members of_batch_quantity"."id" AND "batch"."created_at" = "members of_batch_quantity"."created_at"
            LEFT JOIN (
                SELECT "batch_section"."id", "batch_section"."created_at", '[' || string_agg(CASE WHEN "batch_section"."residual" IS NULL AND "batch_section"."residual_absent" IS NULL THEN "production"."compose_batch_section"("batch_section".*, "members of_batch_field"."members") ELSE "overlay of_batch_section"."document" END, ',' ORDER BY "batch_section"."batch_section_ordinal") || ']' AS "members"
                FROM "production"."batch_section" AS "batch_section"
                LEFT JOIN (
                    SELECT "step"."id", "step"."created_at", "step"."section_id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
                    FROM (
                        SELECT "batch_field"."id", "batch_field"."created_at", "batch_field"."section_id", "walk"."place",
                            CASE WHEN "walk"."previous_depth" >= cardinality("batch_field"."batch_field_path") THEN ',' ELSE '' END || split_part(CASE WHEN "batch_field"."residual" IS NULL AND "batch_field"."residual_absent" IS NULL THEN "production"."compose_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) ELSE "overlay of_batch_field"."document" END, chr(1), 1)
                            || repeat(']}', greatest(cardinality("batch_field"."batch_field_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
                        FROM "production"."batch_field" AS "batch_field"
                        LEFT JOIN "production"."batch_field_layout" AS "batch_field_layout" ON "batch_field"."id" = "batch_field_layout"."id" AND "batch_field"."created_at" = "batch_field_layout"."created_at" AND "batch_field"."section_id" = "batch_field_layout"."section_id" AND "batch_field"."batch_field_path" = "batch_field_layout"."batch_field_path" AND ("batch_field_layout"."id", "batch_field_layout"."created_at") >= ($1, $2) AND ("batch_field_layout"."id", "batch_field_layout"."created_at") <= ($3, $4)
                        LEFT JOIN "production"."batch_field_rule" AS "batch_field_rule" ON "batch_field"."id" = "batch_field_rule"."id" AND "batch_field"."created_at" = "batch_field_rule"."created_at" AND "batch_field"."section_id" = "batch_field_rule"."section_id" AND "batch_field"."batch_field_path" = "batch_field_rule"."batch_field_path" AND ("batch_field_rule"."id", "batch_field_rule"."created_at") >= ($1, $2) AND ("batch_field_rule"."id", "batch_field_rule"."created_at") <= ($3, $4)
                        LEFT JOIN "production"."batch_field_default" AS "batch_field_default" ON "batch_field"."id" = "batch_field_default"."id" AND "batch_field"."created_at" = "batch_field_default"."created_at" AND "batch_field"."section_id" = "batch_field_default"."section_id" AND "batch_field"."batch_field_path" = "batch_field_default"."batch_field_path" AND ("batch_field_default"."id", "batch_field_default"."created_at") >= ($1, $2) AND ("batch_field_default"."id", "batch_field_default"."created_at") <= ($3, $4)
                        LEFT JOIN "production"."batch_field_input" AS "batch_field_input" ON "batch_field"."id" = "batch_field_input"."id" AND "batch_field"."created_at" = "batch_field_input"."created_at" AND "batch_field"."section_id" = "batch_field_input"."section_id" AND "batch_field"."batch_field_path" = "batch_field_input"."batch_field_path" AND ("batch_field_input"."id", "batch_field_input"."created_at") >= ($1, $2) AND ("batch_field_input"."id", "batch_field_input"."created_at") <= ($3, $4)
                        JOIN (
                            SELECT "step"."id", "step"."created_at", "step"."section_id", "step"."batch_field_path", "step"."place" AS "place",
                                lag(cardinality("step"."batch_field_path")) OVER walk_order AS "previous_depth",
                                lead(cardinality("step"."batch_field_path")) OVER walk_order AS "next_depth"
                            FROM (
                                WITH RECURSIVE place AS (
                                    SELECT "top"."id", "top"."created_at", "top"."section_id", "top"."batch_field_path", ARRAY["top"."batch_field_ordinal"] AS "place" FROM "production"."batch_field" AS top WHERE "top"."batch_field_parent" IS NULL AND ("top"."id", "top"."created_at") >= ($1, $2) AND ("top"."id", "top"."created_at") <= ($3, $4)
                                    UNION ALL
                                    SELECT "child"."id", "child"."created_at", "child"."section_id", "child"."batch_field_path", place."place" || "child"."batch_field_ordinal"
                                    FROM place JOIN "production"."batch_field" AS child ON "place"."id" = "child"."id" AND "place"."created_at" = "child"."created_at" AND "place"."section_id" = "child"."section_id" AND "child"."batch_field_parent" = "place"."batch_field_path" AND ("child"."id", "child"."created_at") >= ($1, $2) AND ("child"."id", "child"."created_at") <= ($3, $4)
                                )
                                SELECT * FROM place
                            ) AS step
                            WINDOW walk_order AS (PARTITION BY "step"."id", "step"."created_at", "step"."section_id" ORDER BY "step"."place")
                        ) AS "walk" ON "batch_field"."id" = "walk"."id" AND "batch_field"."created_at" = "walk"."created_at" AND "batch_field"."section_id" = "walk"."section_id" AND "batch_field"."batch_field_path" = "walk"."batch_field_path"
                        LEFT JOIN LATERAL "production"."overlay_batch_field"("batch_field".*, "batch_field_layout".*, "batch_field_rule".*, "batch_field_default".*, "batch_field_input".*, CASE WHEN "walk"."next_depth" > cardinality("batch_field"."batch_field_path") THEN '[' || chr(1) END) AS "overlay of_batch_field" ON true
                        WHERE ("batch_field"."id", "batch_field"."created_at") >= ($1, $2) AND ("batch_field"."id", "batch_field"."created_at") <= ($3, $4)
                    ) AS step
                    GROUP BY "step"."id", "step"."created_at", "step"."section_id"
                ) AS "members of_batch_field" ON "batch_section"."id" = "members of_batch_field"."id" AND "batch_section"."created_at" = "members of_batch_field"."created_at" AND "batch_section"."section_id" = "members of_batch_field"."section_id"
                LEFT JOIN LATERAL "production"."overlay_batch_section"("batch_section".*, "members of_batch_field"."members") AS "overlay of_batch_section" ON true
                WHERE ("batch_section"."id", "batch_section"."created_at") >= ($1, $2) AND ("batch_section"."id", "batch_section"."created_at") <= ($3, $4)
                GROUP BY "batch_section"."id", "batch_section"."created_at"
            ) AS "members of_batch_section" ON "batch"."id" = "members of_batch_section"."id" AND "batch"."created_at" = "members of_batch_section"."created_at"
            LEFT JOIN (
                SELECT "batch_weighing"."id", "batch_weighing"."created_at", '[' || string_agg(CASE WHEN "batch_weighing"."residual" IS NULL AND "batch_weighing"."residual_absent" IS NULL THEN "production"."compose_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) ELSE "overlay of_batch_weighing"."document" END, ',' ORDER BY "batch_weighing"."batch_weighing_ordinal") || ']' AS "members"
                FROM "production"."batch_weighing" AS "batch_weighing"
                LEFT JOIN "production"."batch_weighing_actual" AS "batch_weighing_actual" ON "batch_weighing"."id" = "batch_weighing_actual"."id" AND "batch_weighing"."created_at" = "batch_weighing_actual"."created_at" AND "batch_weighing"."batch_weighing_ordinal" = "batch_weighing_actual"."batch_weighing_ordinal" AND ("batch_weighing_actual"."id", "batch_weighing_actual"."created_at") >= ($1, $2) AND ("batch_weighing_actual"."id", "batch_weighing_actual"."created_at") <= ($3, $4)
                LEFT JOIN LATERAL "production"."overlay_batch_weighing"("batch_weighing".*, "batch_weighing_actual".*) AS "overlay of_batch_weighing" ON true
                WHERE ("batch_weighing"."id", "batch_weighing"."created_at") >= ($1, $2) AND ("batch_weighing"."id", "batch_weighing"."created_at") <= ($3, $4)
                GROUP BY "batch_weighing"."id", "batch_weighing"."created_at"
            ) AS "members of_batch_weighing" ON "batch"."id" = "members of_batch_weighing"."id" AND "batch"."created_at" = "members of_batch_weighing"."created_at"
            LEFT JOIN (
                SELECT "batch_attribute"."id", "batch_attribute"."created_at", '{' || string_agg(to_json("batch_attribute"."attribute")::text || ':' || CASE WHEN "batch_attribute"."residual" IS NULL AND "batch_attribute"."residual_absent" IS NULL THEN "production"."compose_batch_attribute"("batch_attribute".*) ELSE "overlay of_batch_attribute"."document" END, ',' ORDER BY "batch_attribute"."attribute") || '}' AS "members"
                FROM "production"."batch_attribute" AS "batch_attribute"
                LEFT JOIN LATERAL "production"."overlay_batch_attribute"("batch_attribute".*) AS "overlay of_batch_attribute" ON true
                WHERE ("batch_attribute"."id", "batch_attribute"."created_at") >= ($1, $2) AND ("batch_attribute"."id", "batch_attribute"."created_at") <= ($3, $4)
                GROUP BY "batch_attribute"."id", "batch_attribute"."created_at"
            ) AS "members of_batch_attribute" ON "batch"."id" = "members of_batch_attribute"."id" AND "batch"."created_at" = "members of_batch_attribute"."created_at"
            LEFT JOIN (
                SELECT "batch_correction"."id", "batch_correction"."created_at", '{' || string_agg(to_json("batch_correction"."corrected_field_id")::text || ':' || CASE WHEN "batch_correction"."residual" IS NULL AND "batch_correction"."residual_absent" IS NULL THEN "production"."compose_batch_correction"("batch_correction".*) ELSE "overlay of_batch_correction"."document" END, ',' ORDER BY "batch_correction"."corrected_field_id") || '}' AS "members"
                FROM "production"."batch_correction" AS "batch_correction"
                LEFT JOIN LATERAL "production"."overlay_batch_correction"("batch_correction".*) AS "overlay of_batch_correction" ON true
                WHERE ("batch_correction"."id", "batch_correction"."created_at") >= ($1, $2) AND ("batch_correction"."id", "batch_correction"."created_at") <= ($3, $4)
                GROUP BY "batch_correction"."id", "batch_correction"."created_at"
            ) AS "members of_batch_correction" ON "batch"."id" = "members of_batch_correction"."id" AND "batch"."created_at" = "members of_batch_correction"."created_at"
            LEFT JOIN (
                SELECT "batch_reading"."id", "batch_reading"."created_at", '{' || string_agg(to_json("batch_reading"."measured_by")::text || ':' || CASE WHEN "batch_reading"."residual" IS NULL AND "batch_reading"."residual_absent" IS NULL THEN "production"."compose_batch_reading"("batch_reading".*) ELSE "overlay of_batch_reading"."document" END, ',' ORDER BY "batch_reading"."measured_by") || '}' AS "members"
                FROM "production"."batch_reading" AS "batch_reading"
                LEFT JOIN LATERAL "production"."overlay_batch_reading"("batch_reading".*) AS "overlay of_batch_reading" ON true
                WHERE ("batch_reading"."id", "batch_reading"."created_at") >= ($1, $2) AND ("batch_reading"."id", "batch_reading"."created_at") <= ($3, $4)
                GROUP BY "batch_reading"."id", "batch_reading"."created_at"
            ) AS "members of_batch_reading" ON "batch"."id" = "members of_batch_reading"."id" AND "batch"."created_at" = "members of_batch_reading"."created_at"
            LEFT JOIN (
                SELECT "batch_signature"."id", "batch_signature"."created_at", '[' || string_agg(CASE WHEN "batch_signature"."residual" IS NULL AND "batch_signature"."residual_absent" IS NULL THEN "production"."compose_batch_signature"("batch_signature".*) ELSE "overlay of_batch_signature"."document" END, ',' ORDER BY "batch_signature"."batch_signature_ordinal") || ']' AS "members"
                FROM "production"."batch_signature" AS "batch_signature"
                LEFT JOIN LATERAL "production"."overlay_batch_signature"("batch_signature".*) AS "overlay of_batch_signature" ON true
                WHERE ("batch_signature"."id", "batch_signature"."created_at") >= ($1, $2) AND ("batch_signature"."id", "batch_signature"."created_at") <= ($3, $4)
                GROUP BY "batch_signature"."id", "batch_signature"."created_at"
            ) AS "members of_batch_signature" ON "batch"."id" = "members of_batch_signature"."id" AND "batch"."created_at" = "members of_batch_signature"."created_at"
            LEFT JOIN (
                SELECT "batch_attachment"."id", "batch_attachment"."created_at", '[' || string_agg(CASE WHEN "batch_attachment"."residual" IS NULL AND "batch_attachment"."residual_absent" IS NULL THEN "production"."compose_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) ELSE "overlay of_batch_attachment"."document" END, ',' ORDER BY "batch_attachment"."batch_attachment_ordinal") || ']' AS "members"
                FROM "production"."batch_attachment" AS "batch_attachment"
                LEFT JOIN "production"."batch_attachment_content" AS "batch_attachment_content" ON "batch_attachment"."id" = "batch_attachment_content"."id" AND "batch_attachment"."created_at" = "batch_attachment_content"."created_at" AND "batch_attachment"."batch_attachment_ordinal" = "batch_attachment_content"."batch_attachment_ordinal" AND ("batch_attachment_content"."id", "batch_attachment_content"."created_at") >= ($1, $2) AND ("batch_attachment_content"."id", "batch_attachment_content"."created_at") <= ($3, $4)
                LEFT JOIN LATERAL "production"."overlay_batch_attachment"("batch_attachment".*, "batch_attachment_content".*) AS "overlay of_batch_attachment" ON true
                WHERE ("batch_attachment"."id", "batch_attachment"."created_at") >= ($1, $2) AND ("batch_attachment"."id", "batch_attachment"."created_at") <= ($3, $4)
                GROUP BY "batch_attachment"."id", "batch_attachment"."created_at"
            ) AS "members of_batch_attachment" ON "batch"."id" = "members of_batch_attachment"."id" AND "batch"."created_at" = "members of_batch_attachment"."created_at"
            LEFT JOIN (
                SELECT "batch_state_change"."id", "batch_state_change"."created_at", '[' || string_agg(CASE WHEN "batch_state_change"."residual" IS NULL AND "batch_state_change"."residual_absent" IS NULL THEN "production"."compose_batch_state_change"("batch_state_change".*) ELSE "overlay of_batch_state_change"."document" END, ',' ORDER BY "batch_state_change"."batch_state_change_ordinal") || ']' AS "members"
                FROM "production"."batch_state_change" AS "batch_state_change"
                LEFT JOIN LATERAL "production"."overlay_batch_state_change"("batch_state_change".*) AS "overlay of_batch_state_change" ON true
                WHERE ("batch_state_change"."id", "batch_state_change"."created_at") >= ($1, $2) AND ("batch_state_change"."id", "batch_state_change"."created_at") <= ($3, $4)
                GROUP BY "batch_state_change"."id", "batch_state_change"."created_at"
            ) AS "members of_batch_state_change" ON "batch"."id" = "members of_batch_state_change"."id" AND "batch"."created_at" = "members of_batch_state_change"."created_at"
            LEFT JOIN LATERAL "production"."overlay_batch"("batch".*, "members of_batch_quantity"."members", "members of_batch_section"."members", "members of_batch_weighing"."members", "members of_batch_attribute"."members", "members of_batch_correction"."members", "members of_batch_reading"."members", "members of_batch_signature"."members", "members of_batch_attachment"."members", "members of_batch_state_change"."members") AS "overlay of_batch" ON true
            WHERE ("batch"."id", "batch"."created_at") >= ($1, $2) AND ("batch"."id", "batch"."created_at") <= ($3, $4)
        ) AS composed
    ) AS composed ON "legacy"."id" = "composed"."id" AND "legacy"."created_at" = "composed"."created_at"
    WHERE ("legacy"."id" IS NOT NULL AND "composed"."id" IS NOT NULL) IS NOT TRUE
        OR NOT record_image_eq(ROW(legacy."payload"), ROW(composed."payload"))
            AND legacy."payload"::text IS DISTINCT FROM composed."payload"::text
$query$ USING $1, $2, $3, $4;
END

$body$;
COMMENT ON FUNCTION "production"."verify_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, "public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE) IS 'batches.yaml:18:3 (batch): the documents between two keys, both included, that are not in parity';

RESET search_path;
