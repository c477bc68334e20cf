-- up (no lock on any table): {purpose:q}
CREATE FUNCTION {function:i}({arguments:q}) RETURNS {returns:q}
    {properties:q}
{body:q};
COMMENT ON FUNCTION {function:i}({arguments:q}) IS {comment:l};

-- down (no lock on any table)
DROP FUNCTION {function:i}({arguments:q});
