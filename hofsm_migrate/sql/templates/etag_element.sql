#variable_conflict use_column
BEGIN
    RETURN (
        SELECT {document:q}
        FROM (
            {query:q}
        ) AS composed
    );
END
