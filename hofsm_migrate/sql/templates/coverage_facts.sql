-- elements for each fact that holds, and the first document with one; equal elements are counted before they are taken apart
SELECT fact.position::integer, fact.value::integer, sum(alike.elements)::bigint, min(alike.example)
FROM (SELECT facts, count(*) AS elements, min(number) AS example FROM {elements:i} GROUP BY facts) AS alike
CROSS JOIN LATERAL unnest(alike.facts) WITH ORDINALITY AS fact (value, position)
WHERE fact.value <> 0
GROUP BY 1, 2
