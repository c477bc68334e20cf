-- up (no lock on any table): {purpose:q}
CREATE FUNCTION {function:i}({arguments:q}) RETURNS {returns:q}
    {properties:q}
AS {body:q};
COMMENT ON FUNCTION {function:i}({arguments:q}) IS {comment:l};
REVOKE EXECUTE ON FUNCTION {function:i}({arguments:q}) FROM PUBLIC;

-- down (no lock on any table)
DROP FUNCTION {function:i}({arguments:q});
