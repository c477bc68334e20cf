-- form_fields: dual_write -> expanded
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the legacy table and its partitions): writes are no longer mirrored
-- The table before its partitions, as its writers lock them; one statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "public"."form_fields" IN ACCESS EXCLUSIVE MODE;
END
$do$;
DO $drop$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
        WHERE tgfoid IN ('"production"."dual_write_form_fields"()'::regprocedure, '"production"."dual_write_form_fields_truncate"()'::regprocedure) AND tgparentid = 0 AND tgrelid <> '"public"."form_fields"'::regclass
        ORDER BY tgrelid, tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.place);
    END LOOP;
END
$drop$;
DROP TRIGGER "dual_write_form_fields_insert" ON "public"."form_fields";
DROP TRIGGER "dual_write_form_fields_update" ON "public"."form_fields";
DROP TRIGGER "dual_write_form_fields_delete" ON "public"."form_fields";
DROP TRIGGER "dual_write_form_fields_truncate" ON "public"."form_fields";

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

-- down (no lock on any table)
DROP FUNCTION "production"."dual_write_form_fields_truncate"();

-- down (no lock on any table)
DROP FUNCTION "production"."dual_write_form_fields"();

-- down (no lock on any table)
DROP FUNCTION "production"."follow_form_fields"("public"."form_fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."forget_form_fields"("public"."form_fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."represent_form_fields"("public"."form_fields"."id"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."change_form_field_attachment"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_form_field_reading"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_form_field_attribute"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_form_field_child"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_form_field"("public"."form_fields"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."part_form_field_child_3"("element" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."part_form_field_child_2"("element" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."part_form_field_child_1"("element" jsonb);

-- down (no lock on any table): nothing to undo, since the rows were copies

RESET search_path;
