-- up (SHARE on the new table, which is still empty)
CREATE INDEX {index:i} ON {table:i} USING {method:q} ({column:q});

-- down (ACCESS EXCLUSIVE on the new table only)
DROP INDEX {qualified:i};
