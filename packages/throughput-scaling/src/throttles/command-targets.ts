import { TABLE_RESOURCE } from "@spillway/capacity";
import type { Access } from "../rules/scaling-decision.ts";
import { type Fields, fieldsOf, listOf } from "./fields.ts";
import type { SentCommand } from "./throttle.ts";

/** A table, or an index of it, that a command reads or writes. */
export interface CommandTarget {
  readonly table: string;
  /** The index that is read, local or global, or `TABLE_RESOURCE`. */
  readonly resource: string;
  readonly access: Access;
}

const SINGLE: Readonly<Record<string, Access>> = {
  PutItem: "write",
  UpdateItem: "write",
  DeleteItem: "write",
  GetItem: "read",
  Query: "read",
  Scan: "read",
};
const BATCHES: Readonly<Record<string, Access>> = { BatchWriteItem: "write", BatchGetItem: "read" };
const TRANSACTIONS: Readonly<Record<string, Access>> = {
  TransactWriteItems: "write",
  TransactGetItems: "read",
};

/**
 * What a command reads or writes, each table once; none for a command that does neither, such as
 * DescribeTable. The name of the document client's and of the plain client's commands is the same.
 */
export function commandTargets({ name, input }: SentCommand): readonly CommandTarget[] {
  return once(targetsOf(name, input));
}

function targetsOf(name: string, input: Fields): readonly CommandTarget[] {
  const single = SINGLE[name];
  if (single !== undefined) return target(input.TableName, single, input.IndexName);
  const batch = BATCHES[name];
  if (batch !== undefined) {
    return Object.keys(fieldsOf(input.RequestItems)).flatMap((table) => target(table, batch));
  }
  const transaction = TRANSACTIONS[name];
  if (transaction !== undefined) {
    return listOf(input.TransactItems)
      .flatMap((item) => Object.values(fieldsOf(item)))
      .flatMap((action) => target(fieldsOf(action).TableName, transaction));
  }
  if (name === "ExecuteStatement") return statementTarget(input.Statement);
  if (name === "BatchExecuteStatement") {
    return listOf(input.Statements).flatMap((one) => statementTarget(fieldsOf(one).Statement));
  }
  if (name === "ExecuteTransaction") {
    return listOf(input.TransactStatements).flatMap((one) =>
      statementTarget(fieldsOf(one).Statement),
    );
  }
  return [];
}

function target(table: unknown, access: Access, index?: unknown): readonly CommandTarget[] {
  if (typeof table !== "string") return [];
  const resource = typeof index === "string" ? index : TABLE_RESOURCE;
  return [{ table: tableNameOf(table), resource, access }];
}

const STATEMENT =
  /^\s*(SELECT\b[\s\S]*?\bFROM|INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?([\w.-]+)"?(?:\."?([\w.-]+)"?)?/i;

/** PartiQL: `SELECT * FROM "users"."byEmail" WHERE …`. */
function statementTarget(statement: unknown): readonly CommandTarget[] {
  if (typeof statement !== "string") return [];
  const [, verb = "", table, index] = STATEMENT.exec(statement) ?? [];
  return target(table, /^select/i.test(verb) ? "read" : "write", index);
}

/** The name in a table's, an index's or a stream's ARN; a name is its own. */
export function tableNameOf(nameOrArn: string): string {
  return arnParts(nameOrArn)?.table ?? nameOrArn;
}

/** Table and index of an ARN such as `arn:aws:dynamodb:us-east-1:123456789012:table/users/index/byEmail`. */
export function arnParts(
  arn: string,
): { readonly table: string; readonly resource: string } | undefined {
  const [, table, index] = /^arn:[^/]*:table\/([^/]+)(?:\/index\/([^/]+))?/.exec(arn) ?? [];
  return table === undefined ? undefined : { table, resource: index ?? TABLE_RESOURCE };
}

function once(targets: readonly CommandTarget[]): readonly CommandTarget[] {
  const byName = new Map(targets.map((one) => [`${one.table} ${one.resource} ${one.access}`, one]));
  return [...byName.values()];
}
