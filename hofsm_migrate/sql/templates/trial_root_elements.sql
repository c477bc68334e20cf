SELECT NULL::text AS container, item.value
    FROM {documents:i} AS document
    CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(document.value) = 'array' THEN document.value END) AS item
