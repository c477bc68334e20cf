INSERT INTO hofsm.payload AS p (mapping, state, last_key, documents, changed, began_at, changed_at)
VALUES (%(mapping)s, %(state)s, %(key)s, %(documents)s, %(changed)s, clock_timestamp(), clock_timestamp())
ON CONFLICT (mapping) DO UPDATE
SET state = excluded.state,
    last_key = excluded.last_key,
    documents = excluded.documents,
    changed = excluded.changed,
    began_at = CASE
        WHEN excluded.state IN ('emptying', 'restoring') AND p.state <> excluded.state THEN excluded.began_at ELSE p.began_at
    END,
    changed_at = excluded.changed_at
