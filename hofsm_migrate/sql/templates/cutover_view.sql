-- up (ACCESS EXCLUSIVE on the legacy table, and on every view that reads it, directly or through others): it gets another name, and a view that composes the documents gets its name
SELECT hofsm.cut_over({mapping:l}, {legacy:l}, {base_name:l}, {payload:l}, {key:q}, {document:l}, {view_write:l}, {shown:q});

-- down (ACCESS EXCLUSIVE on the base table, and on every view that reads the view, directly or through others): the table gets its name back
SELECT hofsm.cut_back({mapping:l}, {keeps:i}());
