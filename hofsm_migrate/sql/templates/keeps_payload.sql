-- up (SHARE ROW EXCLUSIVE on the base table): {purpose:q}; waits for writers in flight
-- A writer that has the table's lock by then has asked the function as it was; who gets it later asks the new one.
DO {quote:q}
BEGIN
    LOCK TABLE {base:i} IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION {function:i}() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN false;
END
{quote:q};

-- down (SHARE ROW EXCLUSIVE on the base table): writers keep the payloads in step again
DO {quote:q}
BEGIN
    LOCK TABLE {base:i} IN SHARE ROW EXCLUSIVE MODE;
    CREATE OR REPLACE FUNCTION {function:i}() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE RETURN true;
END
{quote:q};
