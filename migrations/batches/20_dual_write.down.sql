-- batches: dual_write -> expanded
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the legacy table and its partitions): writes are no longer mirrored
-- The table before its partitions, as its writers lock them; one statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "public"."batches" IN ACCESS EXCLUSIVE MODE;
END
$do$;
DO $drop$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
        WHERE tgfoid IN ('"production"."dual_write_batches"()'::regprocedure, '"production"."dual_write_batches_truncate"()'::regprocedure) AND tgparentid = 0 AND tgrelid <> '"public"."batches"'::regclass
        ORDER BY tgrelid, tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.place);
    END LOOP;
END
$drop$;
DROP TRIGGER "dual_write_batches_insert" ON "public"."batches";
DROP TRIGGER "dual_write_batches_update" ON "public"."batches";
DROP TRIGGER "dual_write_batches_delete" ON "public"."batches";
DROP TRIGGER "dual_write_batches_truncate" ON "public"."batches";

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

-- down (no lock on any table)
DROP FUNCTION "production"."dual_write_batches_truncate"();

-- down (no lock on any table)
DROP FUNCTION "production"."dual_write_batches"();

-- down (no lock on any table)
DROP FUNCTION "production"."follow_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."forget_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "production"."represent_batches"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_state_change"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_attachment"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_signature"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_reading"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_correction"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_attribute"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_weighing"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_field"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, uuid, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_section"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch_quantity"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."change_batch"("public"."batches"."id"%TYPE, "public"."batches"."created_at"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "production"."part_batch_field_3"("element" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."part_batch_field_2"("element" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."part_batch_field_1"("element" jsonb);

-- down (no lock on any table)
DROP FUNCTION "production"."part_batch_section_1"("element" jsonb);

-- down (no lock on any table): nothing to undo, since the rows were copies

RESET search_path;
