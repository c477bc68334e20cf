INSERT INTO hofsm.backfill_chunk (mapping, number, lo_key, hi_key, documents, rows, seconds)
VALUES (%(mapping)s, %(number)s, %(lo_key)s, %(hi_key)s, %(documents)s, %(rows)s, %(seconds)s)
