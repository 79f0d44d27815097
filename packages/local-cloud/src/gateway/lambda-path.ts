/** A request of the Lambda API that concerns a function or event source mapping, by its path. */
export type LambdaPath =
  | { readonly kind: "functions" }
  | { readonly kind: "function"; readonly name: string; readonly part: string | undefined }
  | { readonly kind: "mappings" }
  | { readonly kind: "mapping"; readonly uuid: string };

/**
 * Reads a path of the Lambda REST API. Undefined for what is neither a function nor a mapping.
 *
 * @example
 * lambdaPath("/2015-03-31/functions/orders/invocations")
 * // { kind: "function", name: "orders", part: "invocations" }
 */
export function lambdaPath(path: string): LambdaPath | undefined {
  const [, collection, id, part] =
    /^\/\d{4}-\d{2}-\d{2}\/(functions|event-source-mappings)(?:\/([^/]+))?(?:\/(.+?))?\/?$/.exec(
      path,
    ) ?? [];
  if (collection === undefined) return undefined;
  if (collection === "functions") {
    if (id === undefined) return { kind: "functions" };
    return { kind: "function", name: functionName(decodeURIComponent(id)), part };
  }
  return id === undefined ? { kind: "mappings" } : { kind: "mapping", uuid: id };
}

/**
 * The bare name of a function from any form that the API takes: name, `name:qualifier`,
 * `account:function:name`, or an ARN with or without a qualifier.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @example
 * functionName("arn:aws:lambda:us-east-1:123456789012:function:orders:live") // "orders"
 */
export function functionName(reference: string): string {
  const [, afterMarker] = /(?:^|:)function:([^:]+)/.exec(reference) ?? [];
  return afterMarker ?? reference.split(":", 1)[0] ?? reference;
}
