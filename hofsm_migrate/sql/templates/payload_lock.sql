    SELECT FROM {base:i} AS legacy
    WHERE {range:q} AND {due:q}
    ORDER BY {order:q}
    FOR NO KEY UPDATE