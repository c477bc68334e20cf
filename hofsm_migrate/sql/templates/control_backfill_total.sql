SELECT count(*) AS chunks,
       coalesce(sum(documents), 0)::bigint AS documents,
       coalesce(sum(rows), 0)::bigint AS rows,
       coalesce(sum(seconds), 0) AS seconds
FROM hofsm.backfill_chunk
WHERE mapping = %s
