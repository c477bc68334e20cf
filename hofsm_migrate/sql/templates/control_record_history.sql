INSERT INTO hofsm.history (mapping, command, from_phase, to_phase, spec_digest, gates, waits, seconds, note)
VALUES (
    %(mapping)s, %(command)s, %(from_phase)s, %(to_phase)s, %(spec_digest)s, %(gates)s, %(waits)s, %(seconds)s, %(note)s
)
