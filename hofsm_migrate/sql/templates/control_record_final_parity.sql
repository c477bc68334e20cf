INSERT INTO hofsm.final_parity
    (mapping, spec_digest, snapshot, taken_at, documents, rows, digest, changed_since, archive, archive_sha256)
VALUES (
    %(mapping)s, %(spec_digest)s, %(snapshot)s, %(taken_at)s, %(documents)s, %(rows)s, %(digest)s, %(changed_since)s, %(archive)s,
    %(archive_sha256)s
)
