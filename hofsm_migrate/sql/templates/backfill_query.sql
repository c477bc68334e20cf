    -- FOR KEY SHARE: no document of the chunk can be deleted or change its key before this transaction ends; updates go on.
    -- A document is represented if its root row exists, so only the documents claimed by a new root row get other rows.
    -- From its claim to the end of the transaction a document makes its writers wait: so all rows are made before, also those of
    -- documents that somebody else claims meanwhile, and what was represented before is left out.
    WITH represented AS MATERIALIZED (
        SELECT {key_root:q} FROM {root:i} AS root WHERE {root_range:q}
    ),
    chunk AS MATERIALIZED (
        SELECT {key:q}, {payload:q} #> '{}' AS {document:i}
        FROM {legacy:i} AS legacy
        WHERE {range:q} AND ({key:q}) NOT IN (SELECT {represented:q} FROM represented)
        ORDER BY {key:q}
        FOR KEY SHARE
    ),
    {inserts:q}
    SELECT {documents:q}, {rows:q}
    INTO claimed_documents, new_rows;