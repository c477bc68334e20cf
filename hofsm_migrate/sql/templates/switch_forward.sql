-- up (no lock on any table): writers of the new tables are waited for, and wait, until their functions write to another table
SELECT pg_advisory_xact_lock(hashtext('hofsm writers'), hashtext({setting:l}));

-- down (no lock on any table): nothing to do
