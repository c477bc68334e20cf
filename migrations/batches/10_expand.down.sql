-- batches: expanded -> legacy
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (no lock on any table)
DROP FUNCTION "production"."verify_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, "public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."backfill_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, "public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_state_change"("production"."batch_state_change", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_attachment"("production"."batch_attachment", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_signature"("production"."batch_signature", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_reading"("production"."batch_reading", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_correction"("production"."batch_correction", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_attribute"("production"."batch_attribute", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_weighing"("production"."batch_weighing", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_field"("production"."batch_field", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_section"("production"."batch_section", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch_quantity"("production"."batch_quantity", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."etag_batch"("production"."batch", jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_state_change"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, integer);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_attachment"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, integer);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_signature"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_reading"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_correction"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_attribute"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_weighing"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, integer);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_field"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, uuid, uuid[]);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_section"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, uuid);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch_quantity"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "production"."element_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE);

-- down (ACCESS EXCLUSIVE on the view only)
DROP VIEW "production"."composed_batches";

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_state_change"("batch_state_change" "production"."batch_state_change");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_state_change"("batch_state_change" "production"."batch_state_change");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_attachment"("batch_attachment" "production"."batch_attachment", "batch_attachment_content" "production"."batch_attachment_content");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_attachment"("batch_attachment" "production"."batch_attachment", "batch_attachment_content" "production"."batch_attachment_content");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_signature"("batch_signature" "production"."batch_signature");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_signature"("batch_signature" "production"."batch_signature");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_reading"("batch_reading" "production"."batch_reading");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_reading"("batch_reading" "production"."batch_reading");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_correction"("batch_correction" "production"."batch_correction");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_correction"("batch_correction" "production"."batch_correction");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_attribute"("batch_attribute" "production"."batch_attribute");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_attribute"("batch_attribute" "production"."batch_attribute");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_weighing"("batch_weighing" "production"."batch_weighing", "batch_weighing_actual" "production"."batch_weighing_actual");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_weighing"("batch_weighing" "production"."batch_weighing", "batch_weighing_actual" "production"."batch_weighing_actual");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_field"("batch_field" "production"."batch_field", "batch_field_layout" "production"."batch_field_layout", "batch_field_rule" "production"."batch_field_rule", "batch_field_default" "production"."batch_field_default", "batch_field_input" "production"."batch_field_input", "members of_batch_field" text);

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_field"("batch_field" "production"."batch_field", "batch_field_layout" "production"."batch_field_layout", "batch_field_rule" "production"."batch_field_rule", "batch_field_default" "production"."batch_field_default", "batch_field_input" "production"."batch_field_input", "members of_batch_field" text);

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_section"("batch_section" "production"."batch_section", "members of_batch_field" text);

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_section"("batch_section" "production"."batch_section", "members of_batch_field" text);

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch_quantity"("batch_quantity" "production"."batch_quantity");

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch_quantity"("batch_quantity" "production"."batch_quantity");

-- down (no lock on any table)
DROP FUNCTION "production"."compose_batch"("batch" "production"."batch", "members of_batch_quantity" text, "members of_batch_section" text, "members of_batch_weighing" text, "members of_batch_attribute" text, "members of_batch_correction" text, "members of_batch_reading" text, "members of_batch_signature" text, "members of_batch_attachment" text, "members of_batch_state_change" text);

-- down (no lock on any table)
DROP FUNCTION "production"."overlay_batch"("batch" "production"."batch", "members of_batch_quantity" text, "members of_batch_section" text, "members of_batch_weighing" text, "members of_batch_attribute" text, "members of_batch_correction" text, "members of_batch_reading" text, "members of_batch_signature" text, "members of_batch_attachment" text, "members of_batch_state_change" text);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_state_change"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_attachment"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_signature"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_reading"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_correction"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_attribute"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_weighing"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_field"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_section"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch_quantity"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."decompose_batch"("document" jsonb);

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

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_state_change" ON "production"."batch_state_change";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_state_change";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_attachment_content" ON "production"."batch_attachment_content";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_attachment_content";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_attachment" ON "production"."batch_attachment";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_attachment";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_signature" ON "production"."batch_signature";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_signature";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_reading" ON "production"."batch_reading";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_reading";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_correction" ON "production"."batch_correction";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_correction";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_attribute" ON "production"."batch_attribute";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_attribute";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_weighing_actual" ON "production"."batch_weighing_actual";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_weighing_actual";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_weighing" ON "production"."batch_weighing";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_weighing";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_field_input" ON "production"."batch_field_input";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_field_input";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_field_default" ON "production"."batch_field_default";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_field_default";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_field_rule" ON "production"."batch_field_rule";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_field_rule";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_field_layout" ON "production"."batch_field_layout";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_field_layout";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_field" ON "production"."batch_field";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_field";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_section" ON "production"."batch_section";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_section";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch_quantity" ON "production"."batch_quantity";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch_quantity";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_batch" ON "production"."batch";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP INDEX "production"."batch_state_idx";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP INDEX "production"."batch_lot_idx";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "production"."batch";

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
