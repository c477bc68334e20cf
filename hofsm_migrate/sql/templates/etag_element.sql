DECLARE
    element jsonb := {document:q};
BEGIN
    {steps:q}
    RETURN element;
END
