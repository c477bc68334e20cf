-- documents, bytes of their JSON text, and those that cannot be read as JSON: how many, and the first of them
SELECT count(*),
       coalesce(sum(octet_length(stored.document::text)), 0)::bigint,
       count(*) FILTER (WHERE {unreadable:q}),
       min(chosen.{number:i}) FILTER (WHERE {unreadable:q})
FROM {documents:q}
