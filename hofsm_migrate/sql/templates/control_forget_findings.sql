DELETE FROM hofsm.finding
WHERE source_schema = %(schema)s AND source_table = %(table)s AND payload = %(payload)s
