-- collections whose elements cannot be told apart are kept whole in the residual: in how many rows, and the first keys
WITH irregular AS (
    SELECT {key:q}
    FROM {table:i} AS own
    WHERE own.{residual:i} IS NOT NULL AND jsonb_typeof(own.{residual:i} #> {path:q}) = {kind:l}
)
SELECT (SELECT count(*) FROM irregular), ARRAY(SELECT ARRAY[{texts:q}] FROM irregular ORDER BY {order:q} LIMIT {limit:l})
