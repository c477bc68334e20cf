-- golden: expanded -> legacy
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (no lock on any table)
DROP FUNCTION "New Side"."verify_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "New Side"."backfill_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, "old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "New Side"."etag_component_option"("New Side"."component_option", jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."etag_component"("New Side"."component", jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."etag_attribute"("New Side"."attribute", jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."etag_line_cell"("New Side"."line_cell", jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."etag_line ""item"""("New Side"."line ""item""", jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."etag_order"("New Side"."order", jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."element_component_option"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, integer[], uuid);

-- down (no lock on any table)
DROP FUNCTION "New Side"."element_component"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, integer[]);

-- down (no lock on any table)
DROP FUNCTION "New Side"."element_attribute"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."element_line_cell"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text, integer);

-- down (no lock on any table)
DROP FUNCTION "New Side"."element_line ""item"""("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."element_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (ACCESS EXCLUSIVE on the view only)
DROP VIEW "New Side"."composed_golden";

-- down (no lock on any table)
DROP FUNCTION "New Side"."compose_component_option"("component_option" "New Side"."component_option");

-- down (no lock on any table)
DROP FUNCTION "New Side"."overlay_component_option"("component_option" "New Side"."component_option");

-- down (no lock on any table)
DROP FUNCTION "New Side"."compose_component"("component" "New Side"."component", "members of_component_option" text, "members of_component" text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."overlay_component"("component" "New Side"."component", "members of_component_option" text, "members of_component" text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."compose_attribute"("attribute" "New Side"."attribute");

-- down (no lock on any table)
DROP FUNCTION "New Side"."overlay_attribute"("attribute" "New Side"."attribute");

-- down (no lock on any table)
DROP FUNCTION "New Side"."compose_line_cell"("line_cell" "New Side"."line_cell");

-- down (no lock on any table)
DROP FUNCTION "New Side"."overlay_line_cell"("line_cell" "New Side"."line_cell");

-- down (no lock on any table)
DROP FUNCTION "New Side"."compose_line ""item"""("line ""item""" "New Side"."line ""item""", "members of_line_cell" text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."overlay_line ""item"""("line ""item""" "New Side"."line ""item""", "members of_line_cell" text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."compose_order"("order" "New Side"."order", "order_signature" "New Side"."order_signature", "members of_line ""item""" text, "members of_attribute" text, "members of_component" text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."overlay_order"("order" "New Side"."order", "order_signature" "New Side"."order_signature", "members of_line ""item""" text, "members of_attribute" text, "members of_component" text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."decompose_component_option"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."decompose_component"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."decompose_attribute"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."decompose_line_cell"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."decompose_line ""item"""("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."decompose_order"("document" jsonb);

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_component_option" ON "New Side"."component_option";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "New Side"."component_option";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_component" ON "New Side"."component";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "New Side"."component";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_attribute" ON "New Side"."attribute";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "New Side"."attribute";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_line_cell" ON "New Side"."line_cell";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP INDEX "New Side"."line_cell_itself_idx";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "New Side"."line_cell";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_line ""item""" ON "New Side"."line ""item""";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "New Side"."line ""item""";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_order_signature" ON "New Side"."order_signature";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "New Side"."order_signature";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_order" ON "New Side"."order";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP INDEX "New Side"."order_state_idx";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "New Side"."order";

-- down (no lock on any table): gone again if it was made here and nothing is left in it
DO $do$
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_namespace AS made
        WHERE nspname = 'New Side' AND pg_catalog.obj_description(made.oid, 'pg_namespace') = 'tables and functions of hofsm-migrate'
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend
                WHERE refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND refobjid = made.oid
            )
    ) THEN
        DROP SCHEMA "New Side";
    END IF;
END
$do$;

RESET search_path;
