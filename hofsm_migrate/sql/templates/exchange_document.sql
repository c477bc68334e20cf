DECLARE
    {found:i} record;
    {stored:i} record;
BEGIN
    SELECT
        {columns:q}
    INTO {found:i}
    FROM {was:q} AS was
    CROSS JOIN {now:q} AS now;
    {writes:q}
END