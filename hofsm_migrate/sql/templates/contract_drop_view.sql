-- up (ACCESS EXCLUSIVE on the view, the base table, and every view that reads the view, directly or through others): the view goes, and the table has its name again
SELECT hofsm.drop_view({legacy:l}, {base_name:l});
