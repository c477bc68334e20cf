-- up (ACCESS SHARE on the legacy table): {purpose:q}
-- Conditions on the key reach the legacy table; OFFSET 0 keeps a document from being read anew for every value in it.
CREATE VIEW {view:i} WITH (security_invoker = true) AS
SELECT
    {columns:q}
FROM {source:q}{condition:q};
COMMENT ON VIEW {view:i} IS {comment:l};
{comments:q}

-- down (ACCESS EXCLUSIVE on the view only)
DROP VIEW {view:i};
