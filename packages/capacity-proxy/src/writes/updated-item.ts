import type { AttributeMap, AttributeValue } from "@spillway/item";
import { isAttributeMap, isJsonObject, type JsonObject } from "../http/wire-json.ts";
import { numberSum } from "./number-sum.ts";
import {
  type DocumentPath,
  type Operand,
  type UpdateAction,
  updateActions,
} from "./update-expression.ts";

/**
 * The item that an `UpdateItem` leaves behind: the old item, or the key when the old item is not
 * known, changed as the request says. Where the engine would refuse (an operand that is not there or
 * of another type) it keeps what it has.
 */
export function updatedItem(
  source: JsonObject,
  key: AttributeMap,
  before: AttributeMap | undefined,
): AttributeMap {
  const item: Record<string, AttributeValue> = { ...(before ?? key) };
  // Every operand is of the item as it was: no action sees what another one did.
  for (const action of updateActions(source) ?? []) apply(action, before ?? key, item);
  applyAttributeUpdates(source, item);
  return item;
}

/** The whole attributes that an update sets, removes, adds to or deletes from. */
export function assignedNames(source: JsonObject): readonly string[] {
  const { AttributeUpdates: updates } = source;
  if (isJsonObject(updates)) return Object.keys(updates);
  return (updateActions(source) ?? []).map(({ path: [name] }) => name);
}

function apply(
  action: UpdateAction,
  before: AttributeMap,
  item: Record<string, AttributeValue>,
): void {
  const [name, ...inner] = action.path;
  const value = valueAfter(action, before);
  if (inner.length === 0) {
    if (value === undefined) delete item[name];
    else item[name] = value;
    return;
  }
  const own = item[name];
  if (own !== undefined) item[name] = within(own, inner, value);
}

/** What stands at an action's path afterwards; undefined for nothing. */
function valueAfter(action: UpdateAction, before: AttributeMap): AttributeValue | undefined {
  if (action.kind === "REMOVE") return undefined;
  const [old, given] = [valueAt(before, action.path), operandValue(action.to, before)];
  if (action.kind === "SET" || given === undefined) return given ?? old;
  if (old === undefined) return action.kind === "ADD" ? given : undefined;
  if ("N" in old && "N" in given) return { N: numberSum(old.N, "+", given.N) };
  for (const type of ["SS", "NS", "BS"] as const) {
    const [own, others] = [setOf(old, type), setOf(given, type)];
    if (own === undefined || others === undefined) continue;
    const kept = own.filter((element) => !others.includes(element));
    const elements = action.kind === "ADD" ? [...kept, ...others] : kept;
    return elements.length === 0 ? undefined : ({ [type]: elements } as unknown as AttributeValue);
  }
  return old;
}

function operandValue(operand: Operand, before: AttributeMap): AttributeValue | undefined {
  if ("value" in operand) return operand.value;
  if ("path" in operand) return valueAt(before, operand.path);
  if ("ifNotExists" in operand) {
    return valueAt(before, operand.ifNotExists) ?? operandValue(operand.otherwise, before);
  }
  const [left, right] = ("sum" in operand ? operand.sum : operand.appended).map((part) =>
    operandValue(part, before),
  );
  if (left === undefined || right === undefined) return left ?? right;
  if ("sum" in operand) {
    return "N" in left && "N" in right ? { N: numberSum(left.N, operand.sign, right.N) } : left;
  }
  return "L" in left && "L" in right ? { L: [...left.L, ...right.L] } : left;
}

function valueAt(item: AttributeMap, [name, ...inner]: DocumentPath): AttributeValue | undefined {
  return inner.reduce<AttributeValue | undefined>(
    (value, part) => (value === undefined ? undefined : child(value, part)),
    Object.hasOwn(item, name) ? item[name] : undefined,
  );
}

function child(value: AttributeValue, part: string | number): AttributeValue | undefined {
  if (typeof part === "number") return "L" in value ? value.L[part] : undefined;
  return "M" in value && Object.hasOwn(value.M, part) ? value.M[part] : undefined;
}

/** A document with something else at a path in it; what does not lead anywhere changes nothing. */
function within(
  value: AttributeValue,
  [part, ...inner]: readonly (string | number)[],
  to: AttributeValue | undefined,
): AttributeValue {
  if (part === undefined) return value;
  const own = child(value, part);
  const next = inner.length === 0 ? to : own && within(own, inner, to);
  if (typeof part === "number" && "L" in value) {
    const at = Math.min(part, value.L.length);
    return { L: value.L.toSpliced(at, 1, ...(next === undefined ? [] : [next])) };
  }
  if (typeof part !== "string" || !("M" in value)) return value;
  const { [part]: _, ...others } = value.M;
  return { M: next === undefined ? others : { ...others, [part]: next } };
}

function setOf(value: AttributeValue, type: "SS" | "NS" | "BS"): readonly string[] | undefined {
  return (value as Partial<Record<typeof type, readonly string[]>>)[type];
}

/** The older way to say the same: `AttributeUpdates` with an action for each attribute. */
function applyAttributeUpdates(source: JsonObject, item: Record<string, AttributeValue>): void {
  if (!isJsonObject(source.AttributeUpdates)) return;
  const before = { ...item };
  for (const [name, update] of Object.entries(source.AttributeUpdates)) {
    if (!isJsonObject(update)) continue;
    const given = { [name]: update.Value };
    const to = isAttributeMap(given) ? given[name] : undefined;
    const kind = update.Action === "ADD" || update.Action === "DELETE" ? update.Action : "SET";
    if (to !== undefined) apply({ kind, path: [name], to: { value: to } }, before, item);
    else if (kind === "DELETE") apply({ kind: "REMOVE", path: [name] }, before, item);
  }
}
