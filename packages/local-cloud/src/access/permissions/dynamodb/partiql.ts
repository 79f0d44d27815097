import type { ServiceRequest } from "../../service-request.ts";
import { conditionsOf, type Permission } from "../permission.ts";
import { tableArn } from "./table-arn.ts";

// A table and perhaps an index of it, each bare or in double quotes.
const NAME = String.raw`(?:"([^"]+)"|([\w.:/-]+?))(?:\."([^"]+)"|\.([\w-]+))?(?=[\s;,()]|$)`;
// What is selected; a name or text in quotes may hold the word FROM.
const PROJECTION = `(?:"[^"]*"|'[^']*'|[^"'])*?`;
const FORMS = [
  {
    action: "PartiQLSelect",
    form: new RegExp(String.raw`^\s*SELECT\s${PROJECTION}\sFROM\s+${NAME}`, "i"),
  },
  { action: "PartiQLInsert", form: new RegExp(String.raw`^\s*INSERT\s+INTO\s+${NAME}`, "i") },
  { action: "PartiQLUpdate", form: new RegExp(String.raw`^\s*UPDATE\s+${NAME}`, "i") },
  { action: "PartiQLDelete", form: new RegExp(String.raw`^\s*DELETE\s+FROM\s+${NAME}`, "i") },
  {
    action: "PartiQLSelect",
    form: new RegExp(String.raw`^\s*EXISTS\s*\(\s*SELECT\s${PROJECTION}\sFROM\s+${NAME}`, "i"),
  },
];

/** They stand in the statement, and would take a parser of it. */
const UNTOLD = ["dynamodb:Attributes", "dynamodb:LeadingKeys", "dynamodb:Select"];

/**
 * What one statement of PartiQL for DynamoDB needs; undefined when it can't be told.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 * @example
 * partiqlPermission('SELECT * FROM "orders"."byDay" WHERE day = ?', request)
 * // { action: "dynamodb:PartiQLSelect", resource: "arn:…:table/orders/index/byDay" }
 */
export function partiqlPermission(
  statement: string,
  request: ServiceRequest,
): Permission | undefined {
  for (const { action, form } of FORMS) {
    const [match, quoted, bare, quotedIndex, bareIndex] = form.exec(statement) ?? [];
    if (match === undefined) continue;
    const index = quotedIndex ?? bareIndex;
    const table = tableArn(request, quoted ?? bare ?? "");
    return {
      action: `dynamodb:${action}`,
      resource: index === undefined ? table : `${table}/index/${index}`,
      conditions: conditionsOf({
        "dynamodb:EnclosingOperation":
          request.operation === "ExecuteTransaction" ? request.operation : undefined,
      }),
      untold: UNTOLD,
    };
  }
  return undefined;
}
