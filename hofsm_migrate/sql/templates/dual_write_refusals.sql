
    IF origin_before NOT LIKE 'new%' THEN
        {check_etag:q}
    END IF;{reject:q}
