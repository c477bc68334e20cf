-- variants: expanded -> legacy
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (no lock on any table)
DROP FUNCTION "variants_new"."verify_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."backfill_variants"("old"."fields"."id"%TYPE, "old"."fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."etag_field_option"("variants_new"."field_option", jsonb);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."etag_entry"("variants_new"."entry", jsonb);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."etag_field"("variants_new"."field", jsonb);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."element_field_option"("old"."fields"."id"%TYPE, integer);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."element_entry"("old"."fields"."id"%TYPE, integer);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."element_field"("old"."fields"."id"%TYPE);

-- down (ACCESS EXCLUSIVE on the view only)
DROP VIEW "variants_new"."composed_variants";

-- down (no lock on any table)
DROP FUNCTION "variants_new"."compose_field_option"("field_option" "variants_new"."field_option");

-- down (no lock on any table)
DROP FUNCTION "variants_new"."overlay_field_option"("field_option" "variants_new"."field_option");

-- down (no lock on any table)
DROP FUNCTION "variants_new"."compose_entry"("entry" "variants_new"."entry", "part" "variants_new"."part", "stock_item" "variants_new"."stock_item");

-- down (no lock on any table)
DROP FUNCTION "variants_new"."overlay_entry"("entry" "variants_new"."entry", "part" "variants_new"."part", "stock_item" "variants_new"."stock_item");

-- down (no lock on any table)
DROP FUNCTION "variants_new"."compose_field"("field" "variants_new"."field", "field_choice" "variants_new"."field_choice", "members of_entry" text, "members of_field_option" text);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."overlay_field"("field" "variants_new"."field", "field_choice" "variants_new"."field_choice", "members of_entry" text, "members of_field_option" text);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."decompose_field_option"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."decompose_entry"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."decompose_field"("document" jsonb);

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_field_option" ON "variants_new"."field_option";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "variants_new"."field_option";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_stock_item" ON "variants_new"."stock_item";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "variants_new"."stock_item";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_part" ON "variants_new"."part";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP INDEX "variants_new"."part_code_idx";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "variants_new"."part";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_entry" ON "variants_new"."entry";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "variants_new"."entry";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_field_choice" ON "variants_new"."field_choice";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "variants_new"."field_choice";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_field" ON "variants_new"."field";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "variants_new"."field";

-- down (no lock on any table): gone again if it was made here and nothing is left in it
DO $do$
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_namespace AS made
        WHERE nspname = 'variants_new' AND pg_catalog.obj_description(made.oid, 'pg_namespace') = 'tables and functions of hofsm-migrate'
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend
                WHERE refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND refobjid = made.oid
            )
    ) THEN
        DROP SCHEMA "variants_new";
    END IF;
END
$do$;

RESET search_path;
