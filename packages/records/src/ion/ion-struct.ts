import type { IonType, Reader } from "ion-js";
import { recordsError } from "../records-error.ts";

/** The fields of an Ion struct, in DynamoDB's JSON, not checked yet: `{ pk: { S: "a" } }`. */
export type IonFields = Readonly<Record<string, unknown>>;

/** Gives the fields of the one struct that a text holds. */
export type IonParser = (text: string) => IonFields;

/** What an item nests at most, and what an export has around it. */
const MAX_LEVELS = 34;
/** Its symbols would be needed for later lines; DynamoDB writes none. */
const SYMBOL_TABLE = /ion_symbol_table'?\s*::/;

/**
 * Loads the library that reads Ion, which takes 17 ms, only where Ion is read.
 *
 * @see https://amazon-ion.github.io/ion-docs/docs/spec.html
 */
export async function ionParser(): Promise<IonParser> {
  const { makeReader } = await import("ion-js");
  return (text) => structOf(text, makeReader);
}

/** @throws SpillwayError `ION_MALFORMED`; what the library throws is no error of ours */
function structOf(text: string, makeReader: (text: string) => Reader): IonFields {
  if (SYMBOL_TABLE.test(text)) throw malformed("a symbol table of its own");
  const reader = makeReader(text);
  const type = reader.next();
  if (type === null) throw malformed("nothing");
  if (type.name !== "struct" || reader.isNull()) throw malformed(`a ${type.name}`);
  if (reader.annotations().length > 0) throw malformed("an annotation before it");
  const fields = fieldsOf(reader, 1);
  if (reader.next() !== null) throw malformed("more than one value on the line");
  return fields;
}

function fieldsOf(reader: Reader, level: number): IonFields {
  // Without a prototype: `__proto__` is a name like any other.
  const fields: Record<string, unknown> = Object.create(null);
  for (const type of within(reader, level)) {
    const name = reader.fieldName() ?? "";
    if (Object.hasOwn(fields, name)) throw malformed(`${JSON.stringify(name)} twice`);
    fields[name] = typedValue(reader, type, level + 1);
  }
  return fields;
}

function listOf(reader: Reader, level: number): unknown[] {
  return Array.from(within(reader, level), (type) => typedValue(reader, type, level + 1));
}

/** Goes through what a container holds. */
function* within(reader: Reader, level: number): Generator<IonType, void, undefined> {
  // The library skips what is nested deeply in a time that grows with its square.
  if (level > MAX_LEVELS) throw malformed("more than 32 levels of lists and structs");
  reader.stepIn();
  for (let type = reader.next(); type !== null; type = reader.next()) yield type;
  reader.stepOut();
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html#S3DataExport.Output_Data */
function typedValue(reader: Reader, { name }: IonType, level: number): unknown {
  const [annotation, ...more] = reader.annotations();
  if (annotation !== undefined && (name !== "list" || more.length > 0)) {
    throw malformed(`the annotation ${annotation}::`);
  }
  if (reader.isNull()) return { NULL: true };
  switch (name) {
    case "string":
      return { S: reader.stringValue() };
    case "decimal":
      return { N: String(reader.decimalValue()) };
    case "int":
      return { N: String(reader.bigIntValue()) };
    case "bool":
      return { BOOL: reader.booleanValue() };
    case "blob":
      return { B: base64Of(reader) };
    case "struct":
      return { M: fieldsOf(reader, level) };
    case "list":
      return annotation === undefined ? { L: listOf(reader, level) } : setOf(reader, annotation);
    case "float":
      throw malformed("a float such as 1e0, which is not exact: a decimal is written 1d0");
    default:
      throw malformed(`a ${name}, which DynamoDB has no type for`);
  }
}

function base64Of(reader: Reader): string {
  return Buffer.from(reader.uInt8ArrayValue() ?? []).toString("base64");
}

/** What the elements of a set are, by its annotation. */
const SETS: Readonly<Record<string, readonly [set: string, of: string]>> = {
  $dynamodb_SS: ["SS", "S"],
  $dynamodb_NS: ["NS", "N"],
  $dynamodb_BS: ["BS", "B"],
};

function setOf(reader: Reader, annotation: string): unknown {
  const [set, of] = (Object.hasOwn(SETS, annotation) && SETS[annotation]) || [];
  if (set === undefined || of === undefined) throw malformed(`the annotation ${annotation}::`);
  const elements = Array.from(within(reader, MAX_LEVELS), (type) => {
    const value = Object(typedValue(reader, type, MAX_LEVELS + 1));
    if (!Object.hasOwn(value, of)) throw malformed(`a ${type.name} in ${annotation}::[…]`);
    return value[of];
  });
  return { [set]: elements };
}

function malformed(came: string): Error {
  return recordsError("ION_MALFORMED", `expected one Ion struct, as DynamoDB writes; came ${came}`);
}
