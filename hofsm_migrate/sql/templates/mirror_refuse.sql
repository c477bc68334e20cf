PERFORM hofsm.refuse({code:l}, {message:l}, {document:q}, {detail:l}, {hint:l})
FROM {source:q} WHERE {test:q};
