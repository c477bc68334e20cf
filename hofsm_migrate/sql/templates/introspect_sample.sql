-- keys of so many rows at equal distances in the order of the key
SELECT {texts:q}
FROM (
    SELECT {key:q}, row_number() OVER (ORDER BY {key:q}) AS "hofsm place", count(*) OVER () AS "hofsm rows"
    FROM {table:i}
    WHERE {where:q}
) AS numbered
WHERE "hofsm place" * {wanted:l} / "hofsm rows" > ("hofsm place" - 1) * {wanted:l} / "hofsm rows"
ORDER BY "hofsm place"
