INSERT INTO hofsm.mapping AS m (name, legacy_schema, legacy_table, target_schema, phase, spec_digest, spec, files_digest)
VALUES (%(name)s, %(legacy_schema)s, %(legacy_table)s, %(target_schema)s, %(to_phase)s, %(spec_digest)s, %(spec)s, %(files_digest)s)
ON CONFLICT (name) DO UPDATE
SET legacy_schema = excluded.legacy_schema,
    legacy_table = excluded.legacy_table,
    target_schema = excluded.target_schema,
    phase = excluded.phase,
    spec_digest = excluded.spec_digest,
    spec = excluded.spec,
    files_digest = excluded.files_digest,
    changed_at = clock_timestamp()
WHERE m.phase = %(from_phase)s
