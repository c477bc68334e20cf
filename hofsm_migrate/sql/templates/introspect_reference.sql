-- those of the values that the key has, and how many keys there are (LIMIT at most)
SELECT ARRAY(
        SELECT asked.value
        FROM unnest({values:q}::text[]) AS asked (value)
        WHERE EXISTS (SELECT FROM {table:i} AS other WHERE other.{column:i} = asked.value::{type:q})
    ),
    (SELECT count(*) FROM (SELECT FROM {table:i} LIMIT {limit:l}) AS known)
