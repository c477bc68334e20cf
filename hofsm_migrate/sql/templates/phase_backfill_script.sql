-- Outside of a transaction: every chunk is committed on its own. Run again, it represents what has come since.
SET plan_cache_mode = force_custom_plan;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO';
SET IntervalStyle = 'postgres';
DO {body:q};
RESET plan_cache_mode;
