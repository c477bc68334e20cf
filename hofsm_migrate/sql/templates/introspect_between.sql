-- how many keys there are (LIMIT at most) between two of them
SELECT count(*)
FROM (SELECT FROM {table:i} AS other WHERE other.{column:i} BETWEEN {low:l} AND {high:l} LIMIT {limit:l}) AS known
