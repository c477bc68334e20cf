IF hofsm.is_alone({setting:l}) THEN
    {alone:q}
{later:q}END IF;
