-- The table's items as they were at a time (UTC). An item that was not changed since ${first_day} is not in the log.
-- Put the time, and its day, where 9999 stands.
SELECT "keys", "new" AS item, "at" AS since
FROM (
  SELECT "keys", "new", "at", "type",
    row_number() OVER (
      PARTITION BY %{ for index, path in key_paths }${index == 0 ? "" : ", "}CAST(json_extract("keys", '$.${path}') AS varchar)%{ endfor }
      ORDER BY lpad("sequence_number", 40, '0') DESC
    ) AS age
  FROM ${from}
  WHERE "table" = '${table}'
    AND "date" BETWEEN '${first_day}' AND '9999-12-31'
    AND "at" <= '9999-12-31T23:59:59Z'
) AS changes
WHERE age = 1
  AND "type" <> 'remove'
