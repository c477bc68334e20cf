-- up (SHARE ROW EXCLUSIVE on both tables, no row is read): {purpose:q}
SELECT hofsm.add_reference({source:l}, {name:l}, {column:l}, {target:l}, {target_column:l});
