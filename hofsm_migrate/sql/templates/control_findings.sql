SELECT path, class AS kind, count, share, examples, what, action, documents, found_at
FROM hofsm.finding
WHERE source_schema = %(schema)s AND source_table = %(table)s AND payload = %(payload)s
ORDER BY id
