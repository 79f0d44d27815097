import { keyOf } from "@spillway/item";
import type { JsonObject } from "../http/wire-json.ts";
import type { MeteredWrite } from "./admission.ts";
import { isValidWrite } from "./valid-write.ts";
import type { WriteOperation } from "./write-request.ts";

/** Bytes of all items of a transaction: 4 MB. */
const TRANSACTION_MAX_BYTES = 4 * 1024 * 1024;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const TRANSACTION_MAX_WRITES = 100;
const TOKEN_MAX_LENGTH = 36;

const CHOICES: Readonly<Record<string, readonly unknown[]>> = {
  ReturnConsumedCapacity: [undefined, "NONE", "TOTAL", "INDEXES"],
  ReturnItemCollectionMetrics: [undefined, "NONE", "SIZE"],
};
const RETURN_VALUES: Readonly<Record<string, readonly unknown[]>> = {
  PutItem: [undefined, "NONE", "ALL_OLD"],
  DeleteItem: [undefined, "NONE", "ALL_OLD"],
  UpdateItem: [undefined, "NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"],
};

/**
 * Whether the engine would take a request, as far as that can be told from the request and its
 * tables: all but its expressions and the older ways to say the same.
 *
 * @param bytes length of the request's body
 */
export function isValidRequest(
  operation: WriteOperation,
  body: JsonObject,
  writes: readonly MeteredWrite[],
  bytes: number,
): boolean {
  if (!Object.entries(CHOICES).every(([name, allowed]) => allowed.includes(body[name])))
    return false;
  const returned = RETURN_VALUES[operation];
  if (returned !== undefined && !returned.includes(body.ReturnValues)) return false;
  if (operation === "TransactWriteItems" && !isValidTransaction(body, writes, bytes)) return false;
  return (
    writes.every(({ meter, request }) => isValidWrite(meter.shape, request)) && areApart(writes)
  );
}

function isValidTransaction(
  { ClientRequestToken: token }: JsonObject,
  writes: readonly MeteredWrite[],
  bytes: number,
): boolean {
  const isToken = typeof token === "string" && token !== "" && token.length <= TOKEN_MAX_LENGTH;
  if (token !== undefined && !isToken) return false;
  return writes.length <= TRANSACTION_MAX_WRITES && bytes <= TRANSACTION_MAX_BYTES;
}

/** Whether no two writes are of one item. */
function areApart(writes: readonly MeteredWrite[]): boolean {
  const names = writes.map(({ request, meter }) => {
    return `${meter.shape.name} ${keyOf(request.item, meter.shape.keys)}`;
  });
  return new Set(names).size === writes.length;
}
