INSERT INTO hofsm.finding
    (source_schema, source_table, payload, documents, path, class, count, share, examples, what, action)
VALUES (%(schema)s, %(table)s, %(payload)s, %(documents)s, %(path)s, %(kind)s, %(count)s, %(share)s, %(examples)s, %(what)s,
    %(action)s)
