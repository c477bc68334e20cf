-- up (no lock on any table): nothing to do, since the table was locked when it got its other name

-- down (ACCESS EXCLUSIVE on the view and the base table): the view first, since its writers lock it before the table
-- Whoever waits for the view holds up nobody at the table; one statement, so that it runs under psql, too.
DO {quote:q}
BEGIN
    LOCK TABLE {legacy:i} IN ACCESS EXCLUSIVE MODE;
END
{quote:q};
