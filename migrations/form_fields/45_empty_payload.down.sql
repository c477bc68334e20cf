-- form_fields: cutover, empty-payload undone
-- from form_fields.yaml; edit the spec, not this file

SET search_path = pg_catalog;

-- down (SHARE ROW EXCLUSIVE on the base table): writers keep the payloads in step again
DO $do$
BEGIN
    LOCK TABLE "public"."form_fields_base" IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION "production"."keeps_payload_form_fields"() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN true;
END
$do$;

RESET search_path;
