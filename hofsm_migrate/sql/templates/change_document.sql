#variable_conflict use_column
DECLARE
    {found:i} record;
    {stored:i} record;
    {declared:q}
BEGIN
    {short_way:q}
    SELECT
        {columns:q}
    INTO {found:i}
    FROM {now:q} AS now
    CROSS JOIN {raw:q}
    {rows:q}
    WHERE {place:q};
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    {writes:q}
    RETURN true;
END