-- up (SHARE ROW EXCLUSIVE on the legacy table and its partitions): every write is mirrored; waits for writers in flight
{create:q}
{descendants:q}

-- down (ACCESS EXCLUSIVE on the legacy table and its partitions): writes are no longer mirrored
-- The table before its partitions, as its writers lock them; one statement, so that it runs under psql, too.
DO {lock_quote:q}
BEGIN
    LOCK TABLE {legacy:i} IN ACCESS EXCLUSIVE MODE;
END
{lock_quote:q};
{drop_elsewhere:q}
{drop:q}
