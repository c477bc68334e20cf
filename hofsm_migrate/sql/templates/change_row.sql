IF {differs:q} THEN
    {never_wait:q}
    IF {had:q} THEN
        {update:q}
    END IF;
    IF NOT {had:q} OR NOT FOUND THEN
        {insert:q}
    END IF;
END IF;
