-- The schema of hofsm-migrate's control tables and helper functions.
-- Asked for first, because CREATE SCHEMA IF NOT EXISTS needs the CREATE privilege on the database even where the schema exists.
DO $body$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'hofsm') THEN
        CREATE SCHEMA hofsm;
        COMMENT ON SCHEMA hofsm IS 'control tables and helper functions of hofsm-migrate';
    END IF;
END
$body$;
