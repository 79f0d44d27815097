import { ACCOUNT } from "../account.ts";

/** The version that is not published: the newest code. */
export const LATEST = "$LATEST";

/** A function as somebody names it, with the version or alias that is meant. */
export interface FunctionReference {
  readonly name: string;
  /** A version's number, `$LATEST`, or an alias; undefined means `$LATEST`. */
  readonly qualifier?: string | undefined;
}

/**
 * Reads any form in which the API takes a function: a name, `name:qualifier`, `account:function:name`,
 * or an ARN, the last three with or without a qualifier.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @example
 * functionReference("arn:aws:lambda:us-east-1:123456789012:function:orders:live")
 * // { name: "orders", qualifier: "live" }
 */
export function functionReference(text: string): FunctionReference {
  const [, afterMarker = text] = /:function:(.+)$/.exec(text) ?? [];
  const [name = "", qualifier] = afterMarker.split(":");
  return qualifier === undefined ? { name } : { name, qualifier };
}

/** The ARN of a function, with its qualifier where there is one. */
export function functionArn({ name, qualifier }: FunctionReference, region: string): string {
  const arn = `arn:aws:lambda:${region}:${ACCOUNT}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
