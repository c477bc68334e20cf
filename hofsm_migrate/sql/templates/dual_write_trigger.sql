-- up (SHARE ROW EXCLUSIVE on the legacy table and its partitions): every write is mirrored; waits for writers in flight
{create:q}
{descendants:q}

-- down (ACCESS EXCLUSIVE on the legacy table and its partitions): writes are no longer mirrored
{drop_descendants:q}
{drop:q}
