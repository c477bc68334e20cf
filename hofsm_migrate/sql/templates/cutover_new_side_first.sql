-- up (no lock on any table): writers of the new tables that are on their way to the legacy table are waited for, and others begin later
-- Whoever is on the way knows the table by the name that it is about to lose. One statement, so that it runs under psql, too.
DO {quote:q}
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended({setting:l}, 0));
END
{quote:q};

-- down (no lock on any table): nothing to do, since that comes first on the way back, too
