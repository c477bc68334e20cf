SELECT element.*
FROM {changed_items:q}({was_container:q}, {now_container:q}) AS pair
CROSS JOIN LATERAL (
    SELECT
        {columns:q}
    FROM {was:q} AS was
    FULL JOIN {now:q} AS now ON {same_element:q}
    WHERE NOT {same_image:q}
) AS element