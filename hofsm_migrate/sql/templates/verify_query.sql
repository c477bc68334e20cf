    -- Text decides, not jsonb equality: 1.0 and 1 are equal and not the same. Equal images are equal texts, and much cheaper.
    SELECT {outputs:q}
    FROM (SELECT {key:q}, {payload:q} AS {payload_name:i} FROM {legacy:i} AS legacy WHERE {range:q}) AS legacy
    FULL JOIN (
        SELECT {composed_key:q}, composed.{document:i}::jsonb AS {payload_name:i}
        FROM (
            {documents:q}
        ) AS composed
    ) AS composed ON {same_key:q}
    WHERE ({represented:q}) IS NOT TRUE
        OR NOT record_image_eq(ROW(legacy.{payload_name:i}), ROW(composed.{payload_name:i}))
            AND legacy.{payload_name:i}::text IS DISTINCT FROM composed.{payload_name:i}::text{unless:q}