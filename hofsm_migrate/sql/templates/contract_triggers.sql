-- up (ACCESS EXCLUSIVE on the base table): no document comes through it any more; its keys follow those of the documents
SELECT hofsm.drop_triggers({base:l}, {take:l});
{drop_take:q}
{drop:q}
{create:q}
{descendants:q}
