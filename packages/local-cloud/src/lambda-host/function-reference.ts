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
 * Reads any form in which the API takes a function: a name, `function:name`, `account:function:name`, or an
 * ARN, each with or without `:qualifier`. Access reads it so too: who may invoke one function must not get
 * another. What has more parts than that is no function's name.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @example
 * functionReference("arn:aws:lambda:us-east-1:123456789012:function:orders:live")
 * // { name: "orders", qualifier: "live" }
 */
export function functionReference(text: string): FunctionReference {
  const named = text.replace(/^(?:function:|.*?:function:)/, "");
  const [name = "", qualifier, ...more] = named.split(":");
  if (more.length > 0) return { name: named };
  return qualifier === undefined ? { name } : { name, qualifier };
}

/** The ARN of a function, with its qualifier where there is one. */
export function functionArn({ name, qualifier }: FunctionReference, region: string): string {
  const arn = `arn:aws:lambda:${region}:${ACCOUNT}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
