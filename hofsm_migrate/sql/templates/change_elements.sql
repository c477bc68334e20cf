#variable_conflict use_column
DECLARE
    {found:i} record;
    {stored:i} record;
    {declared:q}
BEGIN
    {short_way:q}
    FOR {found:i} IN
        {pairs:q}
    LOOP
        IF {gone:q} THEN
            {deletes:q}
            CONTINUE;
        END IF;
        {writes:q}
    END LOOP;
END