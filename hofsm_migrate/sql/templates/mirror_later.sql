#variable_conflict use_column
DECLARE
    origin text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    {steps:q}
    PERFORM set_config('hofsm.origin', origin, true);
END
