-- collections whose elements cannot be told apart are kept whole in the residual: in how many rows, and the first keys
WITH irregular AS (
    SELECT {key:q}
    FROM {table:i} AS own
    WHERE {condition:q} AND jsonb_typeof(own.{residual:i} #> {path:q}) = {kind:l}
        -- an empty collection has no elements to tell apart; it is there because the spec says another word for nothing
        AND own.{residual:i} #> {path:q} NOT IN ('[]', '{}')
)
SELECT (SELECT count(*) FROM irregular), ARRAY(SELECT ARRAY[{texts:q}] FROM irregular ORDER BY {order:q} LIMIT {limit:l})
