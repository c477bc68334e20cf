BEGIN
    IF NOT {row:q} IS NULL THEN
        {element:q} := {find:q};
    END IF;
    RETURN hofsm.etag({tagged:q});
END
