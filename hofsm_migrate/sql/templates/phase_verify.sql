-- the documents of a key range that are not in parity; the text of both sides for the first of them only
SELECT {texts:q}, found.{in_legacy:i}, found.{represented:i},
       CASE WHEN found.position <= {limit:l} THEN found.{payload:i}::text END,
       CASE WHEN found.position <= {limit:l} THEN found.{composed:i}::text END
FROM (SELECT difference.*, row_number() OVER (ORDER BY {order:q}) AS position FROM {call:q} AS difference{as_columns:q}) AS found
WHERE found.{in_legacy:i}
ORDER BY found.position
