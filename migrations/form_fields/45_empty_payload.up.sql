-- form_fields: cutover, empty-payload
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- up (SHARE ROW EXCLUSIVE on the base table): form_fields.yaml:17:3 (form_field): writers no longer write payloads; waits for writers in flight
-- A writer that has the table's lock by then has asked the function as it was; who gets it later asks the new one.
DO $do$
BEGIN
    LOCK TABLE "public"."form_fields_base" IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION "production"."keeps_payload_form_fields"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN false;
END
$do$;

RESET search_path;
