-- form_fields: legacy -> expanded
-- from form_fields.yaml; edit the spec, not this file

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

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:17:3 (form_field): core, one row per document
CREATE TABLE "production"."form_field" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field"
    ADD COLUMN "field_id" uuid,
    ADD COLUMN "kind" text,
    ADD COLUMN "version" integer,
    ADD COLUMN "revision" integer,
    ADD COLUMN "item_id" bigint,
    ADD COLUMN "designed_at" timestamptz,
    ADD COLUMN "notes" text,
    ADD COLUMN "pad" jsonb,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "form_field_kind_check" CHECK (("kind" = ANY ('{number,text,select,date,checkbox,signature,group}'))),
    ADD CONSTRAINT "form_field_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "production"."form_field" IS 'form_fields.yaml:17:3 (form_field): core, one row per document';
COMMENT ON COLUMN "production"."form_field"."field_id" IS 'form_fields.yaml:21:7 (form_field.field_id): id as uuid, wire native';
COMMENT ON COLUMN "production"."form_field"."kind" IS 'form_fields.yaml:22:7 (form_field.kind): type as enum, wire native';
COMMENT ON COLUMN "production"."form_field"."version" IS 'form_fields.yaml:23:7 (form_field.version): v as integer, wire native';
COMMENT ON COLUMN "production"."form_field"."revision" IS 'form_fields.yaml:24:7 (form_field.revision): rev as integer, wire native';
COMMENT ON COLUMN "production"."form_field"."item_id" IS 'form_fields.yaml:25:7 (form_field.item_id): itemId as bigint, wire native, refers to public.items.id';
COMMENT ON COLUMN "production"."form_field"."designed_at" IS 'form_fields.yaml:26:7 (form_field.designed_at): createdAt as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';
COMMENT ON COLUMN "production"."form_field"."notes" IS 'form_fields.yaml:28:7 (form_field.notes): notes as text, wire native';
COMMENT ON COLUMN "production"."form_field"."pad" IS 'form_fields.yaml:30:7 (form_field.pad): pad as jsonb, wire json-string';
COMMENT ON COLUMN "production"."form_field"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."form_field"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE on the new table, which is still empty)
CREATE INDEX "form_field_kind_idx" ON "production"."form_field" USING btree ("kind");

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:32:3 (form_field_layout): layout, one row per document
CREATE TABLE "production"."form_field_layout" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_layout"
    ADD COLUMN "label" text,
    ADD COLUMN "x" integer,
    ADD COLUMN "y" integer,
    ADD COLUMN "width" integer,
    ADD COLUMN "height" integer,
    ADD COLUMN "hidden" boolean,
    ADD COLUMN "help" jsonb,
    ADD COLUMN "style" jsonb,
    ADD COLUMN "options" jsonb,
    ADD CONSTRAINT "form_field_layout_x_check" CHECK ("x" IS NULL OR ("x" BETWEEN 0 AND 11)),
    ADD CONSTRAINT "form_field_layout_y_check" CHECK ("y" IS NULL OR ("y" >= 0)),
    ADD CONSTRAINT "form_field_layout_width_check" CHECK ("width" IS NULL OR ("width" BETWEEN 1 AND 12)),
    ADD CONSTRAINT "form_field_layout_height_check" CHECK ("height" IS NULL OR ("height" >= 1)),
    ADD CONSTRAINT "form_field_layout_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "production"."form_field_layout" IS 'form_fields.yaml:32:3 (form_field_layout): layout, one row per document';
COMMENT ON COLUMN "production"."form_field_layout"."label" IS 'form_fields.yaml:36:7 (form_field_layout.label): label as text, wire native';
COMMENT ON COLUMN "production"."form_field_layout"."x" IS 'form_fields.yaml:37:7 (form_field_layout.x): ui.x as integer, wire native';
COMMENT ON COLUMN "production"."form_field_layout"."y" IS 'form_fields.yaml:38:7 (form_field_layout.y): ui.y as integer, wire native';
COMMENT ON COLUMN "production"."form_field_layout"."width" IS 'form_fields.yaml:39:7 (form_field_layout.width): ui.w as integer, wire native';
COMMENT ON COLUMN "production"."form_field_layout"."height" IS 'form_fields.yaml:40:7 (form_field_layout.height): ui.h as integer, wire native';
COMMENT ON COLUMN "production"."form_field_layout"."hidden" IS 'form_fields.yaml:41:7 (form_field_layout.hidden): ui.hidden as boolean, wire native or true/false or Y/N or 0/1';
COMMENT ON COLUMN "production"."form_field_layout"."help" IS 'form_fields.yaml:42:7 (form_field_layout.help): ui.help as jsonb, wire native';
COMMENT ON COLUMN "production"."form_field_layout"."style" IS 'form_fields.yaml:43:7 (form_field_layout.style): ui.style as jsonb, wire native';
COMMENT ON COLUMN "production"."form_field_layout"."options" IS 'form_fields.yaml:45:7 (form_field_layout.options): options as jsonb, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_layout" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_layout"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:48:3 (form_field_rule): layout, one row per document
CREATE TABLE "production"."form_field_rule" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_rule"
    ADD COLUMN "required" boolean,
    ADD COLUMN "minimum" numeric,
    ADD COLUMN "maximum" numeric,
    ADD CONSTRAINT "form_field_rule_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "production"."form_field_rule" IS 'form_fields.yaml:48:3 (form_field_rule): layout, one row per document';
COMMENT ON COLUMN "production"."form_field_rule"."required" IS 'form_fields.yaml:53:7 (form_field_rule.required): validation.required as boolean, wire native or true/false or Y/N or 0/1';
COMMENT ON COLUMN "production"."form_field_rule"."minimum" IS 'form_fields.yaml:54:7 (form_field_rule.minimum): validation.min as numeric, wire native';
COMMENT ON COLUMN "production"."form_field_rule"."maximum" IS 'form_fields.yaml:55:7 (form_field_rule.maximum): validation.max as numeric, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_rule" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_rule"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:58:3 (form_field_default): default, one row per document
CREATE TABLE "production"."form_field_default" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_default"
    ADD COLUMN "default_value" jsonb,
    ADD CONSTRAINT "form_field_default_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "production"."form_field_default" IS 'form_fields.yaml:58:3 (form_field_default): default, one row per document';
COMMENT ON COLUMN "production"."form_field_default"."default_value" IS 'form_fields.yaml:62:7 (form_field_default.default_value): default.value or defaultValue or deflt as jsonb, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_default" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_default"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:64:3 (form_field_input): input, one row per document
CREATE TABLE "production"."form_field_input" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_input"
    ADD COLUMN "value" jsonb,
    ADD COLUMN "entered_by" bigint,
    ADD COLUMN "entered_at" timestamptz,
    ADD CONSTRAINT "form_field_input_pkey" PRIMARY KEY ("id");
COMMENT ON TABLE "production"."form_field_input" IS 'form_fields.yaml:64:3 (form_field_input): input, one row per document';
COMMENT ON COLUMN "production"."form_field_input"."value" IS 'form_fields.yaml:70:7 (form_field_input.value): input.value as jsonb, wire native';
COMMENT ON COLUMN "production"."form_field_input"."entered_by" IS 'form_fields.yaml:71:7 (form_field_input.entered_by): input.by as bigint, wire native, refers to public.users.id';
COMMENT ON COLUMN "production"."form_field_input"."entered_at" IS 'form_fields.yaml:72:7 (form_field_input.entered_at): input.at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_input" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_input"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:76:3 (form_field_child): core, one row per element of children
CREATE TABLE "production"."form_field_child" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_child"
    ADD COLUMN "form_field_child_path" uuid[] NOT NULL,
    ADD COLUMN "form_field_child_ordinal" integer NOT NULL,
    ADD COLUMN "form_field_child_parent" uuid[] GENERATED ALWAYS AS (CASE WHEN cardinality("form_field_child_path") > 1 THEN "form_field_child_path"[:cardinality("form_field_child_path") - 1] END) STORED,
    ADD COLUMN "form_field_child_id" uuid GENERATED ALWAYS AS ("form_field_child_path"[cardinality("form_field_child_path")]) STORED,
    ADD COLUMN "kind" text,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "form_field_child_kind_check" CHECK (("kind" = ANY ('{number,text,select,date,checkbox,signature,group}'))),
    ADD CONSTRAINT "form_field_child_pkey" PRIMARY KEY ("id", "form_field_child_path");
COMMENT ON TABLE "production"."form_field_child" IS 'form_fields.yaml:76:3 (form_field_child): core, one row per element of children';
COMMENT ON COLUMN "production"."form_field_child"."kind" IS 'form_fields.yaml:82:7 (form_field_child.kind): type as enum, wire native';
COMMENT ON COLUMN "production"."form_field_child"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."form_field_child"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_child" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:84:3 (form_field_child_layout): layout, one row per element of children
CREATE TABLE "production"."form_field_child_layout" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_child_layout"
    ADD COLUMN "form_field_child_path" uuid[] NOT NULL,
    ADD COLUMN "label" text,
    ADD COLUMN "x" integer,
    ADD COLUMN "y" integer,
    ADD COLUMN "width" integer,
    ADD COLUMN "height" integer,
    ADD COLUMN "hidden" boolean,
    ADD COLUMN "help" jsonb,
    ADD COLUMN "style" jsonb,
    ADD COLUMN "options" jsonb,
    ADD CONSTRAINT "form_field_child_layout_x_check" CHECK ("x" IS NULL OR ("x" BETWEEN 0 AND 11)),
    ADD CONSTRAINT "form_field_child_layout_y_check" CHECK ("y" IS NULL OR ("y" >= 0)),
    ADD CONSTRAINT "form_field_child_layout_width_check" CHECK ("width" IS NULL OR ("width" BETWEEN 1 AND 12)),
    ADD CONSTRAINT "form_field_child_layout_height_check" CHECK ("height" IS NULL OR ("height" >= 1)),
    ADD CONSTRAINT "form_field_child_layout_pkey" PRIMARY KEY ("id", "form_field_child_path");
COMMENT ON TABLE "production"."form_field_child_layout" IS 'form_fields.yaml:84:3 (form_field_child_layout): layout, one row per element of children';
COMMENT ON COLUMN "production"."form_field_child_layout"."label" IS 'form_fields.yaml:88:7 (form_field_child_layout.label): label as text, wire native';
COMMENT ON COLUMN "production"."form_field_child_layout"."x" IS 'form_fields.yaml:89:7 (form_field_child_layout.x): ui.x as integer, wire native';
COMMENT ON COLUMN "production"."form_field_child_layout"."y" IS 'form_fields.yaml:90:7 (form_field_child_layout.y): ui.y as integer, wire native';
COMMENT ON COLUMN "production"."form_field_child_layout"."width" IS 'form_fields.yaml:91:7 (form_field_child_layout.width): ui.w as integer, wire native';
COMMENT ON COLUMN "production"."form_field_child_layout"."height" IS 'form_fields.yaml:92:7 (form_field_child_layout.height): ui.h as integer, wire native';
COMMENT ON COLUMN "production"."form_field_child_layout"."hidden" IS 'form_fields.yaml:93:7 (form_field_child_layout.hidden): ui.hidden as boolean, wire native or true/false or Y/N or 0/1';
COMMENT ON COLUMN "production"."form_field_child_layout"."help" IS 'form_fields.yaml:94:7 (form_field_child_layout.help): ui.help as jsonb, wire native';
COMMENT ON COLUMN "production"."form_field_child_layout"."style" IS 'form_fields.yaml:95:7 (form_field_child_layout.style): ui.style as jsonb, wire native';
COMMENT ON COLUMN "production"."form_field_child_layout"."options" IS 'form_fields.yaml:96:7 (form_field_child_layout.options): options as jsonb, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_child_layout" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child_layout"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:98:3 (form_field_child_rule): layout, one row per element of children
CREATE TABLE "production"."form_field_child_rule" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_child_rule"
    ADD COLUMN "form_field_child_path" uuid[] NOT NULL,
    ADD COLUMN "required" boolean,
    ADD COLUMN "minimum" numeric,
    ADD COLUMN "maximum" numeric,
    ADD CONSTRAINT "form_field_child_rule_pkey" PRIMARY KEY ("id", "form_field_child_path");
COMMENT ON TABLE "production"."form_field_child_rule" IS 'form_fields.yaml:98:3 (form_field_child_rule): layout, one row per element of children';
COMMENT ON COLUMN "production"."form_field_child_rule"."required" IS 'form_fields.yaml:103:7 (form_field_child_rule.required): validation.required as boolean, wire native or true/false or Y/N or 0/1';
COMMENT ON COLUMN "production"."form_field_child_rule"."minimum" IS 'form_fields.yaml:104:7 (form_field_child_rule.minimum): validation.min as numeric, wire native';
COMMENT ON COLUMN "production"."form_field_child_rule"."maximum" IS 'form_fields.yaml:105:7 (form_field_child_rule.maximum): validation.max as numeric, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_child_rule" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child_rule"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:107:3 (form_field_child_default): default, one row per element of children
CREATE TABLE "production"."form_field_child_default" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_child_default"
    ADD COLUMN "form_field_child_path" uuid[] NOT NULL,
    ADD COLUMN "default_value" jsonb,
    ADD CONSTRAINT "form_field_child_default_pkey" PRIMARY KEY ("id", "form_field_child_path");
COMMENT ON TABLE "production"."form_field_child_default" IS 'form_fields.yaml:107:3 (form_field_child_default): default, one row per element of children';
COMMENT ON COLUMN "production"."form_field_child_default"."default_value" IS 'form_fields.yaml:111:7 (form_field_child_default.default_value): default.value or defaultValue or deflt as jsonb, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_child_default" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child_default"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:113:3 (form_field_child_input): input, one row per element of children
CREATE TABLE "production"."form_field_child_input" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_child_input"
    ADD COLUMN "form_field_child_path" uuid[] NOT NULL,
    ADD COLUMN "value" jsonb,
    ADD COLUMN "entered_by" bigint,
    ADD COLUMN "entered_at" timestamptz,
    ADD CONSTRAINT "form_field_child_input_pkey" PRIMARY KEY ("id", "form_field_child_path");
COMMENT ON TABLE "production"."form_field_child_input" IS 'form_fields.yaml:113:3 (form_field_child_input): input, one row per element of children';
COMMENT ON COLUMN "production"."form_field_child_input"."value" IS 'form_fields.yaml:118:7 (form_field_child_input.value): input.value as jsonb, wire native';
COMMENT ON COLUMN "production"."form_field_child_input"."entered_by" IS 'form_fields.yaml:119:7 (form_field_child_input.entered_by): input.by as bigint, wire native, refers to public.users.id';
COMMENT ON COLUMN "production"."form_field_child_input"."entered_at" IS 'form_fields.yaml:120:7 (form_field_child_input.entered_at): input.at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_child_input" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_child_input"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:124:3 (form_field_attribute): input, one row per entry of attributes
CREATE TABLE "production"."form_field_attribute" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_attribute"
    ADD COLUMN "attribute" text NOT NULL,
    ADD COLUMN "value" jsonb,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "form_field_attribute_pkey" PRIMARY KEY ("id", "attribute");
COMMENT ON TABLE "production"."form_field_attribute" IS 'form_fields.yaml:124:3 (form_field_attribute): input, one row per entry of attributes';
COMMENT ON COLUMN "production"."form_field_attribute"."value" IS 'form_fields.yaml:129:7 (form_field_attribute.value): the element itself as jsonb, wire native';
COMMENT ON COLUMN "production"."form_field_attribute"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."form_field_attribute"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_attribute" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_attribute"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:132:3 (form_field_reading): input, one row per entry of readings
CREATE TABLE "production"."form_field_reading" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_reading"
    ADD COLUMN "measured_by" text NOT NULL,
    ADD COLUMN "value" numeric,
    ADD COLUMN "unit" text,
    ADD COLUMN "measured_at" timestamptz,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "form_field_reading_value_check" CHECK ((length("value"::text) <= 400)),
    ADD CONSTRAINT "form_field_reading_pkey" PRIMARY KEY ("id", "measured_by");
COMMENT ON TABLE "production"."form_field_reading" IS 'form_fields.yaml:132:3 (form_field_reading): input, one row per entry of readings';
COMMENT ON COLUMN "production"."form_field_reading"."value" IS 'form_fields.yaml:137:7 (form_field_reading.value): value as numeric, wire string';
COMMENT ON COLUMN "production"."form_field_reading"."unit" IS 'form_fields.yaml:138:7 (form_field_reading.unit): unit as text, wire native';
COMMENT ON COLUMN "production"."form_field_reading"."measured_at" IS 'form_fields.yaml:139:7 (form_field_reading.measured_at): at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';
COMMENT ON COLUMN "production"."form_field_reading"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."form_field_reading"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_reading" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_reading"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:141:3 (form_field_attachment): core, one row per element of attachments
CREATE TABLE "production"."form_field_attachment" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_attachment"
    ADD COLUMN "form_field_attachment_ordinal" integer NOT NULL,
    ADD COLUMN "name" text,
    ADD COLUMN "media_type" text,
    ADD COLUMN "bytes" bigint,
    ADD COLUMN "attached_at" timestamptz,
    ADD COLUMN "residual" jsonb,
    ADD COLUMN "residual_absent" text[],
    ADD CONSTRAINT "form_field_attachment_bytes_check" CHECK ("bytes" IS NULL OR ("bytes" >= 0)),
    ADD CONSTRAINT "form_field_attachment_pkey" PRIMARY KEY ("id", "form_field_attachment_ordinal");
COMMENT ON TABLE "production"."form_field_attachment" IS 'form_fields.yaml:141:3 (form_field_attachment): core, one row per element of attachments';
COMMENT ON COLUMN "production"."form_field_attachment"."name" IS 'form_fields.yaml:145:7 (form_field_attachment.name): name as text, wire native';
COMMENT ON COLUMN "production"."form_field_attachment"."media_type" IS 'form_fields.yaml:146:7 (form_field_attachment.media_type): mime as text, wire native';
COMMENT ON COLUMN "production"."form_field_attachment"."bytes" IS 'form_fields.yaml:147:7 (form_field_attachment.bytes): size as bigint, wire native';
COMMENT ON COLUMN "production"."form_field_attachment"."attached_at" IS 'form_fields.yaml:148:7 (form_field_attachment.attached_at): at as timestamptz, wire iso8601-ms-z or iso8601 or epoch-ms';
COMMENT ON COLUMN "production"."form_field_attachment"."residual" IS 'what the columns of this node cannot represent; NULL where they represent all of it';
COMMENT ON COLUMN "production"."form_field_attachment"."residual_absent" IS 'paths that are absent in the document although composing would write them';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_attachment" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_attachment"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

-- up (ACCESS SHARE on the legacy table, whose key types are taken over): form_fields.yaml:151:3 (form_field_attachment_content): input, one row per element of attachments
CREATE TABLE "production"."form_field_attachment_content" AS
SELECT "id" FROM "public"."form_fields" WITH NO DATA;
ALTER TABLE "production"."form_field_attachment_content"
    ADD COLUMN "form_field_attachment_ordinal" integer NOT NULL,
    ADD COLUMN "base64" text,
    ADD CONSTRAINT "form_field_attachment_content_pkey" PRIMARY KEY ("id", "form_field_attachment_ordinal");
COMMENT ON TABLE "production"."form_field_attachment_content" IS 'form_fields.yaml:151:3 (form_field_attachment_content): input, one row per element of attachments';
COMMENT ON COLUMN "production"."form_field_attachment_content"."base64" IS 'form_fields.yaml:155:7 (form_field_attachment_content.base64): data as text, wire native';

-- up (SHARE ROW EXCLUSIVE on the new table): only the toolkit writes before the table is opened
CREATE TRIGGER "closed_form_field_attachment_content" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "production"."form_field_attachment_content"
    FOR EACH STATEMENT WHEN (coalesce(current_setting('hofsm.origin', true), '') NOT IN ('backfill', 'legacy'))
    EXECUTE FUNCTION hofsm.refuse_write();

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

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the document as column values and residual
CREATE FUNCTION "production"."decompose_form_field"("document" jsonb) RETURNS TABLE (
    "field_id" uuid,
    "kind" text,
    "version" integer,
    "revision" integer,
    "item_id" bigint,
    "designed_at" timestamptz,
    "notes" text,
    "pad" jsonb,
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
    "form_field_rule.exists" boolean,
    "default_value" jsonb,
    "value" jsonb,
    "entered_by" bigint,
    "entered_at" timestamptz,
    "form_field_input.exists" boolean,
    "residual" jsonb,
    "residual_absent" text[],
    "container of form_field_child" jsonb,
    "container of form_field_attribute" jsonb,
    "container of form_field_reading" jsonb,
    "container of form_field_attachment" jsonb
)
    LANGUAGE sql STABLE PARALLEL UNSAFE
BEGIN ATOMIC
SELECT
    "field_id",
    "kind",
    "version",
    "revision",
    "item_id",
    "designed_at",
    "notes",
    "pad",
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
            CASE WHEN "canonical field_id" THEN 'id' END,
            CASE WHEN "canonical kind" THEN 'type' END,
            CASE WHEN "canonical version" THEN 'v' END,
            CASE WHEN "canonical revision" THEN 'rev' END,
            CASE WHEN "canonical item_id" THEN 'itemId' END,
            CASE WHEN "canonical designed_at" THEN 'createdAt' END,
            CASE WHEN "canonical notes" THEN 'notes' END,
            CASE WHEN "canonical pad" THEN 'pad' END,
            CASE WHEN "canonical label" THEN 'label' END,
            'ui',
            CASE WHEN "canonical options" THEN 'options' END,
            'validation',
            'default',
            'input',
            CASE WHEN "container of form_field_child" IS NOT NULL THEN 'children' END,
            CASE WHEN "container of form_field_attribute" IS NOT NULL THEN 'attributes' END,
            CASE WHEN "container of form_field_reading" IS NOT NULL THEN 'readings' END,
            CASE WHEN "container of form_field_attachment" IS NOT NULL THEN 'attachments' END
        ]::text[])
            || CASE WHEN "kept ui" IS NULL THEN '{}' ELSE jsonb_build_object('ui', "kept ui") END
            || CASE WHEN "kept validation" IS NULL THEN '{}' ELSE jsonb_build_object('validation', "kept validation") END
            || CASE WHEN "kept default" IS NULL THEN '{}' ELSE jsonb_build_object('default', "kept default") END
            || CASE WHEN "kept input" IS NULL THEN '{}' ELSE jsonb_build_object('input', "kept input") END, '{}')
        ELSE "element"
    END,
    nullif(array_remove(ARRAY[CASE WHEN "element" IS NULL THEN '$' END]::text[], NULL), '{}'),
    "container of form_field_child",
    "container of form_field_attribute",
    "container of form_field_reading",
    "container of form_field_attachment"
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
                coalesce('"' || "field_id" || '"' = "fragment id"::text, false) AS "canonical field_id",
                "kind" IS NOT NULL AS "canonical kind",
                "version" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment v") = 'number' THEN scale("fragment v"::numeric) = 0 ELSE false END AS "canonical version",
                "revision" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment rev") = 'number' THEN scale("fragment rev"::numeric) = 0 ELSE false END AS "canonical revision",
                "item_id" IS NOT NULL AND CASE WHEN jsonb_typeof("fragment itemId") = 'number' THEN scale("fragment itemId"::numeric) = 0 ELSE false END AS "canonical item_id",
                "designed_at" IS NOT NULL AND "fragment createdAt"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical designed_at",
                "notes" IS NOT NULL AND jsonb_typeof("fragment notes") = 'string' AS "canonical notes",
                coalesce(to_json("pad"::text)::text = "fragment pad"::text, false) AS "canonical pad",
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
                "entered_at" IS NOT NULL AND "fragment input.at"::text LIKE '"____-__-__T__:__:__.___Z"' AS "canonical entered_at",
                CASE
                    WHEN jsonb_typeof("fragment children") = 'array' AND "fragment children" <> '[]' THEN CASE
                        WHEN (
                            SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                            AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                            FROM jsonb_array_elements("fragment children") AS entry (value)
                        ) THEN "fragment children"
                    END
                END AS "container of form_field_child",
                CASE
                    WHEN jsonb_typeof("fragment attributes") = 'object' AND "fragment attributes" <> '{}' THEN CASE
                        WHEN NOT EXISTS (
                            SELECT FROM jsonb_object_keys("fragment attributes") AS entry (key)
                            WHERE octet_length(entry.key) > 2000
                        ) THEN "fragment attributes"
                    END
                END AS "container of form_field_attribute",
                CASE
                    WHEN jsonb_typeof("fragment readings") = 'object' AND "fragment readings" <> '{}' THEN CASE
                        WHEN NOT EXISTS (
                            SELECT FROM jsonb_object_keys("fragment readings") AS entry (key)
                            WHERE octet_length(entry.key) > 2000
                        ) THEN "fragment readings"
                    END
                END AS "container of form_field_reading",
                CASE
                    WHEN jsonb_typeof("fragment attachments") = 'array' AND "fragment attachments" <> '[]' THEN "fragment attachments"
                END AS "container of form_field_attachment"
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
                        hofsm.parse_uuid("fragment id") AS "field_id",
                        hofsm.parse_enum("fragment type", '{number,text,select,date,checkbox,signature,group}') AS "kind",
                        hofsm.parse_integer("fragment v") AS "version",
                        hofsm.parse_integer("fragment rev") AS "revision",
                        hofsm.parse_bigint("fragment itemId") AS "item_id",
                        hofsm.truncate_moment(
                            coalesce(
                                hofsm.parse_timestamptz_iso("fragment createdAt"),
                                hofsm.parse_epoch_ms("fragment createdAt")
                            ),
                            'milliseconds'
                        ) AS "designed_at",
                        hofsm.parse_text("fragment notes") AS "notes",
                        hofsm.parse_json_string("fragment pad") AS "pad",
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
                                "element" -> 'id' AS "fragment id",
                                "element" -> 'type' AS "fragment type",
                                "element" -> 'v' AS "fragment v",
                                "element" -> 'rev' AS "fragment rev",
                                "element" -> 'itemId' AS "fragment itemId",
                                "element" -> 'createdAt' AS "fragment createdAt",
                                "element" -> 'notes' AS "fragment notes",
                                "element" -> 'pad' AS "fragment pad",
                                "element" -> 'label' AS "fragment label",
                                "element" -> 'ui' AS "fragment ui",
                                "element" -> 'options' AS "fragment options",
                                "element" -> 'validation' AS "fragment validation",
                                "element" -> 'default' AS "fragment default",
                                "element" -> 'defaultValue' AS "fragment defaultValue",
                                "element" -> 'deflt' AS "fragment deflt",
                                "element" -> 'input' AS "fragment input",
                                "element" -> 'children' AS "fragment children",
                                "element" -> 'attributes' AS "fragment attributes",
                                "element" -> 'readings' AS "fragment readings",
                                "element" -> 'attachments' AS "fragment attachments"
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
COMMENT ON FUNCTION "production"."decompose_form_field"("document" jsonb) IS 'form_fields.yaml:17:3 (form_field): the document as column values and residual';

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_form_field_child"("container" jsonb) RETURNS TABLE (
    "form_field_child_path" uuid[],
    "form_field_child_ordinal" integer,
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
    "form_field_child_rule.exists" boolean,
    "default_value" jsonb,
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
    "form_field_child_path",
    "form_field_child_ordinal",
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
                                    SELECT "item"."form_field_child_path", "item"."form_field_child_ordinal", "item"."element", CASE
                                            WHEN jsonb_typeof("item"."below") = 'array' AND "item"."below" <> '[]' THEN CASE
                                                WHEN (cardinality("item"."form_field_child_path") < 123 AND (
                                                    SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                                                    AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                                                    FROM jsonb_array_elements("item"."below") AS entry (value)
                                                )) THEN "item"."below"
                                            END
                                        END AS "children"
                                    FROM (
                                        SELECT
                                            ARRAY[(item.value ->> 'id')::uuid] AS "form_field_child_path", item.ordinality::integer AS "form_field_child_ordinal",
                                            item.value AS "element",
                                            (item.value -> 'children') AS "below"
                                        FROM jsonb_array_elements($1) WITH ORDINALITY AS item (value, ordinality)
                                        OFFSET 0
                                    ) AS item
                                    UNION ALL
                                    SELECT "item"."form_field_child_path", "item"."form_field_child_ordinal", "item"."element", CASE
                                            WHEN jsonb_typeof("item"."below") = 'array' AND "item"."below" <> '[]' THEN CASE
                                                WHEN (cardinality("item"."form_field_child_path") < 123 AND (
                                                    SELECT count(*) = count(DISTINCT (entry.value -> 'id')::text COLLATE "C")
                                                    AND string_agg((entry.value -> 'id')::text, '') ~ '^("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")+$'
                                                    FROM jsonb_array_elements("item"."below") AS entry (value)
                                                )) THEN "item"."below"
                                            END
                                        END AS "children"
                                    FROM (
                                        SELECT
                                            "parent"."form_field_child_path" || (item.value ->> 'id')::uuid AS "form_field_child_path", item.ordinality::integer AS "form_field_child_ordinal",
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
COMMENT ON FUNCTION "production"."decompose_form_field_child"("container" jsonb) IS 'form_fields.yaml:76:3 (form_field_child): the elements of a container as column values and residual';

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_form_field_attribute"("container" jsonb) RETURNS TABLE (
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
COMMENT ON FUNCTION "production"."decompose_form_field_attribute"("container" jsonb) IS 'form_fields.yaml:124:3 (form_field_attribute): the elements of a container as column values and residual';

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_form_field_reading"("container" jsonb) RETURNS TABLE (
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
COMMENT ON FUNCTION "production"."decompose_form_field_reading"("container" jsonb) IS 'form_fields.yaml:132:3 (form_field_reading): the elements of a container as column values and residual';

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): the elements of a container as column values and residual
CREATE FUNCTION "production"."decompose_form_field_attachment"("container" jsonb) RETURNS TABLE (
    "form_field_attachment_ordinal" integer,
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
    "form_field_attachment_ordinal",
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
                    SELECT item.ordinality::integer AS "form_field_attachment_ordinal", item.value AS "element"
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
COMMENT ON FUNCTION "production"."decompose_form_field_attachment"("container" jsonb) IS 'form_fields.yaml:141:3 (form_field_attachment): the elements of a container as column values and residual';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_form_field"("form_field" "production"."form_field", "form_field_layout" "production"."form_field_layout", "form_field_rule" "production"."form_field_rule", "form_field_default" "production"."form_field_default", "form_field_input" "production"."form_field_input", "members of_form_field_child" text, "members of_form_field_attribute" text, "members of_form_field_reading" text, "members of_form_field_attachment" text) RETURNS TABLE ("document" text)
    LANGUAGE sql STABLE PARALLEL UNSAFE
BEGIN ATOMIC
SELECT
    CASE
        WHEN (
            jsonb_typeof("residual") = 'object'
            OR (($1)."field_id" IS NOT NULL AND NOT "claimed field_id")
            OR (($1)."kind" IS NOT NULL AND NOT "claimed kind")
            OR (($1)."version" IS NOT NULL AND NOT "claimed version")
            OR (($1)."revision" IS NOT NULL AND NOT "claimed revision")
            OR (($1)."item_id" IS NOT NULL AND NOT "claimed item_id")
            OR (($1)."designed_at" IS NOT NULL AND NOT "claimed designed_at")
            OR (($1)."notes" IS NOT NULL AND NOT "claimed notes")
            OR (($1)."pad" IS NOT NULL AND NOT "claimed pad")
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
            OR $6 IS NOT NULL
            OR $7 IS NOT NULL
            OR $8 IS NOT NULL
            OR $9 IS NOT NULL
            OR ("residual" IS NULL AND NOT '$' = ANY (marks))
        ) THEN '{' || concat_ws(
            ',',
            '"id":' || CASE WHEN "claimed field_id" THEN "kept id"::text ELSE '"' || ($1)."field_id" || '"' END,
            '"type":' || CASE WHEN "claimed kind" THEN "kept type"::text ELSE to_json(($1)."kind")::text END,
            '"v":' || CASE WHEN "claimed version" THEN "kept v"::text ELSE ($1)."version"::text END,
            '"rev":' || CASE WHEN "claimed revision" THEN "kept rev"::text ELSE ($1)."revision"::text END,
            '"itemId":' || CASE WHEN "claimed item_id" THEN "kept itemId"::text ELSE ($1)."item_id"::text END,
            '"createdAt":' || CASE
                WHEN "claimed designed_at" THEN "kept createdAt"::text
                ELSE hofsm.json_moment_as(($1)."designed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
            END,
            '"notes":' || CASE WHEN "claimed notes" THEN "kept notes"::text ELSE to_json(($1)."notes")::text END,
            '"pad":' || CASE WHEN "claimed pad" THEN "kept pad"::text ELSE to_json(($1)."pad"::text)::text END,
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
            '"children":' || coalesce($6, "kept children"::text),
            '"attributes":' || coalesce($7, "kept attributes"::text),
            '"readings":' || coalesce($8, "kept readings"::text),
            '"attachments":' || coalesce($9, "kept attachments"::text),
            hofsm.members(CASE WHEN jsonb_typeof("residual") = 'object' THEN ("residual" - '{id,type,v,rev,itemId,createdAt,notes,pad,label,ui,options,validation,default,defaultValue,deflt,input,children,attributes,readings,attachments}'::text[])::text END)
        ) || '}'
        WHEN "residual" IS NOT NULL THEN "residual"::text
    END
FROM (
    SELECT
        *,
        "kept id" IS NOT NULL AND ("parsed field_id") IS NOT DISTINCT FROM ($1)."field_id" AS "claimed field_id",
        "kept type" IS NOT NULL AND ("parsed kind") IS NOT DISTINCT FROM ($1)."kind" AS "claimed kind",
        "kept v" IS NOT NULL AND ("parsed version") IS NOT DISTINCT FROM ($1)."version" AS "claimed version",
        "kept rev" IS NOT NULL AND ("parsed revision") IS NOT DISTINCT FROM ($1)."revision" AS "claimed revision",
        "kept itemId" IS NOT NULL AND ("parsed item_id") IS NOT DISTINCT FROM ($1)."item_id" AS "claimed item_id",
        "kept createdAt" IS NOT NULL AND ("parsed designed_at") IS NOT DISTINCT FROM ($1)."designed_at" AS "claimed designed_at",
        "kept notes" IS NOT NULL AND ("parsed notes") IS NOT DISTINCT FROM ($1)."notes" AS "claimed notes",
        "kept pad" IS NOT NULL AND ("parsed pad")::text IS NOT DISTINCT FROM ($1)."pad"::text AS "claimed pad",
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
            hofsm.parse_uuid("kept id") AS "parsed field_id",
            hofsm.parse_enum("kept type", '{number,text,select,date,checkbox,signature,group}') AS "parsed kind",
            hofsm.parse_integer("kept v") AS "parsed version",
            hofsm.parse_integer("kept rev") AS "parsed revision",
            hofsm.parse_bigint("kept itemId") AS "parsed item_id",
            hofsm.truncate_moment(
                coalesce(hofsm.parse_timestamptz_iso("kept createdAt"), hofsm.parse_epoch_ms("kept createdAt")),
                'milliseconds'
            ) AS "parsed designed_at",
            hofsm.parse_text("kept notes") AS "parsed notes",
            hofsm.parse_json_string("kept pad") AS "parsed pad",
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
                ("residual" -> 'id') AS "kept id",
                ("residual" -> 'type') AS "kept type",
                ("residual" -> 'v') AS "kept v",
                ("residual" -> 'rev') AS "kept rev",
                ("residual" -> 'itemId') AS "kept itemId",
                ("residual" -> 'createdAt') AS "kept createdAt",
                ("residual" -> 'notes') AS "kept notes",
                ("residual" -> 'pad') AS "kept pad",
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
                ("residual" -> 'children') AS "kept children",
                ("residual" -> 'attributes') AS "kept attributes",
                ("residual" -> 'readings') AS "kept readings",
                ("residual" -> 'attachments') AS "kept attachments"
            FROM (SELECT ($1)."residual" AS residual, coalesce(($1)."residual_absent", '{}') AS marks WHERE ($1)."residual" IS NOT NULL OR ($1)."residual_absent" IS NOT NULL) AS kept
            OFFSET 0
        ) AS "layer_0"
        OFFSET 0
    ) AS "layer_1"
    OFFSET 0
) AS "layer_2";
END;
COMMENT ON FUNCTION "production"."overlay_form_field"("form_field" "production"."form_field", "form_field_layout" "production"."form_field_layout", "form_field_rule" "production"."form_field_rule", "form_field_default" "production"."form_field_default", "form_field_input" "production"."form_field_input", "members of_form_field_child" text, "members of_form_field_attribute" text, "members of_form_field_reading" text, "members of_form_field_attachment" text) IS 'form_fields.yaml:17:3 (form_field): the text of an element of which the residual holds a part';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the text of an element without residual
CREATE FUNCTION "production"."compose_form_field"("form_field" "production"."form_field", "form_field_layout" "production"."form_field_layout", "form_field_rule" "production"."form_field_rule", "form_field_default" "production"."form_field_default", "form_field_input" "production"."form_field_input", "members of_form_field_child" text, "members of_form_field_attribute" text, "members of_form_field_reading" text, "members of_form_field_attachment" text) RETURNS text
    LANGUAGE sql STABLE PARALLEL UNSAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"id":' || '"' || ($1)."field_id" || '"',
    '"type":' || to_json(($1)."kind")::text,
    '"v":' || ($1)."version"::text,
    '"rev":' || ($1)."revision"::text,
    '"itemId":' || ($1)."item_id"::text,
    '"createdAt":' || hofsm.json_moment_as(($1)."designed_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""'),
    '"notes":' || to_json(($1)."notes")::text,
    '"pad":' || to_json(($1)."pad"::text)::text,
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
    '"children":' || $6,
    '"attributes":' || $7,
    '"readings":' || $8,
    '"attachments":' || $9
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_form_field"("form_field" "production"."form_field", "form_field_layout" "production"."form_field_layout", "form_field_rule" "production"."form_field_rule", "form_field_default" "production"."form_field_default", "form_field_input" "production"."form_field_input", "members of_form_field_child" text, "members of_form_field_attribute" text, "members of_form_field_reading" text, "members of_form_field_attachment" text) IS 'form_fields.yaml:17:3 (form_field): the text of an element without residual';

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_form_field_child"("form_field_child" "production"."form_field_child", "form_field_child_layout" "production"."form_field_child_layout", "form_field_child_rule" "production"."form_field_child_rule", "form_field_child_default" "production"."form_field_child_default", "form_field_child_input" "production"."form_field_child_input", "members of_form_field_child" text) RETURNS TABLE ("document" text)
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
            '"id":' || '"' || (($1)."form_field_child_path")[cardinality(($1)."form_field_child_path")] || '"',
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
COMMENT ON FUNCTION "production"."overlay_form_field_child"("form_field_child" "production"."form_field_child", "form_field_child_layout" "production"."form_field_child_layout", "form_field_child_rule" "production"."form_field_child_rule", "form_field_child_default" "production"."form_field_child_default", "form_field_child_input" "production"."form_field_child_input", "members of_form_field_child" text) IS 'form_fields.yaml:76:3 (form_field_child): the text of an element of which the residual holds a part';

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): the text of an element without residual
CREATE FUNCTION "production"."compose_form_field_child"("form_field_child" "production"."form_field_child", "form_field_child_layout" "production"."form_field_child_layout", "form_field_child_rule" "production"."form_field_child_rule", "form_field_child_default" "production"."form_field_child_default", "form_field_child_input" "production"."form_field_child_input", "members of_form_field_child" text) RETURNS text
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
    '"id":' || '"' || (($1)."form_field_child_path")[cardinality(($1)."form_field_child_path")] || '"',
    '"children":' || $6
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_form_field_child"("form_field_child" "production"."form_field_child", "form_field_child_layout" "production"."form_field_child_layout", "form_field_child_rule" "production"."form_field_child_rule", "form_field_child_default" "production"."form_field_child_default", "form_field_child_input" "production"."form_field_child_input", "members of_form_field_child" text) IS 'form_fields.yaml:76:3 (form_field_child): the text of an element without residual';

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_form_field_attribute"("form_field_attribute" "production"."form_field_attribute") RETURNS TABLE ("document" text)
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
COMMENT ON FUNCTION "production"."overlay_form_field_attribute"("form_field_attribute" "production"."form_field_attribute") IS 'form_fields.yaml:124:3 (form_field_attribute): the text of an element of which the residual holds a part';

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): the text of an element without residual
CREATE FUNCTION "production"."compose_form_field_attribute"("form_field_attribute" "production"."form_field_attribute") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT coalesce(($1)."value"::text, 'null');
END;
COMMENT ON FUNCTION "production"."compose_form_field_attribute"("form_field_attribute" "production"."form_field_attribute") IS 'form_fields.yaml:124:3 (form_field_attribute): the text of an element without residual';

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_form_field_reading"("form_field_reading" "production"."form_field_reading") RETURNS TABLE ("document" text)
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
COMMENT ON FUNCTION "production"."overlay_form_field_reading"("form_field_reading" "production"."form_field_reading") IS 'form_fields.yaml:132:3 (form_field_reading): the text of an element of which the residual holds a part';

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): the text of an element without residual
CREATE FUNCTION "production"."compose_form_field_reading"("form_field_reading" "production"."form_field_reading") RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
SELECT '{' || concat_ws(
    ',',
    '"value":' || '"' || ($1)."value" || '"',
    '"unit":' || to_json(($1)."unit")::text,
    '"at":' || hofsm.json_moment_as(($1)."measured_at", '"\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\""')
) || '}';
END;
COMMENT ON FUNCTION "production"."compose_form_field_reading"("form_field_reading" "production"."form_field_reading") IS 'form_fields.yaml:132:3 (form_field_reading): the text of an element without residual';

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): the text of an element of which the residual holds a part
CREATE FUNCTION "production"."overlay_form_field_attachment"("form_field_attachment" "production"."form_field_attachment", "form_field_attachment_content" "production"."form_field_attachment_content") RETURNS TABLE ("document" text)
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
COMMENT ON FUNCTION "production"."overlay_form_field_attachment"("form_field_attachment" "production"."form_field_attachment", "form_field_attachment_content" "production"."form_field_attachment_content") IS 'form_fields.yaml:141:3 (form_field_attachment): the text of an element of which the residual holds a part';

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): the text of an element without residual
CREATE FUNCTION "production"."compose_form_field_attachment"("form_field_attachment" "production"."form_field_attachment", "form_field_attachment_content" "production"."form_field_attachment_content") RETURNS text
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
COMMENT ON FUNCTION "production"."compose_form_field_attachment"("form_field_attachment" "production"."form_field_attachment", "form_field_attachment_content" "production"."form_field_attachment_content") IS 'form_fields.yaml:141:3 (form_field_attachment): the text of an element without residual';

-- up (ACCESS SHARE): the documents as the new tables give them, read-only
CREATE VIEW "production"."composed_form_fields" WITH (security_invoker = true) AS
SELECT "id", "composed"."document"::jsonb AS "value"
FROM (
    SELECT "form_field"."id", CASE WHEN "form_field"."residual" IS NULL AND "form_field"."residual_absent" IS NULL THEN "production"."compose_form_field"("form_field".*, "form_field_layout".*, "form_field_rule".*, "form_field_default".*, "form_field_input".*, "members of_form_field_child"."members", "members of_form_field_attribute"."members", "members of_form_field_reading"."members", "members of_form_field_attachment"."members") ELSE "overlay of_form_field"."document" END AS "document"
    FROM "production"."form_field" AS "form_field"
    LEFT JOIN "production"."form_field_layout" AS "form_field_layout" ON "form_field"."id" = "form_field_layout"."id"
    LEFT JOIN "production"."form_field_rule" AS "form_field_rule" ON "form_field"."id" = "form_field_rule"."id"
    LEFT JOIN "production"."form_field_default" AS "form_field_default" ON "form_field"."id" = "form_field_default"."id"
    LEFT JOIN "production"."form_field_input" AS "form_field_input" ON "form_field"."id" = "form_field_input"."id"
    LEFT JOIN (
        SELECT "step"."id", '[' || string_agg("step"."piece", '' ORDER BY "step"."place") || ']' AS "members"
        FROM (
            SELECT "form_field_child"."id", "walk"."place",
                CASE WHEN "walk"."previous_depth" >= cardinality("form_field_child"."form_field_child_path") THEN ',' ELSE '' END || split_part(CASE WHEN "form_field_child"."residual" IS NULL AND "form_field_child"."residual_absent" IS NULL THEN "production"."compose_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) ELSE "overlay of_form_field_child"."document" END, chr(1), 1)
                || repeat(']}', greatest(cardinality("form_field_child"."form_field_child_path") - coalesce("walk"."next_depth", 1), 0)) AS "piece"
            FROM "production"."form_field_child" AS "form_field_child"
            LEFT JOIN "production"."form_field_child_layout" AS "form_field_child_layout" ON "form_field_child"."id" = "form_field_child_layout"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_layout"."form_field_child_path"
            LEFT JOIN "production"."form_field_child_rule" AS "form_field_child_rule" ON "form_field_child"."id" = "form_field_child_rule"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_rule"."form_field_child_path"
            LEFT JOIN "production"."form_field_child_default" AS "form_field_child_default" ON "form_field_child"."id" = "form_field_child_default"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_default"."form_field_child_path"
            LEFT JOIN "production"."form_field_child_input" AS "form_field_child_input" ON "form_field_child"."id" = "form_field_child_input"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_input"."form_field_child_path"
            JOIN (
                SELECT "step"."id", "step"."form_field_child_path", "step"."place" AS "place",
                    lag(cardinality("step"."form_field_child_path")) OVER walk_order AS "previous_depth",
                    lead(cardinality("step"."form_field_child_path")) OVER walk_order AS "next_depth"
                FROM (
                    WITH RECURSIVE place AS (
                        SELECT "top"."id", "top"."form_field_child_path", ARRAY["top"."form_field_child_ordinal"] AS "place" FROM "production"."form_field_child" AS top WHERE "top"."form_field_child_parent" IS NULL
                        UNION ALL
                        SELECT "child"."id", "child"."form_field_child_path", place."place" || "child"."form_field_child_ordinal"
                        FROM place JOIN "production"."form_field_child" AS child ON "place"."id" = "child"."id" AND "child"."form_field_child_parent" = "place"."form_field_child_path"
                    )
                    SELECT * FROM place
                ) AS step
                WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."place")
            ) AS "walk" ON "form_field_child"."id" = "walk"."id" AND "form_field_child"."form_field_child_path" = "walk"."form_field_child_path"
            LEFT JOIN LATERAL "production"."overlay_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) AS "overlay of_form_field_child" ON true
        ) AS step
        GROUP BY "step"."id"
    ) AS "members of_form_field_child" ON "form_field"."id" = "members of_form_field_child"."id"
    LEFT JOIN (
        SELECT "form_field_attribute"."id", '{' || string_agg(to_json("form_field_attribute"."attribute")::text || ':' || CASE WHEN "form_field_attribute"."residual" IS NULL AND "form_field_attribute"."residual_absent" IS NULL THEN "production"."compose_form_field_attribute"("form_field_attribute".*) ELSE "overlay of_form_field_attribute"."document" END, ',' ORDER BY "form_field_attribute"."attribute") || '}' AS "members"
        FROM "production"."form_field_attribute" AS "form_field_attribute"
        LEFT JOIN LATERAL "production"."overlay_form_field_attribute"("form_field_attribute".*) AS "overlay of_form_field_attribute" ON true
        GROUP BY "form_field_attribute"."id"
    ) AS "members of_form_field_attribute" ON "form_field"."id" = "members of_form_field_attribute"."id"
    LEFT JOIN (
        SELECT "form_field_reading"."id", '{' || string_agg(to_json("form_field_reading"."measured_by")::text || ':' || CASE WHEN "form_field_reading"."residual" IS NULL AND "form_field_reading"."residual_absent" IS NULL THEN "production"."compose_form_field_reading"("form_field_reading".*) ELSE "overlay of_form_field_reading"."document" END, ',' ORDER BY "form_field_reading"."measured_by") || '}' AS "members"
        FROM "production"."form_field_reading" AS "form_field_reading"
        LEFT JOIN LATERAL "production"."overlay_form_field_reading"("form_field_reading".*) AS "overlay of_form_field_reading" ON true
        GROUP BY "form_field_reading"."id"
    ) AS "members of_form_field_reading" ON "form_field"."id" = "members of_form_field_reading"."id"
    LEFT JOIN (
        SELECT "form_field_attachment"."id", '[' || string_agg(CASE WHEN "form_field_attachment"."residual" IS NULL AND "form_field_attachment"."residual_absent" IS NULL THEN "production"."compose_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) ELSE "overlay of_form_field_attachment"."document" END, ',' ORDER BY "form_field_attachment"."form_field_attachment_ordinal") || ']' AS "members"
        FROM "production"."form_field_attachment" AS "form_field_attachment"
        LEFT JOIN "production"."form_field_attachment_content" AS "form_field_attachment_content" ON "form_field_attachment"."id" = "form_field_attachment_content"."id" AND "form_field_attachment"."form_field_attachment_ordinal" = "form_field_attachment_content"."form_field_attachment_ordinal"
        LEFT JOIN LATERAL "production"."overlay_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) AS "overlay of_form_field_attachment" ON true
        GROUP BY "form_field_attachment"."id"
    ) AS "members of_form_field_attachment" ON "form_field"."id" = "members of_form_field_attachment"."id"
    LEFT JOIN LATERAL "production"."overlay_form_field"("form_field".*, "form_field_layout".*, "form_field_rule".*, "form_field_default".*, "form_field_input".*, "members of_form_field_child"."members", "members of_form_field_attribute"."members", "members of_form_field_reading"."members", "members of_form_field_attachment"."members") AS "overlay of_form_field" ON true
) AS composed;
COMMENT ON VIEW "production"."composed_form_fields" IS 'form_fields.yaml:17:3 (form_fields): the documents composed from the new tables, read-only';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_form_field"("public"."form_fields"."id"%TYPE) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
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
COMMENT ON FUNCTION "production"."element_form_field"("public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): one element, composed, by its key and identity';

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_form_field_child"("public"."form_fields"."id"%TYPE, uuid[]) RETURNS jsonb
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
                    SELECT "form_field_child"."id", "walk"."place",
                        CASE WHEN "walk"."previous_depth" >= cardinality("form_field_child"."form_field_child_path") THEN ',' ELSE '' END || split_part(CASE WHEN "form_field_child"."residual" IS NULL AND "form_field_child"."residual_absent" IS NULL THEN "production"."compose_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) ELSE "overlay of_form_field_child"."document" END, chr(1), 1)
                        || repeat(']}', greatest(cardinality("form_field_child"."form_field_child_path") - coalesce("walk"."next_depth", cardinality($2)), 0)) AS "piece"
                    FROM "production"."form_field_child" AS "form_field_child"
                    LEFT JOIN "production"."form_field_child_layout" AS "form_field_child_layout" ON "form_field_child"."id" = "form_field_child_layout"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_layout"."form_field_child_path" AND "form_field_child_layout"."id" = $1 AND "form_field_child_layout"."form_field_child_path"[:cardinality($2)] = $2
                    LEFT JOIN "production"."form_field_child_rule" AS "form_field_child_rule" ON "form_field_child"."id" = "form_field_child_rule"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_rule"."form_field_child_path" AND "form_field_child_rule"."id" = $1 AND "form_field_child_rule"."form_field_child_path"[:cardinality($2)] = $2
                    LEFT JOIN "production"."form_field_child_default" AS "form_field_child_default" ON "form_field_child"."id" = "form_field_child_default"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_default"."form_field_child_path" AND "form_field_child_default"."id" = $1 AND "form_field_child_default"."form_field_child_path"[:cardinality($2)] = $2
                    LEFT JOIN "production"."form_field_child_input" AS "form_field_child_input" ON "form_field_child"."id" = "form_field_child_input"."id" AND "form_field_child"."form_field_child_path" = "form_field_child_input"."form_field_child_path" AND "form_field_child_input"."id" = $1 AND "form_field_child_input"."form_field_child_path"[:cardinality($2)] = $2
                    JOIN (
                        SELECT "step"."id", "step"."form_field_child_path", "step"."place" AS "place",
                            lag(cardinality("step"."form_field_child_path")) OVER walk_order AS "previous_depth",
                            lead(cardinality("step"."form_field_child_path")) OVER walk_order AS "next_depth"
                        FROM (
                            WITH RECURSIVE place AS (
                                SELECT "top"."id", "top"."form_field_child_path", ARRAY["top"."form_field_child_ordinal"] AS "place" FROM "production"."form_field_child" AS top WHERE "top"."form_field_child_path" = $2 AND "top"."id" = $1 AND "top"."form_field_child_path"[:cardinality($2)] = $2
                                UNION ALL
                                SELECT "child"."id", "child"."form_field_child_path", place."place" || "child"."form_field_child_ordinal"
                                FROM place JOIN "production"."form_field_child" AS child ON "place"."id" = "child"."id" AND "child"."form_field_child_parent" = "place"."form_field_child_path" AND "child"."id" = $1 AND "child"."form_field_child_path"[:cardinality($2)] = $2
                            )
                            SELECT * FROM place
                        ) AS step
                        WINDOW walk_order AS (PARTITION BY "step"."id" ORDER BY "step"."place")
                    ) AS "walk" ON "form_field_child"."id" = "walk"."id" AND "form_field_child"."form_field_child_path" = "walk"."form_field_child_path"
                    LEFT JOIN LATERAL "production"."overlay_form_field_child"("form_field_child".*, "form_field_child_layout".*, "form_field_child_rule".*, "form_field_child_default".*, "form_field_child_input".*, CASE WHEN "walk"."next_depth" > cardinality("form_field_child"."form_field_child_path") THEN '[' || chr(1) END) AS "overlay of_form_field_child" ON true
                    WHERE "form_field_child"."id" = $1 AND "form_field_child"."form_field_child_path"[:cardinality($2)] = $2
                ) AS step
                GROUP BY "step"."id"
            ) AS walked
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_form_field_child"("public"."form_fields"."id"%TYPE, uuid[]) IS 'form_fields.yaml:76:3 (form_field_child): one element, composed, by its key and identity';

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_form_field_attribute"("public"."form_fields"."id"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "form_field_attribute"."residual" IS NULL AND "form_field_attribute"."residual_absent" IS NULL THEN "production"."compose_form_field_attribute"("form_field_attribute".*) ELSE "overlay of_form_field_attribute"."document" END AS "document"
            FROM "production"."form_field_attribute" AS "form_field_attribute"
            LEFT JOIN LATERAL "production"."overlay_form_field_attribute"("form_field_attribute".*) AS "overlay of_form_field_attribute" ON true
            WHERE "form_field_attribute"."id" = $1 AND "form_field_attribute"."attribute" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_form_field_attribute"("public"."form_fields"."id"%TYPE, text) IS 'form_fields.yaml:124:3 (form_field_attribute): one element, composed, by its key and identity';

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_form_field_reading"("public"."form_fields"."id"%TYPE, text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "form_field_reading"."residual" IS NULL AND "form_field_reading"."residual_absent" IS NULL THEN "production"."compose_form_field_reading"("form_field_reading".*) ELSE "overlay of_form_field_reading"."document" END AS "document"
            FROM "production"."form_field_reading" AS "form_field_reading"
            LEFT JOIN LATERAL "production"."overlay_form_field_reading"("form_field_reading".*) AS "overlay of_form_field_reading" ON true
            WHERE "form_field_reading"."id" = $1 AND "form_field_reading"."measured_by" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_form_field_reading"("public"."form_fields"."id"%TYPE, text) IS 'form_fields.yaml:132:3 (form_field_reading): one element, composed, by its key and identity';

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): one element, composed, by its key and identity
CREATE FUNCTION "production"."element_form_field_attachment"("public"."form_fields"."id"%TYPE, integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog SET timezone = 'UTC' SET extra_float_digits = 1
    SET jit = off SET enable_seqscan = off SET enable_nestloop = off SET plan_cache_mode = force_generic_plan
AS $body$
#variable_conflict use_column
BEGIN
    RETURN (
        SELECT "composed"."document"::jsonb
        FROM (
            SELECT CASE WHEN "form_field_attachment"."residual" IS NULL AND "form_field_attachment"."residual_absent" IS NULL THEN "production"."compose_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) ELSE "overlay of_form_field_attachment"."document" END AS "document"
            FROM "production"."form_field_attachment" AS "form_field_attachment"
            LEFT JOIN "production"."form_field_attachment_content" AS "form_field_attachment_content" ON "form_field_attachment"."id" = "form_field_attachment_content"."id" AND "form_field_attachment"."form_field_attachment_ordinal" = "form_field_attachment_content"."form_field_attachment_ordinal" AND "form_field_attachment_content"."id" = $1 AND "form_field_attachment_content"."form_field_attachment_ordinal" = $2
            LEFT JOIN LATERAL "production"."overlay_form_field_attachment"("form_field_attachment".*, "form_field_attachment_content".*) AS "overlay of_form_field_attachment" ON true
            WHERE "form_field_attachment"."id" = $1 AND "form_field_attachment"."form_field_attachment_ordinal" = $2
        ) AS composed
    );
END
$body$;
COMMENT ON FUNCTION "production"."element_form_field_attachment"("public"."form_fields"."id"%TYPE, integer) IS 'form_fields.yaml:141:3 (form_field_attachment): one element, composed, by its key and identity';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_form_field"("production"."form_field", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_form_field"(($1)."id");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_form_field"("production"."form_field", jsonb) IS 'form_fields.yaml:17:3 (form_field): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): form_fields.yaml:76:3 (form_field_child): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_form_field_child"("production"."form_field_child", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_form_field_child"(($1)."id", ($1)."form_field_child_path");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_form_field_child"("production"."form_field_child", jsonb) IS 'form_fields.yaml:76:3 (form_field_child): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): form_fields.yaml:124:3 (form_field_attribute): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_form_field_attribute"("production"."form_field_attribute", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_form_field_attribute"(($1)."id", ($1)."attribute");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_form_field_attribute"("production"."form_field_attribute", jsonb) IS 'form_fields.yaml:124:3 (form_field_attribute): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): form_fields.yaml:132:3 (form_field_reading): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_form_field_reading"("production"."form_field_reading", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_form_field_reading"(($1)."id", ($1)."measured_by");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_form_field_reading"("production"."form_field_reading", jsonb) IS 'form_fields.yaml:132:3 (form_field_reading): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): form_fields.yaml:141:3 (form_field_attachment): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag
CREATE FUNCTION "production"."etag_form_field_attachment"("production"."form_field_attachment", jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog
AS $body$
BEGIN
    IF NOT $1 IS NULL THEN
        $2 := "production"."element_form_field_attachment"(($1)."id", ($1)."form_field_attachment_ordinal");
    END IF;
    RETURN hofsm.etag($2);
END
$body$;
COMMENT ON FUNCTION "production"."etag_form_field_attachment"("production"."form_field_attachment", jsonb) IS 'form_fields.yaml:141:3 (form_field_attachment): the tag of an element: of a row if one is given, else of JSON; call hofsm.etag';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): represent the unclaimed documents between two keys, both included; one statement
CREATE FUNCTION "production"."backfill_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) RETURNS TABLE (documents bigint, rows bigint)
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
        SELECT "root"."id" FROM "production"."form_field" AS root WHERE "root"."id" >= $1 AND "root"."id" <= $2
    ),
    chunk AS MATERIALIZED (
        SELECT "legacy"."id", "legacy"."value" #> '{}' AS "document"
        FROM "public"."form_fields" AS legacy
        WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2 AND ("legacy"."id") NOT IN (SELECT "represented"."id" FROM represented)
        ORDER BY "legacy"."id"
        FOR KEY SHARE
    ),
    "rows of_form_field" AS MATERIALIZED (
        SELECT "chunk"."id", node.*
        FROM chunk CROSS JOIN LATERAL "production"."decompose_form_field"("chunk"."document") AS node
    ),
    "rows of_form_field_child" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent CROSS JOIN LATERAL "production"."decompose_form_field_child"("parent"."container of form_field_child") AS node
    ),
    "rows of_form_field_attribute" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent CROSS JOIN LATERAL "production"."decompose_form_field_attribute"("parent"."container of form_field_attribute") AS node
    ),
    "rows of_form_field_reading" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent CROSS JOIN LATERAL "production"."decompose_form_field_reading"("parent"."container of form_field_reading") AS node
    ),
    "rows of_form_field_attachment" AS MATERIALIZED (
        SELECT "parent"."id", node.*
        FROM "rows of_form_field" AS parent CROSS JOIN LATERAL "production"."decompose_form_field_attachment"("parent"."container of form_field_attachment") AS node
    ),
    "claimed" AS (
        INSERT INTO "production"."form_field" ("id", "field_id", "kind", "version", "revision", "item_id", "designed_at", "notes", "pad", "residual", "residual_absent")
        SELECT "rows of_form_field"."id", "rows of_form_field"."field_id", "rows of_form_field"."kind", "rows of_form_field"."version", "rows of_form_field"."revision", "rows of_form_field"."item_id", "rows of_form_field"."designed_at", "rows of_form_field"."notes", "rows of_form_field"."pad", "rows of_form_field"."residual", "rows of_form_field"."residual_absent"
        FROM "rows of_form_field"
        WHERE least((SELECT count(*) FROM "rows of_form_field_child"), (SELECT count(*) FROM "rows of_form_field_attribute"), (SELECT count(*) FROM "rows of_form_field_reading"), (SELECT count(*) FROM "rows of_form_field_attachment")) >= 0
        ON CONFLICT DO NOTHING
        RETURNING "id"
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
        JOIN claimed USING ("id")
    ),
    "into_form_field_child_layout" AS (
        INSERT INTO "production"."form_field_child_layout" ("id", "form_field_child_path", "label", "x", "y", "width", "height", "hidden", "help", "style", "options")
        SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."label", "rows of_form_field_child"."x", "rows of_form_field_child"."y", "rows of_form_field_child"."width", "rows of_form_field_child"."height", "rows of_form_field_child"."hidden", "rows of_form_field_child"."help", "rows of_form_field_child"."style", "rows of_form_field_child"."options"
        FROM "rows of_form_field_child"
        JOIN claimed USING ("id")
    ),
    "into_form_field_child_rule" AS (
        INSERT INTO "production"."form_field_child_rule" ("id", "form_field_child_path", "required", "minimum", "maximum")
        SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."required", "rows of_form_field_child"."minimum", "rows of_form_field_child"."maximum"
        FROM "rows of_form_field_child"
        JOIN claimed USING ("id")
        WHERE "rows of_form_field_child"."form_field_child_rule.exists"
    ),
    "into_form_field_child_default" AS (
        INSERT INTO "production"."form_field_child_default" ("id", "form_field_child_path", "default_value")
        SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."default_value"
        FROM "rows of_form_field_child"
        JOIN claimed USING ("id")
    ),
    "into_form_field_child_input" AS (
        INSERT INTO "production"."form_field_child_input" ("id", "form_field_child_path", "value", "entered_by", "entered_at")
        SELECT "rows of_form_field_child"."id", "rows of_form_field_child"."form_field_child_path", "rows of_form_field_child"."value", "rows of_form_field_child"."entered_by", "rows of_form_field_child"."entered_at"
        FROM "rows of_form_field_child"
        JOIN claimed USING ("id")
        WHERE "rows of_form_field_child"."form_field_child_input.exists"
    ),
    "into_form_field_attribute" AS (
        INSERT INTO "production"."form_field_attribute" ("id", "attribute", "value", "residual", "residual_absent")
        SELECT "rows of_form_field_attribute"."id", "rows of_form_field_attribute"."attribute", "rows of_form_field_attribute"."value", "rows of_form_field_attribute"."residual", "rows of_form_field_attribute"."residual_absent"
        FROM "rows of_form_field_attribute"
        JOIN claimed USING ("id")
    ),
    "into_form_field_reading" AS (
        INSERT INTO "production"."form_field_reading" ("id", "measured_by", "value", "unit", "measured_at", "residual", "residual_absent")
        SELECT "rows of_form_field_reading"."id", "rows of_form_field_reading"."measured_by", "rows of_form_field_reading"."value", "rows of_form_field_reading"."unit", "rows of_form_field_reading"."measured_at", "rows of_form_field_reading"."residual", "rows of_form_field_reading"."residual_absent"
        FROM "rows of_form_field_reading"
        JOIN claimed USING ("id")
    ),
    "into_form_field_attachment" AS (
        INSERT INTO "production"."form_field_attachment" ("id", "form_field_attachment_ordinal", "name", "media_type", "bytes", "attached_at", "residual", "residual_absent")
        SELECT "rows of_form_field_attachment"."id", "rows of_form_field_attachment"."form_field_attachment_ordinal", "rows of_form_field_attachment"."name", "rows of_form_field_attachment"."media_type", "rows of_form_field_attachment"."bytes", "rows of_form_field_attachment"."attached_at", "rows of_form_field_attachment"."residual", "rows of_form_field_attachment"."residual_absent"
        FROM "rows of_form_field_attachment"
        JOIN claimed USING ("id")
    ),
    "into_form_field_attachment_content" AS (
        INSERT INTO "production"."form_field_attachment_content" ("id", "form_field_attachment_ordinal", "base64")
        SELECT "rows of_form_field_attachment"."id", "rows of_form_field_attachment"."form_field_attachment_ordinal", "rows of_form_field_attachment"."base64"
        FROM "rows of_form_field_attachment"
        JOIN claimed USING ("id")
    )
    SELECT (SELECT count(*) FROM claimed), (SELECT count(*) * 3 + count(*) FILTER (WHERE "form_field_rule.exists") + count(*) FILTER (WHERE "form_field_input.exists") FROM "rows of_form_field" JOIN claimed USING ("id")) + (SELECT count(*) * 3 + count(*) FILTER (WHERE "form_field_child_rule.exists") + count(*) FILTER (WHERE "form_field_child_input.exists") FROM "rows of_form_field_child" JOIN claimed USING ("id")) + (SELECT count(*) * 1 FROM "rows of_form_field_attribute" JOIN claimed USING ("id")) + (SELECT count(*) * 1 FROM "rows of_form_field_reading" JOIN claimed USING ("id")) + (SELECT count(*) * 2 FROM "rows of_form_field_attachment" JOIN claimed USING ("id"))
    INTO claimed_documents, new_rows;
    -- A row that FOR KEY SHARE gave may be deleted all the same: where it waits for an update that fails, PostgreSQL locks none of
    -- the versions that the next transaction makes. Who deleted a document before we claimed it has committed by now, since we
    -- waited for the claim in its trigger; who deletes one from now on waits for ours.
    -- Whether a document that this transaction has claimed is not there any more.
    SELECT EXISTS (
        SELECT FROM "production"."form_field" AS root
        WHERE "root"."id" >= $1 AND "root"."id" <= $2
            AND root.xmin = pg_current_xact_id()::xid
            AND NOT EXISTS (SELECT FROM "public"."form_fields" AS legacy WHERE "legacy"."id" = "root"."id" AND "legacy"."id" >= $1 AND "legacy"."id" <= $2)
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
COMMENT ON FUNCTION "production"."backfill_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): represent the unclaimed documents between two keys, both included; one statement';

-- up (no lock on any table): form_fields.yaml:17:3 (form_field): the documents between two keys, both included, that are not in parity
CREATE FUNCTION "production"."verify_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) RETURNS TABLE (
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
    FROM (SELECT "legacy"."id", "legacy"."value" AS "payload" FROM "public"."form_fields" AS legacy WHERE "legacy"."id" >= $1 AND "legacy"."id" <= $2) AS legacy
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
$query$ USING $1, $2;
END

$body$;
COMMENT ON FUNCTION "production"."verify_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE) IS 'form_fields.yaml:17:3 (form_field): the documents between two keys, both included, that are not in parity';

RESET search_path;
