-- up (ACCESS SHARE): the documents as the new tables give them, read-only
CREATE VIEW {view:i} WITH (security_invoker = true) AS
SELECT {key:q}, {document:q}::jsonb AS {payload:i}
FROM (
    {documents:q}
) AS composed;
COMMENT ON VIEW {view:i} IS {comment:l};

-- down (ACCESS EXCLUSIVE on the view only)
DROP VIEW {view:i};
