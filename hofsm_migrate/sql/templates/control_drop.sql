-- Helper functions, Alembic's version table, and the schema where it is ours: it has our comment, a DBA's own has another or none.
-- No CASCADE: what still uses a helper function makes this fail, and nothing is changed.
DO $body$
DECLARE
    helper regprocedure;
BEGIN
    FOR helper IN SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = 'hofsm'::regnamespace LOOP
        EXECUTE format('DROP FUNCTION %s', helper);
    END LOOP;
    DROP TABLE hofsm.alembic_version;
    IF obj_description('hofsm'::regnamespace, 'pg_namespace') = 'control tables and helper functions of hofsm-migrate' THEN
        DROP SCHEMA hofsm;
    END IF;
END
$body$;
