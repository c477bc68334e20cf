#variable_conflict use_column
DECLARE
    claimed_documents bigint;
BEGIN
    -- A document is represented if its root row exists; one that somebody else has represented gets no rows here.
    WITH chunk AS MATERIALIZED (SELECT {key:q}, {argument:q} AS {document:i}),
    {inserts:q}
    SELECT count(*) INTO claimed_documents FROM claimed;
    RETURN claimed_documents > 0;
END