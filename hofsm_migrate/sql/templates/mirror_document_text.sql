#variable_conflict use_column
BEGIN
    RETURN (
        SELECT {document:q}::jsonb
        FROM (
        {query:q}
        ) AS composed
    );
END
