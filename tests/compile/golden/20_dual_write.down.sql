-- golden: dual_write -> expanded
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (ACCESS EXCLUSIVE on the legacy table and its partitions): writes are no longer mirrored
-- The table before its partitions, as its writers lock them; one statement, so that it runs under psql, too.
DO $do$
BEGIN
    LOCK TABLE "old"."Legacy Orders" IN ACCESS EXCLUSIVE MODE;
END
$do$;
DO $drop$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT tgname, tgrelid::regclass AS place FROM pg_trigger
        WHERE tgfoid IN ('"New Side"."dual_write_golden"()'::regprocedure, '"New Side"."dual_write_golden_truncate"()'::regprocedure) AND tgparentid = 0 AND tgrelid <> '"old"."Legacy Orders"'::regclass
        ORDER BY tgrelid, tgname
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.place);
    END LOOP;
END
$drop$;
DROP TRIGGER "dual_write_golden_insert" ON "old"."Legacy Orders";
DROP TRIGGER "dual_write_golden_update" ON "old"."Legacy Orders";
DROP TRIGGER "dual_write_golden_delete" ON "old"."Legacy Orders";
DROP TRIGGER "dual_write_golden_truncate" ON "old"."Legacy Orders";

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table): it stays as long as the table, which may keep rows

-- down (no lock on any table)
DROP FUNCTION "New Side"."dual_write_golden_truncate"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."dual_write_golden"();

-- down (no lock on any table)
DROP FUNCTION "New Side"."follow_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "New Side"."forget_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE);

-- down (no lock on any table)
DROP FUNCTION "New Side"."represent_golden"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb);

-- down (no lock on any table)
DROP FUNCTION "New Side"."change_component_option"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, integer[], jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."change_component"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."change_attribute"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."change_line_cell"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, text, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."change_line ""item"""("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table)
DROP FUNCTION "New Side"."change_order"("old"."Legacy Orders"."Company"%TYPE, "old"."Legacy Orders"."id"%TYPE, jsonb, jsonb, text);

-- down (no lock on any table): nothing to undo, since the rows were copies

RESET search_path;
