-- After SELECT ... FOR UPDATE has waited, the document must be the one that the lock protects, and not that of the statement's beginning.
-- Then the row of the base table is a version that the statement's snapshot does not show. In all other cases it is that snapshot
-- which counts: an UPDATE reads the document several times, and each time it has to be the same.
IF NOT EXISTS (SELECT FROM {base:i} AS base WHERE {same:q} AND base.ctid = {version:q}) THEN
    RETURN {now:i}({key:q});
END IF;
