SELECT member.key AS container, item.value
    FROM {documents:i} AS document
    CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(document.value) = 'object' THEN document.value END) AS member
    CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(member.value) = 'array' THEN member.value END) AS item
    WHERE member.key = ANY ({keys:q})
