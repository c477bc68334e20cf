-- up (ACCESS EXCLUSIVE on the new table only): with its rows, its indexes and its statistics
ALTER TABLE {table:i} SET SCHEMA {schema:i};

-- down (ACCESS EXCLUSIVE on the new table only)
ALTER TABLE {moved:i} SET SCHEMA {own:i};
