-- mixed: cutover, empty-payload
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (SHARE ROW EXCLUSIVE on the base table): spec.yaml:7:3 (document): writers no longer write payloads; waits for writers in flight
-- A writer that has the table's lock by then has asked the function as it was; who gets it later asks the new one.
DO $do$
BEGIN
    LOCK TABLE "public"."mixed_base" IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION "mixed_new"."keeps_payload_mixed"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN false;
END
$do$;

RESET search_path;
