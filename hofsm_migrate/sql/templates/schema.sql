-- up (no lock on any table); the schema stays when the mapping goes, since other mappings may use it
CREATE SCHEMA IF NOT EXISTS {schema:i};

-- down: nothing, see above
