-- form_fields: expanded -> legacy
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (no lock on any table)
DROP FUNCTION "production"."verify_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."backfill_form_fields"("public"."form_fields"."id"%TYPE, "public"."form_fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_form_field_attachment"("production"."form_field_attachment", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_form_field_reading"("production"."form_field_reading", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_form_field_attribute"("production"."form_field_attribute", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_form_field_child"("production"."form_field_child", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_form_field"("production"."form_field", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."element_form_field_attachment"("public"."form_fields"."id"%TYPE, integer);

-- down (no lock on any table)
DROP FUNCTION "production"."element_form_field_reading"("public"."form_fields"."id"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "production"."element_form_field_attribute"("public"."form_fields"."id"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "production"."element_form_field_child"("public"."form_fields"."id"%TYPE, uuid[]);

-- down (no lock on any table)
DROP FUNCTION "production"."element_form_field"("public"."form_fields"."id"%TYPE);

-- down (ACCESS EXCLUSIVE on the view only)
DROP VIEW "production"."composed_form_fields";

-- down (no lock on any table)
DROP FUNCTION "production"."compose_form_field_attachment"("form_field_attachment" "production"."form_field_attachment", "form_field_attachment_content" "production"."form_field_attachment_content");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_form_field_attachment"("form_field_attachment" "production"."form_field_attachment", "form_field_attachment_content" "production"."form_field_attachment_content");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_form_field_reading"("form_field_reading" "production"."form_field_reading");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_form_field_reading"("form_field_reading" "production"."form_field_reading");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_form_field_attribute"("form_field_attribute" "production"."form_field_attribute");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_form_field_attribute"("form_field_attribute" "production"."form_field_attribute");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_form_field_child"("form_field_child" "production"."form_field_child", "form_field_child_layout" "production"."form_field_child_layout", "form_field_child_rule" "production"."form_field_child_rule", "form_field_child_default" "production"."form_field_child_default", "form_field_child_input" "production"."form_field_child_input", "members of_form_field_child" text);

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_form_field_child"("form_field_child" "production"."form_field_child", "form_field_child_layout" "production"."form_field_child_layout", "form_field_child_rule" "production"."form_field_child_rule", "form_field_child_default" "production"."form_field_child_default", "form_field_child_input" "production"."form_field_child_input", "members of_form_field_child" text);

-- down (no lock on any table)
DROP FUNCTION "production"."compose_form_field"("form_field" "production"."form_field", "form_field_layout" "production"."form_field_layout", "form_field_rule" "production"."form_field_rule", "form_field_default" "production"."form_field_default", "form_field_input" "production"."form_field_input", "members of_form_field_child" text, "members of_form_field_attribute" text, "members of_form_field_reading" text, "members of_form_field_attachment" text);

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_form_field"("form_field" "production"."form_field", "form_field_layout" "production"."form_field_layout", "form_field_rule" "production"."form_field_rule", "form_field_default" "production"."form_field_default", "form_field_input" "production"."form_field_input", "members of_form_field_child" text, "members of_form_field_attribute" text, "members of_form_field_reading" text, "members of_form_field_attachment" text);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_form_field_attachment"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_form_field_reading"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_form_field_attribute"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_form_field_child"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_form_field"("document" jsonb);

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_attachment_content" ON "production"."form_field_attachment_content";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_attachment_content";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_attachment" ON "production"."form_field_attachment";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_attachment";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_reading" ON "production"."form_field_reading";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_reading";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_attribute" ON "production"."form_field_attribute";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_attribute";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_child_input" ON "production"."form_field_child_input";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_child_input";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_child_default" ON "production"."form_field_child_default";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_child_default";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_child_rule" ON "production"."form_field_child_rule";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_child_rule";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_child_layout" ON "production"."form_field_child_layout";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_child_layout";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_child" ON "production"."form_field_child";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_child";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_input" ON "production"."form_field_input";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_input";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_default" ON "production"."form_field_default";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_default";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_rule" ON "production"."form_field_rule";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_rule";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field_layout" ON "production"."form_field_layout";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field_layout";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_field" ON "production"."form_field";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP INDEX "production"."form_field_kind_idx";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."form_field";

-- down (no lock on any table): gone again if it was made here and nothing is left in it
DO $do$
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_namespace AS made
        WHERE nspname = 'production' AND pg_catalog.obj_description(made.oid, 'pg_namespace') = 'tables and functions of hofsm-migrate'
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend
                WHERE refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND refobjid = made.oid
            )
    ) THEN
        DROP SCHEMA "production";
    END IF;
END
$do$;

RESET search_path;
