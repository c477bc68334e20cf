-- golden: cutover, empty-payload
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (SHARE ROW EXCLUSIVE on the base table): spec.yaml:8:3 (order): writers no longer write payloads; waits for writers in flight
-- A writer that has the table's lock by then has asked the function as it was; who gets it later asks the new one.
DO $do$
BEGIN
    LOCK TABLE "old"."Legacy Orders_base" IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION "New Side"."keeps_payload_golden"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN false;
END
$do$;

RESET search_path;
