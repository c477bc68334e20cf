-- the settings of the trigger function of dual-write, for this transaction
SELECT set_config('hofsm.origin', 'legacy', true),
       set_config('search_path', 'pg_catalog', true),
       set_config('timezone', 'UTC', true),
       set_config('extra_float_digits', '1', true),
       set_config('row_security', 'off', true),
       set_config('jit', 'off', true),
       set_config('enable_seqscan', 'off', true),
       set_config('DateStyle', 'ISO', true),
       set_config('IntervalStyle', 'postgres', true)
