IF {mode:q} <> 'compare' AND "changed keys" = {keys:q} AND {item:q} -> {key:q} IS NOT NULL THEN
    -- One part of the element has changed; the rest of its rows, and the rest of what the residual keeps, are what they were.
    SELECT
        {values:q}
    INTO {found:i}
    FROM {spine:i} AS stored
    CROSS JOIN {part:i}(jsonb_build_object({key:q}, {item:q} -> {key:q})) AS now
    WHERE {tests:q};
    IF FOUND THEN
        {never_wait:q}
        UPDATE {table:i} AS target
        SET {assignments:q}
        WHERE {place:q};
        IF FOUND THEN
            RETURN;
        END IF;
    END IF;
END IF;
