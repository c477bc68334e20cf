-- up (no lock on any table): a write to a document makes its row in the base table a new version
SELECT hofsm.make_touch({touch:l}, {stored:l}, {key:q}, {root:l});
