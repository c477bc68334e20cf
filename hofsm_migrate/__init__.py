"""Move a live PostgreSQL application out of one giant JSONB column.

The data flow, one package per step: introspect (documents to profile, findings and drafted spec), spec (YAML to
mapping), lens (mapping to node tree and codecs), compile (node tree to SQL), phases (run the SQL under gates), report
(results to people), cli.
"""

__version__ = "0.1.0"
