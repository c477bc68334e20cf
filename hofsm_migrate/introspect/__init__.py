"""Payloads to a profile: everything that is known of the documents of one column, in values that add up."""
