DECLARE
    {found:i} record;
BEGIN
    FOR {found:i} IN
        SELECT
            {columns:q}
        FROM {was:q} AS was
        CROSS JOIN {now:q} AS now
    LOOP
        {writes:q}
    END LOOP;
END