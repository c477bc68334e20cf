-- up (SHARE ROW EXCLUSIVE on the legacy table): writers in flight are waited for, since their functions wait for rows of the new tables
-- One statement, so that it runs under psql, too.
DO {quote:q}
BEGIN
    LOCK TABLE {legacy:i} IN SHARE ROW EXCLUSIVE MODE;
END
{quote:q};

-- down (no lock on any table): nothing to do
