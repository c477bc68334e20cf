-- up (SHARE ROW EXCLUSIVE on the legacy table, whose name is another one by now, and on tables that inherit from it): documents that come through the view go to the new tables
{create:q}
{create_descendants:q}

-- down (ACCESS EXCLUSIVE on the legacy table and on tables that inherit from it)
{drop:q}
{drop_elsewhere:q}
