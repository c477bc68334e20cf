-- up (no lock on any table): made if it is missing; the comment remembers that
-- Asked for first, because CREATE SCHEMA IF NOT EXISTS needs the CREATE privilege on the database even where the schema exists.
DO {quote:q}
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = {name:l}) THEN
        CREATE SCHEMA {schema:i};
        COMMENT ON SCHEMA {schema:i} IS {comment:l};
    END IF;
END
{quote:q};

-- down (no lock on any table): gone again if it was made here and nothing is left in it
DO {quote:q}
BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_namespace AS made
        WHERE nspname = {name:l} AND pg_catalog.obj_description(made.oid, 'pg_namespace') = {comment:l}
            AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_depend
                WHERE refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND refobjid = made.oid
            )
    ) THEN
        DROP SCHEMA {schema:i};
    END IF;
END
{quote:q};
