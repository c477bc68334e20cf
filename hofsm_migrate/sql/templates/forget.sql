#variable_conflict use_column
BEGIN
    {never_wait:q}-- The root row is claimed before it goes: a backfill that is about to commit it is waited for, and a writer whose snapshot is
    -- older than that gets 40001 instead of leaving rows of a document that is no more.
    INSERT INTO {root:i} ({key:q}) VALUES ({values:q}) ON CONFLICT DO NOTHING;
    {deletes:q}
END