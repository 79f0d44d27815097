import type { UpdateItemCommandInput } from "@aws-sdk/client-dynamodb";
import type { GiveBack } from "../item/give-back.ts";
import { EPOCH_MS, type PaceItem } from "../item/pace-item.ts";
import { MAX_AHEAD_MS, type Sale } from "../item/sale.ts";

/** What an UpdateItem does and on which condition. */
export type Update = Pick<
  Required<UpdateItemCommandInput>,
  | "UpdateExpression"
  | "ConditionExpression"
  | "ExpressionAttributeNames"
  | "ExpressionAttributeValues"
>;

type Attributes = NonNullable<UpdateItemCommandInput["Key"]>;

/** The item goes by itself when nobody has counted themselves among its buyers for so long. */
const KEPT_MS = 7 * 24 * 3_600_000;
const UNTIL = "sold_until";

/** Gathers an expression's parts; equal values have one placeholder. */
class Expressions {
  readonly sets: string[] = [];
  readonly conditions: string[] = [];
  readonly #names = new Map<string, string>();
  readonly #values = new Map<string | number, string>();

  name(attribute: string): string {
    return placeholder(this.#names, attribute, "#n");
  }

  value(value: string | number): string {
    return placeholder(this.#values, value, ":v");
  }

  toUpdate(): Update {
    const values = [...this.#values].map(([value, at]) => [
      at,
      typeof value === "number" ? { N: String(value) } : { S: value },
    ]);
    return {
      UpdateExpression: `SET ${this.sets.join(", ")}`,
      ConditionExpression: this.conditions.join(" AND "),
      ExpressionAttributeNames: Object.fromEntries(
        [...this.#names].map(([attribute, at]) => [at, attribute]),
      ),
      ExpressionAttributeValues: Object.fromEntries(values),
    };
  }
}

function placeholder<K>(known: Map<K, string>, key: K, prefix: string): string {
  const found = known.get(key) ?? `${prefix}${known.size}`;
  known.set(key, found);
  return found;
}

/** The same as `sell` of the pure model. */
export function saleUpdate({ nowMs, parts, counted }: Sale): Update {
  const to = new Expressions();
  to.sets.push(`${to.name("at")} = ${to.value(nowMs)}`);
  for (const { resource, durationMs, begins } of parts) {
    const until = to.name(untilAttribute(resource));
    if (begins === "now") {
      to.sets.push(`${until} = ${to.value(nowMs + durationMs)}`);
      to.conditions.push(`(attribute_not_exists(${until}) OR ${until} < ${to.value(nowMs)})`);
    } else {
      to.sets.push(`${until} = ${until} + ${to.value(durationMs)}`);
      to.conditions.push(
        `${until} BETWEEN ${to.value(nowMs)} AND ${to.value(nowMs + MAX_AHEAD_MS)}`,
      );
    }
  }
  count(to, counted);
  return to.toUpdate();
}

function count(to: Expressions, counted: Sale["counted"]): void {
  const epoch = to.name("epoch");
  if (counted === undefined) {
    to.conditions.push(`attribute_exists(${epoch})`);
    return;
  }
  const buyers = to.name("buyers");
  const endsAtMs = (counted.epoch + 1) * EPOCH_MS + KEPT_MS;
  to.sets.push(`${to.name("expires_at")} = ${to.value(Math.ceil(endsAtMs / 1_000))}`);
  if (counted.how === "same epoch") {
    to.sets.push(`${buyers} = ${buyers} + ${to.value(1)}`);
    to.conditions.push(`${epoch} = ${to.value(counted.epoch)}`);
    return;
  }
  const before = to.name("buyers_before");
  to.sets.push(`${epoch} = ${to.value(counted.epoch)}`, `${buyers} = ${to.value(1)}`);
  if (counted.how === "next epoch") {
    to.sets.push(`${before} = ${buyers}`);
    to.conditions.push(`${epoch} = ${to.value(counted.epoch - 1)}`);
  } else {
    to.sets.push(`${before} = ${to.value(0)}`);
    to.conditions.push(
      `(attribute_not_exists(${epoch}) OR ${epoch} < ${to.value(counted.epoch - 1)})`,
    );
  }
}

/** The same as `takeBack` of the pure model. */
export function giveBackUpdate({ id, after, durations, countedIn }: GiveBack): Update {
  const to = new Expressions();
  const givenBack = to.name("given_back");
  to.sets.push(`${givenBack} = ${to.value(id)}`);
  to.conditions.push(`attribute_exists(${to.name("epoch")})`);
  to.conditions.push(
    after === undefined
      ? `attribute_not_exists(${givenBack})`
      : `${givenBack} = ${to.value(after)}`,
  );
  for (const [resource, durationMs] of durations) {
    const until = to.name(untilAttribute(resource));
    to.sets.push(`${until} = ${until} - ${to.value(durationMs)}`);
    to.conditions.push(`attribute_exists(${until})`);
  }
  if (countedIn !== undefined) {
    const buyers = to.name("buyers");
    to.sets.push(`${buyers} = ${buyers} - ${to.value(1)}`);
    to.conditions.push(`${to.name("epoch")} = ${to.value(countedIn)}`);
  }
  return to.toUpdate();
}

function untilAttribute(resource: string): string {
  return resource === "" ? UNTIL : `${UNTIL}#${resource}`;
}

/** An item as DynamoDB has it. @returns undefined where there is none */
export function paceItemOf(attributes: Attributes | undefined): PaceItem | undefined {
  if (attributes?.epoch?.N === undefined) return undefined;
  const number = (name: string): number => Number(attributes[name]?.N ?? 0);
  const soldUntil: Record<string, number> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value.N === undefined) continue;
    if (name === UNTIL) soldUntil[""] = Number(value.N);
    else if (name.startsWith(`${UNTIL}#`)) {
      soldUntil[name.slice(UNTIL.length + 1)] = Number(value.N);
    }
  }
  const givenBack = attributes.given_back?.S;
  return {
    at: number("at"),
    epoch: number("epoch"),
    buyers: number("buyers"),
    buyersBefore: number("buyers_before"),
    soldUntil,
    ...(givenBack !== undefined && { givenBack }),
  };
}
