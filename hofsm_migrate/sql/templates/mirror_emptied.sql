UPDATE {parent:i} AS stored SET {column:i} = {residual:q}
WHERE EXISTS (SELECT FROM {old:q} AS was WHERE {held:q})
    AND NOT EXISTS (SELECT FROM {child:i} AS other WHERE {holds:q});
