-- up (no lock on any table): {purpose:q}; a view calls it, so it is not dropped
CREATE OR REPLACE FUNCTION {function:i}({arguments:q}) RETURNS {returns:q}
    {properties:q}
{body:q};
COMMENT ON FUNCTION {function:i}({arguments:q}) IS {comment:l};

-- down (no lock on any table): it stays as long as the view
