// PartiQL: statements of each kind, right and wrong, alone, in batches and in transactions.
import { ask, askEach, type Chapter, type Seen } from "../../step.ts";
import { createTable, deleteTable } from "../tables.ts";
import type { Json } from "../wrong-values.ts";

const TABLE = "Statements";
const [a, b] = [{ S: "a" }, { S: "b" }];

const STATEMENTS: readonly (readonly [statement: string, ...parameters: Json[]])[] = [
  [`INSERT INTO "${TABLE}" VALUE {'pk': 'a', 'n': 1, 'list': [1, 'two'], 'map': {'x': true}}`],
  [`INSERT INTO "${TABLE}" VALUE {'pk': 'a'}`],
  [`INSERT INTO "${TABLE}" VALUE {'pk': ?, 'n': ?}`, b, { N: "2" }],
  [`INSERT INTO "${TABLE}" VALUE {'n': 1}`],
  [`INSERT INTO "${TABLE}" VALUE {'pk': 1}`],
  [`INSERT INTO "${TABLE}" VALUE {'pk': ''}`],
  [`INSERT INTO "${TABLE}" VALUE {'pk': 'set', 's': <<'x', 'y'>>, 'n': <<1, 2>>}`],
  [`INSERT INTO ${TABLE} VALUE {'pk': 'bare'}`],
  [`INSERT INTO "Missing" VALUE {'pk': 'a'}`],
  [`INSERT INTO "${TABLE}" VALUE`],
  [`INSERT INTO "${TABLE}" {'pk': 'a'}`],
  [`SELECT * FROM "${TABLE}" WHERE pk = 'a'`],
  [`SELECT * FROM "${TABLE}" WHERE pk = ?`, a],
  [`SELECT * FROM "${TABLE}" WHERE pk = ?`],
  [`SELECT * FROM "${TABLE}" WHERE pk = ?`, a, b],
  [`SELECT * FROM "${TABLE}" WHERE pk = ?`, { X: "a" }],
  [`SELECT pk, n FROM "${TABLE}" WHERE pk IN ['a', 'b']`],
  [`SELECT n FROM "${TABLE}" WHERE n > 1`],
  [`SELECT list[0], map.x FROM "${TABLE}" WHERE pk = 'a'`],
  [`SELECT * FROM "${TABLE}"."byN" WHERE n = 2`],
  [`SELECT * FROM "${TABLE}"."missing" WHERE n = 2`],
  [`SELECT * FROM "${TABLE}" WHERE begins_with(pk, 'a')`],
  [`SELECT * FROM "${TABLE}" WHERE attribute_type(n, 'N') AND NOT pk = 'b'`],
  [`SELECT * FROM "${TABLE}" WHERE n BETWEEN 1 AND 2`],
  [`SELECT * FROM "${TABLE}" WHERE n IS MISSING`],
  [`SELECT * FROM "${TABLE}" ORDER BY pk`],
  [`SELECT * FROM "${TABLE}" WHERE pk = 'a' ORDER BY pk DESC`],
  [`SELECT COUNT(*) FROM "${TABLE}"`],
  [`SELECT * FROM "Missing"`],
  [`SELECT FROM "${TABLE}"`],
  [`select * from "${TABLE}" where pk = 'a'`],
  [`SELECT * FROM "${TABLE}" WHERE pk = 'a`],
  [`SELECT * FROM "${TABLE}" WHERE pk = "a"`],
  [`SELECT * FROM "${TABLE}"; SELECT * FROM "${TABLE}"`],
  [`SELECT * FROM "${TABLE}" WHERE EXISTS (SELECT * FROM "${TABLE}")`],
  [`UPDATE "${TABLE}" SET n = 5 WHERE pk = 'a'`],
  [`UPDATE "${TABLE}" SET n = n + 1 WHERE pk = 'a' RETURNING ALL NEW *`],
  [`UPDATE "${TABLE}" SET n = ? SET x = ? WHERE pk = ? RETURNING MODIFIED OLD *`, { N: "7" }, a, a],
  [`UPDATE "${TABLE}" REMOVE x WHERE pk = 'a' RETURNING ALL OLD *`],
  [`UPDATE "${TABLE}" SET list = list_append(list, [3]) WHERE pk = 'a' RETURNING MODIFIED NEW *`],
  [`UPDATE "${TABLE}" SET n = 1 WHERE pk = 'missing'`],
  [`UPDATE "${TABLE}" SET n = 1 WHERE n = 1`],
  [`UPDATE "${TABLE}" SET n = 1 WHERE pk = 'a' AND n = 99`],
  [`UPDATE "${TABLE}" SET pk = 'z' WHERE pk = 'a'`],
  [`UPDATE "${TABLE}" WHERE pk = 'a'`],
  [`UPDATE "Missing" SET n = 1 WHERE pk = 'a'`],
  [`DELETE FROM "${TABLE}" WHERE pk = 'b' RETURNING ALL OLD *`],
  [`DELETE FROM "${TABLE}" WHERE pk = 'b'`],
  [`DELETE FROM "${TABLE}" WHERE n = 1`],
  [`DELETE FROM "${TABLE}"`],
  [`DELETE FROM "Missing" WHERE pk = 'a'`],
  [`DROP TABLE "${TABLE}"`],
  [`CREATE TABLE "${TABLE}"`],
  ["nonsense"],
  [""],
  [" ".repeat(10)],
  [`SELECT * FROM "${TABLE}" WHERE pk = '${"x".repeat(9_000)}'`],
];

const byStatement = STATEMENTS.map(([Statement, ...Parameters]) => ({
  ...{ Statement, ...(Parameters.length > 0 && { Parameters }) },
}));

export const PARTIQL: Chapter = {
  name: "PartiQL",
  steps: [
    ...createTable(TABLE, { keys: ["pk:S"], global: { byN: { keys: ["n:N"] } } }),
    ...askEach("ExecuteStatement", byStatement),
    ...["NONE", "TOTAL", "INDEXES"].map((ReturnConsumedCapacity) =>
      ask("ExecuteStatement", { Statement: `SELECT * FROM "${TABLE}"`, ReturnConsumedCapacity }),
    ),
    ...[0, 1, -1, 2].map((Limit) =>
      ask("ExecuteStatement", { Statement: `SELECT * FROM "${TABLE}"`, Limit }),
    ),
    ask("ExecuteStatement", ({ last }: Seen) => ({
      Statement: `SELECT * FROM "${TABLE}"`,
      NextToken: last.NextToken ?? null,
    })),
    ask("ExecuteStatement", { Statement: `SELECT * FROM "${TABLE}"`, NextToken: "x" }),
    ...byStatement.map((one) => ask("BatchExecuteStatement", { Statements: [one] })),
    ...byStatement.map((one) => ask("ExecuteTransaction", { TransactStatements: [one] })),
    ...[0, 25, 26].map((count) =>
      ask("BatchExecuteStatement", {
        Statements: Array.from({ length: count }, (_, at) => ({
          Statement: `SELECT * FROM "${TABLE}" WHERE pk = 'k${at}'`,
        })),
      }),
    ),
    ask("BatchExecuteStatement", { Statements: byStatement.slice(0, 20) }),
    ask("ExecuteTransaction", { TransactStatements: byStatement.slice(0, 20) }),
    ...["token", "token", "x".repeat(37)].map((ClientRequestToken) =>
      ask("ExecuteTransaction", {
        TransactStatements: [{ Statement: `INSERT INTO "${TABLE}" VALUE {'pk': 'token'}` }],
        ClientRequestToken,
      }),
    ),
    ask("Scan", { TableName: TABLE }),
    ...deleteTable(TABLE),
  ],
};
