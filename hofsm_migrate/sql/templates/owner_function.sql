-- up (no lock on any table): {purpose:q}
CREATE FUNCTION {function:i}({arguments:q}) RETURNS {returns:q}
    {properties:q}
{body:q};
COMMENT ON FUNCTION {function:i}({arguments:q}) IS {comment:l};
-- who may call it could put it on a table of their own, and write documents of others as its owner
REVOKE EXECUTE ON FUNCTION {function:i}({arguments:q}) FROM PUBLIC;

-- down (no lock on any table)
DROP FUNCTION {function:i}({arguments:q});
