-- up (no lock on any table): {purpose:q}
CREATE OR REPLACE FUNCTION {function:i}({arguments:q}) RETURNS {returns:q}
    {properties:q}
{body:q};
