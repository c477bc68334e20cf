-- the last key of every so many rows in the order of the key
SELECT {texts:q}
FROM (
    SELECT {key:q}, row_number() OVER (ORDER BY {key:q}) AS "hofsm place"
    FROM {table:i}
) AS numbered
WHERE "hofsm place" % {step:l} = 0
ORDER BY "hofsm place"
