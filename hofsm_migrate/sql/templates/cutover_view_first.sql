-- up (no lock on any table): nothing to do, since the table was locked when it got its other name

-- down (ACCESS EXCLUSIVE on the view and the base table): the view first, since its writers lock it before the table
-- Whoever waits for the view holds up nobody at the table. Writers of the new tables that are on their way to it are waited for before,
-- since they know it by the name that it is about to lose. One statement, so that it runs under psql, too.
DO {quote:q}
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended({setting:l}, 0));
    LOCK TABLE {legacy:i} IN ACCESS EXCLUSIVE MODE;
END
{quote:q};
