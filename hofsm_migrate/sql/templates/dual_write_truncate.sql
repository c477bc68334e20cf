BEGIN
    IF NOT EXISTS (SELECT FROM {legacy:i}) THEN
        TRUNCATE {tables:q};
        RETURN NULL;
    END IF;
    -- One partition was emptied.
    {deletes:q}
    RETURN NULL;
END