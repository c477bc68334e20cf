-- documents, and the XOR of the SHA-256 of every one: which tells one set of documents from another whatever their order is
SELECT count(*), bit_xor(('x' || encode(sha256(convert_to({document:q}, 'UTF8')), 'hex'))::bit(256))::text
FROM {source:q}
