-- Where nothing but rows of children has changed, this element's own are what they were.
IF "changed keys" <@ {children:q} THEN
    "rows only" := true;
    FOREACH "changed key" IN ARRAY "changed keys" LOOP
        "container was" := {was:q} -> "changed key";
        "container now" := {now:q} -> "changed key";
        {checks:q}
        EXIT WHEN "rows only" IS NOT TRUE;
    END LOOP;
    IF "rows only" THEN
        {first:q}
        FOREACH "changed key" IN ARRAY "changed keys" LOOP
            "container was" := {was:q} -> "changed key";
            "container now" := {now:q} -> "changed key";
            {calls:q}
        END LOOP;
        {done:q}
    END IF;
END IF;
