-- Helper functions, Alembic's version table, and the schema where it is ours: it has our comment, a DBA's own has another or none.
-- One DROP for all functions, since they use each other. No CASCADE: what outside of them still uses one makes this fail.
DO $body$
DECLARE
    helpers text := (
        SELECT string_agg(oid::regprocedure::text, ', ') FROM pg_catalog.pg_proc WHERE pronamespace = 'hofsm'::regnamespace
    );
BEGIN
    IF helpers IS NOT NULL THEN
        EXECUTE 'DROP ROUTINE ' || helpers;
    END IF;
    DROP TABLE hofsm.alembic_version;
    IF obj_description('hofsm'::regnamespace, 'pg_namespace') = 'control tables and helper functions of hofsm-migrate' THEN
        DROP SCHEMA hofsm;
    END IF;
END
$body$;
