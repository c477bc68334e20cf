-- batches: cutover, empty-payload
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (SHARE ROW EXCLUSIVE on the base table): batches.yaml:18:3 (batch): writers no longer write payloads; waits for writers in flight
-- A writer that has the table's lock by then has asked the function as it was; who gets it later asks the new one.
DO $do$
BEGIN
    LOCK TABLE "public"."batches_base" IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION "production"."keeps_payload_batches"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN false;
END
$do$;

RESET search_path;
