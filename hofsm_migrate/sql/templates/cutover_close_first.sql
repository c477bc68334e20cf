-- up (no lock on any table): nothing to do, since nobody writes through the view before this is committed

-- down (ACCESS EXCLUSIVE on the view, then SHARE ROW EXCLUSIVE on the new tables): in this order nobody who is waited for waits
-- Writers of the legacy side come by the view first; who writes to a new table is on its way to the base table, by a name that it will not
-- have. The first statement changes nothing: unlike LOCK TABLE it locks the view and not what is below it.
ALTER VIEW {legacy:i} SET (security_invoker = true);
DO {quote:q}
BEGIN
    LOCK TABLE
        {tables:q}
    IN SHARE ROW EXCLUSIVE MODE;
END
{quote:q};
