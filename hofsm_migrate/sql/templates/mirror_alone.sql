IF hofsm.is_alone({setting:l}) THEN
    {alone:q}
ELSE
    {later:q}
END IF;
