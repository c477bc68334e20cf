-- up (no lock on any table): nothing to do, since each trigger's own statement locks the tables, the root first

-- down (ACCESS EXCLUSIVE on the new tables only): the root table first, since a writer of the legacy side that has none of them yet comes by it
-- Whoever waits for the root table holds up nobody at the others; one statement, so that it runs under psql, too. Writers of the new side
-- come by the root with another table in hand: they are waited for before, and who comes meanwhile is sent back.
DO {quote:q}
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext({setting:l}));
    LOCK TABLE
        {tables:q}
    IN ACCESS EXCLUSIVE MODE;
END
{quote:q};
