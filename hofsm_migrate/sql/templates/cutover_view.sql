-- up (ACCESS EXCLUSIVE on the legacy table): it gets another name, and a view that composes the documents gets its name
SELECT hofsm.cut_over({mapping:l}, {legacy:l}, {base_name:l}, {payload:l}, {key:q}, {document:l}, {view_write:l}, {shown:q});

-- down (ACCESS EXCLUSIVE on the base table): the table gets its name back
SELECT hofsm.cut_back({mapping:l}, {keeps:i}());
