-- up (ACCESS EXCLUSIVE on the base table, SHARE ROW EXCLUSIVE on the new tables): waits for whoever writes or reads, and nobody is in between
-- Writers of the new side have a row there before they come to the base table, so the new tables are first; one statement for psql.
DO {quote:q}
BEGIN
    LOCK TABLE
        {tables:q}
    IN SHARE ROW EXCLUSIVE MODE;
    LOCK TABLE {base:i} IN ACCESS EXCLUSIVE MODE;
END
{quote:q};
