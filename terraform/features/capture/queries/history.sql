-- The history of one item, oldest change first, each change once.
-- Put the item's keys where <...> stands, as they are in DynamoDB; a number too stands in quotes.
SELECT "at", "type", "by", "changed", "old", "new", "sequence_number", "event_id"
FROM (
  SELECT *, row_number() OVER (PARTITION BY "event_id" ORDER BY "sequence_number") AS delivery
  FROM ${from}
  WHERE "table" = '${table}'
    AND "date" >= '${first_day}'
%{ for path in key_paths ~}
    AND json_extract("keys", '$.${path}') = JSON '"<${split(".", path)[0]}>"'
%{ endfor ~}
) AS delivered
WHERE delivery = 1
ORDER BY lpad("sequence_number", 40, '0')
