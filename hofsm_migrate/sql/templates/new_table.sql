-- up (ACCESS SHARE on the legacy table, whose key types are taken over): {purpose:q}
CREATE TABLE {table:i} AS
SELECT {key:q} FROM {legacy:i} WITH NO DATA;
ALTER TABLE {table:i}
    {columns:q};
COMMENT ON TABLE {table:i} IS {comment:l};
{comments:q}

-- down (ACCESS EXCLUSIVE on the new table only)
DROP TABLE {table:i};
