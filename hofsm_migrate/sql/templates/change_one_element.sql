"the place" := (SELECT place FROM hofsm.changed_place({was:q}, {now:q}));
IF "the place" IS NOT NULL THEN
    "item was" := {was:q} -> ("the place" - 1);
    "item now" := {now:q} -> ("the place" - 1);
    {keys:q}
    {ways:q}
END IF;
