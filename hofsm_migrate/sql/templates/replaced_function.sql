-- up (no lock on any table): {purpose:q}
CREATE OR REPLACE FUNCTION {function:i}() RETURNS trigger
    {properties:q}
{body:q};

-- down (no lock on any table)
CREATE OR REPLACE FUNCTION {function:i}() RETURNS trigger
    {properties:q}
{body_before:q};
