-- variants: dual_write -> expanded
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the legacy table and its partitions): writes are no longer mirrored
-- The table before its partitions, as its writers lock them; one statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "old"."fields" IN ACCESS EXCLUSIVE MODE;
END
$do$;
DO $drop$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
        WHERE tgfoid IN ('"variants_new"."dual_write_variants"()'::regprocedure, '"variants_new"."dual_write_variants_truncate"()'::regprocedure) AND tgparentid = 0 AND tgrelid <> '"old"."fields"'::regclass
        ORDER BY tgrelid, tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.place);
    END LOOP;
END
$drop$;
DROP TRIGGER "dual_write_variants_insert" ON "old"."fields";
DROP TRIGGER "dual_write_variants_update" ON "old"."fields";
DROP TRIGGER "dual_write_variants_delete" ON "old"."fields";
DROP TRIGGER "dual_write_variants_truncate" ON "old"."fields";

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table)
DROP FUNCTION "variants_new"."dual_write_variants_truncate"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."dual_write_variants"();

-- down (no lock on any table)
DROP FUNCTION "variants_new"."follow_variants"("old"."fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."forget_variants"("old"."fields"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."represent_variants"("old"."fields"."id"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."change_field_option"("old"."fields"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."change_entry"("old"."fields"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "variants_new"."change_field"("old"."fields"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table): nothing to undo, since the rows were copies

RESET search_path;
