-- up (no lock on any table): functions that know payloads
{drops:q}
