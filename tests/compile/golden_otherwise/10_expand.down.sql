-- mixed: expanded -> legacy
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."verify_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."backfill_mixed"("public"."mixed"."id"%TYPE, "public"."mixed"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."etag_form_row"("mixed_new"."form_row", jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."etag_option"("mixed_new"."option", jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."etag_attribute"("mixed_new"."attribute", jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."etag_document"("mixed_new"."document", jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."element_form_row"("public"."mixed"."id"%TYPE, integer[]);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."element_option"("public"."mixed"."id"%TYPE, integer);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."element_attribute"("public"."mixed"."id"%TYPE, text);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."element_document"("public"."mixed"."id"%TYPE);

-- down (ACCESS EXCLUSIVE on the view only)
DROP VIEW "mixed_new"."composed_mixed";

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."compose_form_row"("form_row" "mixed_new"."form_row", "members of_form_row" text);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."overlay_form_row"("form_row" "mixed_new"."form_row", "members of_form_row" text);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."compose_option"("option" "mixed_new"."option");

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."overlay_option"("option" "mixed_new"."option");

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."compose_attribute"("attribute" "mixed_new"."attribute");

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."overlay_attribute"("attribute" "mixed_new"."attribute");

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."compose_document"("document_" "mixed_new"."document", "document_input" "mixed_new"."document_input", "document_rest" "mixed_new"."document_rest", "members of_form_row" text, "members of_attribute" text, "members of_option" text);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."overlay_document"("document_" "mixed_new"."document", "document_input" "mixed_new"."document_input", "document_rest" "mixed_new"."document_rest", "members of_form_row" text, "members of_attribute" text, "members of_option" text);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."decompose_form_row"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."decompose_option"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."decompose_attribute"("container" jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."decompose_document"("document" jsonb);

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_form_row" ON "mixed_new"."form_row";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "mixed_new"."form_row";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_option" ON "mixed_new"."option";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "mixed_new"."option";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_attribute" ON "mixed_new"."attribute";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "mixed_new"."attribute";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_document_rest" ON "mixed_new"."document_rest";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "mixed_new"."document_rest";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_document_input" ON "mixed_new"."document_input";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "mixed_new"."document_input";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TRIGGER "closed_document" ON "mixed_new"."document";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP INDEX "mixed_new"."document_form_other_idx";

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE "mixed_new"."document";

-- down (no lock on any table): gone again if it was made here and nothing is left in it
DO $do$
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_namespace AS made
        WHERE nspname = 'mixed_new' AND pg_catalog.obj_description(made.oid, 'pg_namespace') = 'tables and functions of hofsm-migrate'
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend
                WHERE refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND refobjid = made.oid
            )
    ) THEN
        DROP SCHEMA "mixed_new";
    END IF;
END
$do$;

RESET search_path;
