import { type AttributeMap, ExactNumber, type PlainRecord } from "@spillway/item";

/**
 * A key as a plain record. A key attribute is a string, a number or binary.
 *
 * @param invalid makes the error for an attribute of another type
 */
export function keyRecord(key: AttributeMap, invalid: (message: string) => Error): PlainRecord {
  return Object.fromEntries(
    Object.entries(key).map(([name, value]) => {
      if ("S" in value) return [name, value.S];
      if ("N" in value) return [name, new ExactNumber(value.N)];
      if ("B" in value) return [name, Buffer.from(value.B, "base64")];
      const came = Object.keys(value).join();
      throw invalid(`expected S, N or B as the key ${JSON.stringify(name)}; came ${came}`);
    }),
  );
}
