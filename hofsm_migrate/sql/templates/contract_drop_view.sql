-- up (ACCESS EXCLUSIVE on the view and the base table): the view goes, and the table has its name again
SELECT hofsm.drop_view({legacy:l}, {base_name:l});
