-- up (no lock on any table): nothing to do

-- down (ACCESS EXCLUSIVE on the view, then on the base table): the view first, since its readers and writers come by it
-- Writers of the new tables are waited for, and wait, until their functions write to another table.
DO {quote:q}
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('hofsm writers'), hashtext({setting:l}));
    LOCK TABLE {legacy:i} IN ACCESS EXCLUSIVE MODE;
END
{quote:q};
