-- a version of the spec is in force from here on, unless it was the last one that was
INSERT INTO hofsm.spec_version (mapping, number, spec_digest, spec)
SELECT m.name, coalesce(last.number, 0) + 1, m.spec_digest, m.spec
FROM hofsm.mapping AS m
LEFT JOIN LATERAL (
    SELECT v.number, v.spec_digest FROM hofsm.spec_version AS v WHERE v.mapping = m.name ORDER BY v.number DESC LIMIT 1
) AS last ON true
WHERE m.name = %(mapping)s AND m.phase <> 'legacy' AND m.spec_digest IS DISTINCT FROM last.spec_digest
