BEGIN
    {fresh:q}RETURN (
        SELECT composed.{document:i}::jsonb
        FROM (
            {documents:q}
        ) AS composed
    );
END
