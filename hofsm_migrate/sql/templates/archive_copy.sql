COPY (
    SELECT {texts:q}, composed.{document:i}::jsonb::text
    FROM (
        {documents:q}
    ) AS composed
    ORDER BY {order:q}
) TO STDOUT
