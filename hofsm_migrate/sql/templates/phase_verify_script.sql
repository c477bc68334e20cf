-- every document that is not in parity: in one direction or the other, or with another text
SELECT difference.*
FROM (SELECT {key:q} FROM {legacy:i} ORDER BY {ascending:q} LIMIT 1) AS first,
     (SELECT {key:q} FROM {legacy:i} ORDER BY {descending:q} LIMIT 1) AS last,
     LATERAL {function:i}({first:q}, {last:q}) AS difference
