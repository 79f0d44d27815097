import type { AttributeValue as SdkValue } from "@aws-sdk/client-dynamodb";
import type { AttributeMap, AttributeValue } from "@spillway/item";

/** Wire JSON as the SDK has it: the same, but binary values are bytes and not base64. */
export function toSdkItem(item: AttributeMap): Record<string, SdkValue> {
  return mapValues(item, toSdkValue);
}

/** The SDK's form of an item as wire JSON. */
export function fromSdkItem(item: Readonly<Record<string, SdkValue>>): AttributeMap {
  return mapValues(item, fromSdkValue);
}

function toSdkValue(value: AttributeValue): SdkValue {
  if ("B" in value) return { B: Buffer.from(value.B, "base64") };
  if ("BS" in value) return { BS: value.BS.map((member) => Buffer.from(member, "base64")) };
  if ("L" in value) return { L: value.L.map(toSdkValue) };
  if ("M" in value) return { M: toSdkItem(value.M) };
  if ("SS" in value) return { SS: [...value.SS] };
  if ("NS" in value) return { NS: [...value.NS] };
  return value;
}

function fromSdkValue(value: SdkValue): AttributeValue {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(fromSdkValue) };
  if (value.M !== undefined) return { M: fromSdkItem(value.M) };
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  return { NULL: true };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** By definition and not by assignment, since an attribute may be called `__proto__`. */
function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
