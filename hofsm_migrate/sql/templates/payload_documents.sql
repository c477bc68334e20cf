    SELECT {key:q}, composed.{document:i}::jsonb
    FROM (
        {documents:q}
    ) AS composed