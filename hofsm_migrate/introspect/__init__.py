"""Payloads to a profile, a profile to roles, findings and a drafted spec.

`scan` reads documents and adds up a `profile`; `structure` sees arrays, maps and recursions in it; `relations` asks a
sample of documents what depends on what; `roles` and `draft` write the spec, `findings` what is odd.
"""
