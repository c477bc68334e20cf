-- keys that more than one row has, where other tables inherit from the table: an index makes a key unique within one table only
SELECT count(*) OVER (), {texts:q}, array_to_string(array_agg(DISTINCT legacy.tableoid::regclass::text), ', ')
FROM {legacy:i} AS legacy
GROUP BY {key:q}
HAVING count(*) > 1
ORDER BY {key:q}
LIMIT 1
