UPDATE hofsm.spec_version AS v
SET measured_at = clock_timestamp(), documents = %(documents)s, payload_bytes = %(payload_bytes)s,
    residual_bytes = %(residual_bytes)s, exact = %(exact)s, paths = %(paths)s
WHERE v.mapping = %(mapping)s AND v.spec_digest = %(digest)s
  AND v.number = (SELECT max(number) FROM hofsm.spec_version WHERE mapping = %(mapping)s)
