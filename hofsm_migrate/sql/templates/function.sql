-- up (no lock on any table): {purpose:q}
CREATE FUNCTION {function:i}({arguments:q}) RETURNS {returns:q}
    LANGUAGE {language:q} {properties:q}
{body:q};
COMMENT ON FUNCTION {function:i}({signature:q}) IS {comment:l};

-- down (no lock on any table)
DROP FUNCTION {function:i}({signature:q});
