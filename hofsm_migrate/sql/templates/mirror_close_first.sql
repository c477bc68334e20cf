-- up (no lock on any table): nothing to do, since each trigger's own statement locks the tables, the root first

-- down (ACCESS EXCLUSIVE on the new tables only): the root table first, since a writer that has none of them yet comes by it
-- Whoever waits for the root table holds up nobody at the others; one statement, so that it runs under psql, too.
DO {quote:q}
BEGIN
    LOCK TABLE
        {tables:q}
    IN ACCESS EXCLUSIVE MODE;
END
{quote:q};
