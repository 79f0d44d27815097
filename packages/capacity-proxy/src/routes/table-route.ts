import { TABLE_RESOURCE } from "@spillway/capacity";
import { type Answer, changedAnswer } from "../http/answer.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { contentOf } from "../http/upstream.ts";
import { isJsonObject, type JsonObject, parseJsonObject } from "../http/wire-json.ts";
import type { RouteServices } from "../route-services.ts";
import { tableKey, tableName } from "../tables/table-key.ts";
import {
  type AskedChange,
  askedChanges,
  deletedIndexes,
  isSame,
} from "../updates/asked-changes.ts";
import type { TableUpdates } from "../updates/table-updates.ts";
import { inUseAnswer, sameThroughputAnswer } from "../updates/update-refusals.ts";

const TABLE_OPERATIONS = ["CreateTable", "DescribeTable", "UpdateTable", "DeleteTable"];

export function isTableOperation(operation: string): boolean {
  return TABLE_OPERATIONS.includes(operation);
}

/** Answers what describes or changes a table. */
export async function answerTable(
  services: RouteServices,
  request: IncomingRequest,
): Promise<Answer> {
  const { upstream, updates } = services;
  const body = parseJsonObject(request.body);
  if (body === undefined || typeof body.TableName !== "string") return upstream.send(request);
  const asked = { request, body, table: body.TableName };
  if (updates !== undefined) {
    const key = tableKey(request, asked.table);
    if (request.operation === "DescribeTable") {
      return inForceAnswer(updates, key, await upstream.send(request), "Table");
    }
    if (request.operation === "UpdateTable") return updated(services, updates, key, asked);
    if (request.operation === "DeleteTable" && updates.isUpdating(key)) {
      return inUseAnswer(tableName(asked.table));
    }
  }
  return forwarded(services, asked);
}

interface TableRequest {
  readonly request: IncomingRequest;
  readonly body: JsonObject;
  readonly table: string;
}

/** Forwards it, and follows what the engine did. */
async function forwarded(services: RouteServices, asked: TableRequest): Promise<Answer> {
  return followed(services, asked, await services.upstream.send(asked.request));
}

/** Before the client hears of a change it is in force here. */
function followed(
  { catalog, updates }: RouteServices,
  { request, body, table }: TableRequest,
  answer: Answer,
): Answer {
  const content = contentOf(answer);
  if (content === undefined || request.operation === "DescribeTable") return answer;
  const key = tableKey(request, table);
  if (request.operation === "DeleteTable") updates?.forget(key);
  if (request.operation === "UpdateTable") updates?.forgetIndexes(key, deletedIndexes(body));
  catalog.follow(request, body, content);
  return answer;
}

/** Holds an UpdateTable to what is going on and to the decreases that are left, and forwards it. */
async function updated(
  services: RouteServices,
  updates: TableUpdates,
  key: string,
  asked: TableRequest,
): Promise<Answer> {
  const { upstream } = services;
  const { request, body, table } = asked;
  const before = await upstream.call(request, "DescribeTable", { TableName: table });
  const description = contentOf(before)?.Table;
  // There is no such table, or it can't be described: the engine says so.
  if (!isJsonObject(description)) return forwarded(services, asked);
  if (updates.isUpdating(key)) return inUseAnswer(tableName(table));
  const changes = askedChanges(body, description);
  const refusal = refusalOfSame(changes) ?? updates.refusalOf(key, description, changes);
  if (refusal !== undefined) return refusal;
  const end = updates.begin(key, description, changes);
  let answer: Answer | undefined;
  try {
    answer = await upstream.send(request);
  } finally {
    end(answer?.status === 200);
  }
  return inForceAnswer(updates, key, followed(services, asked, answer), "TableDescription");
}

/** DynamoDB Local refuses the same capacity for the table always, and for indexes where nothing else changes. */
function refusalOfSame(changes: readonly AskedChange[]): Answer | undefined {
  const same = changes.filter(isSame);
  const ofTable = same.find(({ resource }) => resource === TABLE_RESOURCE);
  const refused = same.length === changes.length ? same[0] : ofTable;
  return refused && sameThroughputAnswer(refused);
}

function inForceAnswer(
  updates: TableUpdates,
  key: string,
  answer: Answer,
  field: "Table" | "TableDescription",
): Answer {
  const content = contentOf(answer);
  const description = content?.[field];
  if (content === undefined || !isJsonObject(description)) return answer;
  return changedAnswer(answer, { ...content, [field]: updates.inForce(key, description) });
}
