-- mixed: dual_write -> expanded
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the legacy table and its partitions): writes are no longer mirrored
-- The table before its partitions, as its writers lock them; one statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "public"."mixed" IN ACCESS EXCLUSIVE MODE;
END
$do$;
DO $drop$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
        WHERE tgfoid IN ('"mixed_new"."dual_write_mixed"()'::regprocedure, '"mixed_new"."dual_write_mixed_truncate"()'::regprocedure) AND tgparentid = 0 AND tgrelid <> '"public"."mixed"'::regclass
        ORDER BY tgrelid, tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.place);
    END LOOP;
END
$drop$;
DROP TRIGGER "dual_write_mixed_insert" ON "public"."mixed";
DROP TRIGGER "dual_write_mixed_update" ON "public"."mixed";
DROP TRIGGER "dual_write_mixed_delete" ON "public"."mixed";
DROP TRIGGER "dual_write_mixed_truncate" ON "public"."mixed";

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."dual_write_mixed_truncate"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."dual_write_mixed"();

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."follow_mixed"("public"."mixed"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."forget_mixed"("public"."mixed"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."represent_mixed"("public"."mixed"."id"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."change_form_row"("public"."mixed"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."change_option"("public"."mixed"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."change_attribute"("public"."mixed"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "mixed_new"."change_document"("public"."mixed"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table): nothing to undo, since the rows were copies

RESET search_path;
