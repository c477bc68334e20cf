-- up (ACCESS EXCLUSIVE on what is named here): whoever writes has come to an end, and nobody begins
{writers:q}{legacy:q}LOCK TABLE
    {tables:q}
IN ACCESS EXCLUSIVE MODE;

-- down (no lock on any table): nothing to undo
