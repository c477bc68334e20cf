-- batches: cutover, empty-payload undone
-- from batches.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (SHARE ROW EXCLUSIVE on the base table): writers keep the payloads in step again
DO $do$
BEGIN
    LOCK TABLE "public"."batches_base" IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION "production"."keeps_payload_batches"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN true;
END
$do$;

RESET search_path;
