-- up (ACCESS EXCLUSIVE on the new tables only): what a backfill wrote while no write to the legacy table was mirrored is stale
-- The write guards let nobody else do this; one statement, so that it is one transaction wherever it runs.
DO {quote:q}
BEGIN
    PERFORM pg_catalog.set_config('hofsm.origin', 'backfill', true);
    TRUNCATE
        {tables:q};
    PERFORM pg_catalog.set_config('hofsm.origin', '', true);
END
{quote:q};

-- down (no lock on any table): nothing to undo, since the rows were copies
