import { ask, type Step, settle } from "../step.ts";
import type { Json } from "./wrong-values.ts";

/** `name:type` as in `pk:S`. */
export type KeyText = `${string}:${"S" | "N" | "B"}`;

type Throughput = { ReadCapacityUnits: number; WriteCapacityUnits: number };

/** An index of a table for a case. */
export interface IndexForm {
  readonly keys: readonly [KeyText, KeyText?];
  /** Default `ALL`; a list of names includes these. */
  readonly projection?: "ALL" | "KEYS_ONLY" | readonly string[];
}

/** A table for cases; on demand where it has no units. */
export interface TableForm {
  readonly keys: readonly [KeyText, KeyText?];
  readonly global?: Readonly<Record<string, IndexForm>>;
  readonly local?: Readonly<Record<string, IndexForm>>;
  readonly units?: number;
  readonly stream?: "NEW_AND_OLD_IMAGES" | "KEYS_ONLY";
}

/** The content of the CreateTable that makes it. */
export function tableContent(name: string, form: TableForm): { readonly [name: string]: Json } {
  const { global = {}, local = {}, units, stream } = form;
  const keys = [form, ...Object.values(global), ...Object.values(local)].flatMap((of) => of.keys);
  const types = new Map(keys.filter((key) => key !== undefined).map((key) => split(key)));
  const throughput = units === undefined ? {} : { ProvisionedThroughput: unitsOf(units) };
  const indexes = (of: Readonly<Record<string, IndexForm>>, more: object) =>
    Object.entries(of).map(([IndexName, index]) => ({
      ...{ IndexName, KeySchema: schema(index.keys), Projection: projection(index), ...more },
    }));
  return {
    TableName: name,
    KeySchema: schema(form.keys),
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      ...{ AttributeName, AttributeType },
    })),
    ...(units === undefined ? { BillingMode: "PAY_PER_REQUEST" } : throughput),
    ...(form.global && { GlobalSecondaryIndexes: indexes(global, throughput) }),
    ...(form.local && { LocalSecondaryIndexes: indexes(local, {}) }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream } }),
  };
}

/** The steps that make it. */
export function createTable(name: string, form: TableForm): readonly Step[] {
  return [ask("CreateTable", tableContent(name, form)), settle(name)];
}

export function deleteTable(name: string): readonly Step[] {
  return [ask("DeleteTable", { TableName: name }), settle(name, true)];
}

export function unitsOf(units: number): Throughput {
  return { ReadCapacityUnits: units, WriteCapacityUnits: units };
}

export function schema([partition, sort]: readonly [KeyText, KeyText?]): Json[] {
  const hash = { AttributeName: split(partition)[0], KeyType: "HASH" };
  return sort === undefined ? [hash] : [hash, { AttributeName: split(sort)[0], KeyType: "RANGE" }];
}

function projection({ projection: of = "ALL" }: IndexForm): Json {
  return typeof of === "string"
    ? { ProjectionType: of }
    : { ProjectionType: "INCLUDE", NonKeyAttributes: of };
}

function split(key: KeyText): readonly [name: string, type: string] {
  const [name = "", type = ""] = key.split(":");
  return [name, type];
}
