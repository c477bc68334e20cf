-- up (ACCESS EXCLUSIVE on the base table, and on the view where it goes; SHARE ROW EXCLUSIVE on the new tables): waits for whoever writes or reads, and nobody is in between
-- Writers of the new side come by the base table and by the root with another table in hand: they are waited for before, and who comes
-- meanwhile is sent back. Readers and writers of the legacy side come by the view, then by the base table, then by the new tables; so does
-- this. One statement for psql.
DO {quote:q}
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm switch'), hashtext({setting:l}));
    {legacy:q}LOCK TABLE
        {tables:q}
    IN SHARE ROW EXCLUSIVE MODE;
END
{quote:q};
