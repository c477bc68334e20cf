BEGIN
    PERFORM hofsm.begin_sweep();
    -- The rows first, in key order. What follows is another statement, which sees what was waited for.
    EXECUTE {lock:q} USING {parameters:q};
    RETURN QUERY EXECUTE {query:q} USING {parameters:q};
    PERFORM set_config('hofsm.origin', '', true);
END
