    -- FOR KEY SHARE: no document of the chunk can be deleted or change its key before this transaction ends; updates go on.
    -- A document is represented if its root row exists, so only the documents claimed by a new root row get other rows.
    WITH chunk AS MATERIALIZED (
        SELECT {key:q}, {payload:q} #> '{}' AS {document:i}
        FROM {legacy:i} AS legacy
        WHERE {range:q}
        ORDER BY {key:q}
        FOR KEY SHARE
    ),
    {inserts:q}
    SELECT {documents:q}, {rows:q}