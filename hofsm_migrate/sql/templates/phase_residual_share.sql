-- bytes of the payloads of represented documents, and of what the residual columns still hold of them
WITH document AS (
    SELECT {key:q}, octet_length(legacy.{payload:i}::text) AS bytes
    FROM {legacy:q}
    JOIN {root:i} AS root ON {same:q}
)
SELECT (SELECT count(*) FROM document),
       (SELECT coalesce(sum(bytes), 0) FROM document)::bigint,
       ({residuals:q})::bigint
