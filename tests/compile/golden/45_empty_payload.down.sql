-- golden: cutover, empty-payload undone
-- from spec.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (SHARE ROW EXCLUSIVE on the base table): writers keep the payloads in step again
DO $do$
BEGIN
    LOCK TABLE "old"."Legacy Orders_base" IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION "New Side"."keeps_payload_golden"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN true;
END
$do$;

RESET search_path;
