-- one row per element: its document, what is known of its tables and columns, its residual
CREATE TEMPORARY TABLE {elements:i} AS
SELECT element.{number:i} AS number, {facts:q} AS facts, element.residual
FROM (
    SELECT
        {columns:q}
    FROM {source:q}
    OFFSET 0
) AS element
