    -- Whether a document that this transaction has claimed is not there any more.
    SELECT EXISTS (
        SELECT FROM {root:i} AS root
        WHERE {range:q}
            AND root.xmin = pg_current_xact_id()::xid
            AND NOT EXISTS (SELECT FROM {legacy:i} AS legacy WHERE {same:q} AND {legacy_range:q})
    )
    INTO is_gone;